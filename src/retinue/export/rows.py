"""Events, documents and claims as flat rows: what CSV and the workbook hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retinue.export.columns import Column, names
from retinue.model import Happening, Party, Record
from retinue.store import Claim, Told, claims_of

__all__ = [
    "CLAIMS",
    "DOCUMENTS",
    "EVENTS",
    "EVENT_COLUMNS",
    "Row",
    "claim_rows",
    "document_row",
    "event_row",
    "joined",
]

Row = Mapping[str, Any]
_READ, _FUSED, _PAGE = "what the document says", "fusion of all reports", "the page"
_WHO = "the reports; names and offices from knowledge"

EVENTS = (
    Column("key", "text", "the event's id; it stays as further reports arrive", "fusion"),
    Column("type", "text", "one of the thirteen event types", _FUSED),
    Column("start", "day", "first day", _FUSED),
    Column("end", "day", "last day; empty while it is under way or when not told", _FUSED),
    Column("precision", "text", "how exactly the days are known: day, week, month, year, unknown", _FUSED),
    Column("status", "text", "occurred, ongoing, planned, alleged, denied or cancelled", _FUSED),
    Column("signal", "text", "support, control, restrict or neutral", _FUSED),
    Column("actors", "list", "who acted, with the office held that day", _WHO),
    Column("recipients", "list", "who was acted upon, with office", _WHO),
    Column("places", "list", "where, the most specific first", _FUSED),
    Column("documents", "list", "ids of the documents that tell it", "the reports"),
    Column("publishers", "list", "who put them out", "the reports"),
    Column("independent_origins", "whole number", "how many sources told it independently", _FUSED),
    Column("discrepancies", "list", "what each document says where they contradict one another", _FUSED),
    Column("restrictions", "list", "who stood on which list that day, since when", "knowledge, lists taken in"),
    Column("confidence", "number 0 to 1", "how likely there is such an event", "retinue.confidence"),
    Column("decided", "text", "what people made of it: rejected, accepted, corrected, merged, split", "judgements"),
    Column("decided_by", "list", "who decided", "judgements"),
)  # fmt: skip
CLAIMS = (
    Column("id", "text", "hash of what is claimed, by whom, in which words: the same claim keeps it", "computed"),
    Column("key", "text", "the fused event", "fusion"),
    Column("doc", "text", "the document's id", "the file's name or the JSON line"),
    Column("event", "text", "id of the event within that document", "counted"),
    Column("field", "text", "which field: type, actor, recipient, place, start, …", _READ),
    Column("value", "text", "what is claimed; for actors and recipients the entity's name", _READ),
    Column("wording", "text", "the words it rests on", "the document, word for word"),
    Column("start", "whole number",
           "where these words begin: characters (Unicode code points) of the document's text, from 0", _READ),
    Column("end", "whole number", "where they end, not included", _READ),
    Column("origin", "text", "whom the document credits for it", _READ),
    Column("published", "day", "the document's day of publication", _PAGE),
    Column("reason", "text", "why the words were read so", "the rule that read them"),
    Column("confidence", "number 0 to 1",
           "how likely the field is right if there is such an act; empty for amounts", "retinue.confidence"),
)  # fmt: skip
DOCUMENTS = (
    Column("doc", "text", "the document's id", "the file's name or the JSON line"),
    Column("file", "text", "path or URL it came from", "how it was taken in"),
    Column("language", "text", "ISO 639-1 code", "the text"),
    Column("title", "text", "headline", _PAGE),
    Column("published", "day", "day of publication", _PAGE),
    Column("published_witness", "text",
           "where that day was read: given, meta, json_ld, time, byline, dateline, prefix, text, url; `fetched`: "
           "it is unknown", _PAGE),
    Column("publisher", "text", "who put it out", _PAGE),
    Column("origins", "list", "whom the report credits", _READ),
    Column("syndicated_from", "text", "outlet in which it first appeared", _READ),
    Column("events", "whole number", "number of events it tells", "counted"),
    Column("statements", "whole number", "number of statements it reports", "counted"),
    Column("characters", "whole number", "length of its text in characters (Unicode code points)", "counted"),
)  # fmt: skip
EVENT_COLUMNS = names(EVENTS)


def event_row(happening: Happening) -> Row:
    """One fused event as a row of EVENTS, by column."""
    plain = ("key", "type", "start", "end", "precision", "status", "signal", "independent_origins", "confidence")
    return {name: getattr(happening, name) for name in plain} | {
        "decided": happening.decided,
        "decided_by": joined(one.by for one in happening.decisions if one.holds),
        "actors": joined(map(_shown, happening.actors)),
        "recipients": joined(map(_shown, happening.recipients)),
        "places": joined(happening.places),
        "documents": joined(report.doc for report in happening.reports),
        "publishers": joined(report.publisher for report in happening.reports),
        "discrepancies": joined(
            f"{one.field}: " + ", ".join(f"{doc} says {value}" for doc, value in one.values.items())
            for one in happening.discrepancies
        ),
        "restrictions": joined(
            f"{one.entity}: {one.list}" + (f" since {one.since}" if one.since else "")
            for one in happening.restrictions
        ),
    }


def document_row(told: Told) -> Row:
    """One document as a row of DOCUMENTS, by column."""
    record, article = told.record, told.record.article
    return {
        "doc": article.doc,
        "file": article.source,
        "language": article.language,
        "title": article.title,
        "published": article.published.date,
        "published_witness": article.published.witness,
        "publisher": article.publisher,
        "origins": joined(record.origins),
        "syndicated_from": article.syndicated_from,
        "events": len(record.events),
        "statements": len(record.statements),
        "characters": len(article.text),
    }


def claim_rows(told: Told) -> Iterator[Row]:
    """The claims of the events asked for in one document, as rows of CLAIMS."""
    entities = {entity.id: entity.name for entity in told.record.entities}
    for event in told.record.events:
        if event.id in told.wanted:
            for claim in claims_of(told.record, event):
                yield _claim_row(claim, told.record, entities) | {"key": told.keys.get(claim.event)}


def _claim_row(claim: Claim, record: Record, entities: Mapping[str, str]) -> dict[str, Any]:
    plain = ("id", "doc", "event", "field", "wording", "origin", "reason", "confidence")
    start, end = claim.span or (None, None)
    return {name: getattr(claim, name) for name in plain} | {
        "value": entities.get(claim.value, claim.value),
        "start": start,
        "end": end,
        "published": record.article.published.date,
    }


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(value for value in values if value))


def _shown(party: Party) -> str:
    return f"{party.name} ({party.office})" if party.office else party.name
