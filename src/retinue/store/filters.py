"""The filters of a query that are on numbers and days, as sets of rows."""

from __future__ import annotations

from collections.abc import Iterator

from retinue.store.columns import MISSING, Columns, Mask
from retinue.store.follow import MILLION
from retinue.store.query import DocumentQuery, Query

__all__ = ["days", "measures"]


def measures(query: Query, columns: Columns) -> Iterator[Mask]:
    """The filters on numbers."""
    if query.listed is not None:
        yield (columns.number("lists") > 0) == query.listed
    if query.contradicted is not None:
        yield (columns.number("discrepancies") > 0) == query.contradicted
    if query.min_origins is not None:
        yield columns.number("origins") >= query.min_origins
    if query.min_confidence is not None:
        yield columns.number("confidence") >= round(query.min_confidence * MILLION)
    if query.max_confidence is not None:
        yield columns.number("confidence") <= round(query.max_confidence * MILLION)


def days(query: Query | DocumentQuery, columns: Columns) -> Iterator[Mask]:
    """The filters on days."""
    first, last = columns.number("first"), columns.number("last")
    if query.dated is not None:
        yield (first != MISSING) == query.dated
    if query.since is not None:  # still under way: no end, whenever it began
        yield (last >= query.since.toordinal()) | (columns.number("open") == 1)
    if query.until is not None:
        yield (first <= query.until.toordinal()) & (first != MISSING)
