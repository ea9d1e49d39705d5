"""Documents and what was said in them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from retinue.store import StatementFilter
from retinue.web.look import Looking
from retinue.web.pages import page
from retinue.web.params import PageNumber, Since, Text, Until
from retinue.web.views.document import document_view
from retinue.web.views.documents import documents_view
from retinue.web.views.statements import statements_view

router = APIRouter()


@router.get("/documents")
def documents(request: Request, look: Looking, q: Text = "", page_number: PageNumber = 1) -> Response:
    """Documents that hold some words."""
    return page(request, "documents.html", documents_view(look, q, page_number))


@router.get("/documents/{doc:path}")
def document(request: Request, look: Looking, doc: str, version: int | None = None) -> Response:
    """One document."""
    return page(request, "document.html", document_view(look, doc, version))


@router.get("/statements")
def statements(
    request: Request, look: Looking, speaker: Text = "", about: Text = "", doc: Text = "",
    since: Since = None, until: Until = None, page_number: PageNumber = 1,
) -> Response:  # fmt: skip
    """What was said, and by whom."""
    wanted = StatementFilter(speaker or None, about or None, doc or None, since, until)
    return page(request, "statements.html", statements_view(look, wanted, page_number))
