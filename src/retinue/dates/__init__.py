"""When: the expressions of time in an English text, read against the day it was published."""

from retinue.dates.combine import span_beginning, span_ending
from retinue.dates.reader import read
from retinue.dates.scene import Narrative

__all__ = ["Narrative", "read", "span_beginning", "span_ending"]
