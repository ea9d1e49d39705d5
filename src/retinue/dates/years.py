"""Which year, and which month, an expression means: what the rules for days and for longer periods share."""

from __future__ import annotations

import re

from retinue.dates.calendar import Period
from retinue.dates.grammar import Hit
from retinue.dates.lexicon import lexicon
from retinue.dates.scene import Reading, Scene

_SECOND = re.compile(
    r"(?:and|or|to) (?:(?:in|on) )?(?:\d{1,2} )?(?P<month>[a-z]{3,9}) (?:\d{1,2} )?(?:, )?(?P<year>\d{4})\b"
)

__all__ = ["dated", "month_of", "year_for", "year_told"]


def year_told(hit: Hit, scene: Scene) -> tuple[int, str] | None:
    """The year that a hit spells out or points to ("last year", "of that year"); None when it can't be told."""
    if hit.has("year"):
        return hit.number("year"), "absolute"
    word, told = hit.word("yref"), scene.narrative.period
    if word in ("that", "same", "following", "preceding") and told:
        return told.start.year + {"following": 1, "preceding": -1}.get(word, 0), "narrative"
    if word == "the" and scene.narrative.explicit is not None:
        return scene.narrative.explicit, "narrative"
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "the": 0, "next": 1}.get(word)
    if step is None:
        return None
    if scene.anchor is not None:
        return scene.anchor.year + step, "publication"
    explicit = scene.narrative.explicit if scene.history else None
    return (explicit + step, "narrative") if explicit is not None else None


def dated(period: Period | None, anchor: str = "absolute", unknown: str = "XXXX-XX-XX") -> Reading:
    """A DATE on `period`; without one, a DATE of value `unknown` and no days."""
    if period is None:
        return Reading("DATE", unknown, None, anchor, "no year given and nothing to count it from")
    return Reading("DATE", period.value, period, anchor)


def year_for(hit: Hit, scene: Scene, month: int, day: int) -> tuple[int, str] | None:
    """The year of a month (`day` 0) or day, and what it was counted from; None when it can't be told."""
    if hit.has("year") or hit.has("yref"):
        return year_told(hit, scene)
    behind = _year_behind(hit, month)
    if behind is not None:
        return behind, "absolute"
    tense = scene.tense(hit.first, hit.last)
    if set(hit.before()) & lexicon().contexts["up_to"]:
        tense = "near" if day or tense in ("past", "perfect") else "future"
    elif "ahead" in hit.before(3):
        tense = "near"
    return scene.pick_year(month, day, tense)


def _year_behind(hit: Hit, month: int) -> int | None:
    """The year that stands with a second date alone: 2024 for March in "in March and November 2024"."""
    found = _SECOND.match(" ".join(hit.after(9)))
    if not found or found["month"] not in lexicon().months:
        return None
    year = int(found["year"])
    return year if month <= lexicon().months[found["month"]] else None


def month_of(hit: Hit, name: str = "month") -> int:
    """The number of the month that a group names."""
    return lexicon().month(hit.words(name)[0])
