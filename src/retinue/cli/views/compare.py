"""Reports side by side: a table for the terminal, JSON, and a page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from importlib import resources

from rich import box
from rich.table import Table
from rich.text import Text

from retinue.cli.views.console import console, say_json
from retinue.fuse.compare import Cell, Column, Comparison

__all__ = ["comparison_page", "say_comparison", "show_comparison"]

NARROWEST = 26  # characters of a column: where fewer fit, reports are printed in several tables
LABEL = 10  # characters of the first column


def show_comparison(found: Comparison) -> None:
    """Print the reports as columns, as many beside one another as fit; the first one stands in every table."""
    out = console()
    beside = max(2, (out.width - LABEL - 2) // (NARROWEST + 2))
    for columns in _groups(len(found.columns), beside):
        table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
        table.add_column("", width=LABEL, style="dim")
        for n in columns:
            table.add_column(Text(_head(found.columns[n])), ratio=1, overflow="fold")
        label = ""
        for row in found.rows:
            cells = [row.cells[n] for n in columns]
            if any(cell.pieces for cell in cells):
                table.add_row(row.field if row.field != label else "", *map(_marked, cells))
                label = row.field
        out.print(table)


def _groups(count: int, beside: int) -> Iterator[Sequence[int]]:
    """Columns in groups that fit; beyond the first group each begins with the first column again."""
    if count <= beside:
        yield range(count)
        return
    for start in range(1, count, beside - 1):
        yield (0, *range(start, min(count, start + beside - 1)))


def _head(column: Column) -> str:
    lines = [column.doc, column.publisher or "publisher unknown", str(column.published or "undated")]
    lines += [f"credits {column.origin}"] if column.origin else []
    lines += [f"goes back to {column.root}"] if column.root.casefold() not in ("", *_own(column)) else []
    return "\n".join([*lines, *([_copied(column)] if column.copy else [])])


def _own(column: Column) -> tuple[str, str]:
    return column.doc.casefold(), (column.publisher or "").casefold()


def _copied(column: Column) -> str:
    copy = column.copy
    if copy is None:
        return ""
    return f"{copy.kind} copy of {copy.copy_of}" + (f": {copy.share:.0%} of its words" if copy.share else "")


def _marked(cell: Cell) -> Text:
    """The words; those that differ are bold on a terminal and stand in [brackets] elsewhere."""
    plain = not console().is_terminal
    shown = Text()
    for piece in cell.pieces:
        if not piece.differs:
            shown.append(piece.text)
            continue
        words = piece.text.rstrip()
        shown.append(f"[{words}]" if plain else words, style="bold yellow").append(piece.text[len(words) :])
    return shown


def say_comparison(found: Comparison) -> None:
    """Print the comparison as one JSON object."""
    say_json(asdict(found))


# ----------------------------------------------------------------------------------------------- page
def comparison_page(found: Comparison) -> str:
    """The comparison as a page of HTML: no script, nothing fetched from elsewhere."""
    page = (resources.files("retinue.cli.views") / "compare.html").read_text("utf-8")
    heads = "".join(f'<th scope="col">{_head_html(column)}</th>' for column in found.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(row.field)}</th>{"".join(f"<td>{_cell_html(c)}</td>" for c in row.cells)}</tr>'
        for row in found.rows
    )
    for name, text in (("TITLE", escape(found.key)), ("HEADS", heads), ("ROWS", rows)):
        page = page.replace(f"<!-- {name} -->", text)
    return page


def _head_html(column: Column) -> str:
    first, *rest = _head(column).split("\n")
    return f"{escape(first)}<small>{'<br>'.join(map(escape, rest))}</small>"


def _cell_html(cell: Cell) -> str:
    return "".join(f"<mark>{escape(p.text)}</mark>" if p.differs else escape(p.text) for p in cell.pieces)
