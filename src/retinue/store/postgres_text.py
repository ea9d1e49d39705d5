"""Full text on PostgreSQL: the same words as SQLite's index has, in a column that the server keeps in step.

A text is taken apart by our own rule, not by the server's parser (to which "foo/bar" is a file and "-07" a number):
lower case, accents off Latin letters, every other sign than a letter or digit a gap, Han characters one by one. Words
are then cut to their stems by Porter's rule, as SQLite's tokenizer `porter unicode61` does, whatever the language.
Words of two letters keep both ("us" is no "u"): an s at their end is written in a way that the rule leaves alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Float, Integer, Subquery, Text, TextClause, text

from retinue.store.sqlite import GAP, HAN, spaced

__all__ = ["LONGEST", "create_fulltext", "matching", "matching_ids"]

LONGEST = 200_000  # characters of a text that are indexed; what more could be too much for one tsvector
BORDER = "retinueendoftitle"  # between title and text, so that no phrase goes over from one to the other
ALL_KINDS = (
    "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart,"
    " email, protocol, url, host, url_path, file, sfloat, float, int, uint, version"
)
MADE = (
    # What lower() does to letters beyond ASCII is a matter of the collation; this one is the same everywhere.
    """CREATE FUNCTION retinue_lower(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN lower($1 COLLATE "und-x-icu")""",
    rf"""CREATE FUNCTION retinue_plain(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN regexp_replace(regexp_replace(regexp_replace(
            normalize(regexp_replace(normalize(lower($1 COLLATE "und-x-icu"), NFD),
                '([a-z])[\u0300-\u036f]+', '\1', 'g'), NFC) COLLATE "und-x-icu",
            '[^[:alnum:]]+', ' ', 'g'), '([{HAN}])', ' \1 ', 'g'), '\m([a-z0-9]s)\M', '\1ss', 'g')""",
    "CREATE TEXT SEARCH DICTIONARY retinue_stem (TEMPLATE = pg_catalog.snowball, Language = porter)",
    'CREATE TEXT SEARCH CONFIGURATION retinue (PARSER = pg_catalog."default")',
    f"ALTER TEXT SEARCH CONFIGURATION retinue ADD MAPPING FOR {ALL_KINDS} WITH retinue_stem",
    # PL/pgSQL, so that the configuration is looked up when called, in the schema that the function lies in.
    f"""CREATE FUNCTION retinue_words(title text, body text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
        SET search_path FROM CURRENT AS $$ BEGIN
        RETURN to_tsvector('retinue', retinue_plain(left(coalesce(title, ''), {LONGEST // 10})) || ' {BORDER} '
            || retinue_plain(left(body, {LONGEST}))); END $$""",
    """CREATE FUNCTION retinue_asked(words text, beginning boolean) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE
        PARALLEL SAFE SET search_path FROM CURRENT AS $$
        DECLARE found tsquery := phraseto_tsquery('retinue', retinue_plain(words));
        BEGIN
        IF beginning AND numnode(found) > 0 THEN RETURN (found::text || ':*')::tsquery; END IF;
        RETURN found; END $$""",
    """ALTER TABLE documents ADD COLUMN words tsvector
        GENERATED ALWAYS AS (CASE WHEN current THEN retinue_words(title, text) END) STORED""",
    "CREATE INDEX documents_words ON documents USING gin (words) WITH (fastupdate = off)",
)
SHOWN = "StartSel=[, StopSel=], MaxFragments=1, MaxWords=24, MinWords=12"
SPACED = f"regexp_replace(documents.text, '([{HAN}])', '{GAP}\\1{GAP}', 'g')"


def create_fulltext(connection: Connection) -> None:
    """The functions, the column and its index."""
    for statement in MADE:
        connection.exec_driver_sql(statement)


def matching_ids(connection: Connection, words: str, *, prefix: bool) -> Sequence[int]:
    """Row numbers of the documents that hold the words as a phrase."""
    found = f"SELECT id FROM documents WHERE words @@ {_asked([(words, prefix)])}"
    return list(connection.execute(_bound(found, [(words, prefix)])).scalars())


def matching(wanted: Sequence[tuple[str, bool]]) -> Subquery:
    """(id, rank, excerpt) of the documents that hold every (words, prefix)."""
    asked = _asked(wanted)
    told = SPACED if any(spaced(words) != words for words, _ in wanted) else "documents.text"
    found = (
        f"SELECT id, -ts_rank(words, {asked}) AS rank,"
        f" ts_headline('retinue', {told}, {asked}, '{SHOWN}') AS excerpt FROM documents WHERE words @@ ({asked})"
    )
    return _bound(found, wanted).columns(id=Integer, rank=Float, excerpt=Text).subquery()


def _asked(wanted: Sequence[tuple[str, bool]]) -> str:
    """The query; the words are bound, never written into it."""
    told = (f"retinue_asked(:words{n}, {str(prefix).lower()})" for n, (_, prefix) in enumerate(wanted))
    return " && ".join(told)


def _bound(sql: str, wanted: Iterable[tuple[str, bool]]) -> TextClause:
    return text(sql).bindparams(**{f"words{n}": spaced(words) for n, (words, _) in enumerate(wanted)})
