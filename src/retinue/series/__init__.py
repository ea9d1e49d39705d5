"""Support, control and restriction over time, of firms, sectors, bodies, places, people and countries."""

from retinue.series.build import Options, build
from retinue.series.fetch import happenings_of, with_units
from retinue.series.show import COLUMNS, signal_chart, table_rows
from retinue.series.subject import Kind, Subject, find_subject, near_names
from retinue.series.types import By, Point, Series, Side, Weighed
from retinue.series.weigh import Weigher
from retinue.series.weights import Weights, load_weights

__all__ = [
    "COLUMNS",
    "By",
    "Kind",
    "Options",
    "Point",
    "Series",
    "Side",
    "Subject",
    "Weighed",
    "Weigher",
    "Weights",
    "build",
    "find_subject",
    "happenings_of",
    "load_weights",
    "near_names",
    "signal_chart",
    "table_rows",
    "with_units",
]
