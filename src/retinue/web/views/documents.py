"""Documents that hold some words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retinue.store import Hit, Page
from retinue.web import words
from retinue.web.links import document_url
from retinue.web.look import Look
from retinue.web.paging import Pager, pager

__all__ = ["DocumentRow", "DocumentsView", "document_row", "documents_view"]

ROWS = 25
_FOUND = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that holds the words; `excerpt` is (text, whether it was searched for)."""

    doc: str
    url: str
    title: str
    published: str
    excerpt: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """Documents found; none was asked for while `words` is empty."""

    words: str
    rows: tuple[DocumentRow, ...]
    pages: Pager


def document_row(hit: Hit) -> DocumentRow:
    """What a list shows of a document found."""
    parts = _FOUND.split(hit.excerpt)
    excerpt = tuple((part, bool(number % 2)) for number, part in enumerate(parts) if part)
    return DocumentRow(hit.doc, document_url(hit.doc), hit.title or hit.doc, words.day(hit.published), excerpt)


def documents_view(look: Look, sought: str, page: int = 1) -> DocumentsView:
    """Current documents that hold every word and "quoted phrase" sought, best first."""
    found = look.store.search(sought, Page(ROWS + 1, (page - 1) * ROWS)) if sought.strip() else ()
    rows = tuple(document_row(hit) for hit in found[:ROWS])
    return DocumentsView(sought, rows, pager("/documents", {"q": sought}, page, more=len(found) > ROWS))
