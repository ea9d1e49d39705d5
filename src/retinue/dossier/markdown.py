"""A brief as Markdown: charts stand as the sentence that says what they show, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retinue.dossier.blocks import Block, Cell, Dossier, Facts, Figure, Link, Para, Table

__all__ = ["as_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def as_markdown(dossier: Dossier) -> str:
    """The text."""
    lines = [f"# {_escaped(dossier.title)}", "", _escaped(dossier.subtitle), ""]
    for section in dossier.sections:
        lines += [f"## {_escaped(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    return "\n".join([*lines, "---", "", _escaped(dossier.made), ""])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Para():
            yield _escaped(block.text)
        case Facts():
            yield from (f"* **{_escaped(label)}**: {_cell(value)}" for label, value in block.rows)
        case Table():
            yield from _table(block)
        case Figure():
            yield f"*{_escaped(block.chart.alt)}*"
            yield ""
            rows = tuple(tuple(str(value) for value in row) for row in block.chart.rows)
            yield from _table(block.table or Table(block.chart.title, block.chart.columns, rows))


def _table(table: Table) -> Iterator[str]:
    yield f"**{_escaped(table.caption)}**"
    yield ""
    yield _line([_escaped(name) for name in table.columns])
    yield _line(["---"] * len(table.columns))
    yield from (_line([_cell(cell) for cell in row]) for row in table.rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return ", ".join(map(_piece, cell if isinstance(cell, tuple) else (cell,)))


def _piece(piece: str | Link) -> str:
    if isinstance(piece, Link) and piece.outside:
        return f"<{piece.to}>" if piece.text == piece.to else f"[{_escaped(piece.text)}]({piece.to})"
    return _escaped(piece.text if isinstance(piece, Link) else piece)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
