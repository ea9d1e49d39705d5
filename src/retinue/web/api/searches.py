"""Searches kept by name: the watch list."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.errors import UsageError
from retinue.store import SavedSearch, Store
from retinue.store.query import Query
from retinue.web.api.answers import API, PROBLEMS, answered
from retinue.web.api.shapes import Save, Saved, SavedPage
from retinue.web.errors import MissingError
from retinue.web.look import Looking, Reader
from retinue.web.visitor import visitor_of

router = APIRouter(prefix=f"{API}/searches", responses=PROBLEMS, tags=["searches"])
LARGEST = 2**63 - 1  # number of a row


@router.get("", responses={200: {"model": SavedPage}})
def searches(request: Request, look: Looking) -> Response:
    """All searches kept, by name."""
    return answered(request, SavedPage(items=tuple(map(_shown, look.store.searches()))))


@router.post(
    "", status_code=201, responses={201: {"model": Saved}, 403: PROBLEMS[400], 413: PROBLEMS[400], 415: PROBLEMS[400]}
)
def save(request: Request, look: Looking, wanted: Save) -> Response:
    """Keep a search under a name; the same person's earlier one of that name gives way."""
    query = Query.parse(parse_qsl(wanted.query.lstrip("?"), keep_blank_values=True))
    name = wanted.name.replace("\0", " ").strip()
    if not name:
        raise UsageError("a search needs a name")
    with _writer(request) as store:
        kept = store.save_search(name, urlencode(query.pairs()), _who(request))
    answer = answered(request, _shown(kept), Saved)
    answer.status_code = 201
    return answer


@router.delete("/{number}", status_code=204, response_class=Response, responses={403: PROBLEMS[400]})
def forget(request: Request, look: Looking, number: int) -> Response:
    """Let a kept search go."""
    with _writer(request) as store:
        if not 0 <= number <= LARGEST or not store.forget_search(number):
            raise MissingError(f"There is no search {number}.")
    return Response(status_code=204)


def _who(request: Request) -> str:
    return visitor_of(request).name


def _writer(request: Request) -> Store:
    reader: Reader = request.app.state.reader
    return Store.open(reader.settings.database)


def _shown(kept: SavedSearch) -> Saved:
    asked = f"?{kept.query}" if kept.query else ""
    return Saved(
        id=kept.id, name=kept.name, query=kept.query, by=kept.by, at=kept.at, page=f"/search{asked}",
        atom=f"{API}/feed.atom{asked}", feed=f"{API}/feed.json{asked}", calendar=f"{API}/events.ics{asked}",
    )  # fmt: skip
