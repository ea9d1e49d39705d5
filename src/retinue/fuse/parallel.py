"""Pairs of documents that tell the same several things: what they leave vague is then likelier the same too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from retinue.fuse.telling import Telling

__all__ = ["parallels", "signs"]

MOST = 30  # documents that tell one thing; above, it is the talk of the day and ties no two of them together
Sign = tuple[str, str, str]


def signs(telling: Telling) -> set[Sign]:
    """What a telling says in a nutshell: type, an actor, a recipient."""
    kind = telling.event.type
    return {(kind, a.known or a.name, r.known or r.name) for a in telling.actors for r in telling.recipients}


def parallels(tellings: Iterable[Telling]) -> Mapping[frozenset[str], int]:
    """How many signs two documents have in common, for the pairs that have at least two."""
    told: dict[Sign, set[str]] = defaultdict(set)
    for telling in tellings:
        for sign in signs(telling):
            told[sign].add(telling.doc)
    found: Counter[frozenset[str]] = Counter()
    for docs in told.values():
        if len(docs) <= MOST:
            found.update(frozenset(pair) for pair in combinations(sorted(docs), 2))
    return {pair: count for pair, count in found.items() if count > 1}
