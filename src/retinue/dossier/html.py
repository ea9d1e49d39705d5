"""A brief as one page of HTML: no script, nothing loaded from elsewhere, light and dark, made to be printed on A4."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files

from retinue.charts import DARK, LIGHT, Chart
from retinue.dossier.blocks import Block, Cell, Dossier, Facts, Figure, Link, Para, Section, Table

__all__ = ["as_html"]

_DAY = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")  # is not to be broken
_PLACE = re.compile(r"<!-- (\w+) -->")  # where the page is filled


def as_html(dossier: Dossier) -> str:
    """The page."""
    filled = {
        "HEAD": escape(dossier.title),
        "TITLE": escape(dossier.title),
        "SUBTITLE": escape(dossier.subtitle),
        "MADE": escape(dossier.made),
        "CONTENTS": "".join(f'<li><a href="#{s.id}">{escape(s.title)}</a></li>' for s in dossier.sections),
        "BODY": "\n".join(map(_section, dossier.sections)),
    }
    return _PLACE.sub(lambda found: filled[found[1]], _page())


@lru_cache(maxsize=1)
def _page() -> str:
    return (files("retinue.dossier") / "page.html").read_text("utf-8")


def _section(section: Section) -> str:
    blocks = "\n".join(map(_block, section.blocks))
    head = f'<h2 id="{section.id}">{escape(section.title)}</h2>'
    return f'<section aria-labelledby="{section.id}">{head}\n{blocks}</section>'


def _block(block: Block) -> str:
    match block:
        case Para():
            return f"<p>{escape(block.text)}</p>"
        case Facts():
            rows = "".join(f"<dt>{escape(label)}</dt><dd>{_cell(value)}</dd>" for label, value in block.rows)
            return f"<dl>{rows}</dl>"
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)


def _figure(figure: Figure) -> str:
    table = figure.table or _own_table(figure.chart)
    shown = "<details open>" if figure.open else "<details>"
    numbers = f"{shown}<summary>The numbers: {escape(table.caption)}</summary>{_table(table)}</details>"
    return f"<figure>{_picture(figure.chart)}{numbers}</figure>"


def _own_table(chart: Chart) -> Table:
    return Table(chart.title, chart.columns, tuple(tuple(str(value) for value in row) for row in chart.rows))


def _picture(chart: Chart) -> str:
    """Both themes; print is always light."""
    light, dark = (_data(chart.svg(theme)) for theme in (LIGHT, DARK))
    return (f'<picture><source media="screen and (prefers-color-scheme: dark)" srcset="{dark}">'
            f'<img src="{light}" alt="{escape(chart.alt)}"></picture>')  # fmt: skip


def _data(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _table(table: Table) -> str:
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in table.columns)
    rows = "".join(_row(row, key) for row, key in zip(table.rows, _keys(table), strict=True))
    return (f"<div class=wide tabindex=0 role=group aria-label=\"{escape(table.caption)}\"><table>"
            f"<caption>{escape(table.caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>")  # fmt: skip


def _keys(table: Table) -> Sequence[str]:
    return table.keys or [""] * len(table.rows)


def _row(row: Sequence[Cell], key: str) -> str:
    place = f' id="e-{escape(key)}"' if key else ""
    return f"<tr{place}>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>"


def _cell(cell: Cell) -> str:
    return ", ".join(map(_piece, cell if isinstance(cell, tuple) else (cell,)))


def _piece(piece: str | Link) -> str:
    if not isinstance(piece, Link):
        return _DAY.sub(r"<span>\g<0></span>", escape(piece))
    if piece.outside:
        return f'<a href="{escape(piece.to)}" rel="noreferrer">{escape(piece.text)}</a>'
    return f'<a href="#e-{escape(piece.to)}">{escape(piece.text)}</a>'
