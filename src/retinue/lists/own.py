"""A CSV of one's own: a header with `name`, and whichever of the other columns there are."""

from __future__ import annotations

from collections.abc import Mapping

from retinue.lists.known import known_list
from retinue.lists.rows import RowError, day_of, own_ref, several
from retinue.lists.types import Entry

__all__ = ["COLUMNS", "entry_of_cells"]

COLUMNS = ("name", "list", "id", "aliases", "type", "since", "until", "programme", "authority", "citation")
_KINDS = {"person": "person", "individual": "person", "vessel": "vessel", "aircraft": "aircraft"}


def entry_of_cells(cells: Mapping[str, str], otherwise: str | None) -> Entry:
    """One row; `otherwise` is the list of rows that name none. Raises RowError."""
    name, list_ = cells.get("name", "").strip(), cells.get("list", "").strip() or otherwise or ""
    if not name:
        raise RowError("name is missing")
    if not list_:
        raise RowError("no list: fill the column `list` or give --list")
    return Entry(
        list=list_,
        ref=cells.get("id", "").strip() or own_ref(list_, name),
        name=name,
        aliases=several(cells.get("aliases", "")),
        kind=_KINDS.get(cells.get("type", "").strip().lower(), "organisation" if cells.get("type") else ""),
        since=day_of(cells.get("since", ""), "since"),
        until=day_of(cells.get("until", ""), "until"),
        programme=cells.get("programme", "").strip(),
        authority=cells.get("authority", "").strip() or known_list(list_).authority,
        citation=cells.get("citation", "").strip(),
    )
