"""How long charts take: `python benchmarks/charts_bench.py` writes benchmarks/results/charts.json.

Each chart is drawn as SVG ten times, without the cache of pictures.
Times are of the processor (user and system), since they are the same on a busy machine.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import statistics
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from retinue.charts import (
    Bar,
    Chart,
    Edge,
    Interval,
    Mark,
    Share,
    Spot,
    draw,
    intervals,
    network,
    shares,
    signals,
    timeline,
    visits_map,
)

RESULTS = Path(__file__).parent / "results" / "charts.json"
RUNS = 10
DAY = dt.date(2020, 1, 1)
SIGNALS = ("support", "control", "restrict")


def bars(n: int) -> Chart:
    """Five years of months, three signals."""
    rows = []
    for m in range(60):
        start = dt.date(2019 + m // 12, m % 12 + 1, 1)
        rows += [
            Bar(str(start), start, start + dt.timedelta(27), s, 1 + (m + n) % 5, 0.5, 6, 6, 3, ("k",))
            for s in SIGNALS
        ]
    return signals(f"Signals {n}", rows, "month")


def marks(n: int) -> Chart:
    """A hundred events over four lists."""
    days = [DAY + dt.timedelta(11 * i + n) for i in range(100)]
    events = [Mark(d, d, SIGNALS[i % 3], "visit", "occurred", "told", f"k{i}") for i, d in enumerate(days)]
    return timeline(
        "Time line",
        events,
        [Interval(f"list {i}", DAY + dt.timedelta(90 * i)) for i in range(4)],
        dt.date(2024, 1, 1),
    )


def times(n: int) -> Chart:
    """Twenty-five times in twelve lanes."""
    rows = [
        Interval(f"office {i % 12}", DAY + dt.timedelta(100 * i + n), DAY + dt.timedelta(100 * i + 90))
        for i in range(25)
    ]
    return intervals("Office holders", rows, dt.date(2028, 1, 1))


def pairs(n: int) -> Chart:
    """A hundred pairs, of which those of 24 names on each side are drawn."""
    return network(
        f"Network {n}",
        [Edge(f"official {i % 30}", f"firm {(i * 7 + n) % 40}", SIGNALS[i % 3], ("k",)) for i in range(100)],
    )


def china(n: int) -> Chart:
    """Thirty places in China."""
    return visits_map(
        f"Map {n}", [Spot(f"place {i}", 22 + i % 18, 100 + (i * 3 + n) % 22, ("k",) * (1 + i % 6)) for i in range(30)]
    )


def world(n: int) -> Chart:
    """Thirty places all over the world."""
    return visits_map("Map", [Spot(f"place {i}", i % 50, -120 + (i * 9 + n) % 260, ("k",)) for i in range(30)])


def parts(n: int) -> Chart:
    """Fifteen origins."""
    return shares(f"Origins {n}", [Share(f"origin {i}", 30 - i + n % 3) for i in range(15)], "report")


CHARTS: dict[str, Callable[[int], Chart]] = {
    "signals": bars, "timeline": marks, "intervals": times, "network": pairs, "map of China": china,
    "map of the world": world, "shares": parts,
}  # fmt: skip


def clocked(work: Callable[[], object], *, anew: bool = True) -> float:
    """Milliseconds of the processor; `anew` without the cache of pictures."""
    if anew:
        draw.svg.cache_clear()
    before = time.process_time()
    work()
    return round(1000 * (time.process_time() - before), 1)


def memory() -> int:
    """The most this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure and write."""
    found: dict[str, object] = {
        "checked": str(dt.date.today()),
        "unit": "ms of processor time",
        "MB before": memory(),
    }
    found["import"] = clocked(lambda: import_module("vl_convert"))
    found["first chart"] = clocked(lambda: bars(99).svg())
    rows = {}
    for name, make in CHARTS.items():
        spent = [clocked(lambda n=n, make=make: make(n).svg()) for n in range(RUNS)]  # type: ignore[misc]
        rows[name] = {"median": statistics.median(spent), "most": max(spent), "kB": len(make(0).svg()) // 1000}
    bars(0).svg()
    found |= {
        "charts": rows,
        "again": clocked(lambda: bars(0).svg(), anew=False),
        "png": clocked(lambda: bars(50).png()),
        "MB": memory(),
    }
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))


if __name__ == "__main__":
    main()
