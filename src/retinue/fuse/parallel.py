"""Pairs of documents that tell the same several things: what they leave vague is then likelier the same too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from retinue.fuse.evidence import Context
from retinue.fuse.telling import Telling
from retinue.knowledge.types import Knowledge
from retinue.model import EventType

__all__ = ["OnDemand", "aims", "alike", "by_document", "context", "signs"]

K = TypeVar("K")
V = TypeVar("V")

AGAINST = frozenset({EventType.REGULATORY_ACTION, EventType.LISTING, EventType.EXPORT_CONTROL, EventType.POLICY})

Sign = tuple[str, str, str]


def signs(telling: Telling) -> set[Sign]:
    """What a telling says in a nutshell: type, an actor, a recipient."""
    kind = telling.event.type
    return {(kind, a.known or a.name, r.known or r.name) for a in telling.actors for r in telling.recipients}


def alike(left: Iterable[Telling], right: Iterable[Telling]) -> int:
    """How many events two documents tell alike; one counts once, however many parties its counterpart shares."""
    ours, theirs = _by_sign(left), _by_sign(right)
    common = ours.keys() & theirs.keys()
    return min(len(set().union(*(side[sign] for sign in common))) for side in (ours, theirs))


def _by_sign(tellings: Iterable[Telling]) -> dict[Sign, set[str]]:
    found: dict[Sign, set[str]] = defaultdict(set)
    for telling in tellings:
        for sign in signs(telling):
            found[sign].add(telling.ref)
    return found


def aims(tellings: Iterable[Telling]) -> frozenset[tuple[EventType, str]]:
    """Which kinds of act against whom a document tells of: what its objections may be about."""
    against = (t for t in tellings if t.event.type in AGAINST)
    return frozenset((t.event.type, r.known or r.name) for t in against for r in t.recipients)


def by_document(tellings: Iterable[Telling]) -> dict[str, list[Telling]]:
    """All the events that each document tells."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        found[telling.doc].append(telling)
    return found


def context(knowledge: Knowledge, family: Mapping[str, str], told: Mapping[str, Sequence[Telling]]) -> Context:
    """What comparing may look at: worked out per document and pair of documents, when it is asked for.

    Nothing in it rests on how much else was told, so that a comparison stays as it is while documents arrive.
    """

    def common(pair: frozenset[str]) -> int:
        return alike(*(told.get(doc, ()) for doc in sorted(pair))) if len(pair) == 2 else 0

    return Context(knowledge, family, OnDemand(common), OnDemand(lambda doc: aims(told.get(doc, ()))), told)


class OnDemand(Mapping[K, V]):
    """A mapping whose values are worked out when they are first asked for."""

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
