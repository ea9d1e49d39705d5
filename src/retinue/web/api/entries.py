"""What feeds and calendars say of an event."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from retinue.model import Happening
from retinue.web.words import count, label, when

__all__ = ["NAMESPACE", "NEVER", "Moments", "summary"]

NAMESPACE = uuid.UUID("6c5f0bd5-3a0e-5b1c-9f0e-2f4b7f2a9f11")  # of the ids of events; never to be changed
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
Moments = Mapping[str, tuple[dt.datetime, dt.datetime]]  # key → when it came, when it last changed


def summary(one: Happening) -> str:
    """The event in a line: how real, when, where, by how many."""
    parts = [label(one.status.value), when(one.start, one.end, one.precision), ", ".join(one.places)]
    parts.append(f"{count(len(one.reports), 'report')}, {count(one.independent_origins, 'independent origin')}")
    parts += [f"{found.entity} stood on {found.list}" for found in one.restrictions]
    return " · ".join(part for part in parts if part)
