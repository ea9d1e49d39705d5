"""What joining remembers from run to run, and what it writes: all inside one transaction that the caller holds.

Rows in, rows out; what they mean stands in `fuse.incremental`. Every method asks for what it is given only, never for
the whole database, but for `begin_anew`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, select, update

from retinue.model import Record
from retinue.store import schema as s
from retinue.store import write
from retinue.store.fused_events import Events, Tie
from retinue.store.fused_texts import TextRow, Texts, packed, unpacked
from retinue.store.judgements import last_id
from retinue.store.queries import CURRENT
from retinue.store.read import TEXT_ONLY, UNTOLD, records_of

__all__ = ["Fusing", "LinkRow", "TellingRow", "TextRow", "Tie"]

STATE = (s.unfused, s.unmade, s.texts, s.sketches, s.likenesses, s.tellings, s.blocks, s.links, s.copies, s.ties)
Slot = tuple[int, int]  # day, number of a telling


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


class Fusing(Texts, Events):
    """The remembered state of joining, within one transaction."""

    # -------------------------------------------------------------------------- what is to be done
    def code(self) -> str | None:
        """What made the remembered state, None when there is none."""
        value = s.state.c.value
        return self._connection.execute(select(value).where(s.state.c.name == "joined")).scalar_one_or_none()

    def begin_anew(self, code: str) -> None:
        """Forget all that is remembered: all documents are to be joined. Events stay until they are rewritten."""
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
        found = (
            select(s.unfused.c.doc).select_from(here).order_by(d.published.is_(None), d.published, s.unfused.c.doc)
        )
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
        rows = self._connection.execute(select(t.ref, t.decided).where(t.decided != ""))
        return {row.ref: row.decided for row in rows}

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
        return {row.ref: TellingRow(**row._asdict() | {"blocks": unpacked(row.blocks)}) for row in rows}

    def refs(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        """Number → (reference, document)."""
        c = s.tellings.c
        rows = self._rows(select(c.number, c.ref, c.doc), c.number, numbers)
        return {row.number: (row.ref, row.doc) for row in rows}

    def put_tellings(self, rows: Iterable[TellingRow]) -> None:
        """Add tellings, and their places in blocks."""
        added = list(rows)
        self._add(s.tellings, [row._asdict() | {"blocks": packed(row.blocks)} for row in added])
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
        rows = self._rows(select(c.block, func.count().label("size")).group_by(c.block), c.block, blocks)
        return {row.block: row.size for row in rows}

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
        made = {"by": write.RULE, "judged_at": self._now}
        told = ("left", "right", "score", "reason", "points", "copied", "candidate")
        self._add(s.links, [made | write.picked(row, *told) | {"judgement": row.shown} for row in rows])

    def drop_links(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget outcomes."""
        c = s.links.c
        gone = [{"l": left, "r": right} for left, right in pairs]
        if gone:
            where = (c.left == bindparam("l")) & (c.right == bindparam("r"))
            self._connection.execute(delete(s.links).where(where), gone)


def _before(c: Any, slot: Slot) -> ColumnElement[bool]:
    return or_(c.day < slot[0], (c.day == slot[0]) & (c.number < slot[1]))


def _after(c: Any, slot: Slot) -> ColumnElement[bool]:
    return or_(c.day > slot[0], (c.day == slot[0]) & (c.number > slot[1]))


def _link_row(row: Any) -> LinkRow:
    return LinkRow(
        row.left, row.right, row.points, row.copied, row.score, row.reason, row.candidate, row.judgement
    )  # fmt: skip
