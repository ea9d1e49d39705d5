"""Which database a setting means, and how it is reached: a file by SQLite, a server's by PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url

from retinue.errors import StoreError
from retinue.store import postgres
from retinue.store.plain import said_plainly
from retinue.store.sqlite import file_engine

__all__ = ["engine_for", "reading_options"]

EXTRA = {"psycopg": "; install it with `pip install 'retinue[postgres]'`"}


def engine_for(target: str, *, readonly: bool) -> tuple[str, Engine]:
    """(how to call it in messages, engine) for a path or an SQLAlchemy URL. No message ever holds a password.

    Raises StoreError for a file to read that is not there or is something else, and for a URL that can't be used.
    """
    if "://" not in target:
        return target, file_engine(Path(target), readonly=readonly)
    with said_plainly(target.split("@")[-1]):
        url = make_url(target)
        where = url.set(query={}).render_as_string(hide_password=True)
        if url.get_backend_name() == "sqlite":
            if not url.database:
                raise StoreError(f"{where} keeps nothing; name a file")
            return url.database, file_engine(Path(url.database), readonly=readonly)
        if not url.drivername.startswith("postgres"):
            raise StoreError(f"{where} is neither SQLite nor PostgreSQL; name a file or a postgresql:// URL")
        try:
            return where, postgres.server_engine(url, readonly=readonly)
        except ImportError as error:
            way = EXTRA.get(error.name or "", "")
            raise StoreError(f"{where} needs a driver that is not installed: {error.name}{way}") from error


def reading_options(connection: Connection, *, once: bool) -> Mapping[str, Any]:
    """What a transaction that only reads, or a single (`once`) statement, asks of its connection.

    SQLite's always see one moment.
    """
    if connection.dialect.name != "postgresql":
        return {}
    return postgres.ASKING if once else postgres.READING
