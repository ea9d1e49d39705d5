"""Documents: the latest, or those that hold some words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retinue.store import Hit, Page
from retinue.store.find import Wanted
from retinue.store.query import DocumentQuery
from retinue.web import words
from retinue.web.links import document_url
from retinue.web.look import Look
from retinue.web.paging import Pager, pager

__all__ = ["DocumentRow", "DocumentsView", "document_row", "documents_view"]

ROWS = 25
_FOUND = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document; `excerpt` is (text, whether it was searched for), `events` how many it tells, if that is known."""

    doc: str
    url: str
    title: str
    published: str
    excerpt: tuple[tuple[str, bool], ...]
    publisher: str | None = None
    events: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """Documents that hold `words`, best first; the latest of all while it is empty, `total` in number."""

    words: str
    total: int | None
    rows: tuple[DocumentRow, ...]
    pages: Pager


def document_row(hit: Hit) -> DocumentRow:
    """What a list shows of a document found."""
    parts = _FOUND.split(hit.excerpt)
    excerpt = tuple((part, bool(number % 2)) for number, part in enumerate(parts) if part)
    return DocumentRow(hit.doc, document_url(hit.doc), hit.title or hit.doc, words.day(hit.published), excerpt)


def documents_view(look: Look, sought: str, page: int = 1) -> DocumentsView:
    """Current documents that hold every word and "quoted phrase" sought, best first; without any, the latest."""
    if not sought.strip():
        return _latest(look, page)
    found = look.store.search(sought, Page(ROWS + 1, (page - 1) * ROWS))
    rows = tuple(document_row(hit) for hit in found[:ROWS])
    return DocumentsView(sought, None, rows, pager("/documents", {"q": sought}, page, more=len(found) > ROWS))


def _latest(look: Look, page: int) -> DocumentsView:
    found = look.finder.documents(DocumentQuery(), Wanted(ROWS, skip=(page - 1) * ROWS))
    rows = tuple(
        DocumentRow(
            one.doc, document_url(one.doc), one.title or one.doc, words.day(one.published), (), one.publisher,
            one.events,
        )
        for one in look.finder.briefs(found.keys)
    )  # fmt: skip
    return DocumentsView("", found.total, rows, pager("/documents", {}, page, more=found.next is not None))
