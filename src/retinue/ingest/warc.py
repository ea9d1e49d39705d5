"""WARC files as crawlers write them (ISO 28500), gzipped or not: a document for each page that came back.

Requests, metadata, redirects, errors and what is neither page nor text are passed over: they are no documents. A
record that can't be read is a failure; the archive goes on with the next.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urldefrag

from courlan import normalize_url
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from retinue.errors import DocumentError, UnreadableError
from retinue.ingest.items import content_hash, os_failure, printable, to_failure
from retinue.ingest.names import Names, slug_of_url
from retinue.model import Failure, RawItem

__all__ = ["count_records", "read_warc"]

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXTS = frozenset({"text/plain"})
HEADERS = 64 * 1024  # bytes of a record's headers; more is no crawl
_OK = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """A record of an archive, as messages name it."""

    path: str
    stem: str
    number: int

    @property
    def place(self) -> str:
        return f"{self.path}:{self.number}" if self.number else self.path

    @property
    def doc(self) -> str:
        return f"{self.stem}-{self.number}" if self.number else self.stem


def read_warc(path: Path, max_bytes: int, names: Names) -> Iterator[RawItem | Failure]:
    """Every page or plain text of a .warc or .warc.gz file, one in memory at a time.

    A document's id comes from its address without what trackers add to it; the same address met again with other
    content is a new version of the same document.
    """
    place = _Place(printable(path), printable(path.name).split(".")[0], 0)
    try:
        with path.open("rb") as stream:
            for number, record in enumerate(_records(stream), start=1):
                place = _Place(place.path, place.stem, number)
                item = _read(record, place, max_bytes, names)
                if item is not None:
                    yield item
        if not place.number:
            yield _failure(UnreadableError("there is no response in it", reason="empty"), place)
    except OSError as error:
        if error.errno is not None:
            yield os_failure(error, path)
        else:  # FastWARC's word for an archive that breaks off or is none
            broken = UnreadableError(f"breaks off after record {place.number}: {error}", reason="truncated")
            yield _failure(broken, _Place(place.path, place.stem, 0))


def count_records(path: Path) -> int:
    """The most documents an archive may give, for a progress bar; one that breaks off counts as far as it goes."""
    number = 0
    try:
        with path.open("rb") as stream:
            for _ in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
                number += 1
    except OSError:
        return number
    return number


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    return iter(
        ArchiveIterator(
            stream, record_types=WarcRecordType.response, parse_http=False,
            max_header_len=HEADERS, quirks_mode=True,
        )
    )  # fmt: skip


def _read(record: WarcRecord, place: _Place, max_bytes: int, names: Names) -> RawItem | Failure | None:
    """The document in a record, a failure, or None for a record that holds none."""
    try:
        _hold(record, max_bytes)
        record.parse_http(auto_decode="all")
        kind = (record.http_content_type or "").lower()
        if kind not in PAGES | TEXTS or record.http_headers is None or record.http_headers.status_code != _OK:
            return None
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        content = record.reader.read(max_bytes + 1)
        if len(content) > max_bytes:
            raise UnreadableError(f"more than {max_bytes:,} bytes (setting max_bytes)", reason="too_large")
        if not content.strip():
            return None
        return _item(url, kind in PAGES, _decoded(content, record.http_charset), place, names)
    except DocumentError as error:
        return _failure(error, place)
    except (OSError, ValueError) as error:
        return _failure(UnreadableError(f"can't be unpacked: {error}", reason="broken_record"), place)


def _hold(record: WarcRecord, max_bytes: int) -> None:
    """Take the record into memory. Raises UnreadableError when it is too large, or shorter than it says."""
    length = record.content_length
    if length > max_bytes + HEADERS:
        raise UnreadableError(f"more than {max_bytes:,} bytes (setting max_bytes)", reason="too_large")
    record.freeze()
    if record.content_length < length:
        raise UnreadableError(f"cut off after {record.content_length:,} of {length:,} bytes", reason="truncated")


def _item(url: str, html: bool, content: bytes | str, place: _Place, names: Names) -> RawItem:
    address = _canonical(url)
    given = {"url": address} if address else {}
    sha256 = content_hash(content, html, given)
    doc = names.settle(slug_of_url(address) if address else place.doc, address or place.path, sha256)
    return RawItem(doc, address or place.place, content, html, sha256, given)


def _canonical(url: str) -> str | None:
    """The address without trackers and fragment; None when it is none."""
    if not url.startswith(("http://", "https://")):
        return None
    try:
        return str(normalize_url(urldefrag(url).url))
    except ValueError:
        return None


def _decoded(content: bytes, charset: str | None) -> bytes | str:
    """Text by the charset that the server named, where that is no plain UTF-8 and fits; else the bytes."""
    try:
        name = codecs.lookup(charset or "utf-8").name
        return content if name == "utf-8" else content.decode(name)
    except (LookupError, UnicodeError):
        return content


def _failure(error: DocumentError, place: _Place) -> Failure:
    return to_failure(type(error)(f"{place.place}: {error}", reason=error.reason), place.doc, place.place)
