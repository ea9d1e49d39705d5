"""Clusters written as events: those that changed, each with the key that most of its reports had."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retinue.fuse.assemble import Sources, assemble
from retinue.fuse.credited import SYNDICATED, syndicated
from retinue.fuse.decided import settle
from retinue.fuse.documents import Documents
from retinue.fuse.grouping import compared_of
from retinue.fuse.keys import fresh, inherited
from retinue.fuse.linking import joined
from retinue.fuse.relating import Circle, relate_anew
from retinue.fuse.retelling import above, below
from retinue.fuse.telling import Telling
from retinue.model import Happening
from retinue.store import TellingRow

__all__ = ["make"]

AT_ONCE = 300  # clusters written at a time


def make(documents: Documents) -> None:
    """Write every cluster that changed since the last time as an event; those that went, go."""
    fusing = documents.fusing
    changed, outdated = fusing.unmade()
    if not changed and not outdated:
        return
    changed |= _with_verdicts(documents, changed)
    changed |= _credited(documents, changed)
    changed |= _with_verdicts(documents, changed)
    members = _by_part(fusing.members(changed).values())
    _Maker(documents, members, outdated).write()
    fusing.made()


def _by_part(rows: Collection[TellingRow]) -> dict[str, list[TellingRow]]:
    found: dict[str, list[TellingRow]] = defaultdict(list)
    for row in sorted(rows):
        found[row.part].append(row)
    return dict(sorted(found.items()))


def _with_verdicts(documents: Documents, parts: Collection[str]) -> set[str]:
    """Clusters that share a person's verdict with one of `parts`: which of them it bears on is told by them all."""
    verdicts = documents.standing.verdicts
    found, todo = set[str](), set(parts) if verdicts else set()
    while todo:
        found |= todo
        refs = {row.ref for row in documents.fusing.members(todo).values()}
        near = {ref for one in verdicts if refs & set(one.refs) for ref in one.refs}
        todo = {row.part for row in documents.fusing.tellings(near).values()} - found
    return found


def _credited(documents: Documents, parts: Collection[str]) -> set[str]:
    """Find again whose text says it came first from an outlet with a report of the event; gives their clusters."""
    fusing = documents.fusing
    docs = {row.doc for row in fusing.members(parts).values()}
    was = fusing.copies(docs)
    open_ = {doc for doc in docs if all(c.kind == SYNDICATED for c in was.get(doc, ()))}
    saying = fusing.taken_over(open_)
    stale = {doc for doc in open_ if doc in was} - saying
    homes = {row.part for row in fusing.tellings_of(saying).values()}
    clusters = (
        [documents.telling(row.ref) for row in rows] for rows in _by_part(fusing.members(homes).values()).values()
    )
    found = {copy.doc: [copy] for copy in syndicated(clusters, ()) if copy.doc in saying}
    changed = {doc: found.get(doc, []) for doc in saying | stale if found.get(doc, []) != was.get(doc, [])}
    fusing.put_copies(changed)
    return {row.part for row in fusing.tellings_of(below(fusing, changed)).values()}


@dataclass(slots=True)
class _Maker:
    documents: Documents
    members: Mapping[str, Sequence[TellingRow]]
    outdated: Collection[str]
    come: set[str] = field(default_factory=set)

    def write(self) -> None:
        """Take away what the clusters were written as, and write them anew."""
        fusing = self.documents.fusing
        rows = [row for part in self.members.values() for row in part]
        former = {row.key for row in rows if row.key} | set(self.outdated)
        kept = self._kept(rows, former)
        before = Circle.of(fusing, former)
        fusing.drop_happenings(former)
        taken = former | set(kept.values())
        judged = self.documents.standing.refs
        touched = [p for p, told in self.members.items() if judged and any(row.ref in judged for row in told)]
        self._put(touched, kept, taken)
        plain = [p for p in self.members if p not in set(touched)]
        for start in range(0, len(plain), AT_ONCE):
            self._put(plain[start : start + AT_ONCE], kept, taken)
            gc.collect(1)
        relate_anew(fusing, self.documents.knowledge, before, former, self.come)

    def _kept(self, rows: Collection[TellingRow], former: Collection[str]) -> dict[str, str]:
        """Cluster → the key it keeps; a report is known by the words that tell it, though its number shift."""
        by_anchor = {(doc, anchor): key for doc, anchor, key in self.documents.fusing.reports(former)}
        had = {row.ref: key for row in rows if (key := by_anchor.get((row.doc, row.anchor)))}
        parts = list(self.members)
        kept = inherited([[row.ref for row in self.members[part]] for part in parts], had)
        return {parts[i]: key for i, key in kept.items()}

    def _put(self, parts: Sequence[str], kept: Mapping[str, str], taken: set[str]) -> None:
        """Write some clusters; `taken` are keys that no new event may bear, and grows."""
        documents, fusing = self.documents, self.documents.fusing
        rows = [row for part in parts for row in self.members[part]]
        docs = sorted({row.doc for row in rows})
        documents.fetch(docs)
        clusters = {part: [documents.telling(row.ref) for row in self.members[part]] for part in parts}
        named = dict(kept) | dict(self._named([part for part in parts if part not in kept], clusters, taken))
        sources = Sources(above(fusing, docs), self._joined(parts, rows))
        found = [assemble(named[part], clusters[part], sources, documents.knowledge) for part in parts]
        settled: Sequence[Happening] = settle(found, documents.standing, documents.knowledge)
        self.come |= {one.key for one in settled}
        fusing.put_happenings(settled, {(row.doc, row.event): row.anchor for row in rows})
        fusing.written({row.ref: named[row.part] for row in rows})

    def _named(
        self, parts: Sequence[str], clusters: Mapping[str, Sequence[Telling]], taken: set[str]
    ) -> Iterator[tuple[str, str]]:
        first = {part: next(fresh(clusters[part])) for part in parts}
        taken |= self.documents.fusing.bears(first.values()) - taken
        for part in parts:
            key = next(
                k for k in fresh(clusters[part]) if k not in taken and not (k != first[part] and self._borne(k))
            )
            taken.add(key)
            yield part, key

    def _borne(self, key: str) -> bool:
        return bool(self.documents.fusing.bears([key]))

    def _joined(self, parts: Sequence[str], rows: Sequence[TellingRow]) -> dict[str, str]:
        home = {row.ref: i for i, part in enumerate(parts) for row in self.members[part]}
        shared = [row.ref for row in rows if len(self.members[row.part]) > 1]
        return joined(map(compared_of, self.documents.fusing.links(shared).values()), home)
