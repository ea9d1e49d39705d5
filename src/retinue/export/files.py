"""Files that are whole or not there: written under another name, renamed at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from retinue.errors import RetinueError, UsageError

__all__ = ["all_or_nothing"]


@contextmanager
def all_or_nothing(folder: Path, names: Sequence[str]) -> Iterator[Sequence[BinaryIO]]:
    """Open `names` in `folder` for writing; they take their names only when the body ends well.

    Raises UsageError when the folder can't be made or written to, RetinueError when the disk refuses later. What
    stood there under these names stays until then.
    """
    parts = [folder / f".{name}.part" for name in names]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            streams = [stack.enter_context(part.open("wb")) for part in parts]
            yield streams
            for stream in streams:
                stream.flush()
                os.fsync(stream.fileno())
        for part, name in zip(parts, names, strict=True):
            part.replace(folder / name)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise UsageError(f"can't write to {folder}: {error.strerror}; name another folder") from error
    except OSError as error:
        raise RetinueError(f"writing to {folder} failed: {error.strerror or error}") from error
    finally:
        for part in parts:
            if part.is_file():
                part.unlink()
