"""Copies kept up to date: which pairs of texts to verify anew after some documents changed, and what follows.

The same rules as `copies.find_copies`, applied to what the changed documents touch: an index of sketches in the store
gives the pairs, `verify` judges each once, `choose` is asked for each group of texts of which a pair came or went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from retinue.fuse import copies
from retinue.fuse.copies import choose, enough, ordered, verify
from retinue.fuse.documents import Documents
from retinue.fuse.numbering import number
from retinue.fuse.texts import Rank, rank, sketch
from retinue.model import Copy
from retinue.store import Fusing, TextRow

__all__ = ["copied_anew"]

AT_ONCE = 400  # pairs verified at a time
Pair = tuple[str, str]


def copied_anew(documents: Documents, changed: Collection[str]) -> dict[str, list[Copy]]:
    """What documents copy now, best first: for all whose copies may be others since `changed` were put or went."""
    fusing = documents.fusing
    bodies = _bodies(documents, changed)
    fusing.drop_texts(bodies.gone)
    fusing.put_texts(bodies.come)
    moved = {row.doc for row in (*bodies.gone, *bodies.come)} | set(changed)
    dropped = fusing.likenesses(moved)
    index = _Index(fusing, bodies)
    pairs = bodies.stars() | index.met()
    dropped |= index.parted(dropped)
    fusing.drop_likenesses(dropped)
    kept = {ordered(c.doc, c.copy_of) for c in fusing.likenesses({doc for pair in pairs for doc in pair})}
    found = [copy for batch in _batches(sorted(pairs - kept)) for copy in _verified(documents, batch)]
    fusing.put_likenesses(found)
    return _chosen(fusing, moved | {doc for c in (*dropped, *found) for doc in (c.doc, c.copy_of)})


def _batches(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    return (pairs[start : start + AT_ONCE] for start in range(0, len(pairs), AT_ONCE))


def _verified(documents: Documents, pairs: Sequence[Pair]) -> Iterator[Copy]:
    documents.fetch_texts(sorted({doc for pair in pairs for doc in pair}))
    for pair in pairs:
        one, other = map(documents.text, pair)
        if one and other and (copy := verify(one, other)):
            yield copy


def _chosen(fusing: Fusing, docs: set[str]) -> dict[str, list[Copy]]:
    """Choose anew in every group of alike texts that one of `docs` is in."""
    pairs: set[Copy] = set()
    seen, todo = set[str](), docs
    while todo:
        more = fusing.likenesses(todo)
        seen |= todo
        todo = {doc for c in more for doc in (c.doc, c.copy_of)} - seen
        pairs |= more
    ranks = {row.doc: _rank(row) for row in fusing.texts(seen).values()}
    chosen: dict[str, list[Copy]] = {doc: [] for doc in seen}
    for copy in choose(sorted(pairs, key=lambda c: (c.doc, c.copy_of)), lambda doc: ranks[doc]):
        chosen[copy.doc].append(copy)
    return chosen


def _rank(row: TextRow) -> Rank:
    return rank(row.doc, row.credited, row.date)


# ------------------------------------------------------------------------------------------ same bodies
@dataclass(slots=True)
class _Bodies:
    """Texts that go, or come (anew, or to stand for their body in the index); `groups` are all texts of one body."""

    gone: list[TextRow] = field(default_factory=list)
    come: list[TextRow] = field(default_factory=list)
    groups: list[list[TextRow]] = field(default_factory=list)

    def stars(self) -> set[Pair]:
        """Pairs of a text and the first of its body, of which one comes."""
        new = {row.doc for row in self.come}
        pairs = (ordered(same[0].doc, other.doc) for same in self.groups for other in same[1:])
        return {pair for pair in pairs if new & {*pair}}


def _bodies(documents: Documents, changed: Collection[str]) -> _Bodies:
    documents.fetch(changed)
    fresh = [_row(documents, doc) for doc in changed]
    coming = {row.doc: row for row in fresh if row}
    old = documents.fusing.texts(changed)
    digests = {row.digest for row in (*old.values(), *coming.values())}
    before = {row.doc: row for row in documents.fusing.bodies(digests)}
    groups: dict[str, list[TextRow]] = defaultdict(list)
    stay = (row for doc, row in before.items() if doc not in set(changed))
    for row in sorted((*stay, *coming.values()), key=_rank):
        groups[row.digest].append(row._replace(indexed=not groups[row.digest]))
    after = {row.doc: row for same in groups.values() for row in same}
    moved = set(changed) | {doc for doc, row in after.items() if doc in before and before[doc].indexed != row.indexed}
    return _Bodies(
        [before[doc] for doc in moved if doc in before], [after[doc] for doc in moved if doc in after],
        list(groups.values()),
    )  # fmt: skip


def _row(documents: Documents, doc: str) -> TextRow | None:
    """The sketch of a document as a row; None when it is gone or too short for one."""
    seen = documents.see(doc)
    found = sketch(seen.record) if seen else None
    if found is None or not found.keys:
        return None
    return TextRow(doc, number(doc), found.digest, False, found.credited, found.date, found.keys)


# ------------------------------------------------------------------------------------------- alike texts
class _Index:
    """Pairs that share keys of the index. A key leads to the first `copies.MOST` of its texts only."""

    def __init__(self, fusing: Fusing, bodies: _Bodies) -> None:
        self.fusing = fusing
        self.left, self.come = ([r for r in side if r.indexed] for side in (bodies.gone, bodies.come))
        self.new = {row.number for row in self.come}
        self.rows = {row.number: row for row in self.come}
        self.whole: dict[int, list[int]] = {}  # key → all texts that have it, unless it is crowded
        self.first: dict[int, list[int]] = {}  # key → the first texts that have it, now
        self.later: dict[int, list[int]] = {}  # crowded key → the texts that have it after the first that comes
        self.open: set[int] = set()  # keys known to lead to all texts that have them
        self.out: dict[int, set[int]] = defaultdict(set)  # text → keys that lead to it no more
        self.into: dict[int, set[int]] = defaultdict(set)  # text → keys that lead to it since others went
        self._read()

    def _read(self) -> None:
        self.came, went = (_holding(side) for side in (self.come, self.left))
        keys = self.came.keys() | went.keys()
        held = self.fusing.holding(keys)
        several = {key for key, (texts, _) in held.items() if 1 < texts <= copies.MOST}
        self.whole = self.fusing.holders(several) | {k: [first] for k, (texts, first) in held.items() if texts == 1}
        for key in keys:
            new = self.came.get(key, set())
            if key in held and key not in self.whole:  # more than need be known
                here = self.fusing.first_holders(key, copies.MOST + len(new))
            else:
                here = self.whole.get(key, [])
            before = sorted((set(here) - new) | went.get(key, set()))[: copies.MOST]
            self.first[key] = here[: copies.MOST]
            for text in set(before) - set(self.first[key]) - went.get(key, set()):
                self.out[text].add(key)
            for text in set(self.first[key]) - set(before) - new:
                self.into[text].add(key)

    def met(self) -> set[Pair]:
        """Pairs that share enough, of which one came or is led to anew."""
        shared: Counter[tuple[int, int]] = Counter()
        for row in self.come:
            for key in row.keys:
                self._count(row.number, key, shared)
        self._load({n for pair, count in shared.items() if count >= copies.FEWEST for n in pair})
        found = {pair for pair, count in shared.items() if count >= copies.FEWEST and self._enough(pair, count)}
        for text, keys in self.into.items():
            later = {n for key in keys for n in self._later(key, text)}
            self._load({text, *later})
            found |= {(text, n) for n in later if self._enough((text, n), self._shared(text, n))}
        return {ordered(self.rows[a].doc, self.rows[b].doc) for a, b in found}

    def _count(self, text: int, key: int, shared: Counter[tuple[int, int]]) -> None:
        first = self.first[key]
        shared.update((other, text) for other in first if other < text)
        if first and text <= first[-1]:
            shared.update((text, other) for other in self._later(key, text) if other not in self.new)

    def _later(self, key: int, text: int) -> Sequence[int]:
        if key in self.whole:  # else it is crowded
            return [n for n in self.whole[key] if n > text]
        if text not in self.new:
            return self.fusing.later_holders(key, text)
        if key not in self.later:  # asked once for all that come
            self.later[key] = self.fusing.later_holders(key, min(self.came[key]))
        return [n for n in self.later[key] if n > text]

    def _load(self, numbers: Iterable[int]) -> None:
        self.rows |= self.fusing.texts_by_number([n for n in numbers if n not in self.rows])

    def _enough(self, pair: tuple[int, int], count: int) -> bool:
        return enough(count, *(len(self.rows[n].keys) for n in pair))

    def _shared(self, one: int, other: int) -> int:
        """How many keys lead from the later of two texts to the earlier."""
        low, high = sorted((one, other))
        common = self._common(low, high)
        self._look(common)
        return sum(key in self.open or low in self._first(key) for key in common)

    def _common(self, one: int, other: int) -> set[int]:
        return set(self.rows[one].keys).intersection(self.rows[other].keys)

    def _look(self, keys: Iterable[int]) -> None:
        """Find out which of the keys lead to all texts that have them."""
        strange = {key for key in keys if key not in self.first and key not in self.open}
        held = self.fusing.holding(strange)
        self.open |= {key for key, (texts, _) in held.items() if texts <= copies.MOST}

    def _first(self, key: int) -> Sequence[int]:
        if key not in self.first:
            self.first[key] = self.fusing.first_holders(key, copies.MOST)
        return self.first[key]

    def parted(self, dropped: Collection[Copy]) -> set[Copy]:
        """Pairs verified in earlier days that share too little since keys no longer lead to one of them."""
        self._load(self.out)
        docs = {self.rows[n].doc: n for n in self.out}
        stored = self.fusing.likenesses(docs) - set(dropped)
        sides = self.fusing.texts({doc for c in stored for doc in (c.doc, c.copy_of)})
        self.rows |= {row.number: row for row in sides.values()}
        self._look(key for c in stored for key in self._common(sides[c.doc].number, sides[c.copy_of].number))
        return {c for c in stored if not self._stands(sides[c.doc], sides[c.copy_of])}

    def _stands(self, one: TextRow, other: TextRow) -> bool:
        pair = (one.number, other.number)
        return one.digest == other.digest or self._enough(pair, self._shared(*pair))


def _holding(rows: Iterable[TextRow]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        for key in row.keys:
            found[key].add(row.number)
    return found
