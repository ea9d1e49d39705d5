"""The record on disk: one SQLite file, or a database of PostgreSQL by URL; one writer, many readers."""

from __future__ import annotations

from retinue.store.browse import SaidQuery
from retinue.store.claims import Claim, claims_of
from retinue.store.fused import Fusing, LinkRow, TellingRow, TextRow, Tie
from retinue.store.people import StatementFilter
from retinue.store.saved import SavedSearch
from retinue.store.snapshot import Snapshot, Told
from retinue.store.store import Store
from retinue.store.types import (
    ALL,
    Counts,
    EventFilter,
    History,
    Hit,
    LastRun,
    Named,
    Page,
    Problem,
    RunEnd,
    Said,
    SourceRow,
    Unknown,
    Version,
)

__all__ = [
    "ALL",
    "Claim",
    "Counts",
    "EventFilter",
    "Fusing",
    "History",
    "Hit",
    "LastRun",
    "LinkRow",
    "Named",
    "Page",
    "Problem",
    "RunEnd",
    "Said",
    "SaidQuery",
    "SavedSearch",
    "Snapshot",
    "SourceRow",
    "StatementFilter",
    "Store",
    "TellingRow",
    "TextRow",
    "Tie",
    "Told",
    "Unknown",
    "Version",
    "claims_of",
]
