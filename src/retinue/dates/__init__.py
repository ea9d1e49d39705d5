"""When: the expressions of time in an English text, read against the day it was published."""

from retinue.dates.combine import count_from, span_beginning, span_ending
from retinue.dates.reader import read
from retinue.dates.scene import Narrative

__all__ = ["Narrative", "count_from", "read", "span_beginning", "span_ending"]
