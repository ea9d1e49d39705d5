"""Paths, folders and lists of paths: each readable file in order, one at a time."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from retinue.errors import DocumentError, UnreadableError
from retinue.ingest.items import content_hash, os_failure, printable, to_failure
from retinue.ingest.lines import count_lines, read_lines
from retinue.ingest.names import Names, Owner, nobody
from retinue.ingest.warc import count_records, read_warc
from retinue.model import Failure, RawItem
from retinue.settings import Settings

__all__ = ["count_items", "read_paths"]

TEXT = (".txt",)
HTML = (".html", ".htm")
LINES = (".jsonl", ".jsonl.gz")
ARCHIVES = (".warc", ".warc.gz")
STDIN = "-"


def read_paths(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    owner: Owner = nobody,
    stdin: Iterable[str] | None = None,
) -> Iterator[RawItem | Failure]:
    """Every document under `paths`, in order, one in memory at a time.

    Reads .txt, .html, .htm, .jsonl, .jsonl.gz, .warc and .warc.gz; folders in name order with all below them (hidden
    files and other kinds are passed over; a link to a folder is not followed); "-" stands for a list of paths, one
    per line, on `stdin`. A document of more than `settings.max_bytes` bytes is a Failure, as is anything that can't
    be read; the rest goes on. `owner` tells which ids earlier runs gave away (see `Names`).
    """
    names = Names(owner)
    for path in _files(paths, sys.stdin if stdin is None else stdin):
        if isinstance(path, Failure):
            yield path
        elif _kind(path) in LINES:
            yield from read_lines(path, settings.max_bytes, names)
        elif _kind(path) in ARCHIVES:
            yield from read_warc(path, settings.max_bytes, names)
        else:
            yield _read_file(path, settings.max_bytes, names)


def count_items(paths: Iterable[str | Path]) -> int | None:
    """How many documents `read_paths` will give, or None when a list on stdin hides it. For progress only."""
    listed = list(paths)
    if any(str(path) == STDIN for path in listed):
        return None
    return sum(map(_count, _files(listed, ())))


def _count(path: Path | Failure) -> int:
    if isinstance(path, Failure):
        return 1
    if _kind(path) in LINES:
        return count_lines(path)
    return count_records(path) if _kind(path) in ARCHIVES else 1


def _files(paths: Iterable[str | Path], stdin: Iterable[str]) -> Iterator[Path | Failure]:
    for path in paths:
        if str(path) == STDIN:
            yield from _files((line.rstrip("\r\n") for line in stdin if line.strip()), ())
        else:
            yield from _walk(Path(path))


def _walk(root: Path) -> Iterator[Path | Failure]:
    pending = [root]
    while pending:
        path = pending.pop()
        try:
            if path.is_dir():
                pending.extend(sorted(filter(_wanted, path.iterdir()), reverse=True))
            else:
                yield path
        except OSError as error:
            yield os_failure(error, path)


def _wanted(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return not path.is_symlink() if path.is_dir() else _kind(path) is not None


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    return next((ending for ending in (*TEXT, *HTML, *LINES, *ARCHIVES) if name.endswith(ending)), None)


def _read_file(path: Path, max_bytes: int, names: Names) -> RawItem | Failure:
    source = printable(path)
    try:
        content = _content(path, max_bytes)
    except DocumentError as error:
        return to_failure(error, printable(path.stem), source)
    except OSError as error:
        return os_failure(error, path)
    html = _kind(path) in HTML
    sha256 = content_hash(content, html, {})
    return RawItem(names.settle(printable(path.stem), source, sha256), source, content, html, sha256)


def _content(path: Path, max_bytes: int) -> bytes:
    """The file's bytes. Raises UnreadableError for a kind or size that is not read, OSError from the system."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableError(f"{path} is not a regular file", reason="not_a_file")
    if _kind(path) is None:
        known = ", ".join((*TEXT, *HTML, *LINES, *ARCHIVES))
        raise UnreadableError(f"{path} is of a kind that is not read; known are {known}", reason="unsupported")
    with path.open("rb") as stream:
        content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise UnreadableError(f"{path} has more than {max_bytes:,} bytes (setting max_bytes)", reason="too_large")
    return content
