"""Contradictions that a person has settled (`fuse.settled`), as pages show them: both ends of a time as one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.fuse import settled as rule
from retinue.model import Happening

__all__ = ["Settlement", "disputed", "settled"]


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who settled it, when and by which judgement; `value` is what the field says since, empty when accepted."""

    by: str
    at: dt.datetime
    judgement: int
    value: str


def disputed(field: str) -> str:
    """What pages call a contradicted field."""
    return "when" if field in ("start", "end") else field


def settled(happening: Happening) -> dict[str, Settlement]:
    """Of the contradicted fields those that are settled: of a time, when each of its contradicted ends is."""
    by = rule.settled(happening)
    still_open = {disputed(clash.field) for clash in happening.discrepancies if clash.field not in by}
    found: dict[str, Settlement] = {}
    for field, one in by.items():
        value = (", ".join(one.value) or "not known") if one.field else ""
        if disputed(field) not in still_open:
            found[disputed(field)] = Settlement(one.by, one.at, one.judgement, value)
    return found
