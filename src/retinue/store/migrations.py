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
from retinue.store.sqlite import create_fulltext, create_guards

__all__ = ["STEPS", "check_version", "prepare"]

Step = Callable[[Connection], None]


def _confidences(connection: Connection) -> None:
    """Each field gets a confidence of its own; what was read before has none until it is read again."""
    connection.execute(text("ALTER TABLE events ADD COLUMN confidences JSON DEFAULT '[]' NOT NULL"))
    connection.execute(text("ALTER TABLE claims ADD COLUMN confidence FLOAT"))


def _judgements(connection: Connection) -> None:
    """What people decided gets a table of its own; what `links` kept of it moves there."""
    key = "INTEGER PRIMARY KEY AUTOINCREMENT" if connection.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    moment = "DATETIME" if connection.dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    for statement in (
        f"""CREATE TABLE judgements (id {key}, kind VARCHAR(10) NOT NULL, scope VARCHAR(10) NOT NULL, field TEXT,
            value JSON NOT NULL, "by" TEXT NOT NULL, at {moment} NOT NULL, reason TEXT NOT NULL, "key" TEXT,
            undoes INTEGER REFERENCES judgements (id))""",
        """CREATE TABLE judged (judgement INTEGER NOT NULL REFERENCES judgements (id), side VARCHAR(10) NOT NULL,
            ordinal INTEGER NOT NULL, doc TEXT NOT NULL, anchor TEXT NOT NULL, event TEXT NOT NULL,
            type TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, evidence TEXT NOT NULL,
            PRIMARY KEY (judgement, side, ordinal))""",
        "CREATE INDEX judged_doc ON judged (doc)",
        "ALTER TABLE happenings ADD COLUMN decided TEXT",
        "ALTER TABLE happenings ADD COLUMN decisions JSON DEFAULT '[]' NOT NULL",
        "CREATE INDEX happenings_decided ON happenings (decided)",
    ):
        connection.execute(text(statement))
    _move_links(connection)
    if connection.dialect.name == "sqlite":
        create_guards(connection)


def _move_links(connection: Connection) -> None:
    """Links by people become a merge or a split of two reports; where a report is gone, the link's own words stay."""
    held = """SELECT documents.doc, events.id, events.anchor, events.type, span_start, span_end, evidence FROM events
        JOIN documents ON documents.id = events.document AND documents.current"""
    told = {f"{row.doc}/{row.id}": row for row in connection.execute(text(held))}
    found = """SELECT "left", "right", judgement, reason, "by", judged_at FROM links WHERE "by" <> 'rule'
        ORDER BY judged_at, "left", "right" """
    for link in connection.execute(text(found)).all():
        kind = "merge" if link.judgement == "same" else "split"
        row = {"kind": kind, "by": link.by, "at": link.judged_at, "reason": link.reason}
        number = connection.execute(
            text("""INSERT INTO judgements (kind, scope, value, "by", at, reason)
                VALUES (:kind, 'event', '[]', :by, :at, :reason) RETURNING id"""), row,
        ).scalar_one()  # fmt: skip
        sides = (("reports", 0, link.left), ("reports" if kind == "merge" else "others", 1, link.right))
        for side, ordinal, ref in sides:
            doc, _, event = ref.rpartition("/")
            here = told.get(ref)
            words = (here.anchor, here.type, here.span_start, here.span_end, here.evidence) if here else None
            anchor, kind_, start, end, evidence = words or (ref, "visit", 0, 0, "")
            connection.execute(
                text("""INSERT INTO judged VALUES
                    (:judgement, :side, :ordinal, :doc, :anchor, :event, :type, :start, :end, :evidence)"""),
                {
                    "judgement": number, "side": side, "ordinal": ordinal, "doc": doc, "event": event,
                    "anchor": anchor, "type": kind_, "start": start, "end": end, "evidence": evidence,
                },
            )  # fmt: skip
    connection.execute(text("""DELETE FROM links WHERE "by" <> 'rule'"""))


def _as_it_is(connection: Connection) -> None:
    """A number kept free: nothing changes."""


def _fields_of_happenings(connection: Connection) -> None:
    """Each field of a fused event gets what speaks for and against it, each event those it belongs with."""
    for name in ("fields", "related"):
        connection.execute(text(f"ALTER TABLE happenings ADD COLUMN {name} JSON DEFAULT '[]' NOT NULL"))


# A change adds a step here, and the same change in schema.py.
STEPS: Mapping[int, Step] = {2: _confidences, 3: _judgements, 4: _as_it_is, 5: _as_it_is, 6: _fields_of_happenings}


def prepare(connection: Connection, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> None:
    """Create the tables, or climb to `target`. Raises StoreError for what is not ours or newer than this code."""
    found = _version(connection)
    if found is None:
        metadata.create_all(connection)
        if connection.dialect.name == "sqlite":
            create_fulltext(connection)
            create_guards(connection)
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
