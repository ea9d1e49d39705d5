"""What a brief is made of, whatever it is written as: sections of paragraphs, facts, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from retinue.charts import Chart

__all__ = ["Block", "Cell", "Dossier", "Facts", "Figure", "Link", "Para", "Section", "Table", "plain"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: `to` is an event's key inside the brief, or a web address."""

    text: str
    to: str

    @property
    def outside(self) -> bool:
        """True for an address outside the brief."""
        return self.to.startswith(("https://", "http://"))


Piece = str | Link
Cell = Piece | tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they stand for."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `keys` give rows the place that a `Link` leads to."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; its table view is `table` where given, else the chart's own rows. `open` tables are shown at once."""

    chart: Chart
    table: Table | None = None
    open: bool = False


Block = Para | Facts | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its id in the brief, and what stands under it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole brief; `made` says when and from what."""

    title: str
    subtitle: str
    made: str
    sections: tuple[Section, ...] = field(default_factory=tuple)


def plain(cell: Cell) -> str:
    """A cell's words."""
    pieces: Sequence[Piece] = cell if isinstance(cell, tuple) else (cell,)
    return ", ".join(piece.text if isinstance(piece, Link) else piece for piece in pieces)
