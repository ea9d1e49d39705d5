"""Rules for holidays."""

from __future__ import annotations

from retinue.dates.feasts import Feast, feasts
from retinue.dates.grammar import Hit, Reader
from retinue.dates.scene import Reading, Scene
from retinue.dates.years import year_told

__all__ = ["READERS"]


def _feast(hit: Hit, scene: Scene) -> Reading | None:
    token = next(t for t in hit.tokens[hit.first : hit.last] if t.text in feasts())
    feast, rel = feasts()[token.text], hit.word("rel")
    if hit.has("year") or hit.has("yref"):
        found = year_told(hit, scene)
    elif rel in ("every", "each"):
        return Reading("SET", "XXXX")
    else:
        found = _nearest(feast, rel, hit, scene)
    period = feast.in_year(found[0]) if found else None
    if found is None or period is None:
        return Reading("DATE", "XXXX-XX-XX", None, "publication", "the holiday's year or day isn't known")
    return Reading("DATE", period.value, period, found[1])


def _nearest(feast: Feast, rel: str, hit: Hit, scene: Scene) -> tuple[int, str] | None:
    """The year of a holiday told without one: by the narrative, else before or after publication by tense."""
    told = scene.narrative.explicit
    if told is not None and (scene.anchor is None or told < scene.anchor.year) and not rel:
        return told, "narrative"
    here = scene.anchor
    if here is None:
        return None
    ahead = rel in ("next", "coming") or (rel not in ("last", "past") and scene.future(hit.first, hit.last))
    for year in (here.year, here.year + 1) if ahead else (here.year, here.year - 1):
        period = feast.in_year(year)
        if period and (period.end >= here if ahead else period.start <= here and not (rel and period.start == here)):
            return year, "publication"
    return None


READERS: dict[str, Reader] = {"feast": _feast}
