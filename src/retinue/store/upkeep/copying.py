"""All rows of a record from one database into another, whatever the two are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from retinue.errors import StoreError
from retinue.store.postgres import align_numbers
from retinue.store.schema import metadata, schema_version

__all__ = ["copy_all", "counts", "is_empty"]

AT_ONCE = 1_000


def copy_all(source: Connection, target: Connection) -> Mapping[str, int]:
    """Copy every row into the empty tables of `target`; how many of each. Raises StoreError when one is lost."""
    for table in _tables():
        found = source.execution_options(stream_results=True, yield_per=AT_ONCE).execute(_ordered(table))
        for rows in found.mappings().partitions():
            target.execute(insert(table), [dict[str, Any](row) for row in rows])
    if target.dialect.name == "postgresql":
        align_numbers(target)
    copied, here = counts(target), counts(source)
    if copied != here:
        wrong = next(name for name in here if copied[name] != here[name])
        raise StoreError(f"holds {copied[wrong]:,} rows of {wrong} in place of {here[wrong]:,}; nothing was changed")
    return copied


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table is not schema_version]


def _ordered(table: Table) -> Any:
    """In the order of the key: a judgement that undoes another comes after it."""
    return select(table).order_by(*table.primary_key)


def counts(connection: Connection) -> Mapping[str, int]:
    """How many rows each table has."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in _tables()
    }


def is_empty(connection: Connection) -> bool:
    """True when no table has a row."""
    return all(connection.execute(select(table).limit(1)).first() is None for table in _tables())
