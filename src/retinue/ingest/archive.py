"""The records of a WARC file one by one, whatever is broken between them.

FastWARC stops at the first byte that doesn't fit. Here reading goes on with the next whole record: with the next
member of a gzipped archive, or the next version line of one that is not packed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from retinue.errors import DocumentError, UnreadableError

__all__ = ["HEADERS", "Found", "Start", "walk"]

HEADERS = 64 * 1024  # bytes of a record's headers; more is no crawl
GZIP = b"\x1f\x8b\x08"
PLAIN = b"WARC/1."
SWALLOWED = (b"\r\n\r\nWARC/1.0\r\nWARC-", b"\r\n\r\nWARC/1.1\r\nWARC-")
WANTED = WarcRecordType.response | WarcRecordType.conversion
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Start:
    """Where reading begins: the byte of a record's first member, and how many records come before it."""

    position: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The `number`th record (from 1), at a byte of the file: its headers and block, or what is wrong with it.

    With a number of 0 it is no record but a stretch that can't be read.
    """

    number: int
    position: int
    record: WarcRecord | None = None
    block: bytes = b""
    error: DocumentError | None = None


def walk(path: Path, limit: int, start: Start = Start()) -> Iterator[Found]:
    """Responses and conversions of an archive, from `start` on, one in memory at a time; of at most `limit` bytes.

    Numbers and places are the same wherever reading starts, as long as it starts at the place of a record. Raises
    OSError when the file itself can't be read.
    """
    position, number = start.position, start.number
    with path.open("rb") as stream:
        while True:
            last, error = -1, None
            stream.seek(position)
            try:
                for record in _records(stream):
                    last, number = record.stream_pos, number + 1
                    found = _hold(record, number, limit)
                    yield found
                    if found.error is not None and found.error.reason in ("broken_record", "truncated"):
                        break
                else:
                    return
            except OSError as raised:
                if raised.errno is not None:
                    raise
                error = raised  # FastWARC's word for bytes that are no record
            resumed = _next(stream, max(last, position) + 1)
            if error is not None and (last >= 0 or position == start.position or resumed is None):
                yield Found(0, max(last, position), error=_broken(error, number, resumed))
            if resumed is None:
                return
            position = resumed


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    return iter(
        ArchiveIterator(
            stream, record_types=WANTED, parse_http=False, max_header_len=HEADERS, quirks_mode=True,
        )
    )  # fmt: skip


def _hold(record: WarcRecord, number: int, limit: int) -> Found:
    """The record with its block, which no later step can take the archive's place from."""
    place, length = record.stream_pos, record.content_length
    try:
        if length > limit + HEADERS:
            raise UnreadableError(f"more than {limit:,} bytes (setting max_bytes)", reason="too_large")
        record.freeze()
        block = record.reader.read()
        if len(block) < length:
            raise UnreadableError(f"cut off after {len(block):,} of {length:,} bytes", reason="truncated")
        if any(mark in block for mark in SWALLOWED):
            raise UnreadableError("its stated length reaches into the next record", reason="broken_record")
        return Found(number, place, record, block)
    except DocumentError as error:
        return Found(number, place, error=error)
    except OSError as error:
        broken = UnreadableError(f"can't be unpacked: {error}", reason="broken_record")
        return Found(number, place, error=broken)


def _broken(error: OSError, number: int, resumed: int | None) -> DocumentError:
    how = "breaks off" if resumed is None else "can't be read for a stretch"
    return UnreadableError(f"{how} after record {number}: {error}", reason="truncated")


def _next(stream: BinaryIO, start: int) -> int | None:
    """Where the next record may begin, at `start` or after; None when nothing looks like one."""
    stream.seek(0)
    mark = GZIP if stream.read(len(GZIP)) == GZIP else PLAIN
    stream.seek(start)
    position, carried = start, b""
    while chunk := stream.read(CHUNK):
        window = carried + chunk
        found = window.find(mark)
        if found >= 0:
            return position - len(carried) + found
        position += len(chunk)
        carried = window[-(len(mark) - 1) :]
    return None
