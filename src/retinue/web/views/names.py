"""Who is in the record: names found by a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retinue.knowledge import Knowledge, candidates
from retinue.store import Page
from retinue.web.links import entity_url
from retinue.web.look import Look
from retinue.web.paging import Pager, pager

__all__ = ["NameRow", "NamesView", "names_view"]

ROWS = 50


@dataclass(frozen=True, slots=True)
class NameRow:
    """Somebody in the record, and in how many documents."""

    name: str
    type: str
    known: str | None
    url: str
    documents: int


@dataclass(frozen=True, slots=True)
class NamesView:
    """A page of names, the most frequent first; `known` are (name, url) of others whom the knowledge calls so."""

    words: str
    rows: tuple[NameRow, ...]
    pages: Pager
    known: tuple[tuple[str, str], ...]


def names_view(look: Look, sought: str, page: int = 1) -> NamesView:
    """Entities whose name or alias holds `sought`; all when it is empty."""
    found = look.store.names(sought, Page(ROWS + 1, (page - 1) * ROWS))
    rows = [NameRow(n.name, n.type.value, n.known, entity_url(n.known, n.name), n.documents) for n in found[:ROWS]]
    others = tuple(_known(look.knowledge, sought)) if sought and not rows else ()
    return NamesView(sought, tuple(rows), pager("/entities", {"q": sought}, page, more=len(found) > ROWS), others)


def _known(knowledge: Knowledge, sought: str) -> Iterator[tuple[str, str]]:
    for id_ in candidates(knowledge, sought):
        if known := knowledge.people.get(id_) or knowledge.organisations.get(id_):
            yield known.name, entity_url(id_)
