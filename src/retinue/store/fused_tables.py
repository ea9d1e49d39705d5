"""What all parts of `fused.Fusing` are built of: rows asked for, added and taken away in portions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, insert

__all__ = ["Tables"]

AT_ONCE = 500  # values asked for in one statement


class Tables:
    """Tables within one transaction."""

    def __init__(self, connection: Connection, now: dt.datetime) -> None:
        self._connection = connection
        self._now = now

    def _rows(self, wanted: Select[Any], column: ColumnElement[Any], values: Iterable[Any]) -> Iterator[Any]:
        for batch in _batches(values):
            # All at once: asked for one by one they take thrice as long.
            yield from self._connection.execute(wanted.where(column.in_(batch))).all()

    def _drop(self, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> None:
        for batch in _batches(values):
            self._connection.execute(delete(table).where(column.in_(batch)))

    def _add(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(values))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
