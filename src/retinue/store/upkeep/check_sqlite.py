"""What can be wrong with a file of SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from retinue.store.upkeep.invariants import Rule

__all__ = ["RULES", "fulltext_in_step"]

TRIGGERS = {
    "fulltext_insert", "fulltext_delete", "fulltext_out", "fulltext_in",
    *(f"{table}_no_{act}" for table in ("judgements", "judged") for act in ("update", "delete", "replace")),
}  # fmt: skip


def pages_are_whole(connection: Connection) -> Iterator[str]:
    """Every page of the file can be read, and every index holds what its table does."""
    told = connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars()
    yield from (one for one in told if one != "ok")


def keys_lead_somewhere(connection: Connection) -> Iterator[str]:
    """Every row that hangs on another finds it."""
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} hangs on a row of {parent} that is not there"


def guards_stand(connection: Connection) -> Iterator[str]:
    """The triggers are there that keep judgements from being changed, and full text in step."""
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    yield from (f"the trigger {name} is missing" for name in sorted(TRIGGERS - found))


def fulltext_in_step(connection: Connection) -> Iterator[str]:
    """The full-text index holds the words of the current documents, and no others."""
    try:
        connection.exec_driver_sql("INSERT INTO fulltext(fulltext, rank) VALUES ('integrity-check', 1)")
    except DatabaseError as error:
        yield f"it is out of step with the documents ({error.orig})"


RULES: Mapping[str, Rule] = {"pages": pages_are_whole, "keys": keys_lead_somewhere, "guards": guards_stand}
