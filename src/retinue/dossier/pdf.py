"""A brief as PDF, set by Typst. Its words reach the template as data, so that none can be taken for markup."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.resources import as_file, files
from itertools import chain
from typing import Any

from retinue.charts import LIGHT, Chart, fonts_for_han
from retinue.dossier.blocks import Block, Cell, Dossier, Facts, Figure, Link, Para, Table, plain
from retinue.errors import RetinueError, UsageError

__all__ = ["as_pdf", "han_fonts"]

# Fonts that have Han characters, the first one here is taken.
HAN_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
             "PingFang SC", "Microsoft YaHei", "SimSun", "Noto Serif CJK SC", "Droid Sans Fallback")  # fmt: skip
LATIN_FONTS = ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")  # the last comes with Typst
CHART_FONTS = "Liberation Sans, Arial, Helvetica, sans-serif"  # of the width for which charts are laid out
LINE, LONGEST_WORD, LONGEST_TEXT = 140, 22, 90  # characters of a table's line; of a word and a cell, at most
GAP = 2  # characters between columns
NO_HAN = (
    "No font with Han characters was found, so they show as boxes here: install the extra `pdf` or a system font."
)


def as_pdf(dossier: Dossier) -> bytes:
    """The pages, with their text as text. Raises UsageError when the library is missing, RetinueError otherwise."""
    typst = _typst()
    folder = fonts_for_han()
    fonts = typst.Fonts(include_system_fonts=True, font_paths=[folder] if folder else [])
    han = han_fonts(fonts)
    given = {"dossier": json.dumps(_data(dossier, bool(han)), ensure_ascii=False),
             "fonts": json.dumps([*LATIN_FONTS, *han])}  # fmt: skip
    with as_file(files("retinue.dossier") / "page.typ") as page:
        try:
            return bytes(typst.compile(page, sys_inputs=given, font_paths=fonts))
        except RuntimeError as error:
            raise RetinueError(f"the PDF can't be set: {str(error).splitlines()[0]}") from error


def _typst() -> Any:
    try:
        return import_module("typst")
    except ImportError as error:
        way_out = "pip install 'retinue[pdf]'; .html and .md need nothing more"
        raise UsageError(f"a PDF needs the extra `pdf`: {way_out}") from error


def han_fonts(fonts: Any) -> list[str]:
    """The first of `HAN_FONTS` that is among Typst's fonts, if any."""
    families = set(fonts.families())
    return [font for font in HAN_FONTS if font in families][:1]


# -------------------------------------------------------------------------------------------- as data
def _data(dossier: Dossier, han: bool) -> dict[str, Any]:
    sections = [{"title": s.title, "blocks": list(chain(*map(_block, s.blocks)))} for s in dossier.sections]
    words = json.dumps([dossier.title, sections], ensure_ascii=False)
    warning = NO_HAN if not han and any("\u3400" <= char <= "\u9fff" for char in words) else ""
    return {"title": dossier.title, "subtitle": dossier.subtitle, "made": dossier.made, "warning": warning,
            "sections": sections}  # fmt: skip


def _block(block: Block) -> list[dict[str, Any]]:
    match block:
        case Para():
            return [{"kind": "para", "text": block.text}]
        case Facts():
            return [{"kind": "facts", "rows": [[label, _cell(value)] for label, value in block.rows]}]
        case Table():
            return [_table(block)]
        case Figure():
            return [_figure(block.chart), *([_table(block.table)] if block.table else [])]


def _figure(chart: Chart) -> dict[str, Any]:
    svg = chart.svg(LIGHT).replace('font-family="sans-serif"', f'font-family="{CHART_FONTS}"')
    return {"kind": "figure", "svg": svg, "alt": chart.alt}


def _table(table: Table) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return {"kind": "table", "caption": table.caption, "columns": list(table.columns), "rows": rows,
            "keys": list(table.keys), "widths": _widths(table)}  # fmt: skip


def _widths(table: Table) -> list[int]:
    """Each column's share of the page: what its longest word needs, and of the rest what its texts want."""
    texts = [[name, *(plain(row[i]) for row in table.rows)] for i, name in enumerate(table.columns)]
    need = [min(LONGEST_WORD, max(map(_longest_word, column))) + GAP for column in texts]
    want = [min(LONGEST_TEXT, max(map(len, column))) + GAP for column in texts]
    spare, hunger = max(0, LINE - sum(need)), sum(want) - sum(need) or 1
    return [n + max(0, min(w - n, round(spare * (w - n) / hunger))) for n, w in zip(need, want, strict=True)]


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=1)


def _cell(cell: Cell) -> list[dict[str, str]]:
    pieces = cell if isinstance(cell, tuple) else (cell,)
    return [_piece(piece) for piece in pieces]


def _piece(piece: str | Link) -> dict[str, str]:
    if not isinstance(piece, Link):
        return {"text": piece, "to": "", "url": ""}
    return {"text": piece.text, "to": "" if piece.outside else piece.to, "url": piece.to if piece.outside else ""}
