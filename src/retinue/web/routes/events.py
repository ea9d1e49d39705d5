"""One event, and its reports side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.views.event import event_view

router = APIRouter()


@router.get("/events/{key}")
def event(request: Request, look: Looking, key: str) -> Response:
    """One event."""
    return page(request, "event.html", event_view(look, key))
