"""Searches kept by name. Each function works inside a transaction that its caller holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from retinue.store.schema import searches

__all__ = ["SavedSearch", "forget", "kept", "save"]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept by name; `query` is what `Query.pairs` gives, as URL parameters."""

    id: int
    name: str
    query: str
    by: str
    at: dt.datetime


def kept(connection: Connection) -> tuple[SavedSearch, ...]:
    """All of them, by name."""
    c = searches.c
    rows = connection.execute(select(c.id, c.name, c.query, c.by, c.at).order_by(c.name, c.by))
    return tuple(SavedSearch(*row) for row in rows)


def save(connection: Connection, name: str, query: str, by: str, at: dt.datetime) -> SavedSearch:
    """Keep one; the same person's earlier one of that name gives way."""
    c = searches.c
    connection.execute(delete(searches).where(c.name == name, c.by == by))
    row = insert(searches).values(name=name, query=query, by=by, at=at).returning(c.id)
    return SavedSearch(int(connection.execute(row).scalar_one()), name, query, by, at)


def forget(connection: Connection, id_: int) -> bool:
    """Let one go; False when there is none of this number."""
    return connection.execute(delete(searches).where(searches.c.id == id_)).rowcount > 0
