"""All that is PostgreSQL's alone: full text by tsvector.

English documents are indexed by the configuration `english` (stems, no stop words), all others by `simple`; Han
characters are set apart first, as on SQLite. Two partial indices over expressions: no column, no trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Float, Integer, Subquery, Text, TextClause, text

from retinue.store.sqlite import GAP, HAN, spaced

__all__ = ["create_fulltext", "matching", "matching_ids"]

WHOLE = f"regexp_replace(coalesce(title, '') || ' ' || text, '([{HAN}])', '{GAP}\\1{GAP}', 'g')"
# configuration, and the documents it is for
KINDS = (("english", "current AND language = 'en'"), ("simple", "current AND language IS DISTINCT FROM 'en'"))


def create_fulltext(connection: Connection) -> None:
    """The indices over titles and texts of current documents."""
    for configuration, which in KINDS:
        connection.exec_driver_sql(
            f"CREATE INDEX documents_text_{configuration} ON documents"
            f" USING gin (to_tsvector('{configuration}', {WHOLE})) WHERE {which}"
        )


def matching_ids(connection: Connection, words: str, *, prefix: bool) -> Sequence[int]:
    """Row numbers of the documents that hold the words as a phrase."""
    found = " UNION ALL ".join(f"SELECT id FROM documents WHERE {_holds(*kind, prefix, 0)}" for kind in KINDS)
    return list(connection.execute(_bound(found, [(words, prefix)])).scalars())


def matching(wanted: Sequence[tuple[str, bool]]) -> Subquery:
    """(id, rank, excerpt) of the documents that hold every (words, prefix)."""
    parts = []
    for configuration, which in KINDS:
        asked = " && ".join(_asked(configuration, prefix, n) for n, (_, prefix) in enumerate(wanted))
        vector = f"to_tsvector('{configuration}', {WHOLE})"
        shown = "StartSel=[, StopSel=], MaxFragments=1, MaxWords=24, MinWords=12"
        parts.append(
            f"SELECT id, -ts_rank({vector}, {asked}) AS rank,"
            f" ts_headline('{configuration}', {WHOLE}, {asked}, '{shown}') AS excerpt"
            f" FROM documents WHERE {which} AND {vector} @@ ({asked})"
        )
    return _bound(" UNION ALL ".join(parts), wanted).columns(id=Integer, rank=Float, excerpt=Text).subquery()


def _holds(configuration: str, which: str, prefix: bool, number: int) -> str:
    return f"{which} AND to_tsvector('{configuration}', {WHOLE}) @@ {_asked(configuration, prefix, number)}"


def _asked(configuration: str, prefix: bool, number: int) -> str:
    """Part of a query; the words are bound, never written into it."""
    phrase = f"phraseto_tsquery('{configuration}', :words{number})"
    # A tsquery as text gets :* at its end, so that its last word stands for all that begin so.
    return (
        f"(CASE numnode({phrase}) WHEN 0 THEN {phrase} ELSE ({phrase}::text || '\\:*')::tsquery END)"
        if prefix
        else phrase
    )


def _bound(sql: str, wanted: Iterable[tuple[str, bool]]) -> TextClause:
    return text(sql).bindparams(**{f"words{n}": spaced(words) for n, (words, _) in enumerate(wanted)})
