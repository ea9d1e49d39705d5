"""What joining remembers of texts: sketches, an index of them, and which texts copy which."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select

from retinue.model import Copy, Span, Stretch
from retinue.store import schema as s
from retinue.store import write
from retinue.store.fused_tables import Tables

__all__ = ["TextRow", "Texts", "packed", "unpacked"]


class TextRow(NamedTuple):
    """The sketch of a text; `indexed` is True for the one that stands for all of its body."""

    doc: str
    number: int
    digest: str
    indexed: bool
    credited: bool
    date: dt.date | None
    keys: tuple[int, ...]


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers of up to 63 bits as one value, sorted."""
    return array("q", sorted(numbers)).tobytes()


def unpacked(blob: bytes) -> tuple[int, ...]:
    """The numbers again."""
    return tuple(array("q", blob))


class Texts(Tables):
    """The part of `fused.Fusing` that is about texts."""

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
        self._add(s.texts, [row._asdict() | {"keys": packed(row.keys)} for row in rows])
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


def _text_row(row: Any) -> TextRow:
    return TextRow(
        row.doc, row.number, row.digest, row.indexed, row.credited, row.date, unpacked(row.keys)
    )  # fmt: skip


def _copy(row: Mapping[str, Any]) -> Copy:
    stretches = tuple(_stretch(one) for one in row["passages"])
    names = ("doc", "copy_of", "kind", "reason", "score", "share", "share_of", "outlet")
    return Copy(**{name: row[name] for name in names}, passages=stretches)


def _stretch(row: Any) -> Stretch:
    """From a row [start, end, start there, end there, words]."""
    start, end, there, end_there, words = row
    return Stretch(Span(start, end), Span(there, end_there), words)
