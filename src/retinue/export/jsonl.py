"""documents.jsonl and events.jsonl: the export contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from retinue.errors import RetinueError
from retinue.export.contract import (
    ConfidenceRow,
    DecisionRow,
    DiscrepancyRow,
    DocumentLine,
    EntityRow,
    EventLine,
    EventRow,
    ListedRow,
    PartyRow,
    RelatedRow,
    ReportRow,
    RestrictionRow,
    SettledRow,
    StatementRow,
)
from retinue.export.material import Material
from retinue.fuse.settled import settled
from retinue.model import Event, Happening, Record

__all__ = ["document_line", "document_model", "documents_jsonl", "event_line", "event_model", "events_jsonl"]

# JSON lets these stand in a string, but many readers of lines take them for the end of one.
LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def documents_jsonl(material: Material) -> Iterator[bytes]:
    """documents.jsonl, a line at a time. Raises RetinueError when one breaks the contract."""
    for told in material.contents.documents():
        yield _dumped(document_model(told.record, told.keys)).encode()


def events_jsonl(material: Material) -> Iterator[bytes]:
    """events.jsonl, a line at a time. Raises RetinueError when one breaks the contract."""
    for happening in material.contents.happenings():
        yield event_line(happening).encode()


def document_line(record: Record, keys: Mapping[tuple[str, str], str]) -> str:
    """One document as a line of JSON; `keys` maps (doc, event id) to the fused event's key.

    Raises RetinueError when it breaks the contract.
    """
    own = {event: key for (doc, event), key in keys.items() if doc == record.article.doc}
    return _dumped(document_model(record, own))


def document_model(record: Record, keys: Mapping[str, str]) -> DocumentLine:
    """One document as the contract has it; `keys` maps event ids to keys. Raises RetinueError when it breaks it."""
    article = record.article
    try:
        return DocumentLine(
            doc=article.doc,
            file=article.source,
            language=article.language,
            title=article.title,
            published=article.published.date,
            publisher=article.publisher,
            origins=record.origins,
            syndicated_from=article.syndicated_from,
            text=article.text,
            entities=tuple(EntityRow(**_picked(EntityRow, one)) for one in record.entities),
            events=tuple(_event_row(one, keys.get(one.id)) for one in record.events),
            statements=tuple(
                StatementRow(**_picked(StatementRow, one) | {"span": tuple(one.span)}) for one in record.statements
            ),
            listed=tuple(ListedRow(**_picked(ListedRow, one)) for one in record.listed),
        )
    except ValidationError as error:
        raise RetinueError(f"document {article.doc} {_broken(error)}") from error


def event_line(happening: Happening) -> str:
    """One fused event as a line of JSON. Raises RetinueError when it breaks the contract."""
    return _dumped(event_model(happening))


def event_model(happening: Happening) -> EventLine:
    """One fused event as the contract has it. Raises RetinueError when it breaks it."""
    rows: dict[str, tuple[type[BaseModel], tuple[Any, ...]]] = {
        "actors": (PartyRow, happening.actors),
        "recipients": (PartyRow, happening.recipients),
        "reports": (ReportRow, happening.reports),
        "restrictions": (RestrictionRow, happening.restrictions),
        "fields": (SettledRow, happening.fields),
        "related": (RelatedRow, happening.related),
        "decisions": (DecisionRow, happening.decisions),
    }
    try:
        below = {name: tuple(kind(**_picked(kind, one)) for one in found) for name, (kind, found) in rows.items()}
        clashes = tuple(_discrepancy_rows(happening))
        return EventLine(**_picked(EventLine, happening) | below | {"discrepancies": clashes})
    except ValidationError as error:
        raise RetinueError(f"event {happening.key} {_broken(error)}") from error


def _discrepancy_rows(happening: Happening) -> Iterator[DiscrepancyRow]:
    by = settled(happening)
    for one in happening.discrepancies:
        who = by.get(one.field)
        told = {"settled_by": who.by if who else None, "settled_in": who.judgement if who else None}
        yield DiscrepancyRow(**_picked(DiscrepancyRow, one) | told)


def _event_row(event: Event, key: str | None) -> EventRow:
    sure = tuple(ConfidenceRow(**_picked(ConfidenceRow, one)) for one in event.confidences)
    return EventRow(**_picked(EventRow, event) | {"key": key, "span": tuple(event.span), "confidences": sure})


def _picked(kind: type[BaseModel], thing: Any) -> dict[str, Any]:
    """The attributes of `thing` that the contract's row has, by name."""
    named = {name: getattr(thing, name) for name in kind.model_fields if hasattr(thing, name)}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in named.items()}


def _broken(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return (
        f"breaks the export contract at {where or 'its whole'}: {first['msg']}; nothing was written, please report it"
    )


def _dumped(line: BaseModel) -> str:
    text = line.model_dump_json(by_alias=True)
    return LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
