"""All that is SQLite's alone: opening a file, its pragmas, full text, guards."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Float,
    Subquery,
    Text,
    create_engine,
    event,
    text,
)
from sqlalchemy.pool import QueuePool

from retinue.errors import StoreError
from retinue.store.plain import NOT_OURS
from retinue.store.schema import documents

__all__ = [
    "GAP",
    "HAN",
    "LOCK_SECONDS",
    "create_fulltext",
    "create_guards",
    "file_engine",
    "match_of",
    "matching",
    "matching_ids",
    "spaced",
]

LOCK_SECONDS = 15
CACHE_KB = 64_000  # of pages a writer keeps: joining writes all over large indexes
MAGIC = b"SQLite format 3\0"
NEVER = "a judgement is never changed or deleted; undo it with a further one"
SAME_SIDE = "judgement = new.judgement AND side = new.side AND ordinal = new.ordinal"

# External content: the index keeps no second copy of the text, triggers keep it in step with the table. The view
# holds what is indexed: current versions, Han characters set apart.
FULLTEXT = (
    """CREATE VIEW fulltext_content AS
        SELECT id, spaced(title) AS title, spaced(text) AS text FROM documents WHERE current""",
    """CREATE VIRTUAL TABLE fulltext USING fts5(title, text, content='fulltext_content', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER fulltext_insert AFTER INSERT ON documents WHEN new.current BEGIN
        INSERT INTO fulltext(rowid, title, text) VALUES (new.id, spaced(new.title), spaced(new.text)); END""",
    """CREATE TRIGGER fulltext_delete AFTER DELETE ON documents WHEN old.current BEGIN
        INSERT INTO fulltext(fulltext, rowid, title, text)
        VALUES ('delete', old.id, spaced(old.title), spaced(old.text)); END""",
    """CREATE TRIGGER fulltext_out BEFORE UPDATE OF title, text, current ON documents WHEN old.current BEGIN
        INSERT INTO fulltext(fulltext, rowid, title, text)
        VALUES ('delete', old.id, spaced(old.title), spaced(old.text)); END""",
    """CREATE TRIGGER fulltext_in AFTER UPDATE OF title, text, current ON documents WHEN new.current BEGIN
        INSERT INTO fulltext(rowid, title, text) VALUES (new.id, spaced(new.title), spaced(new.text)); END""",
    "INSERT INTO fulltext(fulltext) VALUES ('rebuild')",
)
# What an older schema called them.
DROPPED = (
    "DROP TRIGGER IF EXISTS fulltext_insert", "DROP TRIGGER IF EXISTS fulltext_delete",
    "DROP TRIGGER IF EXISTS fulltext_update", "DROP TABLE IF EXISTS fulltext",
)  # fmt: skip
HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # with kana, which are written without spaces too
GAP = "\u200b"  # a space without width: parts words to an index, and can be taken out again
_HAN = re.compile(f"([{HAN}])")


def file_engine(path: Path, *, readonly: bool) -> Engine:
    """An engine on one database file: WAL, foreign keys, a wait of `LOCK_SECONDS` for another writer.

    Transactions are begun by us (the driver begins none before DDL): at once for writing, so that two writers
    wait for each other instead of failing half-way. Raises StoreError when a file to read is not there, or when
    the file is something else.
    """
    if readonly and not path.is_file():
        raise StoreError(f"there is no database at {path}; `retinue run PATH…` makes one")
    _refuse_other(path)
    mode = "ro" if readonly else "rwc"
    if readonly and _is_at_rest(path):
        mode += "&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare_reader if readonly else _prepare_writer)
    event.listen(engine, "begin", _begin)
    return engine


def _is_at_rest(path: Path) -> bool:
    """True where nobody can write, as on a read-only disk: SQLite may not make there what it reads a journal with."""
    journal = path.with_name(path.name + "-wal")
    written = journal.exists() and journal.stat().st_size > 0
    return not written and not os.access(path.absolute().parent, os.W_OK) and not os.access(path, os.W_OK)


def _refuse_other(path: Path) -> None:
    """SQLite takes a file of less than a page for an empty database and writes over it."""
    try:
        with path.open("rb") as stream:
            start = stream.read(len(MAGIC))
    except OSError:
        return  # not there yet, or a folder: what opens it says so
    if start and start != MAGIC:
        raise StoreError(f"{path} {NOT_OURS}")


def _prepare_reader(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # SQLite's own lower() knows only ASCII.
    connection.create_function("lower", 1, _lower, deterministic=True)
    connection.create_function("spaced", 1, spaced, deterministic=True)


def _lower(value: str | None) -> str | None:
    return None if value is None else str(value).lower()


def _prepare_writer(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    # With WAL a kill harms nothing; a power cut may take the last commits, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    _prepare_reader(connection, _)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def spaced(words: str | None) -> str | None:
    """The words with Han characters set apart, so that each is a word of its own to an index."""
    return words if words is None or words.isascii() else _HAN.sub(f"{GAP}\\1{GAP}", words)


def create_fulltext(connection: Connection) -> None:
    """The full-text index over the current documents' titles and texts, with the triggers that keep it in step."""
    for statement in (*DROPPED, *FULLTEXT):
        connection.exec_driver_sql(statement)


def match_of(wanted: Iterable[tuple[str, bool]]) -> str:
    """An FTS5 query for documents that hold every (words, prefix); in quotes, so that no operator is live."""
    told = ((str(spaced(words)).replace('"', " "), prefix) for words, prefix in wanted)
    return " ".join(f'"{words}"*' if prefix else f'"{words}"' for words, prefix in told)


def create_guards(connection: Connection) -> None:
    """Triggers that refuse to change or delete a judgement: what people decided is only ever added to."""
    for table in ("judgements", "judged"):
        for act in ("UPDATE", "DELETE"):
            guard = f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table}"
            connection.execute(text(f"{guard} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"))
    # INSERT OR REPLACE deletes a row without its DELETE triggers.
    for table, same in (("judgements", "id = new.id"), ("judged", SAME_SIDE)):
        guard = f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}"
        taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        connection.execute(text(f"{guard} {taken} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"))


def matching_ids(connection: Connection, match: str) -> Sequence[int]:
    """Row numbers of the documents that match."""
    found = connection.exec_driver_sql("SELECT rowid FROM fulltext WHERE fulltext MATCH ?", (match,))
    return [row[0] for row in found.cursor.fetchall()] if found.cursor else []


def matching(match: str) -> Subquery:
    """(id, rank, excerpt) of the documents that match; the best has the least rank."""
    found = text(
        "SELECT rowid AS id, rank, snippet(fulltext, -1, '[', ']', ' … ', 24) AS excerpt FROM fulltext"
        " WHERE fulltext MATCH :words"
    ).bindparams(words=match)
    return found.columns(documents.c.id, rank=Float, excerpt=Text).subquery()
