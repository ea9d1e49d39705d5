"""Whether the places that two reports give can be the same, by name and by the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import combinations

from retinue.knowledge.fold import fold
from retinue.knowledge.lookup import find_place
from retinue.knowledge.types import Knowledge, Place

__all__ = ["Nearness", "listed", "nearness", "wide"]

_CITY = frozenset({"city", "district", "area"})


class Nearness(Enum):
    """How the places of two reports stand to each other."""

    SAME = "same"
    WITHIN = "within"  # one lies in the other: less exact, not contradictory
    APART = "apart"
    UNKNOWN = "unknown"


def nearness(left: Sequence[str], right: Sequence[str], knowledge: Knowledge) -> Nearness:
    """Compare the places of two reports (most specific first). Names the gazetteer lacks count by their words."""
    if not left or not right:
        return Nearness.UNKNOWN
    ours, theirs = (_resolved(names, knowledge) for names in (left, right))
    fine = _levels(ours, theirs, _CITY)
    if fine is Nearness.APART:
        return Nearness.APART if not _words_meet(left[:1], right[:1]) else Nearness.SAME
    if fine is Nearness.SAME or _words_meet(_unlisted(left, ours, theirs), _unlisted(right, ours, theirs)):
        return Nearness.SAME
    return _coarse(ours, theirs)


def listed(name: str, knowledge: Knowledge) -> bool:
    """True when the gazetteer knows a place of that name."""
    return _resolve(name, knowledge) is not None


def wide(names: Sequence[str], knowledge: Knowledge) -> bool:
    """True when the places are regions or countries only, or several cities: what a tour is told of, not a stop."""
    found = _resolved(names, knowledge)
    cities = [p for p in found if p.level == "city"]
    several = any(a.id not in b.within and b.id not in a.within for a, b in combinations(cities, 2))
    return several or (bool(found) and len(found) == len(names) and not any(p.level in _CITY for p in found))


def _resolved(names: Sequence[str], knowledge: Knowledge) -> list[Place]:
    found = [_resolve(name, knowledge) for name in names]
    return [place for place in found if place]


def _resolve(name: str, knowledge: Knowledge) -> Place | None:
    return find_place(knowledge, name)


def _levels(ours: list[Place], theirs: list[Place], levels: frozenset[str]) -> Nearness:
    """Compare the places of some levels: same when any two are equal or nested, apart when both sides have some."""
    here, there = ([p for p in side if p.level in levels] for side in (ours, theirs))
    if any(a.id == b.id or a.id in b.within or b.id in a.within for a in here for b in there):
        return Nearness.SAME
    return Nearness.APART if here and there else Nearness.UNKNOWN


def _coarse(ours: list[Place], theirs: list[Place]) -> Nearness:
    """Compare a city with a region, or two regions. A common country counts only when neither says more."""
    fine = {_finest(side) for side in (ours, theirs)}
    if len(fine) == 1 and {a.id for a in ours if a.level in fine} & {b.id for b in theirs if b.level in fine}:
        return Nearness.SAME
    if any(a.id == b.id or a.id in b.within or b.id in a.within for a in ours for b in theirs):
        return Nearness.WITHIN
    return Nearness.APART if ours and theirs else Nearness.UNKNOWN


def _finest(places: list[Place]) -> str:
    levels = {p.level for p in places}
    return "city" if levels & _CITY else "region" if "region" in levels else "country"


def _unlisted(names: Sequence[str], ours: list[Place], theirs: list[Place]) -> list[str]:
    """Names that can only be compared by their words: all but countries and regions, which many events share."""
    wide_names = {fold(p.name) for p in (*ours, *theirs) if p.level not in _CITY}
    return [n for n in names if fold(n) not in wide_names]


def _words_meet(left: Sequence[str], right: Sequence[str]) -> bool:
    """True when one name holds all words of another ("Yizhuang", "Yizhuang development zone")."""
    return any((a := _words(x)) <= (b := _words(y)) or b <= a for x in left for y in right)


@lru_cache(maxsize=65_536)
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())
