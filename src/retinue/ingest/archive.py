"""The records of a WARC file one by one, whatever is broken between them.

FastWARC stops at the first byte that doesn't fit. Here reading goes on with the next whole record: with the next
member of a gzipped archive, or the next version line of one that is not packed.
"""

from __future__ import annotations

import zlib
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
END = b"\r\n\r\n"  # of headers, and of a record
SWALLOWED = (b"\r\n\r\nWARC/1.0\r\nWARC-", b"\r\n\r\nWARC/1.1\r\nWARC-")
WANTED = (WarcRecordType.response, WarcRecordType.conversion)
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
    with path.open("rb") as stream:
        packed = path.name.endswith(".gz") or stream.read(len(GZIP)) == GZIP
        with path.open("rb") as beside:
            yield from _Walk(stream, beside, packed, limit).over(start)


class _Walk:
    """One reading of an archive; `beside` is a second view of a plain file, for what stands around a record."""

    def __init__(self, stream: BinaryIO, beside: BinaryIO, packed: bool, limit: int) -> None:
        self._stream, self._beside, self._packed, self._limit = stream, beside, packed, limit

    def over(self, start: Start) -> Iterator[Found]:
        """All that is found; after damage from the next place on that looks like a record."""
        position: int | None = start.position
        number, told = start.number, False  # told: what is wrong here has been said, or there may be nothing wrong
        lost: Found | None = None
        while position is not None:
            last, error, resume = -1, "not a record", position + 1
            self._stream.seek(position)
            try:
                for record in _records(self._stream):
                    if lost:
                        yield lost
                    last, told, lost, resume = record.stream_pos, False, None, record.stream_pos + 1
                    if record.record_type not in WANTED:
                        continue
                    number += 1
                    found = self._hold(record, number)
                    yield found
                    if found.error is not None and found.error.reason in ("broken_record", "truncated"):
                        told = True
                        break
                    if after := self._strange_after(record):
                        resume = after
                        break
                else:
                    # FastWARC ends without a word at some kinds of damage, too.
                    told = told or last >= 0 or self._at_end(position)
                    if last >= 0:
                        resume = self._end_of(record)
                        lost = Found(0, resume - 1, error=_broken("reading stopped short", number, resume))
            except OSError as raised:
                if raised.errno is not None:
                    raise
                error = str(raised)  # FastWARC's word for bytes that are no record
            position = self._next(resume)
            if not told:
                told = True
                yield Found(0, max(last, resume - 1), error=_broken(error, number, position))

    def _hold(self, record: WarcRecord, number: int) -> Found:
        """The record with its block, which no later step can take the archive's place from."""
        place, length = record.stream_pos, record.content_length
        try:
            if length > self._limit + HEADERS:
                raise UnreadableError(f"more than {self._limit:,} bytes (setting max_bytes)", reason="too_large")
            record.freeze()
            block = record.reader.read()
            if len(block) < length:
                raise UnreadableError(f"cut off after {len(block):,} of {length:,} bytes", reason="truncated")
            if self._reaches_too_far(record, block):
                raise UnreadableError("its stated length reaches into the next record", reason="broken_record")
            return Found(number, place, record, block)
        except DocumentError as error:
            return Found(number, place, error=error)
        except OSError as error:
            broken = UnreadableError(f"can't be unpacked: {error}", reason="broken_record")
            return Found(number, place, error=broken)

    def _reaches_too_far(self, record: WarcRecord, block: bytes) -> bool:
        """True when a record does not end where it says.

        In a plain file that is seen behind it. In a packed one it has run on into the next member, whose headers it
        then holds.
        """
        if self._packed:
            return any(mark in block for mark in SWALLOWED)
        return self._after(record)[0][: len(END)] not in (END, b"")

    def _strange_after(self, record: WarcRecord) -> int | None:
        """In a plain file: where the record ends, when neither another one nor the end of the file follows."""
        if self._packed:
            return None
        after, place = self._after(record)
        follows = after[len(END) :]
        return place if follows and not PLAIN.startswith(follows[: len(PLAIN)]) else None

    def _after(self, record: WarcRecord) -> tuple[bytes, int]:
        """The first bytes behind the block of a record of a plain file, and where they are."""
        self._beside.seek(record.stream_pos)
        headers = self._beside.read(HEADERS).find(END)
        place = record.stream_pos + headers + len(END) + record.content_length
        self._beside.seek(place)
        return self._beside.read(len(END) + len(PLAIN)), place

    def _end_of(self, record: WarcRecord) -> int:
        """Where a record ends: what it holds can't be taken for another one. In a broken member, its second byte."""
        if not self._packed:
            return self._after(record)[1]
        self._beside.seek(record.stream_pos)
        member = zlib.decompressobj(31)
        try:
            while chunk := self._beside.read(HEADERS):
                member.decompress(chunk)
                if member.eof:
                    return self._beside.tell() - len(member.unused_data)
        except zlib.error:
            pass
        return record.stream_pos + 1

    def _at_end(self, position: int) -> bool:
        self._stream.seek(position)
        return not self._stream.read(1)

    def _next(self, start: int) -> int | None:
        """Where the next record may begin, at `start` or after; None when nothing looks like one."""
        mark = GZIP if self._packed else PLAIN
        self._stream.seek(start)
        position, carried = start, b""
        while chunk := self._stream.read(CHUNK):
            window = carried + chunk
            found = window.find(mark)
            if found >= 0:
                return position - len(carried) + found
            position += len(chunk)
            carried = window[-(len(mark) - 1) :]
        return None


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    return iter(ArchiveIterator(stream, parse_http=False, max_header_len=HEADERS, quirks_mode=True))


def _broken(error: str, number: int, resumed: int | None) -> DocumentError:
    how = "breaks off" if resumed is None else "can't be read for a stretch"
    return UnreadableError(f"{how} after record {number}: {error}", reason="truncated")
