"""Rows for pages of lists: each by ids that an index knows, so that the size of the record does not matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select

from retinue.store import fulltext, people
from retinue.store import schema as s
from retinue.store.queries import CURRENT
from retinue.store.types import ALL, Said

__all__ = ["Brief", "SaidQuery", "briefs", "documents_with", "moments", "said_in", "stated"]


@dataclass(frozen=True, slots=True)
class SaidQuery:
    """Which statements are wanted: who said them, and somebody they are about, by knowledge id or whole name."""

    speaker: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A current document in a list; `excerpt` shows where it holds the words, None when none were asked for."""

    doc: str
    title: str | None
    published: dt.date | None
    publisher: str | None
    language: str | None
    source: str
    events: int
    excerpt: str | None


def briefs(connection: Connection, docs: Sequence[str], words: str) -> Iterator[Brief]:
    """The current documents `docs`, in that order, with their excerpts for `words`."""
    d, e = s.documents.c, s.events.c
    events = select(func.count()).where(e.document == d.id).scalar_subquery()
    told = select(d.id, d.doc, d.title, d.published, d.publisher, d.language, d.source, events.label("events"))
    rows = {row.doc: row for row in connection.execute(told.where(CURRENT, d.doc.in_(docs)))}
    shown = fulltext.excerpts(connection, words, [row.id for row in rows.values()])
    for doc in docs:
        if (row := rows.get(doc)) is not None:
            yield Brief(*row[1:], shown.get(row.id))


def moments(connection: Connection, keys: Sequence[str]) -> Mapping[str, tuple[dt.datetime, dt.datetime]]:
    """When each of the events came into the record, and when what lists show of it last changed."""
    c = s.happening_facts.c
    rows = connection.execute(select(c.key, c.first_seen, c.changed).where(c.key.in_(list(keys))))
    return {key: (first, changed) for key, first, changed in rows}


def documents_with(connection: Connection, wanted: SaidQuery) -> Sequence[int]:
    """Row numbers of documents (current or not) that hold such a statement."""
    t = s.statements.c
    found = select(t.document).distinct().where(*_said(wanted))
    return list(connection.execute(found).scalars())


def said_in(connection: Connection, docs: Sequence[str], wanted: SaidQuery) -> tuple[Said, ...]:
    """Such statements in the current documents `docs`: document by document, in the order of the text."""
    place = {doc: number for number, doc in enumerate(docs)}
    found = people.said_where(connection, [s.documents.c.doc.in_(docs), *_said(wanted)], ALL)
    return tuple(sorted(found, key=lambda one: (place[one.doc], one.span)))


def _said(wanted: SaidQuery) -> Iterator[ColumnElement[bool]]:
    t, a = s.statements.c, s.statement_about.c
    if wanted.speaker is not None:
        e = s.entities.alias("speaker_named")
        named = or_(e.c.known == wanted.speaker, e.c.name == wanted.speaker)
        who = select(e.c.document, e.c.id).where(named).subquery()
        yield select(who.c.id).where(who.c.document == t.document, who.c.id == t.speaker).exists()
        yield t.document.in_(select(e.c.document).where(named))
    if wanted.about is not None:
        e = s.entities.alias("subject_named")
        named = or_(e.c.known == wanted.about, e.c.name == wanted.about)
        subject = select(a.statement).join(e, (e.c.document == a.document) & (e.c.id == a.entity))
        yield subject.where(named, a.document == t.document, a.statement == t.ordinal).exists()
        yield t.document.in_(select(e.c.document).where(named))


def stated(connection: Connection) -> tuple[tuple[str, str | None, str, str | None, str], ...]:
    """(name, knowledge id, list, since, document) of each listing that a current document states."""
    c, e, d = s.listed.c, s.entities.c, s.documents.c
    found = (
        select(e.name, e.known, c.list, c.since, d.doc)
        .select_from(s.listed)
        .join(s.documents, d.id == c.document)
        .join(s.entities, (e.document == c.document) & (e.id == c.entity))
        .where(CURRENT)
        .order_by(d.doc, c.ordinal)
    )
    return tuple((name, known, list_, since, doc) for name, known, list_, since, doc in connection.execute(found))
