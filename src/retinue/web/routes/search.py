"""The start page and the search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from retinue.store.query import Query
from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.views.lists import discrepancies_view, map_view, sources_view
from retinue.web.views.planned import planned_view
from retinue.web.views.search import search_view

router = APIRouter()
OURS = ("cursor", "done")  # parameters of the page, not of the search


def _query(request: Request) -> Query:
    return Query.parse(request.query_params.multi_items(), OURS)


Asked = Annotated[Query, Depends(_query)]


@router.get("/")
@router.get("/search")
def search(request: Request, look: Looking, query: Asked, cursor: str = "") -> Response:
    """Events, filtered and counted."""
    return page(request, "search.html", search_view(look, query, cursor or None))


@router.get("/discrepancies")
def discrepancies(request: Request, look: Looking, query: Asked, cursor: str = "") -> Response:
    """Events whose reports contradict one another."""
    return page(request, "discrepancies.html", discrepancies_view(look, query, cursor or None))


@router.get("/planned")
def planned(request: Request, look: Looking, query: Asked) -> Response:
    """What is announced for later."""
    return page(request, "planned.html", planned_view(look, query))


@router.get("/map")
def map_(request: Request, look: Looking, query: Asked) -> Response:
    """Where events took place."""
    return page(request, "map.html", map_view(look, query))


@router.get("/sources")
def sources(request: Request, look: Looking, query: Asked) -> Response:
    """Outlets and the origins they credit."""
    return page(request, "sources.html", sources_view(look, query))
