"""Contradictions that a person has settled: by correcting the field, or by accepting the event as it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.model import Happening, JudgementKind

__all__ = ["Settlement", "disputed", "settled"]

# What a correction calls a field → what contradictions call it; both ends of a time are disputed as one.
CALLED = {"actors": "actor", "recipients": "recipient", "places": "place", "start": "when", "end": "when"}


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who settled it, when and by which judgement; `value` is what the field says since, empty when accepted."""

    by: str
    at: dt.datetime
    judgement: int
    value: str


def disputed(field: str) -> str:
    """What pages call a contradicted field."""
    return CALLED.get(field, field)


def settled(happening: Happening) -> dict[str, Settlement]:
    """Of the contradicted fields those that a judgement which holds has settled; the latest counts."""
    fields = {disputed(clash.field) for clash in happening.discrepancies}
    found: dict[str, Settlement] = {}
    for one in sorted(happening.decisions, key=lambda one: one.judgement):
        if not one.holds or one.report:
            continue
        if one.kind is JudgementKind.ACCEPT:
            found |= {field: Settlement(one.by, one.at, one.judgement, "") for field in fields}
        elif one.kind is JudgementKind.CORRECT and disputed(one.field or "") in fields:
            value = ", ".join(one.value) or "not known"
            found[disputed(one.field or "")] = Settlement(one.by, one.at, one.judgement, value)
    return found
