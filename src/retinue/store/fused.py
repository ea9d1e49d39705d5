"""What joining remembers from run to run, and what it writes: all inside one transaction that the caller holds.

Rows in, rows out; what they mean stands in `fuse.incremental`. Every method asks for what it is given only, never for
the whole database, but for `begin_anew`.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, delete, func, insert, or_, select, update

from retinue.model import Copy, Happening, Record, Span, Stretch
from retinue.store import schema as s
from retinue.store import write
from retinue.store.judgements import last_id
from retinue.store.queries import CURRENT
from retinue.store.read import TEXT_ONLY, UNTOLD, records_of

__all__ = ["Fusing", "LinkRow", "TellingRow", "TextRow"]

AT_ONCE = 500  # values asked for in one statement
STATE = (s.unfused, s.unmade, s.texts, s.sketches, s.likenesses, s.tellings, s.blocks, s.links, s.copies)
Slot = tuple[int, int]  # day, number of a telling


class TextRow(NamedTuple):
    """The sketch of a text; `indexed` is True for the one that stands for all of its body."""

    doc: str
    number: int
    digest: str
    indexed: bool
    credited: bool
    date: dt.date | None
    keys: tuple[int, ...]


class TellingRow(NamedTuple):
    """An event as one document tells it: which blocks it is in, and which cluster."""

    ref: str
    number: int
    doc: str
    event: str
    anchor: str
    kind: str
    day: int
    blocks: tuple[int, ...]
    part: str
    key: str | None
    decided: str


class LinkRow(NamedTuple):
    """The outcome of comparing two tellings; `shown` is how a reader sees it ("" = not at all)."""

    left: str
    right: str
    points: float
    copied: bool
    score: float
    reason: str
    candidate: bool
    shown: str


def _packed(numbers: Iterable[int]) -> bytes:
    return array("q", sorted(numbers)).tobytes()


def _unpacked(blob: bytes) -> tuple[int, ...]:
    return tuple(array("q", blob))


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


class Fusing:
    """The remembered state of joining, within one transaction."""

    def __init__(self, connection: Connection, now: dt.datetime) -> None:
        self._connection = connection
        self._now = now

    # ------------------------------------------------------------------------------------ helpers
    def _rows(self, wanted: Select[Any], column: ColumnElement[Any], values: Iterable[Any]) -> Iterator[Any]:
        for batch in _batches(values):
            yield from self._connection.execute(wanted.where(column.in_(batch)))

    def _drop(self, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> None:
        for batch in _batches(values):
            self._connection.execute(delete(table).where(column.in_(batch)))

    def _add(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    # -------------------------------------------------------------------------- what is to be done
    def code(self) -> str | None:
        """What made the remembered state, None when there is none."""
        value = s.state.c.value
        return self._connection.execute(select(value).where(s.state.c.name == "joined")).scalar_one_or_none()

    def begin_anew(self, code: str) -> None:
        """Forget all that is remembered: every current document is to be joined. Events stay until they are rewritten."""
        for table in STATE:
            self._connection.execute(delete(table))
        current = select(s.documents.c.doc).where(CURRENT)
        self._connection.execute(insert(s.unfused).from_select(["doc"], current))
        self._connection.execute(delete(s.outdated))
        self._connection.execute(insert(s.outdated).from_select(["key"], select(s.happenings.c.key)))
        write.mark(self._connection, "joined", code)

    def pending(self) -> list[str]:
        """Documents that changed since they were joined, the first published first."""
        d = s.documents.c
        here = s.unfused.outerjoin(s.documents, (d.doc == s.unfused.c.doc) & CURRENT)
        found = select(s.unfused.c.doc).select_from(here).order_by(d.published.is_(None), d.published, s.unfused.c.doc)
        return list(self._connection.execute(found).scalars())

    def joined(self, docs: Collection[str]) -> None:
        """These documents are done."""
        self._drop(s.unfused, s.unfused.c.doc, docs)

    def unfuse(self, docs: Collection[str]) -> None:
        """These documents are to be joined anew."""
        self.joined(docs)
        self._add(s.unfused, [{"doc": doc} for doc in sorted(docs)])

    def finish(self, code: str, judged: int) -> None:
        """All is done, but for what another process put meanwhile; `judged` is the last judgement that was heeded."""
        waiting = self._connection.execute(select(s.unfused.c.doc).limit(1)).first()
        done = waiting is None and last_id(self._connection) <= judged
        write.mark(self._connection, "fused", f"by {code}" if done else "no")

    def decided(self) -> dict[str, str]:
        """Reference → digest of what people had decided, for the reports they had judged."""
        t = s.tellings.c
        return {ref: told for ref, told in self._connection.execute(select(t.ref, t.decided).where(t.decided != ""))}

    # ---------------------------------------------------------------------------------- documents
    def records(self, docs: Collection[str], *, texts: bool = False) -> Iterator[Record]:
        """The current versions as far as joining needs them: without mentions and statements.

        With `texts` as far as comparing their texts needs them: without what they tell.
        """
        d = s.documents.c
        ids = [row.id for row in self._rows(select(d.id).where(CURRENT), d.doc, docs)]
        yield from records_of(self._connection, ids, TEXT_ONLY if texts else UNTOLD)

    def anchors(self, docs: Collection[str]) -> dict[tuple[str, str], str]:
        """(doc, event id) → what the event is told by."""
        d, e = s.documents.c, s.events.c
        wanted = select(d.doc, e.id, e.anchor).join(s.documents, d.id == e.document).where(CURRENT)
        return {(doc, event): anchor for doc, event, anchor in self._rows(wanted, d.doc, docs)}

    def taken_over(self, docs: Collection[str]) -> set[str]:
        """Those of the documents that say they appeared first elsewhere."""
        d = s.documents.c
        wanted = select(d.doc).where(CURRENT, d.syndicated_from.is_not(None))
        return {row.doc for row in self._rows(wanted, d.doc, docs)}

    # -------------------------------------------------------------------------------------- texts
    def texts(self, docs: Collection[str]) -> dict[str, TextRow]:
        """The sketches of documents."""
        return {row.doc: _text_row(row) for row in self._rows(select(s.texts), s.texts.c.doc, docs)}

    def texts_by_number(self, numbers: Collection[int]) -> dict[int, TextRow]:
        """The same by number."""
        return {row.number: _text_row(row) for row in self._rows(select(s.texts), s.texts.c.number, numbers)}

    def bodies(self, digests: Collection[str]) -> list[TextRow]:
        """All texts with these bodies."""
        return [_text_row(row) for row in self._rows(select(s.texts), s.texts.c.digest, digests)]

    def put_texts(self, rows: Sequence[TextRow]) -> None:
        """Add sketches; those that are `indexed` can be found by their keys."""
        self._add(s.texts, [row._asdict() | {"keys": _packed(row.keys)} for row in rows])
        held = sorted((key, row.number) for row in rows if row.indexed for key in row.keys)
        self._add(s.sketches, [{"key": key, "number": number} for key, number in held])

    def drop_texts(self, rows: Collection[TextRow]) -> None:
        """Take sketches away."""
        self._drop(s.texts, s.texts.c.doc, [row.doc for row in rows])
        held = [{"k": key, "n": row.number} for row in rows if row.indexed for key in row.keys]
        if held:
            c = s.sketches.c
            gone = delete(s.sketches).where(c.key == bindparam("k"), c.number == bindparam("n"))
            self._connection.execute(gone, held)

    def holding(self, keys: Collection[int]) -> dict[int, tuple[int, int]]:
        """Key → how many texts have it, and the first of them; keys that none has are left out."""
        c = s.sketches.c
        wanted = select(c.key, func.count().label("texts"), func.min(c.number).label("first")).group_by(c.key)
        return {row.key: (row.texts, row.first) for row in self._rows(wanted, c.key, keys)}

    def holders(self, keys: Collection[int]) -> dict[int, list[int]]:
        """The numbers of all texts that have each key, in order."""
        c = s.sketches.c
        found: dict[int, list[int]] = {}
        for key, number in self._rows(select(c.key, c.number).order_by(c.key, c.number), c.key, keys):
            found.setdefault(key, []).append(number)
        return found

    def first_holders(self, key: int, most: int) -> list[int]:
        """The first `most` of them."""
        c = s.sketches.c
        found = select(c.number).where(c.key == key).order_by(c.number).limit(most)
        return list(self._connection.execute(found).scalars())

    def later_holders(self, key: int, number: int) -> list[int]:
        """Those after `number`."""
        c = s.sketches.c
        return list(self._connection.execute(select(c.number).where(c.key == key, c.number > number)).scalars())

    def likenesses(self, docs: Collection[str], *, retold: bool = False) -> set[Copy]:
        """Copies found of which either side is one of `docs`."""
        c = s.likenesses.c
        wanted = select(c.copy).where(c.retold.is_(retold))
        sides = (self._rows(wanted, side, docs) for side in (c.doc, c.copy_of))
        return {_copy(row.copy) for rows in sides for row in rows}

    def put_likenesses(self, copies: Iterable[Copy], *, retold: bool = False) -> None:
        """Keep copies found."""
        rows = [{"doc": c.doc, "copy_of": c.copy_of, "retold": retold, "copy": write.copy_row(c)} for c in copies]
        self._add(s.likenesses, rows)

    def drop_likenesses(self, copies: Iterable[Copy], *, retold: bool = False) -> None:
        """Forget copies found."""
        c = s.likenesses.c
        for one in copies:
            same = (c.doc == one.doc) & (c.copy_of == one.copy_of) & c.retold.is_(retold)
            self._connection.execute(delete(s.likenesses).where(same))

    def copies(self, docs: Collection[str], *, back: bool = False) -> dict[str, list[Copy]]:
        """What each document copies, best first; with `back` also what others copy from them."""
        c = s.copies.c
        found: dict[tuple[str, int, str], Copy] = {}
        for side in (c.doc, c.copy_of) if back else (c.doc,):
            for row in self._rows(select(s.copies), side, docs):
                found[row.doc, row.ordinal, row.copy_of] = _copy(row._asdict())
        by_doc: dict[str, list[Copy]] = {}
        for (doc, _, _), copy in sorted(found.items(), key=lambda item: item[0]):
            by_doc.setdefault(doc, []).append(copy)
        return by_doc

    def copied_by(self, docs: Collection[str]) -> set[str]:
        """Documents that copy one of `docs`."""
        c = s.copies.c
        return {row.doc for row in self._rows(select(c.doc), c.copy_of, docs)}

    def put_copies(self, copies: Mapping[str, Sequence[Copy]]) -> None:
        """Replace what these documents copy, best first."""
        self._drop(s.copies, s.copies.c.doc, copies)
        rows = [write.copy_row(copy) | {"ordinal": n} for all_ in copies.values() for n, copy in enumerate(all_)]
        self._add(s.copies, rows)

    # ----------------------------------------------------------------------------------- tellings
    def tellings(self, refs: Collection[str]) -> dict[str, TellingRow]:
        """Tellings by reference."""
        return self._tellings(s.tellings.c.ref, refs)

    def tellings_of(self, docs: Collection[str]) -> dict[str, TellingRow]:
        """All tellings of documents."""
        return self._tellings(s.tellings.c.doc, docs)

    def members(self, parts: Collection[str]) -> dict[str, TellingRow]:
        """All tellings of clusters."""
        return self._tellings(s.tellings.c.part, parts)

    def _tellings(self, column: ColumnElement[Any], values: Collection[str]) -> dict[str, TellingRow]:
        rows = self._rows(select(s.tellings), column, values)
        return {row.ref: TellingRow(**row._asdict() | {"blocks": _unpacked(row.blocks)}) for row in rows}

    def refs(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        """Number → (reference, document)."""
        c = s.tellings.c
        rows = self._rows(select(c.number, c.ref, c.doc), c.number, numbers)
        return {row.number: (row.ref, row.doc) for row in rows}

    def put_tellings(self, rows: Iterable[TellingRow]) -> None:
        """Add tellings, and their places in blocks."""
        added = list(rows)
        self._add(s.tellings, [row._asdict() | {"blocks": _packed(row.blocks)} for row in added])
        places = sorted((block, row.day, row.number) for row in added for block in row.blocks)
        self._add(s.blocks, [{"block": block, "day": day, "number": number} for block, day, number in places])

    def drop_tellings(self, rows: Collection[TellingRow]) -> None:
        """Take tellings away, and their places in blocks."""
        self._drop(s.tellings, s.tellings.c.ref, [row.ref for row in rows])
        c = s.blocks.c
        places = [{"b": block, "d": row.day, "n": row.number} for row in rows for block in row.blocks]
        if places:
            same = (c.block == bindparam("b")) & (c.day == bindparam("d")) & (c.number == bindparam("n"))
            self._connection.execute(delete(s.blocks).where(same), places)

    def settle(self, parts: Mapping[str, str]) -> None:
        """Reference → the cluster it is in now."""
        self._each(s.tellings.c.ref, "part", parts)

    def written(self, keys: Mapping[str, str]) -> None:
        """Reference → the event it was written under."""
        self._each(s.tellings.c.ref, "key", keys)

    def _each(self, column: ColumnElement[Any], name: str, values: Mapping[str, str]) -> None:
        if values:
            change = update(s.tellings).where(column == bindparam("which")).values({name: bindparam("value")})
            self._connection.execute(change, [{"which": ref, "value": value} for ref, value in values.items()])

    # ------------------------------------------------------------------------------------- blocks
    def sizes(self, blocks: Collection[int]) -> dict[int, int]:
        """How many tellings each block has."""
        c = s.blocks.c
        return dict(map(tuple, self._rows(select(c.block, func.count()).group_by(c.block), c.block, blocks)))  # type: ignore[arg-type]

    def inside(self, blocks: Collection[int]) -> dict[int, list[Slot]]:
        """The whole of blocks, in order."""
        c = s.blocks.c
        found: dict[int, list[Slot]] = {}
        wanted = select(s.blocks).order_by(c.block, c.day, c.number)
        for block, day, number in self._rows(wanted, c.block, blocks):
            found.setdefault(block, []).append((day, number))
        return found

    def stretch(self, block: int, first: Slot, last: Slot, margin: int) -> list[Slot]:
        """The part of a block from `first` to `last`, and `margin` more on either side, in order."""
        c = s.blocks.c
        here = select(c.day, c.number).where(c.block == block)
        before = here.where(_before(c, first)).order_by(c.day.desc(), c.number.desc()).limit(margin)
        after = here.where(_after(c, last)).order_by(c.day, c.number).limit(margin)
        between = here.where(~_before(c, first), ~_after(c, last))
        rows = (row for query in (before, between, after) for row in self._connection.execute(query))
        return sorted((row.day, row.number) for row in rows)

    def between(self, block: int, one: Slot, other: Slot, most: int) -> int:
        """How many tellings of a block stand between two of its slots; no more than `most` are counted."""
        c = s.blocks.c
        first, last = sorted((one, other))
        inside = select(c.day).where(c.block == block, _after(c, first), _before(c, last)).limit(most).subquery()
        return int(self._connection.execute(select(func.count()).select_from(inside)).scalar_one())

    # -------------------------------------------------------------------------------------- links
    def links(self, refs: Collection[str]) -> dict[tuple[str, str], LinkRow]:
        """Outcomes of which either side is one of `refs`."""
        c = s.links.c
        sides = (self._rows(select(s.links), side, refs) for side in (c.left, c.right))
        return {(row.left, row.right): _link_row(row) for rows in sides for row in rows}

    def put_links(self, rows: Iterable[LinkRow]) -> None:
        """Keep outcomes."""
        added = [
            {"left": r.left, "right": r.right, "by": write.RULE, "judgement": r.shown, "score": r.score, "reason": r.reason,
             "judged_at": self._now, "points": r.points, "copied": r.copied, "candidate": r.candidate}
            for r in rows
        ]  # fmt: skip
        self._add(s.links, added)

    def drop_links(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget outcomes."""
        c = s.links.c
        gone = [{"l": left, "r": right} for left, right in pairs]
        if gone:
            where = (c.left == bindparam("l")) & (c.right == bindparam("r"))
            self._connection.execute(delete(s.links).where(where), gone)

    # ------------------------------------------------------------------------------------- events
    def outdate(self, keys: Iterable[str], parts: Iterable[str] = ()) -> None:
        """Events that lost a report, and clusters that are to be written as events."""
        for table, column, values in ((s.outdated, "key", keys), (s.unmade, "part", parts)):
            new = set(values)
            self._drop(table, table.c[column], new)
            self._add(table, [{column: value} for value in sorted(new)])

    def unmade(self) -> tuple[set[str], set[str]]:
        """(clusters to be written, keys of events that lost a report)."""
        return (
            set(self._connection.execute(select(s.unmade.c.part)).scalars()),
            set(self._connection.execute(select(s.outdated.c.key)).scalars()),
        )

    def reports(self, keys: Collection[str]) -> list[tuple[str, str | None, str]]:
        """(doc, anchor, key) of the reports of events."""
        c = s.reports.c
        return [(r.doc, r.anchor, r.key) for r in self._rows(select(c.doc, c.anchor, c.key), c.key, keys)]

    def bears(self, keys: Collection[str]) -> set[str]:
        """Those of the keys that some event has."""
        c = s.happenings.c.key
        return {row.key for row in self._rows(select(c), c, keys)}

    def drop_happenings(self, keys: Collection[str]) -> None:
        """Take events away."""
        for table in write.FUSED:
            self._drop(table, table.c.key, keys)

    def put_happenings(self, happenings: Sequence[Happening], anchors: Mapping[tuple[str, str], str]) -> None:
        """Add events."""
        write.add_happenings(self._connection, happenings, anchors)

    def made(self) -> None:
        """All clusters are written."""
        for table in (s.unmade, s.outdated):
            self._connection.execute(delete(table))


def _before(c: Any, slot: Slot) -> ColumnElement[bool]:
    return or_(c.day < slot[0], (c.day == slot[0]) & (c.number < slot[1]))


def _after(c: Any, slot: Slot) -> ColumnElement[bool]:
    return or_(c.day > slot[0], (c.day == slot[0]) & (c.number > slot[1]))


def _text_row(row: Any) -> TextRow:
    return TextRow(
        row.doc, row.number, row.digest, row.indexed, row.credited, row.date, _unpacked(row.keys)
    )  # fmt: skip


def _link_row(row: Any) -> LinkRow:
    return LinkRow(
        row.left, row.right, row.points, row.copied, row.score, row.reason, row.candidate, row.judgement
    )  # fmt: skip


def _copy(row: Mapping[str, Any]) -> Copy:
    stretches = tuple(_stretch(one) for one in row["passages"])
    names = ("doc", "copy_of", "kind", "reason", "score", "share", "share_of", "outlet")
    return Copy(**{name: row[name] for name in names}, passages=stretches)


def _stretch(row: Any) -> Stretch:
    """From a row [start, end, start there, end there, words]."""
    start, end, there, end_there, words = row
    return Stretch(Span(start, end), Span(there, end_there), words)
