"""Searches kept by name: listed, kept, let go. Forms post here, so that all works without script."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from retinue.errors import UsageError
from retinue.store import Store
from retinue.store.query import Query
from retinue.web.look import Looking, Reader
from retinue.web.pages import page
from retinue.web.views.searches import searches_view

router = APIRouter()
LARGEST = 20_000  # bytes of a form


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that one of our own pages sent. Raises UsageError for any other."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise UsageError("Only pages of this server may change what it keeps.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise UsageError("The form is too long.")
    return {name: values[-1].strip() for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


Filled = Annotated[dict[str, str], Depends(_form)]


@router.get("/searches")
def searches(request: Request, look: Looking) -> Response:
    """All searches kept."""
    return page(request, "searches.html", searches_view(look))


@router.post("/searches")
def keep(request: Request, look: Looking, form: Filled) -> Response:
    """Keep a search under a name."""
    query = Query.parse(parse_qsl(form.get("query", "").lstrip("?")))
    if not (name := form.get("name", "").replace("\0", " ")[:200]):
        raise UsageError("A search needs a name.")
    with _writer(request) as store:
        store.save_search(name, urlencode(query.pairs()), str(getattr(request.state, "user", None) or "local"))
    return RedirectResponse("/searches", 303)


@router.post("/searches/forget")
def forget(request: Request, look: Looking, form: Filled) -> Response:
    """Let a kept search go."""
    number = form.get("number", "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        with _writer(request) as store:
            store.forget_search(int(number))
    return RedirectResponse("/searches", 303)


def _writer(request: Request) -> Store:
    reader: Reader = request.app.state.reader
    return Store.open(reader.settings.database)
