"""The input cut into parts that can be read apart from each other, the same ones every time.

A part is a group of small files, or a stretch of a large one. What it is called rests on the names, sizes and times
of its files, so that a part that was read once is known again until one of its files changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from retinue.errors import TransientError
from retinue.ingest.files import ARCHIVES, LINES, files_under, kind_of, read_file
from retinue.ingest.items import Stretch, os_failure, printable, to_failure
from retinue.ingest.lines import cut_lines
from retinue.ingest.names import Namer
from retinue.ingest.warc import Aside, cut_records
from retinue.model import Failure, RawItem

__all__ = ["DOCUMENTS", "Part", "Seen", "cut", "parts_of", "read_part"]

WHOLE = Stretch()
DOCUMENTS = 250  # in a part, where they can be counted
GROUP_BYTES = 32 * 1024 * 1024  # a group of files is closed when it has so many
WHOLE_BYTES = 2 * 1024 * 1024  # a file of many documents below this is one part


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was found: its path as told, bytes and time of change in nanoseconds."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Part:
    """Documents to be read together: some files, or one stretch of one. `large`: still to be cut by `cut`."""

    files: tuple[Seen, ...]
    stretch: Stretch = WHOLE
    large: bool = False

    @property
    def digest(self) -> str:
        """What the part is known by: 24 hexadecimal digits."""
        told = [[[s.path, s.size, s.changed] for s in self.files], [*_numbers(self.stretch)]]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]

    @property
    def source(self) -> str:
        """What it is called in messages."""
        first = printable(self.files[0].path)
        return first if len(self.files) == 1 else f"{first} and {len(self.files) - 1} more"


def parts_of(
    paths: Iterable[str | Path], documents: int = DOCUMENTS, stdin: Iterable[str] | None = None
) -> Iterator[Part | Failure]:
    """The parts of all that is under `paths`, in order; what can't be looked at is a failure in its place.

    A group holds at most so many `documents`.
    """
    group: list[Seen] = []
    for path in files_under(paths, stdin):
        found = path if isinstance(path, Failure) else _seen(path)
        alone = isinstance(found, Failure) or kind_of(Path(found.path)) in (*LINES, *ARCHIVES)
        if group and (alone or len(group) >= documents or sum(one.size for one in group) > GROUP_BYTES):
            yield Part(tuple(group))
            group = []
        if isinstance(found, Failure):
            yield found
        elif alone:
            yield Part((found,), large=found.size > WHOLE_BYTES)
        else:
            group.append(found)
    if group:
        yield Part(tuple(group))


def cut(part: Part, max_bytes: int, documents: int = DOCUMENTS) -> tuple[Part, ...]:
    """A large file in stretches of about so many documents. Raises OSError when it can't be read."""
    path = Path(part.files[0].path)
    cut_file = cut_lines if kind_of(path) in LINES else cut_records
    return tuple(replace(part, stretch=one, large=False) for one in cut_file(path, max_bytes, documents))


def read_part(part: Part, max_bytes: int, names: Namer, aside: Aside) -> Iterator[RawItem | Failure]:
    """The documents of a part, one in memory at a time, as `read_paths` gives them."""
    for one in part.files:
        path = Path(one.path)
        if part.stretch != WHOLE and _seen(path) != one:
            source = printable(path)
            error = TransientError(f"{source} changed while it was read; run again", reason="changed")
            yield to_failure(error, printable(path.stem), source)
            continue
        yield from read_file(path, max_bytes, names, aside, part.stretch)


def _seen(path: Path) -> Seen | Failure:
    try:
        facts = path.stat()
    except FileNotFoundError:
        return Seen(str(path), 0, 0)  # whoever reads it says that it is not there
    except OSError as error:
        return os_failure(error, path)
    return Seen(str(path), facts.st_size, facts.st_mtime_ns)


def _numbers(stretch: Stretch) -> tuple[int, int, int | None]:
    return stretch.start, stretch.before, stretch.stop
