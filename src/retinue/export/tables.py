"""events.csv, claims.csv and documents.csv: tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from retinue.export.columns import Column, names
from retinue.export.material import Material
from retinue.export.rows import CLAIMS, DOCUMENTS, EVENTS, Row, claim_rows, document_row, event_row

__all__ = ["claims_csv", "documents_csv", "events_csv", "harmless"]

BOM = b"\xef\xbb\xbf"


def events_csv(material: Material) -> Iterator[bytes]:
    """events.csv: one row per event in the world."""
    return _table(material, EVENTS, map(event_row, material.contents.happenings()))


def claims_csv(material: Material) -> Iterator[bytes]:
    """claims.csv: what each document says of each field of an event."""
    rows = (row for told in material.contents.documents() for row in claim_rows(told))
    return _table(material, CLAIMS, rows)


def documents_csv(material: Material) -> Iterator[bytes]:
    """documents.csv: one row per document."""
    return _table(material, DOCUMENTS, map(document_row, material.contents.documents()))


def harmless(cell: Any) -> Any:
    """The cell, such that no spreadsheet takes it for a formula: a leading = + - @ tab or return gets a quote."""
    if isinstance(cell, str) and cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n"):
        return f"'{cell}"
    return cell


def _table(material: Material, columns: tuple[Column, ...], rows: Iterable[Row]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    # Line ends as in RFC 4180; they also have a lone \r in a cell quoted.
    table = csv.DictWriter(buffer, names(columns), lineterminator="\r\n")
    table.writeheader()
    yield (BOM if material.bom else b"") + _taken(buffer)
    for row in rows:
        table.writerow({name: harmless(cell) for name, cell in row.items()})
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
