"""What a chart is: a picture to be drawn, a sentence that says what it shows, and the same numbers as rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts import draw
from retinue.charts.frame import framed
from retinue.charts.theme import LIGHT, Theme

__all__ = ["Chart", "day", "plural", "short", "temporal"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; the same data gives the same picture, byte for byte, on one machine.

    `alt` stands in for the picture where it can't be seen, `notes` are the small lines under its title. `spec` is
    Vega-Lite, with colours by role (`retinue.charts.theme`). `columns` and `rows` are its table view.
    """

    title: str
    notes: tuple[str, ...]
    alt: str
    spec: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def vega_lite(self, theme: Theme = LIGHT) -> str:
        """The spec without title and notes as JSON text, in the colours of a theme."""
        schema = "https://vega.github.io/schema/vega-lite/v6.json"
        whole = {"$schema": schema, "config": theme.config(), **self.spec}
        return theme.coloured(json.dumps(whole, ensure_ascii=False, sort_keys=True))

    def svg(self, theme: Theme = LIGHT) -> str:
        """The picture as SVG, with its title and alt text inside. Raises RetinueError when it can't be drawn."""
        drawn = draw.svg(self.vega_lite(theme))
        return framed(drawn, (self.title, self.notes, self.alt), theme)

    def png(self, theme: Theme = LIGHT, scale: float = 2.0) -> bytes:
        """The picture as PNG, `scale` pixels for each of its units. Raises RetinueError when it can't be drawn."""
        return draw.png(self.svg(theme), scale)

    def csv(self) -> str:
        """The table view as CSV with a header; several values in one cell are parted by "; "."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_cell(value) for value in row] for row in self.rows)
        return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def day(value: Any) -> str | None:
    """A day as Vega reads it without a time zone of the machine getting in."""
    return None if value is None else f"{value}T00:00:00Z"


def temporal(field: str, title: str | None = None, domain: Sequence[Any] | None = None) -> dict[str, Any]:
    """An axis of days; `domain` are the first and last day shown."""
    scale: dict[str, Any] = {"type": "utc"} | ({"domain": [day(one) for one in domain]} if domain else {})
    form = {"year": "%Y", "quarter": "%Y-%m", "month": "%Y-%m", "week": "%m-%d", "date": "%m-%d"}
    axis = {"grid": True, "labelOverlap": True, "labelSeparation": 8, "format": form, "tickCount": 8}
    return {"field": field, "type": "temporal", "title": title, "scale": scale, "axis": axis}


def short(text: str, most: int = 38) -> str:
    """A name cut to what fits beside a chart; the engine's own cutting is slow."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def plural(number: int, one: str, many: str | None = None) -> str:
    """ "1 event", "2 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
