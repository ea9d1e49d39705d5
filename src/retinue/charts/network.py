"""Who deals with whom: those who act on the left, those acted on at the right, a line for each pair and signal.

Two columns, rather than a spring layout: no label covers another, and the same data always lies the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts.chart import Chart, plural, short
from retinue.charts.theme import SIGNAL_COLOURS

__all__ = ["Edge", "network"]

WIDTH, STEP = 300, 20
MOST = 20  # names on a side: more would not be read
DASHES = {"support": [1, 0], "control": [7, 3], "restrict": [2, 2], "neutral": [1, 4]}
COLUMNS = ("acts", "acted on", "signal", "events", "keys")


@dataclass(frozen=True, slots=True)
class Edge:
    """`left` acted on `right`, with one signal, in the events `keys`."""

    left: str
    right: str
    signal: str
    keys: tuple[str, ...]


def network(title: str, edges: Sequence[Edge], most: int = MOST) -> Chart:
    """The chart, of the `most` most frequent names on each side; the table has all."""
    ordered = sorted(edges, key=lambda e: (-len(e.keys), e.left, e.right, e.signal))
    rows = tuple((e.left, e.right, e.signal, len(e.keys), e.keys) for e in ordered)
    lefts = _busiest([(e.left, len(e.keys)) for e in edges], most)
    rights = _busiest([(e.right, len(e.keys)) for e in edges], most)
    drawn = [e for e in ordered if e.left in lefts and e.right in rights]
    left, right = _laid(drawn)
    height = STEP * max(len(left), len(right), 1)
    omitted = len({e.left for e in edges}) - len(left) + len({e.right for e in edges}) - len(right)
    said = ["line: support whole, control dashed, restrict dotted, neutral sparse; thicker: more events"]
    said += [f"{plural(omitted, 'less frequent name')} in the table alone"] if omitted > 0 else []
    spec = {
        "width": WIDTH,
        "height": height,
        "layer": _layers(drawn, left, right, height),
    }
    return Chart(title, tuple(said), _alt(title, ordered), spec, COLUMNS, rows)


def _alt(title: str, ordered: Sequence[Edge]) -> str:
    if not ordered:
        return f"{title}: nobody."
    most = ordered[0]
    sides = f"{plural(len({e.left for e in ordered}), 'name')} acted on {len({e.right for e in ordered})}"
    often = f"{most.left} on {most.right} ({most.signal}, {plural(len(most.keys), 'event')})"
    return f"{title}: {sides}; most often {often}."


def _busiest(rows: Sequence[tuple[str, int]], most: int) -> set[str]:
    counts: Counter[str] = Counter()
    for name, number in rows:
        counts[name] += number
    return set(sorted(counts, key=lambda name: (-counts[name], name))[:most])


def _laid(edges: Sequence[Edge]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Each side's names from top (0) to bottom (1): the busiest first on the left, the right by its neighbours."""
    counts = Counter(e.left for e in edges for _ in e.keys)
    left = sorted(counts, key=lambda name: (-counts[name], name))
    at = {name: i for i, name in enumerate(left)}
    near: dict[str, list[int]] = {}
    for e in edges:
        near.setdefault(e.right, []).append(at[e.left])
    right = sorted(near, key=lambda name: (sum(near[name]) / len(near[name]), name))
    return _spaced(left), _spaced(right)


def _spaced(names: Sequence[str]) -> Mapping[str, float]:
    return {name: (i + 0.5) / len(names) for i, name in enumerate(names)}


def _layers(
    edges: Sequence[Edge], left: Mapping[str, float], right: Mapping[str, float], height: int
) -> list[dict[str, Any]]:
    pairs: Counter[tuple[str, str]] = Counter()
    lines = []
    for e in edges:
        nth = pairs[e.left, e.right]
        pairs[e.left, e.right] += 1
        lines.append({"x": 0, "x2": 1, "y": left[e.left] * height, "y2": right[e.right] * height + 4 * nth,
                      "signal": e.signal, "events": min(len(e.keys), 12)})  # fmt: skip
    ends = [{"x": 0, "y": at * height, "name": short(name)} for name, at in left.items()]
    starts = [{"x": 1, "y": at * height, "name": short(name)} for name, at in right.items()]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    names = {"x": x, "y": y, "text": {"field": "name", "type": "nominal"}}
    text = {"type": "text", "baseline": "middle"}
    known = list(SIGNAL_COLOURS)
    return [
        {"data": {"values": lines}, "mark": {"type": "rule", "opacity": 0.8},
         "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"},
                      "color": {"field": "signal", "type": "nominal", "legend": None,
                                "scale": {"domain": known, "range": [SIGNAL_COLOURS[s] for s in known]}},
                      "strokeDash": {"field": "signal", "type": "nominal", "legend": None,
                                     "scale": {"domain": known, "range": [DASHES[s] for s in known]}},
                      "strokeWidth": {"field": "events", "type": "quantitative", "legend": None,
                                      "scale": {"domain": [1, 12], "range": [1.2, 6]}}}},
        {"data": {"values": [*ends, *starts]}, "mark": {"type": "circle", "size": 30, "color": "@ink"},
         "encoding": {"x": x, "y": y}},
        {"data": {"values": ends}, "mark": {**text, "align": "right", "dx": -8}, "encoding": names},
        {"data": {"values": starts}, "mark": {**text, "align": "left", "dx": 8}, "encoding": names},
    ]  # fmt: skip
