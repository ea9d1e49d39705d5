"""Rules for times of day and for words that point to now, the past or the future without naming days."""

from __future__ import annotations

from retinue.dates import calendar as cal
from retinue.dates.grammar import Hit, Reader
from retinue.dates.lexicon import lexicon
from retinue.dates.scene import Reading, Scene

__all__ = ["READERS"]


def _clock(hit: Hit, scene: Scene) -> Reading | None:
    """ "10:30", "8 p.m.", "10 a.m. EDT": on the narrative's day, else the day of publication."""
    text, half = hit.words("time")[0], hit.word("half").replace(".", "").replace(" ", "")
    hours, minutes = [*text.split(":"), "00"][:2] if ":" in text else (text, "00")
    if hours.endswith(("am", "pm")):
        hours, half = hours[:-2], hours[-2:]
    hour = int(hours)
    if hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _at(scene, f"{hour:02}:{minutes}")


def _clock_word(hit: Hit, scene: Scene) -> Reading | None:
    return _at(scene, lexicon().clock_words[hit.word("word")])


def _at(scene: Scene, time: str) -> Reading:
    day, kind = scene.narrative.day, "narrative"
    if day is None:
        day, kind = scene.anchor, "publication"
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{time}", None, kind, "no day to place the hour on")
    return Reading("TIME", f"{day.isoformat()}T{time}", cal.day(day), kind)


def _reference(hit: Hit, scene: Scene) -> Reading | None:
    word = hit.word("word")
    return Reading("DATE", lexicon().references[word], reason="vague: names no days")


def _past(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", "PAST_REF", reason="vague: names no days")


def _present(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", "PRESENT_REF", reason="vague: names no days")


def _future(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DATE", "FUTURE_REF", reason="vague: names no days")


READERS: dict[str, Reader] = {
    "clock": _clock,
    "clock_word": _clock_word,
    "reference": _reference,
    "past": _past,
    "present": _present,
    "future": _future,
}
