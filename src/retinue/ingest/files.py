"""Paths, folders and lists of paths: each readable file in order, one at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from retinue.errors import DocumentError, UnreadableError
from retinue.ingest.items import Stretch, content_hash, os_failure, printable, to_failure
from retinue.ingest.lines import count_lines, read_lines
from retinue.ingest.names import Namer, Names, Owner, nobody
from retinue.ingest.warc import Aside, count_records, read_warc
from retinue.model import Failure, RawItem
from retinue.settings import Settings

__all__ = ["ARCHIVES", "LINES", "count_items", "files_under", "kind_of", "read_file", "read_paths"]

TEXT = (".txt",)
HTML = (".html", ".htm")
LINES = (".jsonl", ".jsonl.gz")
ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz")
STDIN = "-"


def read_paths(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    owner: Owner = nobody,
    stdin: Iterable[str] | None = None,
    aside: Aside = lambda _: None,
) -> Iterator[RawItem | Failure]:
    """Every document under `paths`, in order, one in memory at a time.

    Reads .txt, .html, .htm, .jsonl, .warc and .wet, the last three gzipped too; folders in name order with all below
    them (hidden files and other kinds are passed over; a link to a folder is not followed); "-" stands for a list of
    paths, one per line, on `stdin`. A document of more than `settings.max_bytes` bytes is a Failure, as is anything
    that can't be read; the rest goes on. `owner` tells which ids earlier runs gave away (see `Names`). `aside` is
    told, in a few words, why a record of an archive is no document (a redirect, an image).
    """
    names = Names(owner)
    for path in files_under(paths, stdin):
        if isinstance(path, Failure):
            yield path
        else:
            yield from read_file(path, settings.max_bytes, names, aside)


def read_file(
    path: Path, max_bytes: int, names: Namer, aside: Aside, stretch: Stretch = Stretch()  # noqa: B008  (frozen)
) -> Iterator[RawItem | Failure]:  # fmt: skip
    """The documents of one file, or of a stretch of it."""
    if kind_of(path) in LINES:
        yield from read_lines(path, max_bytes, names, stretch)
    elif kind_of(path) in ARCHIVES:
        yield from read_warc(path, max_bytes, names, aside, stretch)
    else:
        yield _read_file(path, max_bytes, names)


def files_under(paths: Iterable[str | Path], stdin: Iterable[str] | None = None) -> Iterator[Path | Failure]:
    """Every file that is read, in order: those of folders by name."""
    return _files(paths, sys.stdin if stdin is None else stdin)


def count_items(paths: Iterable[str | Path]) -> int | None:
    """How many documents `read_paths` will give, or None when a list on stdin hides it. For progress only."""
    listed = list(paths)
    if any(str(path) == STDIN for path in listed):
        return None
    return sum(map(_count, _files(listed, ())))


def _count(path: Path | Failure) -> int:
    if isinstance(path, Failure):
        return 1
    if kind_of(path) in LINES:
        return count_lines(path)
    return count_records(path) if kind_of(path) in ARCHIVES else 1


def _files(paths: Iterable[str | Path], stdin: Iterable[str]) -> Iterator[Path | Failure]:
    for path in paths:
        if str(path) == STDIN:
            yield from _files((line.rstrip("\r\n") for line in stdin if line.strip()), ())
        else:
            yield from _walk(Path(path))


def _walk(root: Path) -> Iterator[Path | Failure]:
    """What lies under a path, in the order of names. Of a folder only the names are kept in memory."""
    try:
        if not root.is_dir():
            yield root
            return
        with os.scandir(root) as entries:
            names = sorted(entry.name for entry in entries if _wanted(entry))
    except OSError as error:
        yield os_failure(error, root)
        return
    for name in names:
        yield from _walk(root / name)


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    try:
        folder = entry.is_dir()
    except OSError:  # a link to itself: told of when it is read, by its name
        folder = False
    return not entry.is_symlink() if folder else kind_of(Path(entry.name)) is not None


def kind_of(path: Path) -> str | None:
    """The ending by which a file is read, or None for one that is not."""
    name = path.name.lower()
    return next((ending for ending in (*TEXT, *HTML, *LINES, *ARCHIVES) if name.endswith(ending)), None)


def _read_file(path: Path, max_bytes: int, names: Namer) -> RawItem | Failure:
    source = printable(path)
    try:
        content = _content(path, max_bytes)
    except DocumentError as error:
        return to_failure(error, printable(path.stem), source)
    except OSError as error:
        return os_failure(error, path)
    html = kind_of(path) in HTML
    sha256 = content_hash(content, html, {})
    return RawItem(names.settle(printable(path.stem), source, sha256), source, content, html, sha256)


def _content(path: Path, max_bytes: int) -> bytes:
    """The file's bytes. Raises UnreadableError for a kind or size that is not read, OSError from the system."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableError(f"{path} is not a regular file", reason="not_a_file")
    if kind_of(path) is None:
        known = ", ".join((*TEXT, *HTML, *LINES, *ARCHIVES))
        raise UnreadableError(f"{path} is of a kind that is not read; known are {known}", reason="unsupported")
    with path.open("rb") as stream:
        content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise UnreadableError(f"{path} has more than {max_bytes:,} bytes (setting max_bytes)", reason="too_large")
    return content
