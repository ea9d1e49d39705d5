"""What is announced: by month, what is to come first, then what should have come by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from retinue.model import Status
from retinue.store.find import Wanted
from retinue.store.query import Query, Sort
from retinue.web.look import Look
from retinue.web.views.rows import EventRow, event_row
from retinue.web.views.search import url_of

__all__ = ["PlannedPart", "PlannedView", "planned_view"]

MOST = 100  # of each part


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """Announced events of one part, by month; `url` is the search for all of them."""

    name: str
    title: str
    total: int
    url: str
    months: tuple[tuple[str, tuple[EventRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlannedView:
    """What is announced under some filters; `calendar` and `feed` are its addresses to watch."""

    parts: tuple[PlannedPart, ...]
    calendar: str
    feed: str


def planned_view(look: Look, query: Query) -> PlannedView:
    """Events that reports announce and of which none yet says that they took place."""
    asked = replace(query, status=(Status.PLANNED.value,))
    before = look.today - dt.timedelta(days=1)
    parts = (
        ("coming", "To come", replace(asked, since=look.today, sort=Sort.EARLIEST)),
        ("undated", "Without a day", replace(asked, dated=False)),
        ("past", "Their day has passed, and no report read says that they took place",
         replace(asked, until=before, sort=Sort.LATEST)),
    )  # fmt: skip
    given = urlencode(asked.pairs())
    found = [_part(look, *one) for one in parts]
    return PlannedView(
        tuple(part for part in found if part.total), f"/api/v1/events.ics?{given}", f"/api/v1/feed.atom?{given}"
    )


def _part(look: Look, name: str, title: str, query: Query) -> PlannedPart:
    found = look.finder.events(query, Wanted(MOST))
    rows = [event_row(one) for one in look.happenings(found.keys)]
    return PlannedPart(name, title, found.total, url_of(query), tuple(_by_month(rows)))


def _by_month(rows: Sequence[EventRow]) -> Iterator[tuple[str, tuple[EventRow, ...]]]:
    """Rows in their order, under the months in which they begin."""
    for month, some in groupby(rows, _month):
        yield month, tuple(some)


def _month(row: EventRow) -> str:
    day = row.start or row.end
    return f"{day:%B %Y}" if day else ""
