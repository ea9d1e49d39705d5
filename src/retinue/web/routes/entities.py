"""People, firms, bodies, and the offices they hold."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.params import Day, Text
from retinue.web.views.desk import answers_view
from retinue.web.views.entity import entity_view
from retinue.web.views.names import names_view
from retinue.web.views.offices import office_view, offices_view
from retinue.web.views.review import done_view

router = APIRouter()


@router.get("/entities")
def names(request: Request, look: Looking, q: Text = "", kind: Text = "") -> Response:
    """Who takes part in events."""
    return page(request, "names.html", names_view(look, q, kind))


@router.get("/entities/{name:path}")
def entity(request: Request, look: Looking, name: str, done: int | None = None) -> Response:
    """One person, firm, body or outlet."""
    view = entity_view(look, name)
    return page(request, "entity.html", view, answers=answers_view(look, view), done=done_view(look, done))


@router.get("/offices")
def offices(request: Request, look: Looking, q: Text = "", country: Text = "CN", on: Day = None) -> Response:
    """Who holds which office on a day."""
    return page(request, "offices.html", offices_view(look, on or look.today, country, q))


@router.get("/offices/{office}")
def office(request: Request, look: Looking, office: str) -> Response:
    """Who held one office over time."""
    return page(request, "office.html", office_view(look, office))
