"""Searches kept by name: listed, kept, let go. Forms post here, so that all works without script."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from retinue.errors import UsageError
from retinue.store import Store
from retinue.store.query import Query
from retinue.web.forms import Filled
from retinue.web.look import Looking, Reader
from retinue.web.pages import page
from retinue.web.views.searches import searches_view
from retinue.web.visitor import visitor_of

router = APIRouter()


@router.get("/searches")
def searches(request: Request, look: Looking) -> Response:
    """All searches kept."""
    return page(request, "searches.html", searches_view(look))


@router.post("/searches")
def keep(request: Request, look: Looking, form: Filled) -> Response:
    """Keep a search under a name."""
    query = Query.parse(parse_qsl(form.get("query").lstrip("?")))
    if not (name := form.get("name")[:200]):
        raise UsageError("A search needs a name.")
    with _writer(request) as store:
        store.save_search(name, urlencode(query.pairs()), visitor_of(request).name)
    return RedirectResponse("/searches", 303)


@router.post("/searches/forget")
def forget(request: Request, look: Looking, form: Filled) -> Response:
    """Let a kept search go."""
    number = form.get("number")
    if number.isascii() and number.isdigit() and len(number) < 19:
        with _writer(request) as store:
            store.forget_search(int(number))
    return RedirectResponse("/searches", 303)


def _writer(request: Request) -> Store:
    reader: Reader = request.app.state.reader
    return Store.open(reader.settings.database)
