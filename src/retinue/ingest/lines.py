"""JSON lines, plain or gzipped: a document per line, a failure per broken line, one line in memory at a time."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from retinue.errors import DocumentError, UnreadableError
from retinue.ingest.items import Stretch, content_hash, os_failure, printable, to_failure
from retinue.ingest.names import Namer, slug_of_url
from retinue.ingest.urls import canonical
from retinue.model import Failure, RawItem

__all__ = ["count_lines", "cut_lines", "read_lines"]

GIVEN = ("url", "title", "published", "publisher")
LONGEST_ID = 200
CHUNK = 1 << 16
# Text gzips to a third or a tenth; far beyond that, after so many bytes, the file is made to fill a machine.
PLAUSIBLE_RATIO = 250
UNQUESTIONED_BYTES = 64 * 1024 * 1024


class _Inflating(io.RawIOBase):
    """A gzip stream that refuses to swell beyond any real text."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._gzip = gzip.GzipFile(fileobj=packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._gzip.read(len(buffer))
        self._given += len(data)
        if self._given > max(UNQUESTIONED_BYTES, PLAUSIBLE_RATIO * self._packed.tell()):
            raise UnreadableError(
                f"swells to more than {PLAUSIBLE_RATIO} times its size; the rest was not read", reason="gzip_bomb"
            )
        buffer[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a file: `place` is path:number, `stem` the file's name without its endings; 0 is the file."""

    path: str
    stem: str
    number: int

    @property
    def place(self) -> str:
        return f"{self.path}:{self.number}" if self.number else self.path

    @property
    def doc(self) -> str:
        return f"{self.stem}-{self.number}" if self.number else self.stem


def read_lines(
    path: Path, max_bytes: int, names: Namer, stretch: Stretch = Stretch()  # noqa: B008  (frozen)
) -> Iterator[RawItem | Failure]:  # fmt: skip
    """Every line of a .jsonl or .jsonl.gz file, or of a stretch of it; blank lines are passed over."""
    stem = printable(path.name).split(".")[0]
    line = _Line(printable(path), stem, stretch.before)
    try:
        with path.open("rb") as packed:
            for number, content in _numbered(_stream(packed, path), max_bytes, stretch, path.suffix == ".gz"):
                if content is None or content.strip():
                    line = _Line(line.path, stem, number)
                    yield _read_line(content, line, max_bytes, names)
            if not line.number and stretch.stop is None:
                raise UnreadableError("there is no line in it", reason="empty")
    except UnreadableError as error:
        yield to_failure(UnreadableError(f"{line.place}: {error}", reason=error.reason), line.doc, line.path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        broken = UnreadableError(
            f"{line.path}: gzip breaks off after line {line.number}: {error}", reason="truncated"
        )
        yield to_failure(broken, line.doc, line.path)
    except OSError as error:
        yield os_failure(error, path)


def count_lines(path: Path) -> int:
    """How many lines there are, for a progress bar; a gzip that breaks off counts as far as it goes."""
    total, last = 0, b"\n"
    try:
        with path.open("rb") as packed:
            stream = _stream(packed, path)
            while chunk := stream.read(CHUNK):
                total, last = total + chunk.count(b"\n"), chunk[-1:]
    except (EOFError, zlib.error, OSError, UnreadableError):
        return total
    return total + (last != b"\n")


def cut_lines(path: Path, max_bytes: int, lines: int) -> tuple[Stretch, ...]:
    """The file in stretches of so many lines. Raises OSError when it can't be read."""
    packed_whole = path.suffix == ".gz"
    starts, position, number = [(0, 0)], 0, 0
    try:
        with path.open("rb") as packed:
            stream = _stream(packed, path)
            while chunk := stream.read(CHUNK):
                ends = chunk.count(b"\n")
                while number + ends >= starts[-1][1] + lines:
                    inside = _after(chunk, starts[-1][1] + lines - number)
                    starts.append((position + inside, starts[-1][1] + lines))
                position, number = position + len(chunk), number + ends
    except (EOFError, zlib.error, gzip.BadGzipFile, UnreadableError):
        pass  # whoever reads the last stretch comes to it and says so
    if len(starts) > 1 and starts[-1][0] >= position:
        starts.pop()
    starts = [(before, before) for _, before in starts] if packed_whole else starts
    stops = [*(start for start, _ in starts[1:]), None]
    return tuple(Stretch(start, before, stop) for (start, before), stop in zip(starts, stops, strict=True))


def _after(chunk: bytes, lines: int) -> int:
    """Where in a chunk the byte behind so many line ends is."""
    place = 0
    for _ in range(lines):
        place = chunk.index(b"\n", place) + 1
    return place


def _stream(packed: io.BufferedReader, path: Path) -> io.BufferedIOBase:
    return io.BufferedReader(_Inflating(packed), CHUNK) if path.suffix == ".gz" else packed


def _numbered(
    stream: io.BufferedIOBase, limit: int, stretch: Stretch, packed: bool
) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stretch with their numbers; in a packed file those before it are read and let go."""
    number, position = (0, 0) if packed else (stretch.before, stretch.start)
    if position:
        stream.seek(position)
    for content, length in _bounded(stream, limit):
        here = number if packed else position
        if stretch.stop is not None and here >= stretch.stop:
            return
        number, position = number + 1, position + length
        if number > stretch.before:
            yield number, content


def _bounded(stream: io.BufferedIOBase, limit: int) -> Iterator[tuple[bytes | None, int]]:
    """Lines of at most `limit` bytes, each with its length; a longer one is read in pieces and given as None."""
    while line := stream.readline(limit + 1):
        length = len(line)
        if line.endswith(b"\n") or length <= limit:
            yield line, length
            continue
        while rest := stream.readline(CHUNK):
            length += len(rest)
            if rest.endswith(b"\n"):
                break
        yield None, length


def _read_line(content: bytes | None, line: _Line, max_bytes: int, names: Namer) -> RawItem | Failure:
    try:
        if content is None:
            raise UnreadableError(f"longer than the limit of {max_bytes:,} bytes", reason="too_large")
        return _to_item(_parse(content), line, names)
    except DocumentError as error:
        return to_failure(UnreadableError(f"{line.place}: {error}", reason=error.reason), line.doc, line.place)


def _parse(content: bytes) -> Mapping[str, Any]:
    """One JSON object, strictly: UTF-8, no NaN, no half surrogate pairs."""
    try:
        row = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8: {error}", reason="encoding") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not valid JSON: {error}", reason="broken_json") from error
    if not isinstance(row, dict):
        raise UnreadableError(f"a JSON object is wanted, not {type(row).__name__}", reason="broken_json")
    return row


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _to_item(row: Mapping[str, Any], line: _Line, names: Namer) -> RawItem:
    html = bool(row.get("html"))
    content = _string(row, "html") if html else _string(row, "text")
    if content is None:
        raise UnreadableError("neither 'text' nor 'html' in it", reason="no_content")
    given = {key: value for key in GIVEN if (value := _string(row, key))}
    sha256 = content_hash(content, html, given)
    url = given.get("url")
    address = (canonical(url) or url) if url else None
    home = address if address and "://" in address else line.path
    doc = names.settle(_wish(row, address, line), home, sha256)
    return RawItem(doc, url or line.place, content, html, sha256, given)


def _wish(row: Mapping[str, Any], url: str | None, line: _Line) -> str:
    given = row.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is not None and not isinstance(given, str):
        raise UnreadableError("'id' must be a string or a whole number", reason="bad_field")
    wish = (given or "").strip()
    if len(wish) > LONGEST_ID or not (wish or "x").isprintable():
        raise UnreadableError(f"'id' must be printable, of at most {LONGEST_ID} characters", reason="bad_field")
    return wish or (slug_of_url(url) if url else line.doc)


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableError(f"{key!r} must be a string, not {type(value).__name__}", reason="bad_field")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UnreadableError(f"{key!r} holds half of a surrogate pair: {error}", reason="broken_text") from error
    return value
