"""The search page: filters that stand, results, counts for the filters that could be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from retinue.export import EXPORTERS
from retinue.knowledge import fold
from retinue.store.find import Counted, Found, Wanted
from retinue.store.query import Query, Sort
from retinue.web import words
from retinue.web.look import Look
from retinue.web.views.rows import EventRow, event_row

__all__ = ["FACETS", "Chip", "Choice", "FacetView", "SearchView", "search_view", "url_of"]

ROWS = 25  # on one page
TOP = 30  # values of a facet
Pairs = tuple[tuple[str, str], ...]
OPEN = ("type", "signal", "firm", "person", "year")  # facets shown open
FACETS = {
    "type": "What", "signal": "Signal", "firm": "Firm", "person": "Official", "year": "Year", "body": "Public body",
    "place": "Place", "list": "On a list that day", "status": "How real", "office": "Office", "country": "Country",
    "outlet": "Outlet", "origin": "Credited origin", "source": "Goes back to",
    "discrepancy": "Contradicted on", "decided": "Decided",
}  # fmt: skip
NAMES = {
    "q": "words", "from": "from", "to": "to", "party": "with", "listed": "a party on a list",
    "contradicted": "contradicted", "min_origins": "independent origins, at least",
    "min_confidence": "sure, at least", "max_confidence": "sure, at most", "dated": "dated", "doc": "told in",
}  # fmt: skip
SORTS = {
    Sort.LATEST: "latest first",
    Sort.EARLIEST: "earliest first",
    Sort.ORIGINS: "most independent origins",
    Sort.REPORTS: "most reports",
    Sort.SURE: "surest first",
    Sort.UNSURE: "least sure first",
    Sort.CONTRADICTED: "most contradicted",
    Sort.CHANGED: "changed last",
    Sort.REVIEW: "most worth a decision",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that stands; `url` is the search without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter may take: `url` is the search with it, or without it when it is chosen."""

    value: str
    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """One filter with its most frequent values under the other filters."""

    name: str
    label: str
    values: tuple[Choice, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page shows. `first` and `last` number the rows among `total`.

    `in_reports` are keys of rows that hold the words sought in a report's text alone.
    """

    query: Query
    parameters: tuple[tuple[str, str], ...]
    rows: tuple[EventRow, ...]
    in_reports: frozenset[str]
    total: int
    first: int
    last: int
    chips: tuple[Chip, ...]
    facets: tuple[FacetView, ...]
    sorts: tuple[tuple[str, str, bool], ...]
    previous: str | None
    next: str | None
    instead: tuple[tuple[str, str], ...]
    running: bool
    needs_fusing: bool
    empty_record: bool
    formats: tuple[str, ...] = tuple(EXPORTERS)

    def query_string(self) -> str:
        """The search as URL parameters, for feeds and downloads of the same."""
        return urlencode(self.parameters)


def search_view(look: Look, query: Query, cursor: str | None = None) -> SearchView:
    """Events that `query` asks for. Raises UsageError for a cursor of another search."""
    found = look.finder.events(query, Wanted(ROWS, cursor, tuple(FACETS), TOP))
    rows = tuple(event_row(h) for h in look.happenings(found.keys))
    run = look.store.last_run()
    return SearchView(
        query=query,
        parameters=query.pairs(),
        rows=rows,
        in_reports=frozenset(row.key for row in rows if not _named(row, query.text)),
        total=found.total,
        first=found.first + 1,
        last=found.first + len(found.keys),
        chips=tuple(_chips(query, found)),
        facets=tuple(_facets(query, query.pairs(), found)),
        sorts=tuple((sort.value, told, sort is query.sort) for sort, told in SORTS.items()),
        previous=None if found.previous is None else url_of(query, found.previous),
        next=url_of(query, found.next) if found.next else None,
        instead=tuple(
            (one.label, url_of(_corrected(query, one.field, one.given, one.value))) for one in found.instead
        ),
        running=run is not None and run.finished is None,
        needs_fusing=look.store.needs_fusing(),
        empty_record=not found.total and not query.without("sort").pairs() and not look.store.counts().documents,
    )


def _named(row: EventRow, sought: str) -> bool:
    """Do the words sought stand in what the row shows?"""
    parties = [one.name for one in (*row.actors, *row.recipients)]
    shown = fold(" ".join((row.headline, *parties, *row.places, *row.lists)))
    return all(word in shown for word in fold(sought.replace('"', " ").replace("*", " ")).split())


def url_of(query: Query, cursor: str | None = None) -> str:
    """The address of a search, or of the page of it that the cursor marks."""
    pairs = [*query.pairs(), *([("cursor", cursor)] if cursor else [])]
    return f"/search?{urlencode(pairs)}" if pairs else "/search"


def _corrected(query: Query, field: str, given: str, value: str) -> Query:
    held = getattr(query, field)
    if isinstance(held, tuple):
        return query.changed(field, tuple(value if one == given else one for one in held))
    return query.changed(field, held.replace(given, value))


# ------------------------------------------------------------------------------------- chips, facets
def _chips(query: Query, found: Found) -> Iterator[Chip]:
    labels = {(name, one.value): one.label for name, values in found.facets.items() for one in values}
    for name, value, without in query.chips():
        label = NAMES.get(name) or FACETS.get(name, name).lower()
        shown = words.source(value) if name == "source" else labels.get((name, value), "") or words.label(value)
        yield Chip(label, shown, url_of(without))


def _facets(query: Query, pairs: Pairs, found: Found) -> Iterator[FacetView]:
    for name, label in FACETS.items():
        values = tuple(_choice(query, pairs, name, one) for one in found.facets.get(name, ()))
        if values:
            chosen = any(one.chosen for one in values)
            yield FacetView(name, label, values, chosen or name in OPEN)


def _choice(query: Query, pairs: Pairs, name: str, one: Counted) -> Choice:
    if name == "year":
        asked, chosen = _year(query, one.value)
        return Choice(one.value, one.label, one.count, url_of(asked), chosen)
    label = words.source(one.label) if name == "source" else words.label(one.label) if name in CLOSED else one.label
    return Choice(one.value, label, one.count, _toggled(pairs, name, one.value), one.chosen)


def _toggled(pairs: Pairs, name: str, value: str) -> str:
    """What `url_of(query.toggled(…))` gives, in a tenth of the time: a page has hundreds of these."""
    pair = (name, value)
    left = [one for one in pairs if one != pair] if pair in pairs else [*pairs, pair]
    return f"/search?{urlencode(left)}" if left else "/search"


CLOSED = ("type", "status", "signal", "discrepancy", "decided")  # values that are words of ours


def _year(query: Query, year: str) -> tuple[Query, bool]:
    """The query with this year's days, or without them when they stand; (…, whether they stand)."""
    parsed: Mapping[str, str] = (
        {"from": f"{year}-01-01", "to": f"{year}-12-31"} if year.isdigit() else {"dated": "no"}
    )
    with_it = Query.parse(parsed.items())
    fields = ("since", "until", "dated")
    chosen = all(getattr(query, field) == getattr(with_it, field) for field in fields)
    for field in fields:
        query = query.changed(field, None if chosen else getattr(with_it, field))
    return query, chosen
