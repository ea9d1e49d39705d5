"""The US Consolidated Screening List: CSV in both column layouts (with and without `_id`), and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from retinue.lists.known import list_of_source
from retinue.lists.rows import RowError, day_of, own_ref, several
from retinue.lists.types import Entry

__all__ = ["COLUMNS", "entry_of_cells", "entry_of_object", "objects"]

COLUMNS = {"source", "name", "programs", "federal_register_notice", "start_date"}
_SUCCESSORS = re.compile(r"[;,]? and any (?:successor|sub-?unit|subsidiar).*$", re.IGNORECASE | re.DOTALL)
_KINDS = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}


def entry_of_cells(cells: Mapping[str, str]) -> Entry:
    """One row of the CSV. Raises RowError."""
    return _entry(cells, several(cells.get("alt_names", "")), cells.get("addresses", ""))


def entry_of_object(found: Mapping[str, Any]) -> Entry:
    """One object of the JSON, whose lists are lists. Raises RowError."""
    cells = {key: value for key, value in found.items() if isinstance(value, str | int)}
    programmes = found.get("programs") or ()
    cells["programs"] = programmes if isinstance(programmes, str) else "; ".join(map(str, programmes))
    cells["_id"] = found.get("id") or found.get("_id") or ""
    aliases = found.get("alt_names") or ()
    if not isinstance(aliases, list | tuple):
        raise RowError("alt_names is no list")
    return _entry(
        {key: str(value) for key, value in cells.items()}, tuple(map(str, aliases)), str(found.get("addresses"))
    )


def objects(data: Any) -> Iterator[Any]:
    """The objects of a JSON file: an array, or what the API wraps as `results`."""
    found = data.get("results", []) if isinstance(data, dict) else data
    yield from found if isinstance(found, list) else []


def _entry(cells: Mapping[str, str], aliases: tuple[str, ...], addresses: str) -> Entry:
    source, name = cells.get("source", "").strip(), _SUCCESSORS.sub("", cells.get("name", "")).strip()
    if not source or not name:
        raise RowError(f"{'source' if not source else 'name'} is missing")
    notice = cells.get("federal_register_notice", "").strip()
    known = list_of_source(source)
    number = cells.get("_id") or cells.get("entity_number") or own_ref(source, name, addresses, notice)
    return Entry(
        list=known.id,
        ref=number.strip(),
        name=name,
        aliases=aliases,
        kind=_KINDS.get(cells.get("type", "").strip().lower(), ""),
        since=day_of(cells.get("start_date", ""), "start_date"),
        until=day_of(cells.get("end_date", ""), "end_date"),
        programme=cells.get("programs", "").strip(),
        authority=known.authority,
        citation=notice or cells.get("source_list_url", "").strip(),
    )
