"""Happenings by hand: a signal, days, a confidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from retinue.model import (
    EntityType,
    EventType,
    Happening,
    Party,
    Precision,
    Report,
    Signal,
    Status,
)

FIRM = Party("Lumen Technology Group", EntityType.COMPANY, None, "lumen")
PREMIER = Party("Han Mei", EntityType.PERSON, "Premier of China", "han-mei")
MINISTER = Party("Ada Stone", EntityType.PERSON, "US Secretary of Commerce", "ada-stone")
MINISTRY = Party("US Department of Commerce", EntityType.BODY, None, "us-commerce")
BUREAU = Party("Riverside bureau", EntityType.BODY)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def made(key: str, start: str | None = "2024-03-04", end: str | None = None, **more: object) -> Happening:
    """A minister's visit to the firm, the unit of weights."""
    first = day(start) if start else None
    last = day(end) if end else first
    happening = Happening(
        key, EventType.VISIT, (MINISTER,), (FIRM,), (), first, last,
        Precision.DAY if first else Precision.UNKNOWN, Status.OCCURRED, Signal.SUPPORT,
        (Report("d", key, None, None, first),), 1, confidence=0.8,
    )  # fmt: skip
    return replace(happening, **more)  # type: ignore[arg-type]
