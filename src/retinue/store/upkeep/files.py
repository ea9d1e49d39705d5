"""Files that are either written whole or not at all."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["written_whole"]


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; put in its place, and onto the disk, when all went well. Raises OSError."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    _clear(path)
    try:
        yield part
        _to_disk(part)
        part.replace(path)
        _to_disk(path.absolute().parent)
    finally:
        for leftover in (part, *(part.with_name(part.name + end) for end in ("-journal", "-wal", "-shm"))):
            leftover.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Take away what processes that were killed left beside `path`."""
    for left in path.absolute().parent.glob(f".{glob.escape(path.name)}.*.part*"):
        pid = left.name.removeprefix(f".{path.name}.").split(".")[0]
        if pid.isdigit() and not _runs(int(pid)):
            left.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    if os.name == "nt":
        return True  # there, asking would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # folders can't be opened there
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
