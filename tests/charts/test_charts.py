"""Every chart: well-formed, the same each time, with words for those who can't see it and its numbers as rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from lxml import etree

from retinue.charts import (
    DARK,
    LIGHT,
    Bar,
    Chart,
    Edge,
    Interval,
    Mark,
    Share,
    Spot,
    Theme,
    draw,
    intervals,
    network,
    outlines,
    shares,
    signals,
    timeline,
    visits_map,
)
from retinue.charts import draw as drawing
from retinue.errors import RetinueError

DAY = dt.date(2024, 3, 4)
ODD = '海康威视 <script>"&" & Söhne</script>'
SVG = "{http://www.w3.org/2000/svg}"


def bars(number: int = 3) -> list[Bar]:
    return [
        Bar(f"2024-{m:02d}", dt.date(2024, m, 1), dt.date(2024, m, 28), signal, 1.5, 0.5, 2.0, 2.2, 2, ("k1", "k2"))
        for m in range(1, number + 1)
        for signal in ("support", "restrict")
    ]


TIMES = (
    Interval("US Entity List", dt.date(2019, 5, 21), None, ODD),
    Interval(ODD, None, DAY),
    Interval("b", DAY, DAY),
)
MARKS = (
    Mark(DAY, DAY, "support", "visit", "occurred", ODD, "k1"),
    Mark(dt.date(2023, 1, 1), dt.date(2023, 12, 31), "neutral", "meeting", "planned", "b", "k2"),
)
EDGES = (
    Edge("Li", ODD, "support", ("a", "b")),
    Edge("Li", ODD, "restrict", ("c",)),
    Edge("Wu", "b", "neutral", ("d",)),
)
SPOTS = (
    Spot("Hangzhou", 30.27, 120.16, ("a", "b")),
    Spot(ODD, 22.5, 114.1, ("c",)),
    Spot("nowhere", None, None, ("d",)),
)
CHARTS: dict[str, Callable[[], Chart]] = {
    "signals": lambda: signals(ODD, bars(), "month", "Not in the points: 2 undated."),
    "no signals": lambda: signals("Signals", [], "week"),
    "signals by event": lambda: signals("Signals", bars(1), "event"),
    "time line": lambda: timeline("Time line", MARKS, TIMES, dt.date(2026, 1, 1)),
    "no time line": lambda: timeline("Time line", []),
    "bands alone": lambda: timeline("Time line", [], TIMES, dt.date(2026, 1, 1)),
    "intervals": lambda: intervals("Lists", TIMES, dt.date(2026, 1, 1)),
    "no intervals": lambda: intervals("Lists", [], DAY),
    "network": lambda: network("Network", EDGES),
    "no network": lambda: network("Network", []),
    "map": lambda: visits_map("Map", SPOTS),
    "map of one": lambda: visits_map("Map", SPOTS[:1]),
    "map of the world": lambda: visits_map("Map", (*SPOTS, Spot("Washington", 38.9, -77.0, ("e",)))),
    "map of nowhere": lambda: visits_map("Map", SPOTS[2:]),
    "shares": lambda: shares(
        "Shares", [Share(ODD, 3, "state"), *(Share(f"o{n:02d}", 1) for n in range(20))], "report"
    ),
    "no shares": lambda: shares("Shares", [], "report"),
}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", CHARTS)
def test_it_is_well_formed_described_and_the_same_each_time(name: str, theme: Theme) -> None:
    chart = CHARTS[name]()
    first = chart.svg(theme)
    drawing.svg.cache_clear()
    assert CHARTS[name]().svg(theme) == first
    root = etree.fromstring(first.encode())
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt
    assert not list(root.iter(f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"))
    assert not re.search(r'(?:href|src)="(?!#)', first)
    assert "@" not in "".join(re.findall(r'(?:fill|stroke)="([^"]*)"', first))  # every role has become a colour
    assert theme.colours["paper"] in first


@pytest.mark.parametrize("name", CHARTS)
def test_its_table_has_its_columns_and_reads_back_from_csv(name: str) -> None:
    chart = CHARTS[name]()
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    rows = list(csv.reader(io.StringIO(chart.csv())))
    assert rows[0] == list(chart.columns)
    assert len(rows) == len(chart.rows) + 1
    assert chart.title in chart.alt
    assert chart.alt.endswith(".")


def test_png() -> None:
    assert CHARTS["signals"]().png(scale=1).startswith(b"\x89PNG\r\n\x1a\n")


def test_alt_text_says_what_is_seen() -> None:
    assert CHARTS["map"]().alt == "Map: a map of 2 places; most in Hangzhou (2 events)."
    assert CHARTS["shares"]().alt.startswith(f"Shares: 23 reports; {ODD} 13 %")
    assert "support 4.5 in 2 events, most in 2024-01; no control;" in CHARTS["signals"]().alt
    assert "2 events from 2023-01-01 to 2024-03-04 (1 support, 1 neutral)" in CHARTS["time line"]().alt


def test_what_is_not_drawn_is_in_the_table() -> None:
    edges = [Edge(f"official {n}", f"firm {n}", "support", ("k",)) for n in range(60)]
    chart = network("Network", edges)
    assert len(chart.rows) == 60
    assert "80 less frequent names in the table alone" in chart.svg()


def test_colours_stand_out_from_their_paper() -> None:
    for theme in (LIGHT, DARK):
        for role in ("ink", "muted", "accent", "support", "control", "restrict", "neutral"):
            least = 4.5 if role in ("ink", "muted") else 3.0
            assert contrast(theme.colours[role], theme.colours["paper"]) >= least, (theme.name, role)


def contrast(one: str, two: str) -> float:
    """As WCAG 2.2 has it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def test_a_spec_that_cannot_be_drawn_is_told() -> None:
    with pytest.raises(RetinueError, match="can't be drawn"):
        draw.svg('{"mark": "no such mark"}')


def test_a_window_on_the_map_holds_what_is_in_it() -> None:
    china = outlines.countries_in(outlines.Window(100, 20, 125, 42))
    whole = outlines.countries_in(outlines.Window(-180, -90, 180, 90))
    assert 0 < len(china["objects"]["countries"]["geometries"]) < len(whole["objects"]["countries"]["geometries"]) / 4
    used = {arc for shape in china["objects"]["countries"]["geometries"] for ring in shape["arcs"] for arc in ring}
    assert {arc if arc >= 0 else ~arc for arc in used} == set(range(len(china["arcs"])))
    assert not outlines.countries_in(outlines.Window(-140, -40, -130, -30))["arcs"]  # the open sea
