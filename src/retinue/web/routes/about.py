"""How the record is doing, what could not be read, how to use all this, and how it looks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from retinue.web.links import local
from retinue.web.look import Looking
from retinue.web.pages import THEMES, page
from retinue.web.params import PageNumber
from retinue.web.views.about import help_view
from retinue.web.views.state import problems_view, status_view

router = APIRouter()
YEAR = 365 * 24 * 3600  # seconds that the browser remembers the look for


@router.get("/status")
def status(request: Request, look: Looking) -> Response:
    """The state of the record."""
    return page(request, "status.html", status_view(look))


@router.get("/problems")
def problems(request: Request, look: Looking, page_number: PageNumber = 1) -> Response:
    """Documents that could not be read."""
    return page(request, "problems.html", problems_view(look, page_number))


@router.get("/help")
def help_(request: Request) -> Response:
    """Method, marks and keys."""
    return page(request, "help.html", help_view())


@router.get("/theme")
def theme(to: str = "", back: str = "/") -> Response:
    """Remember whether pages are light, dark, or as the system says; then go back."""
    answer = RedirectResponse(local(back), 303)
    if to in THEMES:
        answer.set_cookie("theme", to, max_age=YEAR, httponly=True, samesite="lax")
    else:
        answer.delete_cookie("theme")
    return answer
