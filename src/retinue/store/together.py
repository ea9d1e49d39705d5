"""Rows of several tables that belong to the same parents, asked for at once: a server is spared the way for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Dialect, Select, Table, any_, bindparam, select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import OperationalError

__all__ = ["Wanted", "rows_of"]

Rows = Sequence[Any]
DIALECT: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Wanted:
    """The rows of a table by one of its columns, in the order of the columns named."""

    table: Table
    by: str
    order: tuple[str, ...] = ()
    only: str | None = None  # a column that has to be true

    def statement(self) -> Select[Any]:
        """All of them, yet without a condition on `by`."""
        c = self.table.c
        found = select(self.table).order_by(*(c[name] for name in self.order))
        return found if self.only is None else found.where(c[self.only])


def rows_of(connection: Connection, wanted: Sequence[Wanted], values: Sequence[Any]) -> Iterator[Rows]:
    """For each of `wanted` its rows of which the column is one of `values`, with columns as attributes."""
    if connection.dialect.name == "postgresql":
        return iter(_at_once(connection, wanted, list(values)))
    found = (one.statement().where(one.table.c[one.by].in_(values)) for one in wanted)
    return (connection.execute(statement).all() for statement in found)


def _at_once(connection: Connection, wanted: Sequence[Wanted], values: list[Any]) -> list[Rows]:
    from psycopg.rows import namedtuple_row  # noqa: PLC0415 (an optional library)

    raw = connection.connection.driver_connection
    assert raw is not None
    try:
        with raw.pipeline():
            asked = [raw.cursor(row_factory=namedtuple_row).execute(_sql(one), {"values": values}) for one in wanted]
        return [cursor.fetchall() for cursor in asked]
    except raw.Error as error:
        raise OperationalError("rows of several tables", None, error) from error


@lru_cache
def _sql(wanted: Wanted) -> str:
    column = wanted.table.c[wanted.by]
    values = bindparam("values", type_=ARRAY(column.type.as_generic()))
    return str(wanted.statement().where(column == any_(values)).compile(dialect=DIALECT))
