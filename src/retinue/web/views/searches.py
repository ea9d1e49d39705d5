"""The searches kept by name, each with how many events it finds now and its feeds."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from retinue.errors import UsageError
from retinue.store.find import Wanted
from retinue.store.query import Query
from retinue.web.look import Look

__all__ = ["KeptSearch", "SearchesView", "searches_view"]


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """A search somebody kept; `events` is None when this version can no longer read it."""

    number: int
    name: str
    query: str
    by: str
    kept: str
    events: int | None
    filters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SearchesView:
    """The watch list."""

    rows: tuple[KeptSearch, ...]


def searches_view(look: Look) -> SearchesView:
    """All searches kept, by name."""
    return SearchesView(
        tuple(
            KeptSearch(
                one.id, one.name, one.query, one.by, f"{one.at:%Y-%m-%d}", _events(look, one.query),
                tuple(parse_qsl(one.query)),
            )
            for one in look.store.searches()
        )
    )  # fmt: skip


def _events(look: Look, query: str) -> int | None:
    try:
        return look.finder.events(Query.parse(parse_qsl(query)), Wanted(0)).total
    except UsageError:
        return None
