"""Clean: one raw document in, the article without its page out, with all that was left out and why."""

from __future__ import annotations

from retinue.clean.foreign import foreign
from retinue.clean.room import clean

__all__ = ["clean", "foreign"]
