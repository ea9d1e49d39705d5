"""Joining what changed: the result of `fusion.fuse` over a whole store, kept up to date step by step.

Documents that were put since the last time are taken in, so many at a time, each time in one transaction. While
some wait, others may be compared with what they said before; that is put right when their turn comes, since all that
hangs together with a document is worked out anew then.

    texts changed ──▶ copies chosen anew in their groups of alike texts       copying, retelling
    tellings changed ──▶ pairs that meet, or meet no more, in their blocks     meeting
    pairs compared ──▶ clusters of what hangs together with a changed pair     grouping

Clusters that changed are noted; `making` writes them as events at the end, in one transaction. A process killed at
any moment leaves notes of what is still to be done. All rests on each comparison being a matter of two documents and
their copies alone, so that what is not touched can't change.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from retinue.fuse.block import blocks, slot
from retinue.fuse.copying import copied_anew
from retinue.fuse.documents import Documents
from retinue.fuse.fusion import judged_of
from retinue.fuse.grouping import regroup, row_of
from retinue.fuse.judged import Standing, concerned, stand
from retinue.fuse.linking import SHOWN, outcome, worth
from retinue.fuse.making import make
from retinue.fuse.meeting import Meetings, meet, still_meet
from retinue.fuse.parallel import context
from retinue.fuse.retelling import Recopied, below, family, moved, recopy, retell, told_pairs
from retinue.fuse.telling import Telling, group
from retinue.knowledge.types import Knowledge
from retinue.model import Copy
from retinue.store import LinkRow, Store, TellingRow

__all__ = ["join"]

CHUNK = 500  # documents taken in at a time
AT_ONCE = 2000  # pairs compared at a time
SWEPT = 8  # steps after which garbage of every age is looked for
Pair = tuple[str, str]


def join(store: Store, knowledge: Knowledge, code: str, chunk: int = CHUNK) -> None:
    """Bring the events of a store up to date with its documents and judgements.

    `code` names what joins (`run.fusion_version`): where another did, all is joined anew, and until that is done the
    events of before stay to be read.
    """
    with _garbage_by_hand():
        _join(store, knowledge, code, chunk)


def _join(store: Store, knowledge: Knowledge, code: str, chunk: int) -> None:
    judgements = store.judgements()
    standing = stand(judgements, store.passages(concerned(judgements)))
    with store.fusing() as fusing:
        if fusing.code() != code:
            fusing.begin_anew(code)
        fusing.unfuse(_judged_anew(fusing.decided(), standing))
        pending = fusing.pending()
        documents = Documents(fusing, knowledge, standing)
    for step, start in enumerate(range(0, len(pending) - chunk, chunk), 1):
        with store.fusing() as fusing:
            documents.fusing = fusing
            _Step(documents, pending[start : start + chunk]).take_in()
        gc.collect(1 if step % SWEPT else 2)
    with store.fusing() as fusing:
        documents.fusing = fusing
        while pending := fusing.pending():  # the last ones, and what another process put meanwhile
            _Step(documents, pending[:chunk]).take_in()
        make(documents)
        fusing.finish(code, standing.last)


@contextmanager
def _garbage_by_hand() -> Iterator[None]:
    """Few walks over all that is kept in memory: what joining makes and drops holds hardly any circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _judged_anew(before: dict[str, str], standing: Standing) -> set[str]:
    """Documents of which something else is decided than at the last time."""
    now = standing.digests()
    return {ref.rpartition("/")[0] for ref in before.keys() | now.keys() if before.get(ref) != now.get(ref)}


@dataclass(slots=True)
class _Pairs:
    """Pairs to be compared, and pairs that may be candidates no more."""

    met: set[Pair]
    parted: set[Pair]

    def add(self, found: Meetings) -> None:
        self.met |= found.met
        self.parted |= found.parted


class _Step:
    """Some changed documents taken in."""

    def __init__(self, documents: Documents, docs: Sequence[str]) -> None:
        self.documents, self.fusing, self.docs = documents, documents.fusing, set(docs)
        self.digests = documents.standing.digests()

    def take_in(self) -> None:
        """Bring everything up to date but the events."""
        self.documents.forget(self.docs)
        self.documents.fetch(sorted(self.docs))
        texts = copied_anew(self.documents, self.docs)
        old = self.fusing.tellings_of(self.docs)
        new = self._rows()
        pairs = _Pairs(set(), set())
        pairs.add(meet(self.fusing, list(old.values()), new))
        recopied = self._copies(texts, pairs)
        kin = self.fusing.tellings_of(moved(self.fusing, self.docs, recopied))
        pairs.add(meet(self.fusing, list(kin.values()), list(kin.values()), move=False))
        touching = self.fusing.copies({*self.docs, *(row.doc for row in kin.values())}, back=True)
        # Who syndicates whom is found among events already joined, and joins none.
        of_copies = {(c.doc, c.copy_of) for all_ in touching.values() for c in all_ if c.kind != "syndicated"}
        pairs.met |= told_pairs(self.documents, of_copies | recopied.gained())
        pairs.parted |= told_pairs(self.documents, recopied.lost())
        dirty = {row.ref for row in new} | kin.keys()
        seeds = self._link(pairs, dirty, old.keys() | dirty)
        self._group(seeds | self._companions(old.values()), dirty, recopied, old.values())
        self.fusing.joined(self.docs)

    def _rows(self) -> list[TellingRow]:
        anchors = self.fusing.anchors(self.docs)
        told = (t for doc in sorted(self.docs) for t in self.documents[doc])
        return [self._row(t, anchors[t.doc, t.event.id]) for t in told]

    def _row(self, t: Telling, anchor: str) -> TellingRow:
        day, this = slot(t)
        return TellingRow(
            t.ref, this, t.doc, t.event.id, anchor, str(group(t.event.type)), day, tuple(sorted(blocks(t))), t.ref,
            None, self.digests.get(t.ref, ""),
        )  # fmt: skip

    def _companions(self, old: Collection[TellingRow]) -> set[str]:
        """Whoever was in one cluster with a telling that went or changed."""
        here = self.fusing.members({row.part for row in old})
        return here.keys()  # type: ignore[return-value]

    # ------------------------------------------------------------------------------------- copies
    def _copies(self, texts: dict[str, list[Copy]], pairs: _Pairs) -> Recopied:
        """Write who copies whom: by texts, then by retelling among documents of which some events may be one."""
        fusing = self.fusing
        stale = fusing.likenesses(self.docs, retold=True)
        fusing.drop_likenesses(stale, retold=True)
        was = fusing.copies(texts)
        of_texts = {(c.doc, c.copy_of) for all_ in texts.values() for c in all_}
        before = {(c.doc, c.copy_of) for all_ in was.values() for c in all_}
        fresh = {pair for pair in of_texts if pair not in before or self.docs & {*pair}}
        pairs.met |= told_pairs(self.documents, fresh)
        found = [c for batch in self._batches(pairs.met) for c in retell(self.documents, batch)]
        found = list({(c.doc, c.copy_of): c for c in found}.values())
        known = {(c.doc, c.copy_of): c for c in fusing.likenesses({c.doc for c in found}, retold=True)}
        fusing.put_likenesses([c for c in found if (c.doc, c.copy_of) not in known], retold=True)
        lost = self._no_more_retold(pairs.parted | told_pairs(self.documents, before - of_texts))
        return recopy(self.documents, self.docs, texts, {c.doc for c in (*stale, *found, *lost)})

    def _no_more_retold(self, parted: Collection[Pair]) -> set[Copy]:
        """Retellings found when some of their events met, which they do no more."""
        docs = {tuple(ref.rpartition("/")[0] for ref in pair) for pair in parted}
        kept = self.fusing.likenesses({doc for pair in docs for doc in pair}, retold=True)
        doubtful = {c for c in kept if {(c.doc, c.copy_of), (c.copy_of, c.doc)} & docs}
        lost = {c for c in doubtful if not self._may_be_one(c)}
        self.fusing.drop_likenesses(lost, retold=True)
        return lost

    def _may_be_one(self, copy: Copy) -> bool:
        rows = self.fusing.tellings_of({copy.doc, copy.copy_of}).values()
        ours, theirs = ([r for r in rows if r.doc == doc] for doc in (copy.doc, copy.copy_of))
        return any(still_meet(self.fusing, a, b) for a in ours for b in theirs) or self._texts_alike(copy)

    def _texts_alike(self, copy: Copy) -> bool:
        """True when one of the two copies the other's words, and they tell events of one group."""
        sides = self.fusing.copies({copy.doc, copy.copy_of})
        made = (c for all_ in sides.values() for c in all_ if c.kind not in {"reworded", "syndicated"})
        alike = any({c.doc, c.copy_of} == {copy.doc, copy.copy_of} for c in made)
        return alike and bool(told_pairs(self.documents, [(copy.doc, copy.copy_of)]))

    # -------------------------------------------------------------------------------------- links
    def _link(self, pairs: _Pairs, dirty: Collection[str], refs: Collection[str]) -> set[str]:
        """Compare what met and forget what parted; gives the references whose likely pairs changed."""
        gone = self.fusing.links(refs)
        for pair, row in self.fusing.links({ref for two in pairs.parted for ref in two}).items():
            if pair in pairs.parted and pair not in gone and not self._candidates(pair):
                gone[pair] = row
        self.fusing.drop_links(gone)
        quiet = {ref for pair in pairs.met if pair[0] not in dirty and pair[1] not in dirty for ref in pair}
        kept = self.fusing.links(quiet)
        asked = {p: row for p, row in kept.items() if p in pairs.met and not row.candidate and row.points > SHOWN}
        self.fusing.drop_links(asked)
        self.fusing.put_links(row._replace(candidate=True) for row in asked.values())
        added = self._compared(pairs.met - kept.keys())
        self.changed = {*gone, *added, *asked}
        likely = (row for row in (*gone.values(), *added.values(), *asked.values()) if row.points > 0)
        return {ref for row in likely for ref in row[:2]} | set(dirty)

    def _compared(self, pairs: Collection[Pair]) -> dict[Pair, LinkRow]:
        added: dict[Pair, LinkRow] = {}
        for batch in self._batches(pairs):
            docs = {ref.rpartition("/")[0] for pair in batch for ref in pair}
            around = context(self.documents.knowledge, family(self.fusing, docs), self.documents)
            told = ((self.documents.find(a), self.documents.find(b)) for a, b in batch)
            outcomes = (outcome(a, b, around) for a, b in told if a and b)
            rows = [row_of(c, candidate=True) for c in outcomes if worth(c)]
            self.fusing.put_links(rows)
            added |= {row[:2]: row for row in rows}
        return added

    def _batches(self, pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
        """So many pairs at a time, their documents read."""
        ordered = sorted(pairs)
        for start in range(0, len(ordered), AT_ONCE):
            batch = ordered[start : start + AT_ONCE]
            self.documents.fetch(sorted({ref.rpartition("/")[0] for pair in batch for ref in pair}))
            yield batch

    def _candidates(self, pair: Pair) -> bool:
        """True when two tellings are still worth comparing."""
        rows = self.fusing.tellings(pair)
        if len(rows) < 2:
            return False
        one, other = rows[pair[0]], rows[pair[1]]
        copies = (
            c for all_ in self.fusing.copies({one.doc, other.doc}).values() for c in all_ if c.kind != "syndicated"
        )
        copied = one.kind == other.kind and any({c.doc, c.copy_of} == {one.doc, other.doc} for c in copies)
        return copied or still_meet(self.fusing, one, other)

    # ------------------------------------------------------------------------------------ clusters
    def _group(
        self, seeds: Collection[str], dirty: Collection[str], recopied: Recopied, old: Collection[TellingRow]
    ) -> None:
        """Cluster anew, and note which clusters are to be written as events."""
        found = regroup(self.documents, seeds, judged_of(self.documents.standing))
        before: dict[str, set[str]] = {}
        for row in (*found.was.values(), *old):
            before.setdefault(row.part, set()).add(row.ref)
        unmade = {part for part, refs in found.parts.items() if before.get(part) != set(refs)}
        unmade |= {found.home[ref] for ref in dirty}
        for left, right in self.changed | found.changed:
            if (part := found.home.get(left, left)) == found.home.get(right, right):
                unmade.add(part)
        copying = self.fusing.tellings_of(below(self.fusing, recopied.now)).values()
        unmade |= {row.part for row in copying}
        self.fusing.outdate((row.key for row in old if row.key), unmade)
