"""From paths to `RawItem`s: the only room that touches the world outside."""

from __future__ import annotations

from retinue.ingest.files import count_items, read_paths
from retinue.ingest.items import content_hash, printable
from retinue.ingest.names import Owner

__all__ = ["Owner", "content_hash", "count_items", "printable", "read_paths"]
