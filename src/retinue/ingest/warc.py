"""WARC files as crawlers write them (ISO 28500), gzipped or not: a document for each page that came back.

Requests, metadata, revisits, redirects, errors and what is neither page nor text are left aside: they are no
documents. A record that can't be read is a failure; the archive goes on with the next.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from retinue.errors import DocumentError, UnreadableError
from retinue.ingest.archive import Found, Start, walk
from retinue.ingest.items import Stretch, content_hash, os_failure, printable, to_failure
from retinue.ingest.names import Namer, slug_of_url
from retinue.ingest.urls import canonical
from retinue.model import Failure, RawItem

__all__ = ["count_records", "cut_records", "read_warc"]

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXTS = frozenset({"text/plain"})
NO_ANSWER = "no answer of a web server"
_OK = 200
_CLASS = 100  # 404 is of the fourth class of statuses

Aside = Callable[[str], None]


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


@dataclass(frozen=True, slots=True)
class _Body:
    """What a server sent: the charset it named, and whether it is a page."""

    content: bytes
    charset: str | None
    html: bool


def read_warc(
    path: Path, max_bytes: int, names: Namer, aside: Aside, stretch: Stretch = Stretch()  # noqa: B008  (frozen)
) -> Iterator[RawItem | Failure]:  # fmt: skip
    """Every page or plain text of a .warc, .warc.gz, .wet or .wet.gz file, one in memory at a time.

    A document's id comes from its address without what trackers add to it; the same address met again with other
    content is a new version of the same document. `aside` is told why a record is no document.
    """
    place = _Place(printable(path), printable(path.name).split(".")[0], 0)
    told = False
    try:
        for found in walk(path, max_bytes, Start(stretch.start, stretch.before)):
            if stretch.stop is not None and found.position >= stretch.stop:
                return
            told = True
            item = _read(found, _Place(place.path, place.stem, found.number), max_bytes, names)
            if isinstance(item, str):
                aside(item)
            else:
                yield item
        if not told and not stretch.start:
            yield _failure(UnreadableError("there is no response in it", reason="empty"), place)
    except OSError as error:
        yield os_failure(error, path)


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


def cut_records(path: Path, max_bytes: int, records: int) -> tuple[Stretch, ...]:
    """The archive in stretches of about so many records; one only where it was packed as a whole."""
    starts: list[Start] = [Start()]
    last = -1
    for found in walk(path, max_bytes):
        if found.number and found.position <= last:
            return (Stretch(),)  # several records of one member: there is no way to start at the second
        if found.number - starts[-1].number > records:
            starts.append(Start(found.position, found.number - 1))
        last = found.position
    stops = [*(start.position for start in starts[1:]), None]
    return tuple(Stretch(start.position, start.number, stop) for start, stop in zip(starts, stops, strict=True))


def _read(found: Found, place: _Place, max_bytes: int, names: Namer) -> RawItem | Failure | str:
    """The document in a record, a failure, or why it holds none."""
    try:
        if found.error is not None:
            raise found.error
        record = found.record
        assert record is not None, "a record without an error has its headers"
        if record.record_type == WarcRecordType.conversion:
            body: _Body | str = _Body(found.block, "utf-8", False)
        elif not record.is_http:
            body = NO_ANSWER
        else:
            body = _body(found.block, max_bytes)
        if isinstance(body, str):
            return body
        if len(body.content) > max_bytes:
            raise UnreadableError(f"more than {max_bytes:,} bytes (setting max_bytes)", reason="too_large")
        if not body.content.strip():
            return "empty"
        return _item(record, body, place, names)
    except DocumentError as error:
        return _failure(error, place)
    except (OSError, ValueError) as error:
        return _failure(UnreadableError(f"can't be unpacked: {error}", reason="broken_record"), place)


def _body(block: bytes, max_bytes: int) -> _Body | str:
    """What a response holds, unpacked, or why it is no document. Raises OSError when it can't be unpacked."""
    answer = _parsed(block, "none")
    headers = answer.http_headers
    if headers is None or headers.status_code is None:
        return NO_ANSWER
    if headers.status_code != _OK:
        return f"status {headers.status_code // _CLASS}xx"
    kind = (answer.http_content_type or "").lower()
    if kind not in PAGES | TEXTS:
        return "neither page nor text"
    coded = " ".join(headers.get(name) or "" for name in ("Content-Encoding", "Transfer-Encoding")).strip().lower()
    if coded in ("", "identity"):
        return _Body(answer.reader.read(max_bytes + 1), answer.http_charset, kind in PAGES)
    return _Body(_unpacked(block, coded, max_bytes + 1), answer.http_charset, kind in PAGES)


def _unpacked(block: bytes, coded: str, most: int) -> bytes:
    """The first `most` bytes of a body by the codings its headers name; as it stands where those are not true.

    Many crawlers keep the headers and store what was unpacked.
    """
    try:
        return bytes(_parsed(block, "all").reader.read(most))
    except OSError as error:
        content = bytes(_parsed(block, "none").reader.read(most))
        bits = 31 if content[:2] == b"\x1f\x8b" else -15 if "deflate" in coded else 0
        if bits:
            try:
                return zlib.decompressobj(bits).decompress(content, most)
            except zlib.error:
                pass
        if content.lstrip()[:1] == b"<" or _is_text(content):
            return content
        raise error


def _is_text(content: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content[:4096])
    except UnicodeDecodeError:
        return False
    return b"\0" not in content[:4096]


def _parsed(block: bytes, decode: Literal["none", "all"]) -> WarcRecord:
    """A record of its own around a response: what goes wrong in it is not the archive's matter."""
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.set_bytes_content(block)
    record.is_http = True
    record.parse_http(auto_decode=decode, quirks_mode=True)
    return record


def _item(record: WarcRecord, body: _Body, place: _Place, names: Namer) -> RawItem:
    """The document; the day it was fetched is told beside it and is no part of what it says."""
    address = canonical(record.headers.get("WARC-Target-URI") or "")
    given = {"url": address} if address else {}
    if charset := _charset(body.charset):
        given["charset"] = charset
    sha256 = content_hash(body.content, body.html, given)
    doc = names.settle(slug_of_url(address) if address else place.doc, address or place.path, sha256)
    fetched = record.headers.get("WARC-Date")
    told = given | ({"fetched": fetched} if fetched else {})
    return RawItem(doc, address or place.place, body.content, body.html, sha256, told)


def _charset(named: str | None) -> str | None:
    """What the server says of the charset, where that is anything but the rule."""
    try:
        name = codecs.lookup(named or "utf-8").name
    except (LookupError, ValueError):
        return None
    return None if name == "utf-8" else name


def _failure(error: DocumentError, place: _Place) -> Failure:
    return to_failure(type(error)(f"{place.place}: {error}", reason=error.reason), place.doc, place.place)
