"""What each document copies, all told: texts first, else what it retells; and which families of texts that makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from retinue.fuse.copies import families
from retinue.fuse.credited import SYNDICATED, fittest, retells
from retinue.fuse.documents import Documents
from retinue.fuse.parallel import OnDemand
from retinue.fuse.telling import group
from retinue.model import Copy
from retinue.store import Fusing

__all__ = ["Recopied", "above", "below", "family", "moved", "recopy", "retell", "told_pairs"]

Pair = tuple[str, str]


@dataclass(slots=True)
class Recopied:
    """What changed: documents that copy otherwise than before, and pairs of documents that are (no more) copies."""

    now: dict[str, list[Copy]] = field(default_factory=dict)
    was: dict[str, list[Copy]] = field(default_factory=dict)

    def gained(self) -> set[Pair]:
        """Pairs of copy and original that were none before."""
        return _pairs(self.now) - _pairs(self.was)

    def lost(self) -> set[Pair]:
        """Pairs that are none now."""
        return _pairs(self.was) - _pairs(self.now)


def _pairs(copies: Mapping[str, Iterable[Copy]]) -> set[Pair]:
    return {(c.doc, c.copy_of) for all_ in copies.values() for c in all_}


def told_pairs(documents: Documents, pairs: Iterable[Pair]) -> set[Pair]:
    """All events of one document against all of the other, within their groups, as references (smaller first)."""
    wanted = list(pairs)
    documents.fetch(sorted({doc for pair in wanted for doc in pair}))
    found = ((a, b) for one, other in wanted for a, b in product(documents[one], documents[other]))
    alike = ((a.ref, b.ref) for a, b in found if group(a.event.type) == group(b.event.type))
    return {(a, b) if a <= b else (b, a) for a, b in alike}


def recopy(
    documents: Documents, changed: Collection[str], texts: Mapping[str, list[Copy]], retold: Collection[str]
) -> Recopied:
    """Write what documents copy now: `texts` by their words, the documents `retold` perhaps by retelling.

    Rows of `changed` documents that a credit alone made go too: they are found anew when events are written.
    """
    fusing = documents.fusing
    docs = {*changed, *texts, *retold}
    before = fusing.copies(docs)
    by_doc: dict[str, list[Copy]] = defaultdict(list)
    for copy in fusing.likenesses(docs, retold=True):
        by_doc[copy.doc].append(copy)
    found = Recopied()
    for doc in sorted(docs):
        was = [c for c in before.get(doc, ()) if c.kind != SYNDICATED]
        here = texts[doc] if doc in texts else [c for c in was if c.kind != "reworded"]
        now = here or ([fittest(by_doc[doc])] if by_doc[doc] else [])
        if now != was or (doc in changed and len(was) != len(before.get(doc, ()))):
            found.now[doc], found.was[doc] = now, was
    fusing.put_copies(found.now)
    return found


def retell(documents: Documents, pairs: Iterable[Pair]) -> list[Copy]:
    """Copies by retelling among documents whose events may be one (`pairs` of references)."""
    tried: set[Pair] = set()
    found = []
    for left, right in pairs:
        one, other = documents.find(left), documents.find(right)
        for copy, original in ((one, other), (other, one)) if one and other else ():
            if copy.doc != original.doc and (copy.doc, original.doc) not in tried:
                tried.add((copy.doc, original.doc))
                found.append(retells(copy, original))
    return [copy for copy in found if copy]


# --------------------------------------------------------------------------------------------- families
def above(fusing: Fusing, docs: Collection[str]) -> dict[str, list[Copy]]:
    """What documents copy, and what those they copy do in turn."""
    found: dict[str, list[Copy]] = {}
    seen, todo = set[str](), set(docs)
    while todo:
        more = fusing.copies(todo)
        found |= more
        seen |= todo
        todo = {c.copy_of for all_ in more.values() for c in all_} - seen
    return found


def below(fusing: Fusing, docs: Collection[str]) -> set[str]:
    """Documents, those that copy them, and those that copy these in turn."""
    seen, todo = set[str](), set(docs)
    while todo:
        seen |= todo
        todo = fusing.copied_by(todo) - seen
    return seen


def roots(fusing: Fusing, docs: Collection[str]) -> dict[str, str]:
    """Document → the one its text goes back to (itself, if it copies none)."""
    copies = above(fusing, docs)
    found = families(c for doc in sorted(copies) for c in _of_texts(copies[doc]))
    return {doc: found.get(doc, doc) for doc in docs}


def family(fusing: Fusing, docs: Collection[str]) -> Mapping[str, str]:
    """The same, worked out for all `docs` when the first is asked for."""
    found: dict[str, str] = {}

    def root(doc: str) -> str:
        found.update({} if found else roots(fusing, docs))
        return found.get(doc, doc)

    return OnDemand(root)


def _of_texts(copies: Iterable[Copy]) -> list[Copy]:
    return [c for c in copies if c.kind != SYNDICATED]


def moved(fusing: Fusing, changed: Collection[str], recopied: Recopied) -> set[str]:
    """Documents, other than `changed`, that belong with other texts than before."""
    if not recopied.now:
        return set()
    now = _around(fusing, {*recopied.now, *(doc for pair in _pairs(recopied.was) for doc in pair)})
    was = now | recopied.was
    ours, theirs = (_members(side, changed) for side in (was, now))
    return {doc for doc in ours.keys() | theirs.keys() if ours.get(doc, {doc}) != theirs.get(doc, {doc})}


def _around(fusing: Fusing, docs: set[str]) -> dict[str, list[Copy]]:
    """What all documents copy that hang together with `docs`."""
    found: dict[str, list[Copy]] = {}
    seen, todo = set[str](), docs
    while todo:
        near = {doc: kept for doc, all_ in fusing.copies(todo, back=True).items() if (kept := _of_texts(all_))}
        seen |= todo
        todo = {doc for all_ in near.values() for c in all_ for doc in (c.doc, c.copy_of)} - seen
        for doc, all_ in near.items():
            if len(all_) >= len(found.get(doc, ())):
                found[doc] = all_
    return found


def _members(copies: Mapping[str, list[Copy]], but: Collection[str]) -> dict[str, set[str]]:
    """Document → those of its family, but for some."""
    root = families(c for doc in sorted(copies) for c in copies[doc])
    kin: dict[str, set[str]] = defaultdict(set)
    for doc, origin in root.items():
        if doc not in but:
            kin[origin].add(doc)
    return {doc: kin[origin] for doc, origin in root.items() if doc not in but}
