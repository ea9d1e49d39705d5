"""Rows back into the plain data they came from: records, happenings, links. No filter beyond which rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, select

from retinue.model import (
    Article,
    Confidence,
    Copy,
    Credit,
    Decided,
    Decision,
    Discrepancy,
    Dropped,
    Entity,
    EntityType,
    Event,
    EventType,
    Field,
    Happening,
    Judged,
    JudgementKind,
    Link,
    Listed,
    Party,
    Precision,
    Published,
    Record,
    Related,
    Reliability,
    Report,
    Restriction,
    Settled,
    Signal,
    SourceKind,
    Span,
    Statement,
    Status,
    Stretch,
    Taking,
)
from retinue.store import schema as s
from retinue.store.together import Wanted, rows_of

__all__ = ["BATCH", "TEXT_ONLY", "UNTOLD", "copies_of", "happenings_of", "links_of", "records_of"]

BATCH = 200  # parents read at once: few enough for memory, many enough that the round trips don't count

# What joining reports does not look at, and what comparing texts doesn't.
UNTOLD = (s.dropped, s.mentions, s.statements, s.statement_about, s.listed)
TEXT_ONLY = (*UNTOLD, s.entities, s.names, s.events, s.parties, s.event_places, s.claims)
AnyRow = Any  # a row with its columns as attributes
Grouped = Mapping[tuple[Any, ...], list[AnyRow]]


def records_of(connection: Connection, ids: Sequence[int], without: Collection[Table] = ()) -> Iterator[Record]:
    """The records of the document rows `ids`, in that order; rows of the tables `without` are left out."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        below = _Below(connection, batch, without)
        yield from (_record(below.documents[number], below) for number in batch if number in below.documents)


DOCUMENTS = Wanted(s.documents, "id")
EVENTS = Wanted(s.happenings, "key")
_IN_DOCUMENT, _IN_EVENT = ("document", "ordinal"), ("key", "ordinal")
# Tables below a document, and the columns that name a row's parent there.
BELOW: Mapping[Table, tuple[str, ...]] = {
    s.origins: (), s.credits_: (), s.dropped: (), s.entities: (), s.names: ("entity", "kind"),
    s.mentions: ("entity",), s.events: (), s.parties: ("event", "role"), s.event_places: ("event",),
    s.claims: ("event",), s.statements: (), s.statement_about: ("statement",), s.listed: (),
}  # fmt: skip
PARTS: Mapping[Table, tuple[str, ...]] = {
    s.happening_parties: ("role",), s.happening_places: (), s.restrictions: (), s.reports: (),
}  # fmt: skip


def _wanted(table: Table) -> Wanted:
    return Wanted(table, "document", _IN_DOCUMENT, "read" if table is s.claims else None)


class _Below:
    """A batch of documents, and the rows that hang on them, grouped by parent."""

    def __init__(self, connection: Connection, ids: Sequence[int], without: Collection[Table]) -> None:
        tables = [table for table in BELOW if table not in without]
        documents, *found = rows_of(connection, [DOCUMENTS, *map(_wanted, tables)], ids)
        self.documents = {row.id: row for row in documents}
        groups: dict[Table, Grouped] = {table: {} for table in BELOW}
        groups |= {t: _group(rows, t, "document", *BELOW[t]) for t, rows in zip(tables, found, strict=True)}
        self.origins, self.credits, self.dropped = (groups[t] for t in (s.origins, s.credits_, s.dropped))
        self.entities, self.names, self.mentions = (groups[t] for t in (s.entities, s.names, s.mentions))
        self.events, self.parties, self.places = (groups[t] for t in (s.events, s.parties, s.event_places))
        self.claims, self.statements = groups[s.claims], groups[s.statements]
        self.about, self.listed = groups[s.statement_about], groups[s.listed]


def _group(rows: Sequence[AnyRow], table: Table, *names: str) -> Grouped:
    columns = table.c.keys()
    key = itemgetter(*(columns.index(name) for name in names))
    groups: dict[tuple[Any, ...], list[AnyRow]] = {}
    for row in rows:
        found = key(row)
        groups.setdefault(found if len(names) > 1 else (found,), []).append(row)
    return groups


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _record(row: AnyRow, below: _Below) -> Record:
    key = (row.id,)
    return Record(
        article=_article(row, below),
        sha256=row.sha256,
        origins=tuple(one.name for one in below.origins.get(key, ())),
        entities=tuple(_entity(one, below) for one in below.entities.get(key, ())),
        events=tuple(_event(one, below) for one in below.events.get(key, ())),
        statements=tuple(_statement(one, below) for one in below.statements.get(key, ())),
        listed=tuple(
            Listed(one.entity, one.list, one.since, Span(one.span_start, one.span_end))
            for one in below.listed.get(key, ())
        ),
    )


def _article(row: AnyRow, below: _Below) -> Article:
    return Article(
        doc=row.doc,
        source=row.source,
        text=row.text,
        title=row.title,
        title_end=row.title_end,
        language=row.language,
        published=Published(
            row.published, row.published_witness, Reliability(row.published_reliability), row.published_wording
        ),
        publisher=row.publisher,
        syndicated_from=row.syndicated_from,
        credits=tuple(Credit(one.name, one.kind, one.wording) for one in below.credits.get((row.id,), ())),
        dateline=_span(row.dateline_start, row.dateline_end),
        dropped=tuple(Dropped(one.text, one.reason, one.line, one.after) for one in below.dropped.get((row.id,), ())),
    )


def _entity(row: AnyRow, below: _Below) -> Entity:
    key = (row.document, row.id)
    return Entity(
        id=row.id,
        type=EntityType(row.type),
        name=row.name,
        known=row.known,
        aliases=tuple(one.name for one in below.names.get((*key, "alias"), ())),
        name_en=row.name_en,
        office=row.office,
        country=row.country,
        wikidata=row.wikidata,
        mentions=tuple(one.name for one in below.names.get((*key, "surface"), ())),
        spans=tuple(Span(one.start, one.end) for one in below.mentions.get(key, ())),
        reason=row.reason,
    )


def _event(row: AnyRow, below: _Below) -> Event:
    key = (row.document, row.id)
    return Event(
        id=row.id,
        type=EventType(row.type),
        actors=tuple(one.entity for one in below.parties.get((*key, "actor"), ())),
        recipients=tuple(one.entity for one in below.parties.get((*key, "recipient"), ())),
        places=tuple(one.place for one in below.places.get(key, ())),
        start=row.start,
        end=row.end,
        precision=Precision(row.precision),
        status=Status(row.status),
        signal=Signal(row.signal),
        origin=row.origin,
        evidence=row.evidence,
        span=Span(row.span_start, row.span_end),
        confidence=row.confidence,
        rule=row.rule,
        amounts=tuple(row.amounts),
        fields=tuple(_field(one) for one in below.claims.get(key, ())),
        reasons=tuple(row.reasons),
        confidences=tuple(
            Confidence(Judged(field), value, tuple(reasons)) for field, value, reasons in row.confidences
        ),
    )


def _field(row: AnyRow) -> Field:
    return Field(row.field, row.value, _span(row.start, row.end), row.wording, row.reason, row.confidence)


def _statement(row: AnyRow, below: _Below) -> Statement:
    return Statement(
        speaker=row.speaker,
        kind=row.kind,
        cue=row.cue,
        content=row.content,
        span=Span(row.span_start, row.span_end),
        about=tuple(one.entity for one in below.about.get((row.document, row.ordinal), ())),
        cue_span=_span(row.cue_start, row.cue_end),
    )


def happenings_of(connection: Connection, keys: Sequence[str]) -> Iterator[Happening]:
    """The fused events `keys`, in that order."""
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        parts = [Wanted(table, "key", _IN_EVENT) for table in PARTS]
        found, *below = rows_of(connection, [EVENTS, *parts], batch)
        by_key = {row.key: row for row in found}
        groups = [_group(rows, t, "key", *PARTS[t]) for t, rows in zip(PARTS, below, strict=True)]
        parties, places, restrictions, reports = groups
        for key in batch:
            if key in by_key:
                yield _happening(by_key[key], parties, (places, restrictions, reports))


def _happening(row: AnyRow, parties: Grouped, below: tuple[Grouped, Grouped, Grouped]) -> Happening:
    places, restrictions, reports = (group.get((row.key,), []) for group in below)
    return Happening(
        key=row.key,
        type=EventType(row.type),
        actors=tuple(_party(one) for one in parties.get((row.key, "actor"), ())),
        recipients=tuple(_party(one) for one in parties.get((row.key, "recipient"), ())),
        places=tuple(one.place for one in places),
        start=row.start,
        end=row.end,
        precision=Precision(row.precision),
        status=Status(row.status),
        signal=Signal(row.signal),
        reports=tuple(_report(one) for one in reports),
        independent_origins=row.independent_origins,
        discrepancies=tuple(Discrepancy(**one) for one in row.discrepancies),
        restrictions=tuple(Restriction(one.entity, one.list, one.since, one.source) for one in restrictions),
        confidence=row.confidence,
        reasons=tuple(row.reasons),
        fields=tuple(_settled(one) for one in row.fields),
        related=tuple(Related(**one) for one in row.related),
        decided=Decided(row.decided) if row.decided else None,
        decisions=tuple(_decision(one) for one in row.decisions),
    )


def _decision(row: Mapping[str, Any]) -> Decision:
    kind, at = JudgementKind(row["kind"]), dt.datetime.fromisoformat(row["at"])
    lists = {name: tuple(row[name]) for name in ("value", "was")}
    return Decision(**{**row, **lists, "kind": kind, "at": at})


def _settled(row: Mapping[str, Any]) -> Settled:
    return Settled(
        row["field"], row["value"], tuple(row["supporting"]), tuple(row["opposing"]), row["reason"], row["confidence"]
    )  # fmt: skip


def _party(row: AnyRow) -> Party:
    return Party(row.name, EntityType(row.type), row.office, row.known, row.wikidata)


def _report(row: AnyRow) -> Report:
    return Report(
        row.doc, row.event, row.publisher, row.origin, row.published, row.copy_of, row.reason,
        Taking(row.taken), row.taken_from, row.root, SourceKind(row.root_kind),
    )  # fmt: skip


def copies_of(connection: Connection, docs: Iterable[str] | None = None) -> tuple[Copy, ...]:
    """Which documents took their text from which: all, or those of which either side is one of `docs`."""
    c = s.copies.c
    found = select(s.copies).order_by(c.ordinal, c.doc, c.copy_of)
    if docs is not None:
        wanted = list(docs)
        found = found.where(c.doc.in_(wanted) | c.copy_of.in_(wanted))
    return tuple(
        Copy(
            row.doc, row.copy_of, row.kind, row.reason, row.score, row.share, row.share_of,
            tuple(Stretch(Span(a, b), Span(c, d), words) for a, b, c, d, words in row.passages), row.outlet,
        )
        for row in connection.execute(found)
    )  # fmt: skip


def links_of(connection: Connection, references: Iterable[str] | None = None) -> tuple[Link, ...]:
    """What rules made of pairs of reports: those of any of the references (all when None)."""
    c = s.links.c
    found = select(s.links).where(c.judgement != "").order_by(c.left, c.right)
    if references is not None:
        wanted = list(references)
        found = found.where(c.left.in_(wanted) | c.right.in_(wanted))
    rows = connection.execute(found)
    return tuple(Link(row.left, row.right, row.judgement, row.score, row.reason, row.by) for row in rows)
