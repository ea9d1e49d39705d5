"""An event's reports side by side: each field's value in each report, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retinue.web.look import Look
from retinue.web.views.event import EventView, FieldView, ReportView, event_view
from retinue.web.views.rows import EventRow

__all__ = ["Cell", "CompareRow", "CompareView", "compare_view"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report gives for a field; `kept` when the record has it too."""

    values: tuple[str, ...]
    wording: str
    kept: bool


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One field across the reports; `differs` when not all that tell it agree."""

    label: str
    name: str
    cells: tuple[Cell, ...]
    differs: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class CompareView:
    """What the comparing page shows."""

    event: EventRow
    reports: tuple[ReportView, ...]
    rows: tuple[CompareRow, ...]


def compare_view(look: Look, key: str) -> CompareView:
    """The reports of one event. Raises MissingError."""
    view: EventView = event_view(look, key)
    return CompareView(view.event, view.reports, tuple(_rows(view.fields, view.reports)))


def _rows(fields: Sequence[FieldView], reports: Sequence[ReportView]) -> Iterator[CompareRow]:
    for field in fields:
        cells = tuple(_cell(field, report.doc, report.event) for report in reports)
        told = {cell.values for cell in cells if cell.values}
        yield CompareRow(field.label, field.name, cells, len(told) > 1, field.disputed)


def _cell(field: FieldView, doc: str, event: str) -> Cell:
    told = [(said, c) for said in field.values for c in said.claims if c.doc == doc and c.url.endswith(f"#{event}")]
    values = tuple(dict.fromkeys(said.value for said, _ in told))
    wording = next(
        (claim.wording for _, claim in told if claim.wording != "".join(p.text for p in claim.sentence)), ""
    )
    return Cell(values, wording, all(said.kept for said, _ in told))
