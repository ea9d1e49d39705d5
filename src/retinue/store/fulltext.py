"""Full text of the current documents: what a search line asks for, and which documents answer.

A piece is a word or a "quoted phrase"; a word that ends in * stands for all that begin so. No other operator is live.
Words are matched by their stems in English ("visited" finds "visits"). Han characters, which no space parts, are
indexed one by one, and a run of them is searched as a phrase: 华为 finds 华为技术.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Label, Subquery, func, literal_column, select

from retinue.store import postgres_text, sqlite
from retinue.store.schema import documents

__all__ = ["Piece", "create_fulltext", "excerpts", "matching", "matching_ids", "pieces", "unspaced"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or phrase that must occur; `prefix` when longer words do as well."""

    words: str
    prefix: bool = False


def pieces(query: str) -> list[Piece]:
    """What a search line asks for; empty when it holds no letter or digit."""
    parts = query.replace("\0", " ").split('"')
    phrases = [Piece(part.strip()) for part in parts[1::2]]
    words = [Piece(word.rstrip("*"), word.endswith("*")) for part in parts[0::2] for word in part.split()]
    wanted = [one for one in (*phrases, *words) if any(c.isalnum() for c in one.words)]
    return list(dict.fromkeys(wanted))


def create_fulltext(connection: Connection) -> None:
    """Make the index over titles and texts of current documents, from what is there."""
    if connection.dialect.name == "sqlite":
        sqlite.create_fulltext(connection)
    elif connection.dialect.name == "postgresql":
        postgres_text.create_fulltext(connection)


def matching_ids(connection: Connection, piece: Piece) -> Sequence[int]:
    """Row numbers of the current documents that hold the piece, in no order."""
    if connection.dialect.name == "sqlite":
        return sqlite.matching_ids(connection, sqlite.match_of([(piece.words, piece.prefix)]))
    if connection.dialect.name == "postgresql":
        return postgres_text.matching_ids(connection, piece.words, prefix=piece.prefix)
    found = _holding([piece])
    return list(connection.execute(select(found.c.id).join(documents, documents.c.id == found.c.id)).scalars())


def matching(connection: Connection, query: str) -> Subquery | None:
    """(id, rank, excerpt) of current documents that hold every piece; None when there is none.

    The best match has the least rank. On a database that is neither SQLite nor PostgreSQL: a plain search for the
    same words, without an order of fit.
    """
    wanted = pieces(query)
    if not wanted:
        return None
    told = [(one.words, one.prefix) for one in wanted]
    if connection.dialect.name == "sqlite":
        return sqlite.matching(sqlite.match_of(told))
    if connection.dialect.name == "postgresql":
        return postgres_text.matching(told)
    return _holding(wanted)


def excerpts(connection: Connection, query: str, ids: Sequence[int]) -> Mapping[int, str]:
    """For each of these documents the place where it holds the words, in [brackets]; none without words."""
    found = matching(connection, query) if ids else None
    if found is None:
        return {}
    rows = connection.execute(select(found.c.id, found.c.excerpt).where(found.c.id.in_(ids)))
    return {row.id: unspaced(row.excerpt) for row in rows}


def unspaced(excerpt: str) -> str:
    """An excerpt without what indexing put between Han characters."""
    return excerpt.replace(sqlite.GAP, "").replace("][", "")


def _holding(wanted: Sequence[Piece]) -> Subquery:
    whole = func.lower(func.coalesce(documents.c.title, "") + " " + documents.c.text)
    conditions = [whole.contains(piece.words.lower(), autoescape=True) for piece in wanted]
    excerpt = func.substr(documents.c.text, 1, 160).label("excerpt")
    rank: Label[float] = literal_column("0").label("rank")
    return select(documents.c.id, rank, excerpt).where(documents.c.current, *conditions).subquery()
