"""events.csv, claims.csv and documents.csv: tables for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from retinue.export.contents import Contents, keys_by_event
from retinue.export.files import all_or_nothing
from retinue.export.rejected import standing
from retinue.model import Happening, Party, Record
from retinue.store import Claim, claims_of

__all__ = ["CLAIM_COLUMNS", "DOCUMENT_COLUMNS", "EVENT_COLUMNS", "event_row", "export_csv", "harmless"]

EVENT_COLUMNS = (
    "key", "type", "start", "end", "precision", "status", "signal", "actors", "recipients", "places",
    "documents", "publishers", "independent_origins", "discrepancies", "restrictions", "confidence",
    "decided", "decided_by",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "key", "doc", "event", "field", "value", "wording", "start", "end", "origin", "published", "reason",
    "confidence",
)  # fmt: skip
DOCUMENT_COLUMNS = (
    "doc", "file", "language", "title", "published", "published_witness", "publisher", "origins", "syndicated_from",
    "events", "statements", "characters",
)  # fmt: skip

Row = Mapping[str, Any]


def export_csv(contents: Contents, folder: Path) -> list[Path]:
    """Write the three tables into `folder`; the paths. Raises RetinueError, UsageError.

    UTF-8 with a byte order mark, which spreadsheets need to show Chinese; several values in one cell are parted
    by "; ".
    """
    names = ["documents.csv", "events.csv", "claims.csv"]
    happenings = list(contents.happenings())
    keys = keys_by_event(happenings)
    rejected = contents.rejected()
    with all_or_nothing(folder, names, "utf-8-sig") as (documents, events, claims):
        document_table = _table(documents, DOCUMENT_COLUMNS)
        claim_table = _table(claims, CLAIM_COLUMNS)
        for record in (standing(one, rejected) for one in contents.records()):
            document_table.writerow(_safe(_document_row(record)))
            claim_table.writerows(_safe(row) for row in _claim_rows(record, keys))
        _table(events, EVENT_COLUMNS).writerows(_safe(event_row(happening)) for happening in happenings)
    return [folder / name for name in names]


def harmless(cell: Any) -> Any:
    """The cell, such that no spreadsheet takes it for a formula: a leading = + - @ tab or return gets a quote."""
    if isinstance(cell, str) and cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n"):
        return f"'{cell}"
    return cell


def _table(stream: Any, columns: tuple[str, ...]) -> csv.DictWriter[str]:
    table = csv.DictWriter(stream, columns, lineterminator="\r\n")  # RFC 4180; also has a lone \r in a cell quoted
    table.writeheader()
    return table


def _safe(row: Row) -> Row:
    return {name: harmless(cell) for name, cell in row.items()}


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(value for value in values if value))


def _document_row(record: Record) -> Row:
    article = record.article
    return {
        "doc": article.doc,
        "file": article.source,
        "language": article.language,
        "title": article.title,
        "published": article.published.date,
        "published_witness": article.published.witness,
        "publisher": article.publisher,
        "origins": _joined(record.origins),
        "syndicated_from": article.syndicated_from,
        "events": len(record.events),
        "statements": len(record.statements),
        "characters": len(article.text),
    }


def event_row(happening: Happening) -> Row:
    """One fused event as a row of events.csv, by column."""
    plain = ("key", "type", "start", "end", "precision", "status", "signal", "independent_origins", "confidence")
    return {name: getattr(happening, name) for name in plain} | {
        "decided": happening.decided,
        "decided_by": _joined(one.by for one in happening.decisions if one.holds),
        "actors": _joined(_shown(party) for party in happening.actors),
        "recipients": _joined(_shown(party) for party in happening.recipients),
        "places": _joined(happening.places),
        "documents": _joined(report.doc for report in happening.reports),
        "publishers": _joined(report.publisher for report in happening.reports),
        "discrepancies": _joined(
            f"{one.field}: " + ", ".join(f"{doc} says {value}" for doc, value in one.values.items())
            for one in happening.discrepancies
        ),
        "restrictions": _joined(
            f"{one.entity}: {one.list}" + (f" since {one.since}" if one.since else "")
            for one in happening.restrictions
        ),
    }


def _shown(party: Party) -> str:
    return f"{party.name} ({party.office})" if party.office else party.name


def _claim_rows(record: Record, keys: Mapping[tuple[str, str], str]) -> Iterable[Row]:
    names = {entity.id: entity.name for entity in record.entities}
    for event in record.events:
        for claim in claims_of(record, event):
            yield _claim_row(claim, record, names) | {"key": keys.get((claim.doc, claim.event))}


def _claim_row(claim: Claim, record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    plain = ("id", "doc", "event", "field", "wording", "origin", "reason", "confidence")
    start, end = claim.span or (None, None)
    return {name: getattr(claim, name) for name in plain} | {
        "value": names.get(claim.value, claim.value),
        "start": start,
        "end": end,
        "published": record.article.published.date,
    }
