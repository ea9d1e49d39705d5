"""Full text of the current documents: what a search line asks for, and which documents answer.

A piece is a word or a "quoted phrase"; a word that ends in * stands for all that begin so. No other operator is live.
Words are matched by their stems in English ("visited" finds "visits"). Han characters, which no space parts, are
indexed one by one, and a run of them is searched as a phrase: 华为 finds 华为技术.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Subquery, select

from retinue.store import postgres_text, sqlite

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
    (postgres_text if _on_postgresql(connection) else sqlite).create_fulltext(connection)


def matching_ids(connection: Connection, piece: Piece) -> Sequence[int]:
    """Row numbers of the current documents that hold the piece, in no order."""
    if _on_postgresql(connection):
        return postgres_text.matching_ids(connection, piece.words, prefix=piece.prefix)
    return sqlite.matching_ids(connection, sqlite.match_of([(piece.words, piece.prefix)]))


def _on_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def matching(connection: Connection, query: str) -> Subquery | None:
    """(id, rank, excerpt) of current documents that hold every piece; None when there is none.

    The best match has the least rank.
    """
    wanted = pieces(query)
    if not wanted:
        return None
    told = [(one.words, one.prefix) for one in wanted]
    return postgres_text.matching(told) if _on_postgresql(connection) else sqlite.matching(sqlite.match_of(told))


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
