"""From paths to `RawItem`s: the only room that touches the world outside."""

from __future__ import annotations

from retinue.ingest.files import count_items, read_paths
from retinue.ingest.items import content_hash, printable
from retinue.ingest.names import Names, Owner, Wishes
from retinue.ingest.parts import DOCUMENTS, Part, cut, parts_of, read_part

__all__ = [
    "DOCUMENTS",
    "Names",
    "Owner",
    "Part",
    "Wishes",
    "content_hash",
    "count_items",
    "cut",
    "parts_of",
    "printable",
    "read_part",
    "read_paths",
]
