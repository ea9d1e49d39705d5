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
from retinue.store import postgres, sqlite
from retinue.store.facts import reindex_all
from retinue.store.fulltext import create_fulltext
from retinue.store.read import happenings_of
from retinue.store.schema import VERSION, documents, happenings, metadata, schema_version

__all__ = ["STEPS", "check_version", "prepare", "version_of"]

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


def _fused_state(connection: Connection) -> None:
    """What joining remembers from run to run; the next one joins all anew and fills it."""
    blob = "BLOB" if connection.dialect.name == "sqlite" else "BYTEA"
    slim = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    for statement in (
        "ALTER TABLE links ADD COLUMN points FLOAT",
        "ALTER TABLE links ADD COLUMN copied BOOLEAN",
        "ALTER TABLE links ADD COLUMN candidate BOOLEAN",
        'CREATE INDEX links_right ON links ("right")',
        "ALTER TABLE happenings ADD COLUMN first TEXT DEFAULT '' NOT NULL",
        "ALTER TABLE happenings DROP COLUMN ordinal",
        "ALTER TABLE happening_parties ADD COLUMN identity TEXT DEFAULT '' NOT NULL",
        "CREATE INDEX happening_parties_identity ON happening_parties (identity)",
        """CREATE TABLE ties (one TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
            score FLOAT NOT NULL, PRIMARY KEY (one, other))""",
        "CREATE INDEX ties_other ON ties (other)",
        "CREATE TABLE unfused (doc TEXT PRIMARY KEY)",
        "CREATE TABLE unmade (part TEXT PRIMARY KEY)",
        'CREATE TABLE outdated ("key" TEXT PRIMARY KEY)',
        f"""CREATE TABLE texts (doc TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, digest VARCHAR(32) NOT NULL,
            indexed BOOLEAN NOT NULL, credited BOOLEAN NOT NULL, date DATE, keys {blob} NOT NULL)""",
        "CREATE INDEX texts_digest ON texts (digest)",
        f'CREATE TABLE sketches ("key" BIGINT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY ("key", number)){slim}',
        """CREATE TABLE likenesses (doc TEXT NOT NULL, copy_of TEXT NOT NULL, retold BOOLEAN NOT NULL,
            copy JSON NOT NULL, PRIMARY KEY (doc, copy_of, retold))""",
        "CREATE INDEX likenesses_original ON likenesses (copy_of)",
        f"""CREATE TABLE tellings (ref TEXT PRIMARY KEY, number BIGINT NOT NULL UNIQUE, doc TEXT NOT NULL,
            event TEXT NOT NULL, anchor TEXT NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL,
            blocks {blob} NOT NULL, part TEXT NOT NULL, "key" TEXT, decided TEXT NOT NULL)""",
        "CREATE INDEX tellings_doc ON tellings (doc)",
        "CREATE INDEX tellings_part ON tellings (part)",
        'CREATE INDEX tellings_key ON tellings ("key")',
        f"""CREATE TABLE blocks (block BIGINT NOT NULL, day INTEGER NOT NULL, number BIGINT NOT NULL,
            PRIMARY KEY (block, day, number)){slim}""",
    ):
        connection.execute(text(statement))


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


def _fields_of_happenings(connection: Connection) -> None:
    """Each field of a fused event gets what speaks for and against it, each event those it belongs with."""
    for name in ("fields", "related"):
        connection.execute(text(f"ALTER TABLE happenings ADD COLUMN {name} JSON DEFAULT '[]' NOT NULL"))


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


def _passed_over(connection: Connection) -> None:
    """Documents on other matters that were left unread."""
    moment = "DATETIME" if connection.dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    connection.execute(
        text(
            "CREATE TABLE passed_over (doc TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL, "
            "sha256 VARCHAR(64) NOT NULL, code TEXT NOT NULL, score FLOAT NOT NULL, reason TEXT NOT NULL, "
            f"seen_at {moment} NOT NULL)"
        )
    )


def _firmer_guards(connection: Connection) -> None:
    """Judgements are also safe from INSERT OR REPLACE."""
    create_guards(connection)


def _requests_and_places(connection: Connection) -> None:
    """What a program sends twice is kept once; where on its page a dropped line stood is noted."""
    connection.execute(text("ALTER TABLE dropped ADD COLUMN after INTEGER"))
    connection.execute(text("ALTER TABLE judgements ADD COLUMN request TEXT"))
    connection.execute(text('CREATE UNIQUE INDEX judgements_request ON judgements ("by", request)'))


# A change adds a step here, and the same change in schema.py.
STEPS: Mapping[int, Step] = {
    2: _confidences, 3: _judgements, 4: _fused_state, 5: _sources, 6: _fields_of_happenings, 7: _searching,
    8: _passed_over, 9: _firmer_guards, 10: _requests_and_places,
}  # fmt: skip


def prepare(connection: Connection, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> None:
    """Create the tables, or climb to `target`. Raises StoreError for what is not ours or newer than this code."""
    found = version_of(connection)
    if found is None:
        _make(connection, target)
        return
    _refuse_unclimbable(connection, found, target)
    for number in range(found + 1, target + 1):
        steps[number](connection)
        connection.execute(update(schema_version).values(version=number))
    if found < 10 <= target == VERSION:
        _fill(connection)


def _make(connection: Connection, target: int) -> None:
    if connection.dialect.name == "postgresql":
        postgres.refuse_unfit(connection)
    metadata.create_all(connection)
    create_fulltext(connection)
    create_guards(connection)
    connection.execute(insert(schema_version).values(version=target))


def create_guards(connection: Connection) -> None:
    """The triggers that keep judgements from being changed or deleted."""
    (postgres if connection.dialect.name == "postgresql" else sqlite).create_guards(connection)


def _fill(connection: Connection) -> None:
    """Make what searching needs out of what is there. When it changed nobody noted: at the latest reading, we say."""
    keys = list(connection.execute(select(happenings.c.key)).scalars())
    latest = connection.execute(select(func.max(documents.c.read_at))).scalar_one()
    reindex_all(connection, happenings_of(connection, keys), latest or dt.datetime.fromtimestamp(0, dt.UTC))


def check_version(connection: Connection, target: int = VERSION) -> None:
    """For reading only: raises StoreError unless the database has exactly the schema of this code."""
    found = version_of(connection)
    if found is None:
        raise StoreError("holds no Retinue tables; `retinue run PATH…` makes them")
    _refuse_unclimbable(connection, found, target)
    if found < target:
        raise StoreError(f"has the older schema {found}; `retinue db upgrade` or `retinue run` brings it to {target}")


def version_of(connection: Connection) -> int | None:
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


def _refuse_unclimbable(connection: Connection, found: int, target: int) -> None:
    if found > target:
        raise StoreError(f"was written by a newer Retinue (schema {found}, this one knows {target}); upgrade Retinue")
    if connection.dialect.name == "postgresql" and found < postgres.FIRST:
        raise StoreError(
            f"has schema {found}, from before PostgreSQL was supported (schema {postgres.FIRST}); make a new database"
        )
