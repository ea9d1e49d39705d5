"""Brings a database to the schema of this code: numbered steps, each in one transaction, never skipped.

A fresh database is made from `schema.py` as it stands and stamped with its version. An older one climbs the
steps in `STEPS`: step n takes version n-1 to n, written in plain SQL that is never edited once released. Why our
own: docs/decisions/0003-store.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, insert, inspect, select, text, update

from retinue.errors import StoreError
from retinue.store.schema import VERSION, metadata, schema_version
from retinue.store.sqlite import create_fulltext

__all__ = ["STEPS", "check_version", "prepare"]

Step = Callable[[Connection], None]


def _confidences(connection: Connection) -> None:
    """Each field gets a confidence of its own; what was read before has none until it is read again."""
    connection.execute(text("ALTER TABLE events ADD COLUMN confidences JSON DEFAULT '[]' NOT NULL"))
    connection.execute(text("ALTER TABLE claims ADD COLUMN confidence FLOAT"))


def _elsewhere(connection: Connection) -> None:
    """A step that another change brings."""


def _sources(connection: Connection) -> None:
    """Copies are kept, and where each report's news comes from; both are filled by the next fusion."""
    connection.execute(text("ALTER TABLE reports ADD COLUMN taken VARCHAR(20) DEFAULT 'own' NOT NULL"))
    connection.execute(text("ALTER TABLE reports ADD COLUMN taken_from TEXT"))
    connection.execute(text("ALTER TABLE reports ADD COLUMN root TEXT DEFAULT '' NOT NULL"))
    connection.execute(text("ALTER TABLE reports ADD COLUMN root_kind VARCHAR(20) DEFAULT 'unknown' NOT NULL"))
    connection.execute(text("CREATE INDEX reports_root ON reports (root)"))
    connection.execute(
        text(
            "CREATE TABLE copies (doc TEXT NOT NULL, copy_of TEXT NOT NULL, ordinal INTEGER NOT NULL, "
            "kind TEXT NOT NULL, reason TEXT NOT NULL, score FLOAT NOT NULL, share FLOAT NOT NULL, "
            "share_of FLOAT NOT NULL, passages JSON NOT NULL, outlet TEXT NOT NULL, PRIMARY KEY (doc, copy_of))"
        )
    )
    connection.execute(text("CREATE INDEX copies_original ON copies (copy_of)"))


# A change adds a step here, and the same change in schema.py.
STEPS: Mapping[int, Step] = {2: _confidences, 3: _elsewhere, 4: _elsewhere, 5: _sources}


def prepare(connection: Connection, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> None:
    """Create the tables, or climb to `target`. Raises StoreError for what is not ours or newer than this code."""
    found = _version(connection)
    if found is None:
        metadata.create_all(connection)
        if connection.dialect.name == "sqlite":
            create_fulltext(connection)
        connection.execute(insert(schema_version).values(version=target))
        return
    _refuse_newer(found, target)
    for number in range(found + 1, target + 1):
        steps[number](connection)
        connection.execute(update(schema_version).values(version=number))


def check_version(connection: Connection, target: int = VERSION) -> None:
    """For reading only: raises StoreError unless the database has exactly the schema of this code."""
    found = _version(connection)
    if found is None:
        raise StoreError("holds no Retinue tables; `retinue run PATH…` makes them")
    _refuse_newer(found, target)
    if found < target:
        raise StoreError(f"has the older schema {found}; `retinue run` brings it to {target}")


def _version(connection: Connection) -> int | None:
    """The schema's version; None for an empty database. Raises StoreError when it belongs to something else."""
    tables = set(inspect(connection).get_table_names())
    if schema_version.name in tables:
        version = connection.execute(select(schema_version.c.version)).scalar_one_or_none()
        if version is None:
            raise StoreError("has lost its schema version; restore a copy")
        return int(version)
    if tables:
        raise StoreError("is not a Retinue database: it holds other tables; name another file with --database")
    return None


def _refuse_newer(found: int, target: int) -> None:
    if found > target:
        raise StoreError(f"was written by a newer Retinue (schema {found}, this one knows {target}); upgrade Retinue")
