"""Room that deleted rows left is given back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Engine, text

from retinue.store.engines import engine_for
from retinue.store.plain import said_plainly
from retinue.store.schema import metadata
from retinue.store.store import Store

__all__ = ["Size", "vacuum"]


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes that the record takes."""

    before: int
    after: int


def vacuum(target: str) -> Size:
    """Give back what deleted rows took, and put full text together. Raises StoreError, also while another writes."""
    Store.open(target, readonly=True).close()  # refuses what is not there, or not ours
    where, engine = engine_for(target, readonly=False)
    try:
        with said_plainly(where):
            before = _size(engine)
            (_of_sqlite if engine.dialect.name == "sqlite" else _of_postgresql)(engine)
            return Size(before, _size(engine))
    finally:
        engine.dispose()


def _of_sqlite(engine: Engine) -> None:
    # Outside of a transaction, which an SQLAlchemy connection always begins here.
    with closing(engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
        for statement in (
            "INSERT INTO fulltext(fulltext) VALUES ('optimize')", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)",
        ):  # fmt: skip
            cursor.execute(statement)


def _of_postgresql(engine: Engine) -> None:
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text(f"VACUUM (ANALYZE) {', '.join(one.name for one in metadata.sorted_tables)}"))


def _size(engine: Engine) -> int:
    of_pages = "page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    of_tables = " + ".join(f"pg_total_relation_size('{one.name}')" for one in metadata.sorted_tables)
    with engine.connect() as connection:
        wanted = of_pages if engine.dialect.name == "sqlite" else of_tables
        return int(connection.exec_driver_sql(f"SELECT {wanted}").scalar_one())
