"""What was said, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.store import Page, Said, SaidQuery, StatementFilter
from retinue.store.find import Wanted
from retinue.store.query import DocumentQuery
from retinue.web import words
from retinue.web.links import document_url, entity_url
from retinue.web.look import Look
from retinue.web.paging import Pager, pager

__all__ = ["StatementRow", "StatementsView", "statement_row", "statements_view"]

ROWS = 30


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement; `about` are (name, url) of those it speaks of."""

    doc: str
    url: str
    published: str
    publisher: str | None
    speaker: str
    speaker_url: str
    office: str | None
    kind: str
    cue: str | None
    content: str
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """A page of statements, the latest first."""

    wanted: StatementFilter
    rows: tuple[StatementRow, ...]
    pages: Pager


def statement_row(said: Said) -> StatementRow:
    """What a list shows of a statement."""
    return StatementRow(
        said.doc, document_url(said.doc), words.day(said.published), said.publisher, said.speaker,
        entity_url(None, said.speaker), said.office, said.kind, said.cue, said.content,
        tuple((name, entity_url(None, name)) for name in said.about),
    )  # fmt: skip


def statements_view(look: Look, wanted: StatementFilter, page: int = 1) -> StatementsView:
    """Statements that `wanted` matches."""
    found, more = _exactly(look, wanted, page)
    if not found:
        some = look.store.statements(wanted, Page(ROWS + 1, (page - 1) * ROWS))
        found, more = some[:ROWS], len(some) > ROWS
    given = {name: str(value) for name in ("speaker", "about", "doc") if (value := getattr(wanted, name))}
    given |= {p: str(v) for p, v in (("from", wanted.since), ("to", wanted.until)) if v}
    rows = tuple(statement_row(one) for one in found)
    return StatementsView(wanted, rows, pager("/statements", given, page, more=more))


def _exactly(look: Look, wanted: StatementFilter, page: int) -> tuple[tuple[Said, ...], bool]:
    """Those of a page of documents, whoever is named being called exactly so: by index, however large the record."""
    if wanted.doc is not None:
        return (), False
    documents = DocumentQuery(since=wanted.since, until=wanted.until)
    named = SaidQuery(wanted.speaker, wanted.about)
    found, said = look.finder.statements(documents, named, Wanted(ROWS, skip=(page - 1) * ROWS))
    return said, found.next is not None
