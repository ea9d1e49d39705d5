"""One event, and its reports side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.params import PageNumber
from retinue.web.views.compare import compare_view
from retinue.web.views.desk import desk_view
from retinue.web.views.event import event_view
from retinue.web.views.review import done_view
from retinue.web.visitor import visitor_of

router = APIRouter()


@router.get("/events/{key}")
def event(request: Request, look: Looking, key: str, done: int | None = None) -> Response:
    """One event, what was just decided on it, and for those who may what can be."""
    view = event_view(look, key)
    desk = desk_view(look, view.event.key) if visitor_of(request).may_decide else None
    return page(request, "event.html", view, desk=desk, done=done_view(look, done))


@router.get("/events/{key}/compare")
def compare(request: Request, look: Looking, key: str, page_number: PageNumber = 1) -> Response:
    """Its reports side by side."""
    return page(request, "compare.html", compare_view(look, key, page_number))
