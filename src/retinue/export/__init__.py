"""The record as files that anyone can read: `EXPORTERS[format](store, folder)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from retinue.export.contents import Contents
from retinue.export.jsonl import export_jsonl
from retinue.export.tables import export_csv

__all__ = ["EXPORTERS", "Contents", "Exporter"]

# Writes the record into a folder (made if need be) and gives the files; raises RetinueError and leaves nothing
# half-written when the record breaks the contract or the disk refuses.
Exporter = Callable[[Contents, Path], list[Path]]

EXPORTERS: Mapping[str, Exporter] = {"jsonl": export_jsonl, "csv": export_csv}
