"""Who takes part in events: names found by a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retinue.knowledge import Knowledge, candidates
from retinue.web.links import address, entity_url
from retinue.web.look import Look

__all__ = ["KINDS", "NameRow", "NamesView", "names_view"]

KINDS = {"firm": "firms", "person": "people", "body": "public bodies"}
MOST = 120  # of each kind


@dataclass(frozen=True, slots=True)
class NameRow:
    """Somebody in the record, and in how many events."""

    name: str
    kind: str
    known: str | None
    url: str
    events: int


@dataclass(frozen=True, slots=True)
class NamesView:
    """Names, the most frequent first; `known` are (name, url) of those whom the knowledge alone calls so."""

    words: str
    kind: str
    kinds: tuple[tuple[str, str, bool], ...]
    rows: tuple[NameRow, ...]
    cut: bool
    known: tuple[tuple[str, str], ...]


def names_view(look: Look, sought: str, kind: str = "") -> NamesView:
    """People, firms and bodies whose name holds `sought`, or whose id or other name it is; all when it is empty."""
    wanted = [kind] if kind in KINDS else list(KINDS)
    rows = [row for one in wanted for row in _rows(look, one, sought)]
    rows.sort(key=lambda row: (-row.events, row.name))
    shown = {row.known for row in rows}
    others = tuple(_known(look.knowledge, sought, shown)) if sought else ()
    kinds = [(told, address("/entities", {"q": sought, "kind": one}), one == kind) for one, told in KINDS.items()]
    everybody = ("everybody", address("/entities", {"q": sought}), kind not in KINDS)
    return NamesView(sought, kind, (everybody, *kinds), tuple(rows[:MOST]), len(rows) >= MOST, others)


def _rows(look: Look, kind: str, sought: str) -> Iterator[NameRow]:
    for one in look.finder.values(kind, sought, MOST):
        known = None if one.value.startswith('"') else one.value
        yield NameRow(one.label, kind, known, entity_url(known, one.label), one.count)


def _known(knowledge: Knowledge, sought: str, shown: set[str | None]) -> Iterator[tuple[str, str]]:
    for id_ in candidates(knowledge, sought):
        known = knowledge.people.get(id_) or knowledge.organisations.get(id_)
        if known and id_ not in shown:
            yield known.name, entity_url(id_)
