"""The start page and the search."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.store import EventFilter
from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.views.search import search_view

router = APIRouter()


@router.get("/")
@router.get("/search")
def search(request: Request, look: Looking) -> Response:
    """Events, filtered and counted."""
    return page(request, "search.html", search_view(look, EventFilter()))
