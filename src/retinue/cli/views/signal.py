"""A series in the terminal: one line for each signal of each point, told apart by letter and pattern."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from retinue.cli.views.console import console
from retinue.cli.views.lists import handles
from retinue.cli.views.table import STYLES
from retinue.model import Signal
from retinue.series import By, Point, Series
from retinue.series.bins import bins
from retinue.series.show import apart, title_of

__all__ = ["show_series"]

FILLS = {Signal.SUPPORT: "█", Signal.CONTROL: "▒", Signal.RESTRICT: "#"}
LEAST_BAR = 8  # characters of a bar at least
KEYS = 3  # events named beside a point


def show_series(series: Series) -> None:
    """Print it as wide as the terminal: time, signal, bar, expected weight, interval, events, origins."""
    out = console()
    out.print(Text(title_of(series), style="bold").append(f"  {series.kind}, by {series.by.value}", "not bold dim"))
    lines = list(_lines(series))
    if not lines:
        out.print(Text("no dated event with a signal"))
    for line in _barred(lines, out.width):
        out.print(line, soft_wrap=True)
    if lines:
        out.print(Text(f"{_key()}; bar: expected weight, [90 % interval], events/independent origins", "dim"))
        for total in series.totals:
            if total.events:
                out.print(Text(f"all {total.signal.value}: {_figures(total)}"))
    for said in (apart(series), *series.notes):
        if said:
            out.print(Text(said))


def _key() -> str:
    return ", ".join(f"{fill} {signal.value}" for signal, fill in FILLS.items())


Line = tuple[str, Point | None, str]  # time, point (None: a gap), what stands at the end


def _lines(series: Series) -> Iterator[Line]:
    """The points in order, and a line for each stretch of time without any."""
    ends = handles([one.key for one in series.events])
    last: Point | None = None
    for label, points in groupby(series.points, key=lambda point: point.label):
        group = list(points)
        if last is not None and (empty := _between(last, group[0], series.by)):
            yield "", None, f"… {empty} {series.by.value}{'s' * (empty > 1)} without events"
        for number, point in enumerate(group):
            keys = ", ".join(ends[key] for key in point.events[:KEYS])
            more = f" +{len(point.events) - KEYS}" if len(point.events) > KEYS else ""
            yield "" if number else label, point, f"{keys}{more}"
        last = group[0]


def _between(last: Point, next_: Point, by: By) -> int:
    if by is By.EVENT:
        return 0
    return max(0, sum(1 for _ in bins(last.start, next_.start, by)) - 2)


def _barred(lines: list[Line], width: int) -> Iterator[Text]:
    """The lines as text; the keys of events are left out where there is no room for them."""
    points = [point for _, point, _ in lines if point]
    most = max((point.high for point in points), default=0) or 1
    labels = max((len(label) for label, _, _ in lines), default=0)
    figures = max((len(_figures(point)) for point in points), default=0)
    keys = max((len(end) for _, point, end in lines if point), default=0)
    room = width - labels - figures - 13
    keys = keys if room - keys - 2 >= LEAST_BAR * 2 else 0
    room = max(LEAST_BAR, min(60, room - (keys + 2 if keys else 0)))
    for label, point, end in lines:
        if point is None:
            yield Text(f"{'':{labels}}  {end}", "dim")
            continue
        text = Text(f"{label:{labels}}  {point.signal.value:8}  ")
        text.append(f"{_bar(point, room / most):{room}}", STYLES[point.signal.value])
        text.append(f" {_figures(point):{figures}}" + (f"  {end}" if keys else ""))
        text.rstrip()
        yield text


def _bar(point: Point, scale: float) -> str:
    """The expected weight as a bar, the rest of the interval as a line."""
    filled = max(1, round(point.expected * scale)) if point.expected > 0 else 0
    reach = max(0, round(point.high * scale) - filled)
    return FILLS[point.signal] * filled + "-" * reach


def _figures(point: Point) -> str:
    return f"{point.expected:.2f} [{point.low:.2f}-{point.high:.2f}] {len(point.events)}/{point.origins}"
