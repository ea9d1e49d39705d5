"""Where text goes and how wide it may be; dates and lists as a reader wants them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["cell", "console", "labelled", "say_json", "when"]

PIPED_WIDTH = 120  # columns where there is no terminal to ask


def console() -> Console:
    """Standard output: as wide as the terminal, or COLUMNS, or `PIPED_WIDTH`; colours on a terminal only."""
    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or PIPED_WIDTH)
    return Console(highlight=False, markup=False, emoji=False, width=width, soft_wrap=False)


def say_json(value: Any) -> None:
    """One JSON value on a line of its own."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def labelled(rows: Iterable[tuple[str, str]]) -> Table:
    """Labels in bold, and what they stand for, wrapped under itself."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label, value in rows:
        grid.add_row(Text(label, style="bold"), Text(value))
    return grid


def cell(value: Any) -> str:
    """A value as a cell's text: nothing for None, several parted by "; "."""
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def when(start: Any, end: Any, precision: str) -> str:
    """Days as a reader wants them: 2023-10-07, 2023-10-07/09, 2023-10, 2023, "from 2023-10-07", or "unknown".

    What follows the stroke is the end, without what it has in common with the start (ISO 8601).
    """
    if start is None:
        return "unknown"
    if precision == "year":
        return f"{start:%Y}"
    if precision == "month":
        return f"{start:%Y-%m}"
    if end is None:
        return f"from {start}"
    return str(start) if start == end else f"{start}/{_rest(str(start), str(end))}"


def _rest(start: str, end: str) -> str:
    """The end of a span without the year, or year and month, of its start."""
    shared = next((n for n in (8, 5) if start[:n] == end[:n]), 0)
    return end[shared:]
