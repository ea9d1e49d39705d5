"""What people decide, sent by programs: each a judgement like those of the pages, kept once, and never blindly."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request
from fastapi.responses import Response

from retinue.errors import UsageError
from retinue.judge import Desk, Kept, kept
from retinue.judge.find import find
from retinue.model import Party
from retinue.store.judgements import requested
from retinue.web.api.answers import API, PROBLEMS, answered
from retinue.web.api.decisions import (
    Accept,
    Correct,
    Decision,
    JudgementBrief,
    JudgementPage,
    Merge,
    Reject,
    Resolve,
    Split,
    Undo,
)
from retinue.web.api.paging import sliced
from retinue.web.api.people import Cursor, Limit
from retinue.web.deciding import keep, settle
from retinue.web.errors import MissingError, UnkeptError
from retinue.web.look import Look, Looking
from retinue.web.views.review import done_of, seen_of
from retinue.web.visitor import visitor_of

router = APIRouter(prefix=f"{API}/judgements", responses=PROBLEMS, tags=["judgements"])
LAST = 2**31 - 1
NAME = re.compile(r"[!-~]{0,100}", re.ASCII)
VERSION = re.compile(r'(?:W/)?"?([0-9a-f]{16})(?:-[0-9a-f]+)?"?', re.ASCII)
MATCH = (
    "`version` or `ETag` of each event decided on, as they were read, separated by commas; `*` for whatever they are "
    "now. Needed for all but `resolve` and `undo`."
)
KEY = "A name of your own for what you send: sent again under it, it is kept once, and answered with 200."
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {**PROBLEMS[400], "description": told}
    for status, told in {
        401: "Log in first, or show the token of a program.",
        403: "A reader decides nothing; pages of other sites don't either.",
        412: "The event is no longer as it was read. Nothing was kept.",
        413: "Too large.",
        415: "Not JSON.",
        422: "Something else was sent under this Idempotency-Key. Nothing was kept.",
        428: "If-Match is missing. Nothing was kept.",
    }.items()
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": JudgementBrief, "description": "It was kept before, under this Idempotency-Key."},
    201: {"model": JudgementBrief, "description": "It is kept."},
}
Number = Annotated[int, Path(ge=1, le=LAST)]


@router.get("", responses={200: {"model": JudgementPage}})
def judgements(request: Request, look: Looking, cursor: Cursor = "", limit: Limit = 25) -> Response:
    """What people decided, the latest first, each with what has become of it."""
    part = sliced(request, ())
    found, waits = kept(look.store)[::-1], look.store.needs_fusing()
    following, previous = part.addresses(more=len(found) > part.start + part.limit)
    rows = tuple(_brief(one, waits=waits) for one in found[part.start : part.start + part.limit])
    return answered(request, JudgementPage(total=len(found), next=following, previous=previous, items=rows))


@router.get("/{number}", responses={200: {"model": JudgementBrief}})
def judgement(request: Request, look: Looking, number: Number) -> Response:
    """One judgement as it stands now."""
    return answered(request, _one(look, number))


@router.post("", status_code=201, responses=ANSWERS | REFUSALS)
def decide(
    request: Request,
    look: Looking,
    decision: Decision,
    if_match: Annotated[str, Header(max_length=2000, description=MATCH)] = "",
    idempotency_key: Annotated[str, Header(max_length=100, description=KEY)] = "",
) -> Response:
    """Decide on an event or a name; events follow at once where they can. Answers with the judgement as it stands."""
    sent = _sent(decision, idempotency_key)
    number = _before(look, visitor_of(request).name, sent) if sent else None
    status = 200 if number else 201
    if not number:
        number = keep(request, look, lambda desk: _decided(replace(desk, request=sent), decision, if_match))
        settle(request)
    answer = answered(request, _one(look, number))
    answer.status_code = status
    answer.headers["Location"] = f"{API}/judgements/{number}"
    return answer


def _sent(decision: Decision, name: str) -> str | None:
    """The name of what is sent, with its digest; None where it has no name. Raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError("Idempotency-Key may hold letters, digits and signs of ASCII, without spaces")
    digest = hashlib.blake2b(decision.model_dump_json().encode(), digest_size=12).hexdigest()
    return f"{name} {digest}" if name else None


def _before(look: Look, by: str, sent: str) -> int | None:
    """The judgement that the same person sent before under the same name. Raises UnkeptError if it was another."""
    with look.store.reading() as connection:
        found = requested(connection, by, sent)
    if found and found[1] != sent:
        raise UnkeptError(422, f"Judgement {found[0]} has this Idempotency-Key, and it says something else.")
    return found[0] if found else None


# ------------------------------------------------------------------------------------------ deciding
def _decided(desk: Desk, one: Decision, if_match: str) -> int:
    """Let the desk keep it; its number. Raises UnkeptError when the events are not as they were read."""
    match one:
        case Accept() | Reject() | Correct() | Split():
            _as_read(desk, [one.event], if_match)
        case Merge():
            _as_read(desk, one.events, if_match)
    match one:
        case Accept():
            return desk.accept(one.event, one.reason)
        case Reject():
            return desk.reject(one.event, one.reason)
        case Correct():
            return desk.correct(one.event, one.field, one.values, one.reason, one.taken_as)
        case Merge():
            return desk.merge(one.events, one.reason)
        case Split():
            return desk.split(one.event, one.reports, one.reason)
        case Resolve():
            return desk.resolve(one.name, one.answer, one.reason)
        case Undo():
            return desk.undo(one.judgement, one.reason)


def _as_read(desk: Desk, names: Sequence[str], if_match: str) -> None:
    if not if_match.strip():
        raise UnkeptError(
            428, "Send If-Match with the version of each event you decide on; GET /api/v1/events/KEY has it."
        )
    if if_match.strip() == "*":
        return
    parts = [VERSION.fullmatch(part.strip()) for part in if_match.split(",")]
    versions = {part[1] for part in parts if part}
    for name in names:
        happening = find(desk.store, name).happening
        if seen_of(desk.store, happening) not in versions:
            raise UnkeptError(
                412, f"The event {happening.key} is not as If-Match has it: reports came, or somebody decided. "
                "Nothing was kept. Read it again, and decide on what it says then."
            )  # fmt: skip


# ------------------------------------------------------------------------------------------- showing
def _one(look: Look, number: int) -> JudgementBrief:
    found = next((one for one in kept(look.store) if one.judgement.id == number), None)
    if found is None:
        raise MissingError(f"There is no judgement {number}.")
    return _brief(found, waits=look.store.needs_fusing())


def _brief(one: Kept, *, waits: bool) -> JudgementBrief:
    j, shown = one.judgement, done_of(one)
    return JudgementBrief(
        judgement=j.id, kind=j.kind, what=shown.what, events=one.keys, field=j.field,
        values=tuple(value.name if isinstance(value, Party) else value for value in j.value),
        reports=tuple(passage.ref for passage in j.reports), undoes=j.undoes, by=j.by, at=j.at, reason=j.reason,
        state=str(one.outcome.state), why=one.outcome.why, waits=waits,
    )  # fmt: skip
