"""Names nobody is known by, as a table, JSON or a CSV to be filled in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.text import Text

from retinue.ask.unresolved import Unresolved
from retinue.cli.options import TABLE_ROWS
from retinue.cli.views.console import console, say_json
from retinue.cli.views.table import Column, print_rows

__all__ = ["show_unresolved", "write_unresolved"]


def show_unresolved(found: Sequence[Unresolved], limit: int | None) -> None:
    """A table; how many more there are is said under it."""
    shown = found[: limit or TABLE_ROWS]
    columns = (Column("name"), Column("type", 1), Column("documents", 2), Column("may be"))
    rows = [(one.name, one.type.value, one.documents, [str(c) for c in one.candidates]) for one in shown]
    print_rows(columns, rows, "table", "every name is known")
    if len(found) > len(shown):
        console().print(Text(f"{len(found) - len(shown):,} more"))


def write_unresolved(found: Iterable[Unresolved], out: Path | None) -> None:
    """JSON, or a CSV with an empty column `is` to be filled in."""
    if out is None:
        say_json([{**asdict(one), "type": one.type.value} for one in found])
        return
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("name", "type", "documents", "example", "candidates", "is"))
        for one in found:
            may_be = "; ".join(f"{c.id} ({c.name}: {c.why})" for c in one.candidates)
            writer.writerow((one.name, one.type.value, one.documents, one.example, may_be, ""))
