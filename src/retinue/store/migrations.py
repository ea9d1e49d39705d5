"""Brings a database to the schema of this code: numbered steps, each in one transaction, never skipped.

A fresh database is made from `schema.py` as it stands and stamped with its version. An older one climbs the
steps in `STEPS`: step n takes version n-1 to n, written in plain SQL that is never edited once released. Why our
own: docs/decisions/0003-store.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, func, insert, inspect, select, text, update

from retinue.errors import StoreError
from retinue.store.facts import reindex_all
from retinue.store.fulltext import create_fulltext
from retinue.store.read import happenings_of
from retinue.store.schema import VERSION, documents, happenings, metadata, schema_version

__all__ = ["STEPS", "check_version", "prepare"]

Step = Callable[[Connection], None]


def _confidences(connection: Connection) -> None:
    """Each field gets a confidence of its own; what was read before has none until it is read again."""
    connection.execute(text("ALTER TABLE events ADD COLUMN confidences JSON DEFAULT '[]' NOT NULL"))
    connection.execute(text("ALTER TABLE claims ADD COLUMN confidence FLOAT"))


def _nothing(_: Connection) -> None:
    """A number whose change is not in this code yet."""


def _searching(connection: Connection) -> None:
    """Slim rows for searching, kept searches, changes of documents numbered; what hangs on them is filled after."""
    moment = "DATETIME" if connection.dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    number = "INTEGER" if connection.dialect.name == "sqlite" else "SERIAL"
    for statement in (
        "ALTER TABLE documents ADD COLUMN changed INTEGER DEFAULT 0 NOT NULL",
        "UPDATE documents SET changed = id WHERE current",
        "CREATE INDEX documents_changed ON documents (changed)",
        "CREATE INDEX documents_published ON documents (published, doc)",
        "CREATE INDEX entities_office ON entities (office)",
        "CREATE INDEX entities_upper ON entities (upper(name))",
        "CREATE INDEX names_upper ON names (upper(name))",
        f"""CREATE TABLE happening_facts (key TEXT NOT NULL, facts TEXT, number INTEGER NOT NULL,
            first_seen {moment} NOT NULL, changed {moment} NOT NULL, PRIMARY KEY (key))""",
        "CREATE INDEX happening_facts_number ON happening_facts (number)",
        f"""CREATE TABLE searches (id {number} NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, by TEXT NOT NULL,
            at {moment} NOT NULL, PRIMARY KEY (id))""",
        "CREATE UNIQUE INDEX searches_name ON searches (by, name)",
    ):
        connection.execute(text(statement))
    create_fulltext(connection)


# A change adds a step here, and the same change in schema.py.
STEPS: Mapping[int, Step] = {2: _confidences, **dict.fromkeys((3, 4, 5, 6), _nothing), 7: _searching}


def prepare(connection: Connection, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> None:
    """Create the tables, or climb to `target`. Raises StoreError for what is not ours or newer than this code."""
    found = _version(connection)
    if found is None:
        metadata.create_all(connection)
        create_fulltext(connection)
        connection.execute(insert(schema_version).values(version=target))
        return
    _refuse_newer(found, target)
    for number in range(found + 1, target + 1):
        steps[number](connection)
        connection.execute(update(schema_version).values(version=number))
    if found < 7 <= target == VERSION:
        _fill(connection)


def _fill(connection: Connection) -> None:
    """Make what searching needs out of what is there. When it changed nobody noted: at the latest reading, we say."""
    keys = list(connection.execute(select(happenings.c.key)).scalars())
    latest = connection.execute(select(func.max(documents.c.read_at))).scalar_one()
    reindex_all(connection, happenings_of(connection, keys), latest or dt.datetime.fromtimestamp(0, dt.UTC))


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
