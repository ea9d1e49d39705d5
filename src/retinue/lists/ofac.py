"""OFAC's files without a header: sdn.csv or cons_prim.csv, with the other names beside it (dat_spec.txt)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from retinue.lists.known import known_list, list_of_programme
from retinue.lists.rows import RowError
from retinue.lists.types import Entry

__all__ = ["ALT_COLUMNS", "MAIN_COLUMNS", "aliases_of", "entry_of_row"]

MAIN_COLUMNS = 12
ALT_COLUMNS = 5
_EMPTY = "-0-"
_KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", "": "organisation"}


def entry_of_row(row: Sequence[str], aliases: Mapping[str, tuple[str, ...]], consolidated: bool) -> Entry:
    """One row of the main file with its other names. Raises RowError."""
    cells = ["" if cell.strip() == _EMPTY else cell.strip() for cell in row]
    if len(cells) != MAIN_COLUMNS:
        raise RowError(f"{len(cells)} columns instead of {MAIN_COLUMNS}")
    number, name, kind, programme = cells[:4]
    if not number.isdigit() or not name:
        raise RowError(f"no number in the first column: {number!r}" if name else "name is missing")
    programme = programme.replace("] [", "; ")
    known = list_of_programme(programme, "us-ofac-other") if consolidated else known_list("us-sdn")
    citation = f"OFAC {'consolidated list' if consolidated else 'SDN list'}, entry {number}"
    kind = _KINDS.get(kind.lower(), "organisation")
    return Entry(
        known.id, number, name, aliases.get(number, ()), kind, None, None, programme, known.authority, citation
    )


def aliases_of(rows: Iterator[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The other names of each number; rows without one are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if len(row) == ALT_COLUMNS and row[0].strip().isdigit() and row[3].strip() not in ("", _EMPTY):
            number = row[0].strip()
            found[number] = (*found.get(number, ()), row[3].strip())
    return found
