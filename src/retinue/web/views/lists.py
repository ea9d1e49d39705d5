"""Pages that are searches with a purpose: contradictions, the map, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from retinue.knowledge import Knowledge, candidates
from retinue.model import EventType
from retinue.store.find import Counted, Wanted
from retinue.store.query import Query, Sort
from retinue.web import words
from retinue.web.links import entity_url
from retinue.web.look import Look
from retinue.web.views.charts import ChartAsked, Figure, figure
from retinue.web.views.event import ClashView, clashes
from retinue.web.views.kinds import kind_called
from retinue.web.views.rows import EventRow, event_row
from retinue.web.views.search import url_of

__all__ = [
    "ClashedView", "MapView", "ShareRow", "SourcesView", "discrepancies_view", "map_view", "sources_view",
]  # fmt: skip

ROWS = 25
MANY = 120  # places, outlets, origins shown


# ----------------------------------------------------------------------------------- contradictions
@dataclass(frozen=True, slots=True)
class ClashedView:
    """Events whose reports contradict one another, with the values and who gives them."""

    rows: tuple[tuple[EventRow, tuple[ClashView, ...]], ...]
    total: int
    fields: tuple[tuple[str, int, str, bool], ...]  # label, events, url, chosen
    states: tuple[tuple[str, str, bool], ...]  # label, url, chosen
    previous: str | None
    next: str | None


STATES = {"all": (), "nobody has decided": ("undecided",), "accepted or corrected": ("accepted", "corrected")}


def discrepancies_view(look: Look, query: Query, cursor: str | None = None) -> ClashedView:
    """Events of `query` with contradictions, the most contradicted first."""
    asked = replace(query, contradicted=True, sort=Sort.CONTRADICTED)
    found = look.finder.events(asked, Wanted(ROWS, cursor, ("discrepancy",), MANY))
    rows = tuple((event_row(h), tuple(clashes(h))) for h in look.happenings(found.keys))
    fields = tuple(_field(query, one) for one in found.facets.get("discrepancy", ()))
    previous = None if found.previous is None else _address("/discrepancies", query, found.previous)
    following = _address("/discrepancies", query, found.next) if found.next else None
    states = tuple(
        (label, _address("/discrepancies", replace(query, decided=decided)), decided == query.decided)
        for label, decided in STATES.items()
    )
    return ClashedView(rows, found.total, fields, states, previous, following)


def _field(query: Query, one: Counted) -> tuple[str, int, str, bool]:
    url = _address("/discrepancies", query.toggled("discrepancy", one.value))
    label = {"start": "first day", "end": "last day"}.get(one.value, words.label(one.label))
    return label, one.count, url, one.chosen


def _address(path: str, query: Query, cursor: str | None = None) -> str:
    pairs = [*query.pairs(), *([("cursor", cursor)] if cursor else [])]
    return f"{path}?{urlencode(pairs)}" if pairs else path


# ---------------------------------------------------------------------------------------------- map
@dataclass(frozen=True, slots=True)
class ShareRow:
    """A place, outlet or origin: how many events, which share of all, and the search for them."""

    name: str
    url: str
    events: int
    share: float
    documents: int = 0
    dossier: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MapView:
    """Where events of one kind took place."""

    figure: Figure
    kind: str
    kinds: tuple[tuple[str, str, bool], ...]
    places: tuple[ShareRow, ...]
    total: int


def map_view(look: Look, query: Query) -> MapView:
    """Places of the events of `query`; visits, unless it names types."""
    asked = query if query.type else replace(query, type=(EventType.VISIT.value,))
    found = look.finder.events(asked, Wanted(0, None, ("place",), MANY))
    kinds = tuple(
        (words.label(one.value), _address("/map", replace(query, type=(one.value,))), one.value in asked.type)
        for one in EventType
    )
    shown = figure("map", ChartAsked(query=asked), "Events by place")
    places = tuple(_shares(asked, "place", found.facets.get("place", ()), found.total))
    return MapView(shown, " and ".join(map(words.label, asked.type)), kinds, places, found.total)


def _shares(query: Query, name: str, counted: Sequence[Counted], total: int) -> Iterator[ShareRow]:
    for one in counted:
        url = url_of(query.changed(name, (one.value,)))
        yield ShareRow(one.label, url, one.count, one.count / total if total else 0)


# ------------------------------------------------------------------------------------------ sources
@dataclass(frozen=True, slots=True)
class SourcesView:
    """What the news goes back to, outlets by what they report, origins by what is credited to them."""

    total: int
    kinds: tuple[ShareRow, ...]
    outlets: tuple[ShareRow, ...]
    origins: tuple[ShareRow, ...]
    figures: tuple[Figure, ...]


def sources_view(look: Look, query: Query) -> SourcesView:
    """The outlets and origins of the events of `query`."""
    found = look.finder.events(query, Wanted(0, None, ("outlet", "origin", "source"), MANY))
    kinds = _shares(query, "source", found.facets.get("source", ()), found.total)
    outlets, origins = (
        tuple(
            replace(row, dossier=_dossier(look.knowledge, row.name), kind=kind_called(look.knowledge, row.name))
            for row in _shares(query, name, found.facets.get(name, ()), found.total)
        )
        for name in ("outlet", "origin")
    )
    figures = (figure("origins", ChartAsked(query=query), "Shares of the credited origins"),) if origins else ()
    named = tuple(replace(row, name=words.source(row.name)) for row in kinds)
    return SourcesView(found.total, named, outlets, origins, figures)


def _dossier(knowledge: Knowledge, name: str) -> str | None:
    known = candidates(knowledge, name)
    return entity_url(known[0]) if known else None
