"""Who is in the record: what was said by whom, names, and all that is told of one person, firm or body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from retinue.model import EntityType
from retinue.store import schema as s
from retinue.store.queries import CURRENT, STANDING, like, paged, same_name
from retinue.store.read import happenings_of
from retinue.store.types import ALL, History, Named, Page, Said, Unknown

__all__ = ["StatementFilter", "history", "named", "named_exactly", "said", "said_where", "unknown"]


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are wanted: `speaker` and `about` match parts of names, case aside, or a knowledge id."""

    speaker: str | None = None
    about: str | None = None
    doc: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def unknown(connection: Connection) -> tuple[Unknown, ...]:
    """Names in current documents without a knowledge id, the most frequent first; places have none of their own."""
    e, d = s.entities.c, s.documents.c
    count = func.count(e.document.distinct()).label("documents")
    found = (
        select(e.name, e.type, count, func.min(d.doc).label("example"))
        .join(s.documents, d.id == e.document)
        .where(CURRENT, e.known.is_(None), e.type != EntityType.PLACE.value)
        .group_by(e.name, e.type)
        .order_by(count.desc(), e.name, e.type)
    )
    rows = connection.execute(found)
    return tuple(Unknown(row.name, EntityType(row.type), row.documents, row.example) for row in rows)


def said(connection: Connection, wanted: StatementFilter, page: Page) -> tuple[Said, ...]:
    """Statements of current documents, the latest published first."""
    return said_where(connection, list(_conditions(wanted)), page)


def _conditions(wanted: StatementFilter) -> Iterable[ColumnElement[bool]]:
    e, t, d, a = s.entities.c, s.statements.c, s.documents.c, s.statement_about.c
    if wanted.speaker is not None:
        yield like(e.name, wanted.speaker) | (e.known == wanted.speaker)
    if wanted.about is not None:
        subject = s.entities.alias()
        yield (
            select(a.entity)
            .join(subject, (subject.c.document == a.document) & (subject.c.id == a.entity))
            .where(a.document == t.document, a.statement == t.ordinal)
            .where(like(subject.c.name, wanted.about) | (subject.c.known == wanted.about))
            .exists()
        )
    if wanted.doc is not None:
        yield d.doc == wanted.doc
    if wanted.since is not None:
        yield d.published >= wanted.since
    if wanted.until is not None:
        yield d.published <= wanted.until


def said_where(connection: Connection, conditions: Sequence[ColumnElement[bool]], page: Page) -> tuple[Said, ...]:
    """Statements of current documents that fit the conditions, the latest published first."""
    e, t, d = s.entities.c, s.statements.c, s.documents.c
    found = (
        select(
            t.document, t.ordinal, d.doc, d.published, d.publisher, e.name, e.office,
            t.kind, t.cue, t.content, t.span_start, t.span_end,
        )
        .select_from(s.statements)
        .join(s.documents, d.id == t.document)
        .join(s.entities, (e.document == t.document) & (e.id == t.speaker))
        .where(CURRENT, *conditions)
        .order_by(d.published.is_(None), d.published.desc(), d.doc, t.ordinal)
    )  # fmt: skip
    rows = connection.execute(paged(found, page)).all()
    about = _about(connection, {row.document for row in rows})
    return tuple(
        Said(
            row.doc, row.published, row.publisher, row.name, row.office, row.kind, row.cue, row.content,
            (row.span_start, row.span_end), tuple(about.get((row.document, row.ordinal), ())),
        )
        for row in rows
    )  # fmt: skip


def _about(connection: Connection, documents: set[int]) -> Mapping[tuple[int, int], list[str]]:
    a, e = s.statement_about.c, s.entities.c
    names: dict[tuple[int, int], list[str]] = {}
    rows = connection.execute(
        select(a.document, a.statement, e.name)
        .join(s.entities, (e.document == a.document) & (e.id == a.entity))
        .where(a.document.in_(documents))
        .order_by(a.document, a.statement, a.ordinal)
    )
    for document, statement, name in rows:
        names.setdefault((document, statement), []).append(name)
    return names


def _aliased(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    e, n = s.entities.c, s.names.c
    return tuple_(e.document, e.id).in_(select(n.document, n.entity).where(n.kind == "alias", condition))


def named(connection: Connection, part: str, page: Page) -> tuple[Named, ...]:
    """Names of current documents' entities that hold `part`, in the name or an alias; the most frequent first."""
    e = s.entities.c
    documents = func.count(e.document.distinct())
    found = (
        select(e.name, e.type, func.max(e.known), documents)
        .join(s.documents, s.documents.c.id == e.document)
        .where(CURRENT, or_(like(e.name, part), _aliased(like(s.names.c.name, part))))
        .group_by(e.name, e.type)
        .order_by(documents.desc(), e.name, e.type)
    )
    rows = connection.execute(paged(found, page))
    return tuple(Named(name, EntityType(kind), known, number) for name, kind, known, number in rows)


def named_exactly(connection: Connection, name: str) -> tuple[Named, ...]:
    """Entities of current documents with just this name or knowledge id, the most frequent first; by index."""
    e = s.entities.c
    documents = func.count(e.document.distinct())
    found = _of((e.name == name) | (e.known == name), e.name, e.type, func.max(e.known), documents)
    rows = connection.execute(found.group_by(e.name, e.type).order_by(documents.desc(), e.name, e.type))
    return tuple(Named(name, EntityType(kind), known, number) for name, kind, known, number in rows)


def history(connection: Connection, name: str, *, events: bool = True, page: Page = ALL) -> History | None:
    """All on the one who bears this name, alias or knowledge id exactly (case aside); None when nobody does.

    `events` False leaves these out, `page` takes a part of the statements.
    """
    same = _bearing(connection, name)
    if same is None:
        return None
    e, documents = s.entities.c, func.count()
    borne = connection.execute(
        _of(same, e.name, e.type, e.known).group_by(*_NAMED).order_by(documents.desc(), *_NAMED)
    )
    rows = borne.all()
    return History(
        name=rows[0].name,
        type=EntityType(rows[0].type),
        known=rows[0].known,
        names=_forms(connection, same, {row.name for row in rows}),
        offices=_offices(connection, same),
        listed=_lists(connection, same),
        events=tuple(happenings_of(connection, _keys(connection, {row.name for row in rows}, rows[0].known)))
        if events
        else (),
        statements=said_where(connection, [same], page),
    )


_NAMED = (s.entities.c.name, s.entities.c.type, s.entities.c.known)


def _of(same: ColumnElement[bool], *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the current documents' entities that are the one asked for."""
    return select(*columns).select_from(s.entities).join(s.documents).where(CURRENT, same)


def _bearing(connection: Connection, name: str) -> ColumnElement[bool] | None:
    """The condition that picks out the one asked for: by knowledge id wherever one is known, else by name."""
    e, n = s.entities.c, s.names.c
    exact = (e.name == name) | (e.known == name)
    for bearer in (exact, same_name(e.name, name), _aliased(n.name == name), _aliased(same_name(n.name, name))):
        found = connection.execute(
            _of(bearer, e.known).group_by(e.known).order_by(e.known.is_(None), func.count().desc(), e.known)
        )
        if (first := found.first()) is not None:
            return bearer if first.known is None else e.known == first.known
    return None


def _forms(connection: Connection, same: ColumnElement[bool], names: set[str]) -> tuple[str, ...]:
    n, e = s.names.c, s.entities.c
    told = _of(same, n.name).join(s.names, (n.document == e.document) & (n.entity == e.id)).distinct()
    return tuple(sorted({*connection.execute(told).scalars(), *names}))


def _offices(
    connection: Connection, same: ColumnElement[bool]
) -> tuple[tuple[str, dt.date | None, dt.date | None, int], ...]:
    office, day = s.entities.c.office, s.documents.c.published
    told = _of(same, office, func.min(day), func.max(day), func.count()).where(office.is_not(None)).group_by(office)
    rows = connection.execute(told.order_by(func.min(day), office))
    return tuple((title, first, last, number) for title, first, last, number in rows)


def _lists(connection: Connection, same: ColumnElement[bool]) -> tuple[tuple[str, str | None, str], ...]:
    c, e = s.listed.c, s.entities.c
    told = _of(same, c.list, c.since, s.documents.c.doc).distinct()
    rows = connection.execute(told.join(s.listed, (c.document == e.document) & (c.entity == e.id)))
    return tuple(
        sorted(((name, since, doc) for name, since, doc in rows), key=lambda one: (one[0], one[1] or "", one[2]))
    )


def _keys(connection: Connection, names: set[str], known: str | None) -> list[str]:
    p, h = s.happening_parties.c, s.happenings.c
    ours = p.name.in_(names) if known is None else (p.known == known) | p.name.in_(names)
    found = select(h.key).where(STANDING, h.key.in_(select(p.key).where(ours)))
    return list(connection.execute(found.order_by(h.start.is_(None), h.start, h.first)).scalars())
