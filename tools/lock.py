"""Take the index's address out of uv.lock, so that whichever index a machine is set up for can serve it.

Every package keeps its version and its files' hashes; `uv export --frozen` needs nothing more.
"""

from __future__ import annotations

import re
from pathlib import Path

LOCK = Path(__file__).parent.parent / "uv.lock"


def without_index(lock: str) -> str:
    """The lock with file names for file addresses and a bare word for the index."""
    lock = re.sub(r'registry = "[^"]*"', 'registry = "index"', lock)
    return re.sub(r'url = "https?://[^"]*/([^"/]+)"', r'path = "\1"', lock)


if __name__ == "__main__":
    LOCK.write_text(without_index(LOCK.read_text("utf-8")), "utf-8")
