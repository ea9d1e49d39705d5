"""An event's reports side by side: each field's value in each report, then headline and sentences, like beside like,
with the words marked that no other report has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retinue.fuse.compare import Piece, compare
from retinue.web import words
from retinue.web.errors import MissingError
from retinue.web.links import compare_url
from retinue.web.look import Look
from retinue.web.views.event import EventView, FieldView, ReportView, event_view
from retinue.web.views.rows import EventRow

__all__ = ["Cell", "CompareRow", "CompareView", "WordsRow", "compare_view"]

BESIDE = 8  # reports on one page


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
class WordsRow:
    """A headline or a sentence in each report; pieces that differ are words which no other report has there."""

    label: str
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """What the comparing page shows: some of the reports, of `total`, the first always among them.

    `pages` are (the reports shown in words, address, whether it is this one).
    """

    event: EventRow
    reports: tuple[ReportView, ...]
    rows: tuple[CompareRow, ...]
    words: tuple[WordsRow, ...]
    total: int
    pages: tuple[tuple[str, str, bool], ...]


def compare_view(look: Look, key: str, page: int = 1) -> CompareView:
    """The reports of one event. Raises MissingError."""
    view: EventView = event_view(look, key)
    pages = _pages(len(view.reports))
    if page > len(pages):
        raise MissingError(f"The reports fill {words.count(len(pages), 'page')}; there is no page {page}.")
    shown = tuple(view.reports[n] for n in pages[page - 1])
    url = compare_url(view.event.key)
    return CompareView(
        view.event,
        shown,
        tuple(_rows(view.fields, shown)),
        tuple(_words(look, view.event.key, shown)),
        len(view.reports),
        tuple(_page(url, n, some, n == page) for n, some in enumerate(pages, 1) if some),
    )


def _page(url: str, number: int, some: Sequence[int], here: bool) -> tuple[str, str, bool]:
    first = some[1] if number > 1 else some[0]
    return f"{first + 1} to {some[-1] + 1}", f"{url}?page={number}" if number > 1 else url, here


def _pages(count: int) -> list[tuple[int, ...]]:
    """Which reports stand on each page; on all but the first the first report comes before the others."""
    if count <= BESIDE:
        return [tuple(range(count))]
    rest = range(1, count, BESIDE - 1)
    return [(0, *range(start, min(count, start + BESIDE - 1))) for start in rest]


def _words(look: Look, key: str, shown: Sequence[ReportView]) -> Iterator[WordsRow]:
    happening = look.store.happening(key)
    if happening is None:
        return
    wanted = {(report.doc, report.event) for report in shown}
    some = replace(happening, reports=tuple(r for r in happening.reports if (r.doc, r.event) in wanted))
    for row in compare(some, look.records(report.doc for report in some.reports)).rows:
        if row.field in ("headline", "words"):
            yield WordsRow(
                "Headline" if row.field == "headline" else "Words", tuple(cell.pieces for cell in row.cells)
            )


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
