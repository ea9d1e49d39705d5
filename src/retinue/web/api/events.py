"""Events, what their reports contradict one another on, and what they add up to over time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Param
from fastapi.responses import Response, StreamingResponse

from retinue.errors import UsageError
from retinue.export import EXPORTERS, Choice, archive, stream
from retinue.export.jsonl import event_model
from retinue.series import By, Series
from retinue.store.find import EVENT_FACETS, Finder, Wanted
from retinue.store.query import Query
from retinue.web.api.answers import API, PROBLEMS, answered
from retinue.web.api.paging import OURS, addresses, given, wanted_of
from retinue.web.api.parameters import CURSOR, FACETS, LIMIT, described
from retinue.web.api.shapes import Countable, EventPage, EventWhole, Suggested
from retinue.web.errors import MissingError
from retinue.web.look import Look, Looking
from retinue.web.views.charts import ChartAsked, series_of
from retinue.web.views.compare import CompareView, compare_view
from retinue.web.views.event import event_view
from retinue.web.views.lists import ClashedView, SourcesView, discrepancies_view, sources_view
from retinue.web.views.planned import PlannedView, planned_view
from retinue.web.views.review import seen_of
from retinue.web.views.rows import event_row

router = APIRouter(prefix=API, responses=PROBLEMS, tags=["events"])


def _query(request: Request) -> Query:
    return Query.parse(given(request), OURS)


Questioned = Annotated[Query, Depends(_query)]
WHOLE = described(Query, CURSOR, LIMIT, FACETS[Query])


@router.get("/events", responses={200: {"model": EventPage}}, openapi_extra=WHOLE)
def events(request: Request, look: Looking, query: Questioned) -> Response:
    """Fused events that fit all filters, a page at a time, with counts of the facets asked for."""
    return answered(request, event_page(request, look, query, wanted_of(request, EVENT_FACETS)))


def event_page(request: Request, look: Look, query: Query, wanted: Wanted) -> EventPage:
    """One page of events."""
    found = look.finder.events(query, wanted)
    following, previous = addresses(request, found)
    return EventPage(
        total=found.total, first=found.first, next=following, previous=previous, facets=counted(found.facets),
        instead=tuple(Suggested(field=i.field, given=i.given, value=i.value, label=i.label) for i in found.instead),
        items=tuple(event_row(one) for one in look.happenings(found.keys)),
    )  # fmt: skip


def counted(facets: Any) -> dict[str, tuple[Countable, ...]]:
    """Facets as the API shows them."""
    return {
        name: tuple(Countable(value=c.value, label=c.label, count=c.count, chosen=c.chosen) for c in values)
        for name, values in facets.items()
    }


@router.get("/events/{key}", responses={200: {"model": EventWhole}})
def event(request: Request, look: Looking, key: str) -> Response:
    """One event by its key, or by a part of it that only one bears: every field with what each report says of it."""
    shown = event_view(look, key)
    happening = look.store.happening(shown.event.key)
    if happening is None:
        raise MissingError(f"“{key}” is gone since you asked.")
    first, changed = look.finder.moments([happening.key]).get(happening.key, (None, None))
    version = seen_of(look.store, happening)
    whole = EventWhole(
        version=version, event=event_model(happening), confidence=happening.confidence, reasons=happening.reasons,
        first_seen=first, changed=changed, shown=shown,
    )  # fmt: skip
    return answered(request, whole, version=version)


@router.get("/events/{key}/compare", responses={200: {"model": CompareView}})
def compare(request: Request, look: Looking, key: str, page: Annotated[int, Param(ge=1, le=10_000)] = 1) -> Response:
    """Its reports side by side, eight on a page: what each gives for every field, and the words that differ."""
    return answered(request, compare_view(look, key, page))


@router.get(
    "/discrepancies", responses={200: {"model": ClashedView}}, openapi_extra=described(Query, CURSOR), tags=["views"]
)
def discrepancies(request: Request, look: Looking, query: Questioned) -> Response:
    """Events whose reports contradict one another, the most contradicted first: who says what."""
    return answered(request, discrepancies_view(look, query, request.query_params.get("cursor") or None))


@router.get("/planned", responses={200: {"model": PlannedView}}, openapi_extra=described(Query), tags=["views"])
def planned(request: Request, look: Looking, query: Questioned) -> Response:
    """What reports announce for later: what is to come, what has no day, and what should have come by now."""
    return answered(request, planned_view(look, query))


@router.get("/sources", responses={200: {"model": SourcesView}}, openapi_extra=described(Query), tags=["views"])
def sources(request: Request, look: Looking, query: Questioned) -> Response:
    """Outlets by what they report, and origins by what is credited to them, among the events that fit."""
    return answered(request, sources_view(look, query))


Subject = Annotated[
    str,
    Param(max_length=500, description="A name or an id.", openapi_examples={"a firm": {"value": "hikvision"}}),
]


@router.get("/series", responses={200: {"model": Series}}, tags=["views"])
def series(request: Request, look: Looking, of: Subject, by: By = By.MONTH) -> Response:
    """Support, control and restriction of one firm, sector, body, place, person, country or theme over time."""
    return answered(request, series_of(look, ChartAsked(of, by)))


FORMAT: dict[str, Any] = {
    "name": "format", "in": "query", "required": True, "description": "Form of the files.",
    "schema": {"type": "string", "enum": list(EXPORTERS)},
}  # fmt: skip
FILE: dict[str, Any] = {
    "name": "file", "in": "query", "required": False,
    "description": "One file of the format; all of them as a zip archive unless told.",
    "schema": {"type": "string", "enum": sorted({part.name for e in EXPORTERS.values() for part in e.parts})},
}  # fmt: skip
FILES = {
    "description": "The file, or a zip archive.",
    "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
}


@router.get(
    "/export", responses={200: FILES}, openapi_extra=described(Query, FORMAT, FILE), response_class=StreamingResponse
)
def export(request: Request, look: Looking) -> Response:
    """The events that fit, and the documents that tell them, as a download that is made while it is sent."""
    query = Query.parse(given(request), ("format", "file"))
    format_, file = (request.query_params.get(name) or "" for name in ("format", "file"))
    if format_ not in EXPORTERS:
        raise UsageError(f"there is no format {format_[:80]!r}; there are {', '.join(EXPORTERS)}")
    parts = {part.name: part.media_type for part in EXPORTERS[format_].parts}
    if file and file not in parts:
        raise MissingError(f"Format {format_} has no file {file[:80]!r}; it has {', '.join(parts)}.")
    if len(parts) == 1:
        file = next(iter(parts))
    name, media = (file, parts.get(file, "")) if file else (f"retinue-{format_}.zip", "application/zip")
    choice = _choice(look, look.finder, query)
    chunks = stream(look.store, format_, file, choice) if file else archive(look.store, format_, choice)
    return StreamingResponse(
        chunks, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _choice(look: Look, finder: Finder, query: Query) -> Choice:
    def knowledge() -> Any:
        return look.knowledge

    # Without a filter everything is wanted, documents that tell of no event too.
    return (
        Choice(tuple(finder.keys(query)), knowledge)
        if query.without("sort") != Query()
        else Choice(knowledge=knowledge)
    )
