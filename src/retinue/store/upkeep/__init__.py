"""Looking after a record: is it sound, a copy of it, back from a copy, onto this code's schema, room given back."""

from __future__ import annotations

from retinue.store.upkeep.backup import Copied, back_up, restore
from retinue.store.upkeep.check import Finding, check
from retinue.store.upkeep.upgrade import Climb, upgrade
from retinue.store.upkeep.vacuum import Size, vacuum

__all__ = ["Climb", "Copied", "Finding", "Size", "back_up", "check", "restore", "upgrade", "vacuum"]
