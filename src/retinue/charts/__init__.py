"""Charts as SVG and PNG: each function takes plain rows and gives a `Chart`."""

from retinue.charts.chart import Chart
from retinue.charts.draw import fonts_for_han
from retinue.charts.intervals import Interval, intervals
from retinue.charts.network import Edge, network
from retinue.charts.places import Spot, visits_map
from retinue.charts.shares import Share, shares
from retinue.charts.signals import Bar, signals
from retinue.charts.theme import DARK, LIGHT, Theme
from retinue.charts.timeline import Mark, timeline

__all__ = [
    "DARK",
    "LIGHT",
    "Bar",
    "Chart",
    "Edge",
    "Interval",
    "Mark",
    "Share",
    "Spot",
    "Theme",
    "fonts_for_han",
    "intervals",
    "network",
    "shares",
    "signals",
    "timeline",
    "visits_map",
]
