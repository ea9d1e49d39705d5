"""How the record is doing."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue import __version__
from retinue.store import Page
from retinue.web.api.answers import API, PROBLEMS, answered
from retinue.web.api.paging import sliced
from retinue.web.api.people import Cursor, Limit
from retinue.web.api.shapes import Health, ProblemPage
from retinue.web.look import Looking
from retinue.web.views.state import StatusView, problem_row, status_view

router = APIRouter(responses=PROBLEMS, tags=["record"])


@router.get("/healthz", responses={200: {"model": Health}})
def healthz(request: Request, look: Looking) -> Response:
    """Whether the record can be read; 503 with the reason when it can't."""
    held = look.finder.held()
    health = Health(
        status="ok", version=__version__, events=len(held.events.rows), documents=len(held.documents.rows)
    )
    return answered(request, health)


@router.get(f"{API}/status", responses={200: {"model": StatusView}})
def status(request: Request, look: Looking) -> Response:
    """How much the record holds and how the last run ended."""
    return answered(request, status_view(look))


@router.get(f"{API}/problems", responses={200: {"model": ProblemPage}})
def problems(request: Request, look: Looking, cursor: Cursor = "", limit: Limit = 25) -> Response:
    """Documents that could not be read, the latest seen first."""
    part = sliced(request, ())
    found = look.store.problems(Page(part.limit + 1, part.start))
    following, previous = part.addresses(more=len(found) > part.limit)
    rows = tuple(problem_row(one) for one in found[: part.limit])
    total = look.finder.counts().problems
    return answered(request, ProblemPage(total=total, next=following, previous=previous, items=rows))
