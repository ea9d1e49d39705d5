"""Where people decide: the queue, what was decided, and the forms that decide. Each calls one method of a `Desk`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from retinue.errors import UsageError
from retinue.judge import Desk
from retinue.model import EntityType
from retinue.store.query import Query
from retinue.web.deciding import decide
from retinue.web.forms import Filled, Form
from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.params import PageNumber
from retinue.web.views.review import done_view, judgements_view, review_view

router = APIRouter()
OURS = ("cursor", "done")  # parameters of the page, not of the search
LAST = 2**31


def _query(request: Request) -> Query:
    return Query.parse(request.query_params.multi_items(), OURS)


Number = Annotated[int, Path(ge=1, le=LAST)]


@router.get("/review")
def review(
    request: Request,
    look: Looking,
    query: Annotated[Query, Depends(_query)],
    cursor: str = "",
    done: int | None = None,
) -> Response:
    """Events that a decision would change most."""
    return page(request, "review.html", review_view(look, query, cursor or None), done=done_view(look, done))


@router.get("/judgements")
def judgements(request: Request, look: Looking, page_number: PageNumber = 1, done: int | None = None) -> Response:
    """What people decided, the latest first."""
    return page(request, "judgements.html", judgements_view(look, page_number), done=done_view(look, done))


@router.post("/events/{key}/accept")
def accept(request: Request, look: Looking, form: Filled, key: str) -> Response:
    """The event is as the record tells it."""
    return decide(request, look, form, lambda desk: desk.accept(key, form.reason))


@router.post("/events/{key}/reject")
def reject(request: Request, look: Looking, form: Filled, key: str) -> Response:
    """There is no such event."""
    return decide(request, look, form, lambda desk: desk.reject(key, form.reason))


@router.post("/events/{key}/misread")
def misread(request: Request, look: Looking, form: Filled, key: str) -> Response:
    """A report was misread and tells nothing of the kind."""
    return decide(request, look, form, lambda desk: desk.reject(form.get("report"), form.reason))


@router.post("/events/{key}/correct")
def correct(request: Request, look: Looking, form: Filled, key: str) -> Response:
    """A field says something else, of the event or of one report."""
    return decide(request, look, form, lambda desk: _correct(desk, form, key))


def _correct(desk: Desk, form: Form, key: str) -> int:
    values = form.all("use") or form.lines("values")
    kind = form.get("as")
    if kind and kind not in set(EntityType):
        raise UsageError(f"{kind!r} is no kind of party.")
    return desk.correct(
        form.get("of") or key, form.get("field"), values, form.reason, EntityType(kind) if kind else None
    )


@router.post("/events/{key}/split")
def split(request: Request, look: Looking, form: Filled, key: str) -> Response:
    """The ticked reports tell another event."""
    return decide(request, look, form, lambda desk: desk.split(key, form.all("report"), form.reason))


@router.post("/events/merge")
def merge(request: Request, look: Looking, form: Filled) -> Response:
    """The named events are one."""
    return decide(request, look, form, lambda desk: desk.merge(form.all("name"), form.reason))


@router.post("/judgements/{number}/undo")
def undo(request: Request, look: Looking, form: Filled, number: Number) -> Response:
    """Take a judgement back."""
    return decide(request, look, form, lambda desk: desk.undo(number, form.reason))


@router.post("/names/resolve")
def resolve(request: Request, look: Looking, form: Filled) -> Response:
    """Say who a name is."""
    answer = form.get("use") or form.get("answer")
    return decide(request, look, form, lambda desk: desk.resolve(form.get("name"), answer, form.reason))
