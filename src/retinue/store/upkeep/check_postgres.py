"""What can be wrong with a database of PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from retinue.store.schema import metadata
from retinue.store.upkeep.invariants import Rule

__all__ = ["RULES", "fulltext_in_step"]

OURS = "pg_class.relnamespace = current_schema()::regnamespace"
INVALID = f"""SELECT pg_class.relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE {OURS} AND NOT (indisvalid AND indisready) ORDER BY 1"""
TREES = f"""SELECT pg_class.oid, pg_class.relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    JOIN pg_am ON pg_am.oid = relam WHERE {OURS} AND amname = 'btree' AND indisvalid ORDER BY 2"""
LACKING = {f"{table}_no_{act}" for table in ("judgements", "judged") for act in ("change", "truncate")}
TRIGGERS = f"""SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE {OURS} AND NOT tgisinternal AND tgenabled <> 'D'"""
OUT_OF_STEP = """SELECT doc FROM documents
    WHERE words IS DISTINCT FROM CASE WHEN current THEN retinue_words(title, text) END ORDER BY doc"""


def rows_can_be_read(connection: Connection) -> Iterator[str]:
    """Every row of every table can be read, with all that it holds."""
    for table in metadata.sorted_tables:
        connection.execute(text(f"SELECT count(md5(t::text)) FROM {table.name} AS t"))
    yield from ()


def indices_are_valid(connection: Connection) -> Iterator[str]:
    """No index is invalid; where the extension amcheck is there, the order of each tree is looked at as well."""
    yield from (f"the index {name} is not valid: REINDEX it" for name in connection.execute(text(INVALID)).scalars())
    there = connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'")).first()
    allowed = "SELECT has_function_privilege('bt_index_check(regclass)', 'EXECUTE')"
    if there and connection.execute(text(allowed)).scalar_one():
        for number, _ in connection.execute(text(TREES)).all():
            connection.execute(text("SELECT bt_index_check(CAST(:number AS oid))"), {"number": number})


def guards_stand(connection: Connection) -> Iterator[str]:
    """The triggers are there that keep judgements from being changed."""
    found = set(connection.execute(text(TRIGGERS)).scalars())
    yield from (f"the trigger {name} is missing or off" for name in sorted(LACKING - found))


def fulltext_in_step(connection: Connection) -> Iterator[str]:
    """The words that searching knows are those of the current documents."""
    yield from (f"the words of {doc} are out of step" for doc in connection.execute(text(OUT_OF_STEP)).scalars())


RULES: Mapping[str, Rule] = {"rows": rows_can_be_read, "indices": indices_are_valid, "guards": guards_stand}
