"""Offices that reports give one person, where they are not one office told more or less fully."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from retinue.fuse.parties import Named, Relation, relation
from retinue.fuse.telling import Telling
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge

__all__ = ["titles"]

# Rank and filling words: "Vice Premier", "premier of the State Council" are no two offices for our purpose.
_RANK = frozenset(
    "the of and for in at a an vice deputy assistant acting executive senior first former outgoing incoming interim "
    "permanent honorary state national chief general".split()
)
COMMON = 0.34  # share of words that two tellings of one office have in common at least


def titles(tellings: Sequence[Telling], knowledge: Knowledge) -> Mapping[str, str]:
    """Document → "person, office" of the first person to whom reports give offices that can't be one; empty if none.

    Of people we know the record gives the office they held that day, not the one a report printed: they are left out.
    """
    held = [(p, t) for t in tellings for p in t.parties if p.person and p.office and not p.known]
    for (one, mine), (other, theirs) in combinations(held, 2):
        if mine.doc != theirs.doc and _differ(one, other) and relation(one, other, knowledge) is Relation.SAME:
            return _given(one, held, knowledge)
    return {}


def _given(person: Named, held: Sequence[tuple[Named, Telling]], knowledge: Knowledge) -> dict[str, str]:
    same = [(p, t) for p, t in held if relation(person, p, knowledge) is Relation.SAME]
    return {t.doc: f"{person.name}, {p.office}" for p, t in reversed(same)}


def _differ(one: Named, other: Named) -> bool:
    """True when two offices share too few words, and neither is the other told shorter."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs or ours <= theirs or theirs <= ours:
        return False
    return len(ours & theirs) / len(ours | theirs) < COMMON


def _words(person: Named) -> frozenset[str]:
    return frozenset(fold(person.office or "").split()) - _RANK
