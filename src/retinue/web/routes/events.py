"""One event, and its reports side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.views.compare import compare_view
from retinue.web.views.event import event_view

router = APIRouter()


@router.get("/events/{key}")
def event(request: Request, look: Looking, key: str) -> Response:
    """One event."""
    return page(request, "event.html", event_view(look, key))


@router.get("/events/{key}/compare")
def compare(request: Request, look: Looking, key: str) -> Response:
    """Its reports side by side."""
    return page(request, "compare.html", compare_view(look, key))
