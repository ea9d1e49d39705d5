"""Facts brought together on disk: an entity is told of by many documents, and memory is not to grow with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from retinue.export.ftm_model import Fact

__all__ = ["Facts", "Statement"]

_TABLE = "CREATE TABLE facts (entity, schema, prop, value, origin, original, asserted)"
_ORDERED = "SELECT * FROM facts ORDER BY entity, prop, value, asserted DESC, origin, original"
_KEY = 4  # entity, schema, prop and value are what a statement is about
Row = tuple[str, str, str, str, str | None, str | None, bool]


@dataclass(frozen=True, slots=True)
class Statement:
    """One asserted value with the documents that say so and the words of the first that has any."""

    entity: str
    schema: str
    prop: str
    value: str
    origins: tuple[str, ...] = ()
    original: str | None = None


class Facts:
    """A heap of facts that is sorted when it is looked at. Use as a context manager.

    SQLite's driver is used bare: this is no store but a sort, in a file without a name that goes when it is closed.
    """

    def __init__(self) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._scratch.execute("PRAGMA journal_mode = OFF")
        self._scratch.execute(_TABLE)
        self._scratch.execute("BEGIN")

    def __enter__(self) -> Facts:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()

    def add(self, facts: Iterable[Fact]) -> None:
        """Put facts on the heap."""
        self._scratch.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, facts))

    def statements(self) -> Iterator[Statement]:
        """Each asserted value once, sorted by entity, property and value."""
        for (entity, schema, prop, value), rows in groupby(self._scratch.execute(_ORDERED), lambda row: row[:_KEY]):
            found: list[Row] = list(rows)
            if found[0][-1]:  # asserted ones come first
                origins = tuple(dict.fromkeys(row[4] for row in found if row[4]))
                original = next((row[5] for row in found if row[5]), None)
                yield Statement(entity, schema, prop, value, origins, original)


def _row(fact: Fact) -> Row:
    return fact.entity, fact.schema, fact.prop, fact.value, fact.origin, fact.original, fact.asserted
