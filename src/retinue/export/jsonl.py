"""documents.jsonl and events.jsonl: the export contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from retinue.errors import RetinueError
from retinue.export.contents import Contents, keys_by_event
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
from retinue.export.files import all_or_nothing
from retinue.export.rejected import standing
from retinue.model import Event, Happening, Record

__all__ = ["document_line", "event_line", "export_jsonl"]

# JSON lets these stand in a string, but many readers of lines take them for the end of one.
LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def export_jsonl(contents: Contents, folder: Path) -> list[Path]:
    """Write documents.jsonl and events.jsonl into `folder`; the paths. Raises RetinueError, UsageError."""
    names = ["documents.jsonl", "events.jsonl"]
    happenings = list(contents.happenings())
    keys = keys_by_event(happenings)
    rejected = contents.rejected()
    with all_or_nothing(folder, names) as (documents, events):
        for record in contents.records():
            documents.write(document_line(standing(record, rejected), keys))
        for happening in happenings:
            events.write(event_line(happening))
    return [folder / name for name in names]


def document_line(record: Record, keys: Mapping[tuple[str, str], str]) -> str:
    """One document as a line of JSON. Raises RetinueError when it breaks the contract."""
    article = record.article
    try:
        line = DocumentLine(
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
            events=tuple(_event_row(one, keys.get((article.doc, one.id))) for one in record.events),
            statements=tuple(
                StatementRow(**_picked(StatementRow, one) | {"span": tuple(one.span)}) for one in record.statements
            ),
            listed=tuple(ListedRow(**_picked(ListedRow, one)) for one in record.listed),
        )
    except ValidationError as error:
        raise RetinueError(f"document {article.doc} {_broken(error)}") from error
    return _dumped(line)


def event_line(happening: Happening) -> str:
    """One fused event as a line of JSON. Raises RetinueError when it breaks the contract."""
    rows: dict[str, tuple[type[BaseModel], tuple[Any, ...]]] = {
        "actors": (PartyRow, happening.actors),
        "recipients": (PartyRow, happening.recipients),
        "reports": (ReportRow, happening.reports),
        "discrepancies": (DiscrepancyRow, happening.discrepancies),
        "restrictions": (RestrictionRow, happening.restrictions),
        "fields": (SettledRow, happening.fields),
        "related": (RelatedRow, happening.related),
        "decisions": (DecisionRow, happening.decisions),
    }
    try:
        below = {name: tuple(kind(**_picked(kind, one)) for one in found) for name, (kind, found) in rows.items()}
        return _dumped(EventLine(**_picked(EventLine, happening) | below))
    except ValidationError as error:
        raise RetinueError(f"event {happening.key} {_broken(error)}") from error


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
