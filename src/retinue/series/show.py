"""A series as a chart and as rows."""

from __future__ import annotations

from typing import Any

from retinue.charts import Bar, Chart, signals
from retinue.charts.signals import COLUMNS
from retinue.series.types import Point, Series, Side

__all__ = ["COLUMNS", "apart", "signal_chart", "table_rows", "title_of"]

_SIDES = {Side.SENT: "sent by", Side.RECEIVED: "received by", Side.EITHER: "around"}


def title_of(series: Series) -> str:
    """ "Signals received by Huawei"."""
    return f"Signals {_SIDES[series.side]} {series.name}"


def apart(series: Series) -> str:
    """What the points leave out, in a sentence; empty when that is nothing."""
    counts = {
        "undated": len(series.undated),
        "without a signal": len(series.neutral),
        "denied or cancelled": len(series.void),
        "outside this time": len(series.outside),
    }
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    return f"Not in the points: {told}." if told else ""


def signal_chart(series: Series) -> Chart:
    """The chart of a series."""
    return signals(title_of(series), [_bar(point) for point in series.points], series.by.value, apart(series))


def _bar(point: Point) -> Bar:
    return Bar(point.label, point.start, point.end, point.signal.value, point.expected, point.low, point.high,
               point.reported, point.origins, point.events, point.vague)  # fmt: skip


def table_rows(series: Series) -> tuple[tuple[Any, ...], ...]:
    """The points as rows with the columns `COLUMNS`."""
    return signal_chart(series).rows
