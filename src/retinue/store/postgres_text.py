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
NEAR = "StartSel=[, StopSel=], MaxWords=24, MinWords=12"
SHOWN = f"{NEAR}, MaxFragments=1"
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
    # Looking for the best place in a whole text takes long; around the first place where the words may stand, little.
    f"""CREATE FUNCTION retinue_excerpt(body text, asked tsquery, near text) RETURNS text LANGUAGE plpgsql IMMUTABLE
        PARALLEL SAFE SET search_path FROM CURRENT AS $$
        DECLARE place integer := CASE near WHEN '' THEN 0 ELSE strpos(lower(body), near) END;
        DECLARE found text;
        BEGIN
        IF place > 0 THEN
            found := ts_headline('retinue', substr(body, greatest(place - 160, 1), 480), asked, '{NEAR}');
            IF strpos(found, '[') > 0 THEN RETURN found; END IF;
        END IF;
        RETURN ts_headline('retinue', body, asked, '{SHOWN}'); END $$""",
    """ALTER TABLE documents ADD COLUMN words tsvector
        GENERATED ALWAYS AS (CASE WHEN current THEN retinue_words(title, text) END) STORED""",
    "CREATE INDEX documents_words ON documents USING gin (words) WITH (fastupdate = off)",
)
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
        f"SELECT id, -ts_rank(words, {asked}) AS rank, retinue_excerpt({told}, {asked}, :near) AS excerpt"
        f" FROM documents WHERE words @@ ({asked})"
    )
    return (
        _bound(found, wanted).bindparams(near=_near(wanted)).columns(id=Integer, rank=Float, excerpt=Text).subquery()
    )


def _near(wanted: Sequence[tuple[str, bool]]) -> str:
    """What a word begins with in all its forms, mostly; empty where several words ask for the best place of all."""
    (words, _), *more = wanted
    return "" if more or " " in words or not words.isascii() else words.lower()[: max(3, len(words) - 3)]


def _asked(wanted: Sequence[tuple[str, bool]]) -> str:
    """The query; the words are bound, never written into it."""
    told = (f"retinue_asked(:words{n}, {str(prefix).lower()})" for n, (_, prefix) in enumerate(wanted))
    return " && ".join(told)


def _bound(sql: str, wanted: Iterable[tuple[str, bool]]) -> TextClause:
    return text(sql).bindparams(**{f"words{n}": spaced(words) for n, (words, _) in enumerate(wanted)})
