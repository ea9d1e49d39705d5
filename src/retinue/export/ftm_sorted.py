"""Facts put in order and brought together, on disk: an entity is told of by many documents, memory is not to grow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

from retinue.export.ftm_model import Fact

__all__ = ["Statement", "brought_together"]

# The driver is used bare: this is no store but a sort that spills, in a file without a name that goes with it.
_TABLE = "CREATE TABLE facts (entity, schema, prop, value, origin, original, asserted)"
_ORDERED = "SELECT * FROM facts ORDER BY entity, prop, value, asserted DESC, origin, original"
_KEY = 4  # entity, schema, prop and value are what a statement is about


@dataclass(frozen=True, slots=True)
class Statement:
    """One asserted value with the documents that say so and the words of the first that has any."""

    entity: str
    schema: str
    prop: str
    value: str
    origins: tuple[str, ...]
    original: str | None


def brought_together(facts: Iterable[Fact]) -> Iterator[Statement]:
    """Each asserted value once, sorted by entity, property and value."""
    with closing(sqlite3.connect("", isolation_level=None)) as scratch:
        scratch.execute("PRAGMA journal_mode = OFF")
        scratch.execute(_TABLE)
        scratch.execute("BEGIN")
        scratch.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, facts))
        for key, rows in groupby(scratch.execute(_ORDERED), key=lambda row: row[:_KEY]):
            entity, schema, prop, value = key
            found = list(rows)
            if found[0][-1]:  # asserted ones come first
                origins = tuple(dict.fromkeys(row[4] for row in found if row[4]))
                yield Statement(entity, schema, prop, value, origins, next((row[5] for row in found if row[5]), None))


def _row(fact: Fact) -> tuple[str | bool | None, ...]:
    return fact.entity, fact.schema, fact.prop, fact.value, fact.origin, fact.original, fact.asserted
