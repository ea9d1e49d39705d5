"""Who is in the record: what was said by whom, names, and all that is told of one person, firm or body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, tuple_

from retinue.model import EntityType
from retinue.store import schema as s
from retinue.store.queries import CURRENT, like, paged
from retinue.store.read import happenings_of
from retinue.store.types import ALL, History, Named, Page, Said

__all__ = ["StatementFilter", "history", "named", "said"]

AnyRow = Row[Any]


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are wanted: `speaker` and `about` match parts of names, case aside, or a knowledge id."""

    speaker: str | None = None
    about: str | None = None
    doc: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def said(connection: Connection, wanted: StatementFilter, page: Page) -> tuple[Said, ...]:
    """Statements of current documents, the latest published first."""
    return _said_where(connection, list(_conditions(wanted)), page)


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


def _said_where(connection: Connection, conditions: Sequence[ColumnElement[bool]], page: Page) -> tuple[Said, ...]:
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
    found = select(n.entity).where(n.document == e.document, n.entity == e.id, n.kind == "alias", condition)
    return found.exists()


def named(connection: Connection, part: str, page: Page) -> tuple[Named, ...]:
    """Names of current documents' entities that hold `part`, in the name or an alias; the most frequent first."""
    e = s.entities.c
    documents = func.count(e.document.distinct())
    found = (
        select(e.name, e.type, func.max(e.known), documents)
        .join(s.documents, s.documents.c.id == e.document)
        .where(CURRENT, or_(like(e.name, part), _aliased(like(s.names.c.name, part))))
        .group_by(e.name, e.type)
        .order_by(documents.desc(), e.name)
    )
    rows = connection.execute(paged(found, page))
    return tuple(Named(name, EntityType(kind), known, number) for name, kind, known, number in rows)


def history(connection: Connection, name: str) -> History | None:
    """All on the one who bears this name, alias or knowledge id exactly (case aside); None when nobody does."""
    e, lowered = s.entities.c, name.lower()
    rows = _bearers(connection, (func.lower(e.name) == lowered) | (e.known == name))
    rows = rows or _bearers(connection, _aliased(func.lower(s.names.c.name) == lowered))
    if not rows:
        return None
    known = next((row.known for row in rows if row.known), None)
    if known:
        rows = _bearers(connection, e.known == known)
    names = [row.name for row in rows]
    same = e.name.in_(set(names)) if known is None else e.known == known
    return History(
        name=max(names, key=names.count),
        type=EntityType(rows[-1].type),
        known=known,
        names=_forms(connection, rows),
        offices=_offices(rows),
        listed=_lists(connection, rows),
        events=tuple(happenings_of(connection, _keys(connection, names, known))),
        statements=_said_where(connection, [same], ALL),
    )


def _bearers(connection: Connection, condition: ColumnElement[bool]) -> Sequence[AnyRow]:
    e, d = s.entities.c, s.documents.c
    told = (e.document, e.id, e.name, e.type, e.known, e.office, d.doc, d.published)
    found: Select[Any] = select(*told).join(s.documents)
    return connection.execute(found.where(CURRENT, condition).order_by(d.published, d.doc)).all()


def _forms(connection: Connection, rows: Sequence[AnyRow]) -> tuple[str, ...]:
    n = s.names.c
    ours = tuple_(n.document, n.entity).in_([(row.document, row.id) for row in rows])
    found = connection.execute(select(n.name).where(ours).distinct()).scalars()
    return tuple(sorted({*found, *(row.name for row in rows)}))


def _offices(rows: Sequence[AnyRow]) -> tuple[tuple[str, dt.date | None, dt.date | None, int], ...]:
    days: dict[str, list[dt.date | None]] = {}
    for row in rows:
        if row.office:
            days.setdefault(row.office, []).append(row.published)
    told = ((office, sorted(day for day in found if day), len(found)) for office, found in days.items())
    return tuple(
        (office, *((dated[0], dated[-1]) if dated else (None, None)), number) for office, dated, number in told
    )


def _lists(connection: Connection, rows: Sequence[AnyRow]) -> tuple[tuple[str, str | None, str], ...]:
    c = s.listed.c
    docs = {(row.document, row.id): row.doc for row in rows}
    found = connection.execute(
        select(c.document, c.entity, c.list, c.since).where(tuple_(c.document, c.entity).in_(docs))
    )
    told = {(row.list, row.since, docs[row.document, row.entity]) for row in found}
    return tuple(sorted(told, key=lambda one: (one[0], one[1] or "", one[2])))


def _keys(connection: Connection, names: Iterable[str], known: str | None) -> list[str]:
    p, h = s.happening_parties.c, s.happenings.c
    ours = p.name.in_(set(names)) if known is None else (p.known == known) | p.name.in_(set(names))
    found = select(h.key).where(h.key.in_(select(p.key).where(ours)))
    return list(connection.execute(found.order_by(h.start.is_(None), h.start, h.ordinal)).scalars())
