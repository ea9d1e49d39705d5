"""Which events belong together, kept up to date: ties of events that were written or went, and what follows.

The rules are those of `related`: two events are looked at when one document reports both, or when they share a party
that has not too many. So a party that comes to have too many, or no more, concerns all of its events.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from retinue.fuse import related
from retinue.fuse.related import Outline, both_ways, possible, told_from_both
from retinue.knowledge.types import Knowledge
from retinue.model import Decided, Happening, Related
from retinue.store import Fusing, Tie

__all__ = ["Circle", "relate_anew"]

KEPT = 5000  # events held in memory meanwhile, some 5 kB each
AT_ONCE = 100  # events looked at together with all that may belong with them


@dataclass(frozen=True, slots=True)
class Circle:
    """Who reports some events and who takes part in them: pairs of an event and a document, or a party's identity."""

    docs: set[tuple[str, str]] = field(default_factory=set)
    parties: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, fusing: Fusing, keys: Collection[str]) -> Circle:
        """As it is in the store now."""
        return cls(*fusing.circles(keys))


def relate_anew(
    fusing: Fusing, knowledge: Knowledge, before: Circle, gone: Collection[str], come: Collection[str]
) -> None:
    """Tie the events `come` to those they belong with, in the place of `gone`, whose circle was `before`."""
    fresh = set(come) | _turned(fusing, before, Circle.of(fusing, come))
    stale = fusing.ties({*gone, *fresh}, back=True)
    fusing.drop_ties({*gone, *fresh})
    ties: set[Tie] = set()
    events = _Events(fusing)
    for batch in _batches(fresh):
        found = _tied(events, knowledge, batch) - ties
        ties |= found
        fusing.put_ties(found)
        gc.collect(1)
    _tell(fusing, {key for tie in stale | ties for key in tie[:2]} | fresh)


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _turned(fusing: Fusing, before: Circle, after: Circle) -> set[str]:
    """Events of a party that came to have too many of them to be looked at, or has so no more."""
    were, are = (Counter(identity for _, identity in circle.parties) for circle in (before, after))
    now = fusing.party_sizes({*were, *are})
    then = {identity: now.get(identity, 0) - are[identity] + were[identity] for identity in {*were, *are}}
    turned = [one for one in then if (then[one] > related.MOST) != (now.get(one, 0) > related.MOST)]
    return {key for keys in fusing.parties(turned).values() for key in keys}


@dataclass(slots=True)
class _Events:
    """Events as they were read last, none of which is written anew while ties are looked for."""

    fusing: Fusing
    kept: dict[str, Happening] = field(default_factory=dict)

    def of(self, keys: Collection[str]) -> Mapping[str, Happening]:
        """Those of the keys that some event has, and more."""
        if len(self.kept) + len(keys) > KEPT:
            self.kept.clear()
        self.kept |= self.fusing.happenings([key for key in keys if key not in self.kept])
        return self.kept


def _tied(events: _Events, knowledge: Knowledge, keys: Collection[str]) -> set[Tie]:
    """Ties between `keys` and whatever may belong with them."""
    fusing = events.fusing
    docs, parties = fusing.circles(keys)
    sizes = fusing.party_sizes({identity for _, identity in parties})
    few = {identity for identity, size in sizes.items() if size <= related.MOST}
    members = fusing.parties(few)
    near: dict[str, set[str]] = defaultdict(set)
    for key, identity in parties:
        near[key] |= members.get(identity, set())
    beside = _beside(fusing, docs)
    pairs = {
        (min(key, one), max(key, one)) for some in (near, beside) for key in some for one in some[key] if one != key
    }
    outlines = {key: Outline(*row) for key, row in fusing.outlines({key for pair in pairs for key in pair}).items()}
    pairs = {(a, b) for a, b in pairs if possible(outlines[a], outlines[b])}
    here = events.of({key for pair in pairs for key in pair})
    return {
        Tie(key, link.other, link.kind, link.reason, link.score)
        for a, b in pairs
        if not any(here[k].decided is Decided.REJECTED for k in (a, b))
        for key, link in both_ways(here[a], here[b], b in beside.get(a, ()) or a in beside.get(b, ()), knowledge)
    }


def _beside(fusing: Fusing, docs: Collection[tuple[str, str]]) -> dict[str, set[str]]:
    """Event → the events that a document reports which reports it too."""
    reporting = fusing.circles(fusing.told_by({doc for _, doc in docs}))[0]
    told: dict[str, set[str]] = defaultdict(set)
    for key, doc in reporting:
        told[doc].add(key)
    found: dict[str, set[str]] = defaultdict(set)
    for key, doc in docs:
        found[key] |= told[doc]
    return found


def _tell(fusing: Fusing, keys: set[str]) -> None:
    """Write anew which events those belong with whose ties changed, and those that they are tied to."""
    concerned = keys | {tie.other for tie in fusing.ties(keys)}
    towards = fusing.ties(concerned, back=True)
    own: dict[str, list[Related]] = defaultdict(list)
    for tie in sorted(fusing.ties({tie.one for tie in towards} | concerned)):
        own[tie.one].append(Related(tie.kind, tie.other, tie.reason, tie.score))
    starts = fusing.starts({*concerned, *own, *(link.other for links in own.values() for link in links)})
    found = told_from_both(own, starts)
    written = fusing.related(concerned)
    fusing.put_related({key: found.get(key, ()) for key, was in written.items() if found.get(key, ()) != was})
