"""Pairs of documents that tell the same several things: what they leave vague is then likelier the same too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from retinue.fuse.telling import Telling
from retinue.model import EventType

__all__ = ["aims", "by_document", "parallels", "signs"]

AGAINST = frozenset({EventType.REGULATORY_ACTION, EventType.LISTING, EventType.EXPORT_CONTROL, EventType.POLICY})

MOST = 30  # documents that tell one thing; above, it is the talk of the day and ties no two of them together
Sign = tuple[str, str, str]


def signs(telling: Telling) -> set[Sign]:
    """What a telling says in a nutshell: type, an actor, a recipient."""
    kind = telling.event.type
    return {(kind, a.known or a.name, r.known or r.name) for a in telling.actors for r in telling.recipients}


def parallels(tellings: Iterable[Telling]) -> Mapping[frozenset[str], int]:
    """How many events two documents tell alike, for the pairs of documents that have at least two.

    An event counts once, however many parties it has in common with its counterpart.
    """
    told: dict[Sign, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for telling in tellings:
        for sign in signs(telling):
            told[sign][telling.doc].add(telling.ref)
    alike: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for docs in told.values():
        for left, right in combinations(sorted(docs), 2) if len(docs) <= MOST else ():
            alike[left, right][0].update(docs[left])
            alike[left, right][1].update(docs[right])
    counted = {frozenset(pair): min(map(len, sides)) for pair, sides in alike.items()}
    return {pair: count for pair, count in counted.items() if count > 1}


def aims(tellings: Iterable[Telling]) -> Mapping[str, frozenset[tuple[EventType, str]]]:
    """Which kinds of act against whom each document tells of: what its objections may be about."""
    found: dict[str, set[tuple[EventType, str]]] = defaultdict(set)
    for t in tellings:
        if t.event.type in AGAINST:
            found[t.doc].update((t.event.type, r.known or r.name) for r in t.recipients)
    return {doc: frozenset(aimed) for doc, aimed in found.items()}


def by_document(tellings: Iterable[Telling]) -> Mapping[str, Sequence[Telling]]:
    """All the events that each document tells."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        found[telling.doc].append(telling)
    return found
