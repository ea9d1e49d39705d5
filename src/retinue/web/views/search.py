"""The search page: filters, results, counts."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.store import EventFilter, Page
from retinue.web.look import Look
from retinue.web.views.rows import EventRow, event_row

__all__ = ["SearchView", "search_view"]

ROWS = 25  # on one page


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page shows."""

    rows: tuple[EventRow, ...]
    total: int


def search_view(look: Look, wanted: EventFilter, offset: int = 0) -> SearchView:
    """Events that `wanted` matches, from `offset` on."""
    found = look.store.happenings(wanted, Page(ROWS, offset))
    return SearchView(tuple(event_row(h) for h in found), look.store.count_happenings(wanted))
