"""All that is PostgreSQL's alone: reaching a server, one writer at a time, guards, what text it can't hold.

Why so: docs/decisions/0016-postgresql.md.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, text
from sqlalchemy.exc import DisconnectionError

from retinue.errors import StoreError
from retinue.store.schema import metadata
from retinue.store.sqlite import NEVER

__all__ = ["ASKING", "LOCK_SECONDS", "READING", "align_numbers", "create_guards", "refuse_unfit", "server_engine"]

LOCK_SECONDS = 15.0
CONNECT_SECONDS = 10
IDLE_SECONDS = 1.0  # a connection that lay idle for longer is asked whether it still stands
OFTEN = 2  # a statement asked so often on a connection is prepared by the server
KEPT, MORE = 20, 20  # connections of one process that stay open, and further ones when many ask at once
FIRST = 10  # the schema that PostgreSQL begins with
DRIVER = "postgresql+psycopg"
# U+0000 can't stand in a text of PostgreSQL. It is kept as a pair of "noncharacters", which mean nothing in any text;
# the first of the pair is kept as one too, so that every text comes back as it was.
NUL, MARK = "\0", "\ufdd0"
KEPT_NUL, KEPT_MARK = MARK + "\ufdd1", MARK + "\ufdd2"
# A reader sees the record as of the moment of its first question, and takes no lock that a writer waits for.
READING: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
ASKING: Mapping[str, Any] = {"isolation_level": "AUTOCOMMIT"}  # a single statement

# One number for "who writes", and one for this schema of this database: others may have locks of their own.
LOCK = """SELECT set_config('synchronous_commit', :durable, true),
    pg_advisory_xact_lock((1380275273::bigint << 31) + current_schema()::regnamespace::oid::bigint)"""


def server_engine(url: URL, *, readonly: bool) -> Engine:
    """An engine on a server's database. A second writer waits `LOCK_SECONDS`; nobody waits for a reader.

    A transaction with the option `writing` holds an advisory lock while it lasts. What it wrote is on the server's
    disk when it ends, unless the option `durable` is False: then the server may lose the last half second of it when
    it crashes (never a part of a transaction), which is right for what the next run would do again.
    Raises ImportError when the driver is missing.
    """
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername=DRIVER)
    usual = {"connect_timeout": CONNECT_SECONDS, "application_name": "retinue", "prepare_threshold": OFTEN}
    ours = {name: value for name, value in usual.items() if name not in url.query}
    engine = create_engine(url, connect_args=ours, pool_size=KEPT, max_overflow=MORE)

    event.listen(engine, "connect", _set_up)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _refuse_dead)
    event.listen(engine, "begin", _only_look if readonly else _begin)
    return engine


def _set_up(connection: Any, _: Any) -> None:
    wanted = {"TimeZone": "UTC", "lock_timeout": f"{round(LOCK_SECONDS * 1000)}ms", "jit": "off"}
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET {name} = '{value}'" for name, value in wanted.items()))
    connection.commit()
    _keep_nul(connection)


def _note_use(_: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _refuse_dead(connection: Any, record: Any, _: Any) -> None:
    """Of connections that lay idle: a server that was started anew is not an error, the pool makes another."""
    if time.monotonic() - record.info.get("used", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        connection.execute("")
        connection.rollback()
    except connection.Error as error:
        raise DisconnectionError from error


def _keep_nul(connection: Any) -> None:
    from psycopg.adapt import Dumper, Loader  # noqa: PLC0415 (an optional library)

    class Words(Dumper):
        """Text to the server."""

        def dump(self, obj: str) -> bytes:
            if NUL in obj or MARK in obj:
                obj = obj.replace(MARK, KEPT_MARK).replace(NUL, KEPT_NUL)
            return obj.encode()

    class Told(Loader):
        """Text from the server."""

        def load(self, data: Any) -> str:
            told = str(data, "utf-8")
            return told.replace(KEPT_NUL, NUL).replace(KEPT_MARK, MARK) if MARK in told else told

    connection.adapters.register_dumper(str, Words)
    for name in ("text", "varchar"):
        connection.adapters.register_loader(name, Told)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("writing", False):
        durable = "on" if options.get("durable", True) else "off"
        connection.execute(text(LOCK), {"durable": durable})


def _only_look(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def refuse_unfit(connection: Connection) -> None:
    """Before tables are made: raises StoreError for a database that can't hold every text."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise StoreError(f"has the encoding {encoding}; make one with TEMPLATE template0 ENCODING 'UTF8'")
    if connection.execute(text("SELECT current_schema()")).scalar_one() is None:
        raise StoreError("has no schema to make tables in; an owner must GRANT CREATE ON SCHEMA public to this user")


def create_guards(connection: Connection) -> None:
    """Triggers that refuse to change or delete a judgement: what people decided is only ever added to."""
    connection.exec_driver_sql(
        f"CREATE FUNCTION retinue_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in ("judgements", "judged"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION retinue_refuse()"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION retinue_refuse()"
        )


def align_numbers(connection: Connection) -> None:
    """Let the numbers that count up go on after the highest there is; for rows that came with theirs."""
    for table in metadata.sorted_tables:
        column = _counted(table)
        if column is not None:
            counter = f"pg_get_serial_sequence('{table.name}', '{column}')"
            latest = f"coalesce(max({column}), 0)"
            connection.execute(text(f"SELECT setval({counter}, {latest} + 1, false) FROM {table.name}"))


def _counted(table: Table) -> str | None:
    column = table.autoincrement_column
    return None if column is None else column.name
