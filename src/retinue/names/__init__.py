"""Do two names mean the same person, firm or body? `match` says so and why; `Index` finds matches among many."""

from retinue.names.compare import known_names, match, meant
from retinue.names.index import Hit, Index, search_keys
from retinue.names.types import SAME, Kind, Match

__all__ = ["SAME", "Hit", "Index", "Kind", "Match", "known_names", "match", "meant", "search_keys"]
