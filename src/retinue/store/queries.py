"""What a reader asks of the record: filtered, counted, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, true

from retinue.model import Decided, Failure, PassedOver
from retinue.store import schema as s
from retinue.store.fulltext import excerpts, matching
from retinue.store.lowered import lowered
from retinue.store.types import ALL, Counts, EventFilter, Hit, Page, Problem, SourceRow, Version

__all__ = [
    "CURRENT",
    "STANDING",
    "count_matching",
    "counts",
    "current_ids",
    "docs_like",
    "keys_like",
    "keys_matching",
    "keys_of_events",
    "like",
    "paged",
    "place_names",
    "problems",
    "rejected",
    "same_name",
    "search",
    "sources",
    "versions",
]

CURRENT = s.documents.c.current == true()
STANDING = s.happenings.c.decided.is_(None) | (s.happenings.c.decided != str(Decided.REJECTED))


def like(column: ColumnElement[str], part: str) -> ColumnElement[bool]:
    """The column holds `part`, case aside; the wildcards of LIKE mean themselves."""
    if part.isascii():  # a database's own upper() is many times quicker than our lower(), which knows all letters
        return func.upper(column).like(f"%{_escaped(part).upper()}%", escape="\\")
    return lowered(column).like(f"%{_escaped(part)}%", escape="\\")


def same_name(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """The column is `name`, case aside; by index, unless it has letters with case that ASCII lacks."""
    if name.isascii():
        return func.upper(column) == name.upper()
    return column == name if name.lower() == name.upper() else lowered(column) == name.lower()


def _escaped(part: str) -> str:
    return part.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def paged(query: Select[Any], page: Page) -> Select[Any]:
    """The part of the answer that `page` asks for."""
    # SQLite knows no OFFSET without LIMIT; SQLAlchemy supplies it.
    return query.limit(page.limit).offset(page.offset) if page.offset else query.limit(page.limit)


# ------------------------------------------------------------------------------------- fused events
def keys_matching(connection: Connection, wanted: EventFilter, page: Page = ALL) -> list[str]:
    """Keys of fused events, earliest first, undated ones last."""
    c = s.happenings.c
    found = select(c.key).where(*_conditions(wanted)).order_by(c.start.is_(None), c.start, c.first)
    return list(connection.execute(paged(found, page)).scalars())


def count_matching(connection: Connection, wanted: EventFilter) -> int:
    """How many there are on all pages together."""
    found = select(func.count()).select_from(s.happenings).where(*_conditions(wanted))
    return int(connection.execute(found).scalar_one())


def _conditions(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    c = s.happenings.c
    for column, value in ((c.type, wanted.type), (c.status, wanted.status), (c.signal, wanted.signal)):
        if value is not None:
            yield column == str(value)
    if wanted.actor is not None:
        yield _has_party(wanted.actor, "actor")
    if wanted.firm is not None:
        yield _has_party(wanted.firm, None)
    if wanted.place is not None:
        yield c.key.in_(select(s.happening_places.c.key).where(like(s.happening_places.c.place, wanted.place)))
    if wanted.since is not None:
        # No end: one day, or still under way.
        yield (func.coalesce(c.end, c.start) >= wanted.since) | (c.end.is_(None) & (c.status == "ongoing"))
    if wanted.until is not None:
        yield func.coalesce(c.start, c.end) <= wanted.until
    if wanted.listed is not None:
        yield _is_listed(wanted.listed)
    if wanted.doc is not None:
        yield c.key.in_(select(s.reports.c.key).where(s.reports.c.doc == wanted.doc))
    if wanted.decided is not None:
        yield c.decided.is_not(None) if wanted.decided else c.decided.is_(None)
    if not wanted.rejected:
        yield STANDING
    if wanted.parties is not None:
        yield c.key.in_(_of_parties(wanted.parties, wanted.named))
    if wanted.in_places is not None:
        p = s.happening_places.c
        yield c.key.in_(select(p.key).where(p.place.in_(wanted.in_places)))


def _of_parties(ids: Sequence[str], names: Sequence[str]) -> Select[Any]:
    c = s.happening_parties.c
    return select(c.key).where(c.known.in_(ids) | (c.known.is_(None) & c.name.in_(names)))


def _has_party(part: str, role: str | None) -> ColumnElement[bool]:
    c = s.happening_parties.c
    found = select(c.key).where(like(c.name, part) | (c.known == part))
    return s.happenings.c.key.in_(found if role is None else found.where(c.role == role))


def _is_listed(wanted: bool | str) -> ColumnElement[bool]:
    found = select(s.restrictions.c.key)
    if isinstance(wanted, str):
        found = found.where(like(s.restrictions.c.list, wanted))
    inside = s.happenings.c.key.in_(found)
    return ~inside if wanted is False else inside


def keys_like(connection: Connection, part: str, page: Page) -> list[str]:
    """Keys of fused events that begin with `part`, or end in "-part", in order."""
    c, escaped = s.happenings.c.key, _escaped(part)
    fitting = lowered(c).like(f"{escaped}%", escape="\\") | lowered(c).like(f"%-{escaped}", escape="\\")
    return list(connection.execute(paged(select(c).where(fitting).order_by(c), page)).scalars())


def keys_of_events(connection: Connection, documents: Sequence[int] | None = None) -> dict[tuple[str, str], str]:
    """(doc, event id) → key of the last fusion, for the events that the current documents tell now.

    Matched by what each event is told by, not by its id, which may have shifted since (see `claims.anchors`).
    `documents` are row numbers to keep to.
    """
    found = (
        select(s.documents.c.doc, s.events.c.id, s.reports.c.key)
        .join(s.events, s.events.c.document == s.documents.c.id)
        .join(s.reports, (s.reports.c.doc == s.documents.c.doc) & (s.reports.c.anchor == s.events.c.anchor))
        .where(CURRENT)
    )
    rows = connection.execute(found if documents is None else found.where(s.documents.c.id.in_(documents)))
    return {(doc, event): key for doc, event, key in rows}


def rejected(connection: Connection) -> frozenset[tuple[str, str]]:
    """(doc, event id) of the current documents' events whose fused event people rejected."""
    rows = connection.execute(
        select(s.documents.c.doc, s.events.c.id)
        .join(s.events, s.events.c.document == s.documents.c.id)
        .join(s.reports, (s.reports.c.doc == s.documents.c.doc) & (s.reports.c.anchor == s.events.c.anchor))
        .join(s.happenings, s.happenings.c.key == s.reports.c.key)
        .where(CURRENT, ~STANDING)
    )
    return frozenset((doc, event) for doc, event in rows)


# ---------------------------------------------------------------------------------------- documents
def current_ids(connection: Connection) -> list[int]:
    """Row numbers of all current documents, in the order of their ids."""
    return list(connection.execute(select(s.documents.c.id).where(CURRENT).order_by(s.documents.c.doc)).scalars())


def docs_like(connection: Connection, start: str, page: Page) -> list[str]:
    """Ids of current documents that begin with `start`, in order."""
    c = s.documents.c.doc
    fitting = lowered(c).like(f"{_escaped(start)}%", escape="\\")
    return list(connection.execute(paged(select(c).where(CURRENT, fitting).order_by(c), page)).scalars())


def place_names(connection: Connection) -> list[str]:
    """Every name that fused events have for a place, in order."""
    return list(connection.execute(select(s.happening_places.c.place).distinct().order_by("place")).scalars())


def sources(connection: Connection, docs: Sequence[str]) -> Iterator[SourceRow]:
    """Where these current documents came from, the earliest published first."""
    d = s.documents.c
    columns = (d.doc, d.source, d.title, d.publisher, d.published, d.syndicated_from, d.version)
    found = select(*columns).where(CURRENT, d.doc.in_(docs)).order_by(d.published.is_(None), d.published, d.doc)
    yield from (SourceRow(*row) for row in connection.execute(found))


def versions(connection: Connection, doc: str) -> tuple[Version, ...]:
    """All versions of one document, oldest first; empty when there is none."""
    c = s.documents.c
    found = select(c.doc, c.version, c.current, c.sha256, c.code, c.read_at).where(c.doc == doc).order_by(c.version)
    return tuple(Version(*row) for row in connection.execute(found))


def search(connection: Connection, query: str, page: Page) -> tuple[Hit, ...]:
    """Current documents that hold every word and "quoted phrase" of `query`, best first; none for no words."""
    found = matching(connection, query)
    if found is None:
        return ()
    c = s.documents.c
    wanted = select(c.id, c.doc, c.title, c.published).join(found, found.c.id == c.id).where(CURRENT)
    rows = connection.execute(paged(wanted.order_by(found.c.rank, c.doc), page)).all()
    shown = excerpts(connection, query, [row.id for row in rows])  # of this page alone: they take the longest
    return tuple(Hit(row.doc, row.title, row.published, shown[row.id]) for row in rows)


# ------------------------------------------------------------------------------------ the whole
def problems(connection: Connection, page: Page) -> tuple[Problem, ...]:
    """Documents that could not be read, the latest seen first."""
    c = s.problems.c
    rows = connection.execute(paged(select(s.problems).order_by(c.seen_at.desc(), c.doc, c.source), page))
    return tuple(
        Problem(
            Failure(row.doc, row.source, row.sha256, row.stage, row.reason, row.message, row.transient),
            row.code,
            row.seen_at,
        )
        for row in rows
    )


def passed_over(connection: Connection, page: Page = ALL) -> tuple[PassedOver, ...]:
    """Documents left unread, the nearest to our subject first."""
    c = s.passed_over.c
    wanted = select(c.doc, c.source, c.sha256, c.score, c.reason).order_by(c.score.desc(), c.doc)
    rows = connection.execute(wanted.limit(page.limit).offset(page.offset))
    return tuple(PassedOver(*row) for row in rows)


def counts(connection: Connection) -> Counts:
    """How much the record holds."""

    def number(table: Table, *conditions: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())

    def current(table: Table) -> int:
        return number(table, table.c.document.in_(select(s.documents.c.id).where(CURRENT)))

    return Counts(
        documents=number(s.documents, CURRENT),
        versions=number(s.documents),
        entities=current(s.entities),
        events=current(s.events),
        happenings=number(s.happenings, STANDING),
        statements=current(s.statements),
        listed=current(s.listed),
        problems=number(s.problems),
        passed_over=number(s.passed_over),
        links=number(s.links),
        judgements=number(s.judgements),
    )
