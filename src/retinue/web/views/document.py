"""One document: the article with all that was read in it marked, and what of the page was left out."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retinue.dates import read as read_dates
from retinue.model import Article, Dropped, Entity, Event, Happening, MentionKind, Record, Span, Statement
from retinue.store import Page, Version
from retinue.store.find import Wanted
from retinue.store.query import Query
from retinue.web import words
from retinue.web.errors import MissingError
from retinue.web.links import document_url, entity_url, event_url
from retinue.web.look import Look
from retinue.web.marks import Mark, Piece, pieces

__all__ = ["DocumentView", "EntityNote", "EventNote", "Paragraph", "SaidNote", "document_view"]

CANDIDATES = 8
MOST = 1000  # events of one document
PRONOUN = re.compile(r"^(?:he|she|it|they|him|her|them|his|its|their|who|which|that|whose|we|us|our|i|my)$", re.I)


@dataclass(frozen=True, slots=True)
class EventNote:
    """An event in the margin: what is told here, and the fused event it belongs to."""

    id: str
    headline: str
    type: str
    status: str
    signal: str
    when: str
    confidence: float
    url: str | None  # None before fusion, or when the event was left out of it


@dataclass(frozen=True, slots=True)
class SaidNote:
    """A statement in the margin."""

    id: str
    speaker: str
    url: str
    kind: str
    cue: str | None
    content: str
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntityNote:
    """Somebody named in the article, how often, and whom they were taken for, why."""

    name: str
    type: str
    office: str | None
    known: str | None
    url: str
    mentions: tuple[str, ...]
    times: int
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, with the notes that belong beside it, and what was left out right above it."""

    pieces: tuple[Piece, ...]
    headline: bool
    events: tuple[EventNote, ...]
    statements: tuple[SaidNote, ...]
    dates: tuple[tuple[str, str], ...]  # words, day
    left_out: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the page of a document shows.

    `left_out` is what was left out below the last paragraph, `unplaced` what was read before places were noted.
    """

    doc: str
    title: str
    source: str
    publisher: str | None
    published: str
    published_how: str
    syndicated_from: str | None
    origins: tuple[str, ...]
    credits: tuple[tuple[str, str, str], ...]
    language: str | None
    paragraphs: tuple[Paragraph, ...]
    entities: tuple[EntityNote, ...]
    listed: tuple[tuple[str, str, str | None], ...]
    dropped: tuple[Dropped, ...]
    left_out: tuple[Dropped, ...]
    unplaced: tuple[Dropped, ...]
    versions: tuple[Version, ...]
    version: int
    events: int
    statements: int


def document_view(look: Look, doc: str, version: int | None = None) -> DocumentView:
    """One document by its id, in its current version or another. Raises MissingError."""
    record = look.store.record(doc, version)
    versions = look.store.versions(doc)
    if record is None:
        raise _missing(look, doc, version, versions)
    article, published = record.article, record.article.published
    how = f"{published.reliability.value}; {published.witness}: {published.wording or '—'}" if published.date else ""
    names = {entity.id: entity for entity in record.entities}
    paragraphs = tuple(_paragraphs(record, _fused(look, doc)))
    return DocumentView(
        doc=doc,
        title=article.title or doc,
        source=article.source,
        publisher=article.publisher,
        published=words.day(published.date),
        published_how=how,
        syndicated_from=article.syndicated_from,
        origins=record.origins,
        credits=tuple((credit.name, credit.kind, credit.wording) for credit in article.credits),
        language=article.language,
        paragraphs=paragraphs,
        entities=tuple(_entity(entity) for entity in record.entities),
        listed=tuple((names[one.entity].name, one.list, one.since) for one in record.listed),
        dropped=article.dropped,
        left_out=tuple(one for one in article.dropped if one.after is not None and one.after >= len(paragraphs)),
        unplaced=tuple(one for one in article.dropped if one.after is None),
        versions=versions,
        version=version or next((v.number for v in versions if v.current), 1),
        events=len(record.events),
        statements=len(record.statements),
    )


def _missing(look: Look, doc: str, version: int | None, versions: tuple[Version, ...]) -> MissingError:
    if versions:
        told = f"“{doc}” has no version {version}." if version else f"“{doc}” is no longer read as an article."
        return MissingError(told, tuple((f"version {v.number}", version_url(doc, v.number)) for v in versions))
    _, near = look.store.called(doc, Page(CANDIDATES))
    return MissingError(f"No document is called “{doc}”.", tuple((one, document_url(one)) for one in near))


def version_url(doc: str, number: int) -> str:
    """The page of one version of a document."""
    return f"{document_url(doc)}?version={number}"


def _fused(look: Look, doc: str) -> Mapping[str, Happening]:
    """The fused event of each event of the document."""
    keys = look.finder.events(Query(doc=(doc,)), Wanted(MOST)).keys
    found = look.happenings(keys)
    return {report.event: one for one in found for report in one.reports if report.doc == doc}


def _entity(entity: Entity) -> EntityNote:
    return EntityNote(
        entity.name, entity.type.value, entity.office, entity.known, entity_url(entity.known, entity.name),
        entity.mentions, len(entity.spans), entity.reason,
    )  # fmt: skip


# -------------------------------------------------------------------------------------- paragraphs
def _paragraphs(record: Record, fused: Mapping[str, Happening]) -> Iterator[Paragraph]:
    article = record.article
    names = {entity.id: entity for entity in record.entities}
    spans = list(_spans(article.text))
    for number, (span, marks) in enumerate(zip(spans, _shared(_marks(record), spans), strict=True)):
        dates = [mark for mark in marks if mark.kind == "date" and mark.refers != "absolute"]
        yield Paragraph(
            pieces(article.text, span, marks),
            0 < span.end <= article.title_end,
            tuple(_event(e, names, fused) for e in record.events if span.start <= e.span.start < span.end),
            tuple(
                _said(n, one, names)
                for n, one in enumerate(record.statements, 1)
                if span.start <= one.span.start < span.end
            ),
            tuple((mark.span.of(article.text), mark.note) for mark in dates),
            tuple(one for one in article.dropped if one.after == number),
        )


def _spans(text: str) -> Iterator[Span]:
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield Span(at, at + len(part))
        at += len(part) + 2


def _shared(marks: Iterable[Mark], spans: Sequence[Span]) -> list[list[Mark]]:
    """For each paragraph the marks that touch it."""
    starts = [span.start for span in spans]
    found: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        first = max(bisect(starts, mark.span.start) - 1, 0)
        for number in range(first, max(bisect(starts, mark.span.end - 1), first + 1)):
            found[number].append(mark)
    return found


def _marks(record: Record) -> Iterator[Mark]:
    article = record.article
    for event in record.events:
        yield Mark(event.span, "event", "", None, event.id)
    for number, said in enumerate(record.statements, 1):
        yield Mark(said.span, "said", "", None, f"s{number}")
    for entity in record.entities:
        yield from _names(entity, article.text)
    yield from _dates(article)


def _names(entity: Entity, text: str) -> Iterator[Mark]:
    """Names lead to the dossier; pronouns and roles are only shown to stand for somebody."""
    told = f"{entity.name}, {entity.office}" if entity.office else entity.name
    for span in entity.spans:
        kind = MentionKind.PRONOUN.value if PRONOUN.match(span.of(text)) else "name"
        yield Mark(span, kind, told, entity_url(entity.known, entity.name))


def _dates(article: Article) -> Iterable[Mark]:
    """Every expression of time that names calendar days, with the days it means."""
    for one in read_dates(article.text, article.published.date):
        if one.start:
            yield Mark(one.span, "date", words.when(one.start, one.end, one.precision), None, one.anchor)


def _event(event: Event, names: Mapping[str, Entity], fused: Mapping[str, Happening]) -> EventNote:
    happening = fused.get(event.id)
    who = words.listing([names[one].name for one in event.actors]) or "Somebody"
    whom = words.listing([names[one].name for one in event.recipients]) or words.listing(event.places)
    return EventNote(
        event.id, words.told(event.type, event.status, who, whom, len(event.actors)), event.type.value,
        event.status.value, event.signal.value, words.when(event.start, event.end, event.precision),
        event.confidence, event_url(happening.key) if happening else None,
    )  # fmt: skip


def _said(number: int, said: Statement, names: Mapping[str, Entity]) -> SaidNote:
    speaker = names[said.speaker]
    about = [(names[one].name, entity_url(names[one].known, names[one].name)) for one in said.about]
    url = entity_url(speaker.known, speaker.name)
    return SaidNote(f"s{number}", speaker.name, url, said.kind, said.cue, said.content, tuple(about))
