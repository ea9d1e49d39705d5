"""Documents, and what was said in them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from retinue.errors import UsageError
from retinue.export.jsonl import document_model
from retinue.store import SaidQuery
from retinue.store.find import DOCUMENT_FACETS
from retinue.store.query import DocumentQuery
from retinue.web.api.answers import API, PROBLEMS, answered
from retinue.web.api.events import counted
from retinue.web.api.paging import OURS, addresses, given, wanted_of
from retinue.web.api.parameters import CURSOR, FACETS, LIMIT, described
from retinue.web.api.shapes import (
    DocumentBrief,
    DocumentPage,
    DocumentWhole,
    DroppedBlock,
    StatementBrief,
    StatementPage,
    VersionBrief,
)
from retinue.web.errors import MissingError
from retinue.web.links import document_url
from retinue.web.look import Looking

router = APIRouter(prefix=API, responses=PROBLEMS, tags=["documents"])


def _query(request: Request) -> DocumentQuery:
    return DocumentQuery.parse(given(request), OURS)


Questioned = Annotated[DocumentQuery, Depends(_query)]
WHOLE = described(DocumentQuery, CURSOR, LIMIT, FACETS[DocumentQuery])


@router.get("/documents", responses={200: {"model": DocumentPage}}, openapi_extra=WHOLE)
def documents(request: Request, look: Looking, query: Questioned) -> Response:
    """Current documents that fit all filters, with the place where they hold the words."""
    found = look.finder.documents(query, wanted_of(request, DOCUMENT_FACETS))
    following, previous = addresses(request, found)
    page = DocumentPage(
        total=found.total, first=found.first, next=following, previous=previous, facets=counted(found.facets),
        instead=(), items=tuple(_brief(one) for one in look.finder.briefs(found.keys, query.text)),
    )  # fmt: skip
    return answered(request, page)


def _brief(row: Any) -> DocumentBrief:
    return DocumentBrief(
        doc=row.doc, url=document_url(row.doc), title=row.title, published=row.published, publisher=row.publisher,
        language=row.language, source=row.source, events=row.events, excerpt=row.excerpt,
    )  # fmt: skip


@router.get("/documents/{doc:path}", responses={200: {"model": DocumentWhole}})
def document(request: Request, look: Looking, doc: str) -> Response:
    """One document in its current version: text, entities, events, statements, listings, and what was left out."""
    record = look.store.record(doc)
    if record is None:
        raise MissingError(f"No document is called “{doc}”.")
    whole = DocumentWhole(
        document=document_model(record, look.store.keys_in(doc)),
        dropped=tuple(
            DroppedBlock(text=d.text, reason=d.reason, line=d.line, after=d.after) for d in record.article.dropped
        ),
        versions=tuple(
            VersionBrief(number=v.number, current=v.current, sha256=v.sha256, code=v.code, read_at=v.read_at)
            for v in look.store.versions(doc)
        ),
    )
    return answered(request, whole)


def _one(name: str, description: str) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": 500}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


BEARER = "Knowledge id or whole name of"
SAID = (_one("speaker", f"{BEARER} who said it."), _one("about", f"{BEARER} somebody it is about."))


@router.get(
    "/statements",
    responses={200: {"model": StatementPage}},
    openapi_extra=described(DocumentQuery, *SAID, CURSOR, LIMIT),
)
def statements(request: Request, look: Looking) -> Response:
    """Reported speech in the documents that fit all filters; a page holds that of up to `limit` documents."""
    query = DocumentQuery.parse(given(request), (*OURS, "speaker", "about"))
    said = SaidQuery(*(_named(request, name) for name in ("speaker", "about")))
    found, rows = look.finder.statements(query, said, wanted_of(request, ()))
    following, previous = addresses(request, found)
    items = tuple(
        StatementBrief(
            doc=one.doc, published=one.published, publisher=one.publisher, speaker=one.speaker, office=one.office,
            kind=one.kind, cue=one.cue, content=one.content, span=one.span, about=one.about,
        )
        for one in rows
    )  # fmt: skip
    return answered(request, StatementPage(next=following, previous=previous, items=items))


def _named(request: Request, name: str) -> str | None:
    value = (request.query_params.get(name) or "").replace("\0", " ").strip()
    if len(value) > 500:
        raise UsageError(f"{name} is longer than 500 characters; shorten it")
    return value or None
