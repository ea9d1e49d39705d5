"""WARC archives as they come in: pages of all charsets and packings, broken and hostile ones among them."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retinue.ingest import count_items, read_paths
from retinue.model import Failure, RawItem
from retinue.settings import Settings

PAGE = "<html><body><h1>Watchdog fines Acme</h1><p>The fine was 3 million.</p></body></html>"
PLAIN = "Content-Type: text/html; charset=utf-8"


def record(
    url: str, body: bytes, *headers: str, status: str = "200 OK", kind: WarcRecordType = WarcRecordType.response
) -> bytes:
    """One gzipped record, as Common Crawl packs them."""
    made = WarcRecord()
    made.init_headers(record_type=kind)
    made.headers["WARC-Target-URI"] = url
    made.headers["Content-Type"] = "application/http; msgtype=response"
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"])
    made.set_bytes_content(head.encode() + b"\r\n\r\n" + body)
    out = io.BytesIO()
    made.write(out)
    return gzip.compress(out.getvalue())


def archive(path: Path, *records: bytes) -> Path:
    path.write_bytes(b"".join(records))
    return path


def taken(path: Path, limit: int = 100_000) -> list[RawItem | Failure]:
    return list(read_paths([path], Settings(max_bytes=limit)))


def texts(items: list[RawItem | Failure]) -> list[str]:
    return [i.content if isinstance(i.content, str) else i.content.decode() for i in items if isinstance(i, RawItem)]


def test_each_page_is_a_document_named_by_its_address(tmp_path: Path) -> None:
    path = archive(tmp_path / "crawl.warc.gz", record("https://post.example/fine", PAGE.encode(), PLAIN))
    (item,) = taken(path)
    assert isinstance(item, RawItem)
    assert item.doc.startswith("post.example-fine-")
    assert item.source == "https://post.example/fine"
    assert item.given == {"url": "https://post.example/fine"}
    assert item.html
    assert texts([item]) == [PAGE]


def test_an_archive_that_is_not_packed_is_read_too(tmp_path: Path) -> None:
    path = archive(tmp_path / "crawl.warc", gzip.decompress(record("https://post.example/a", PAGE.encode(), PLAIN)))
    assert texts(taken(path)) == [PAGE]


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "crawl.warc.gz",
        record("https://post.example/gone", PAGE.encode(), PLAIN, status="404 Not Found"),
        record("https://post.example/moved", b"x", PLAIN, status="301 Moved"),
        record("https://post.example/logo", b"\x89PNG", "Content-Type: image/png"),
        record("https://post.example/empty", b"  ", PLAIN),
        record("https://post.example/asked", PAGE.encode(), PLAIN, kind=WarcRecordType.request),
        record("https://post.example/kept", b"Plain words.", "Content-Type: text/plain"),
    )
    assert texts(taken(path)) == ["Plain words."]


@pytest.mark.parametrize("charset", ["gb18030", "windows-1251", "shift_jis", "utf-8"])
def test_the_servers_charset_counts(tmp_path: Path, charset: str) -> None:
    said = {"gb18030": "市场监管总局罚款", "windows-1251": "Регулятор", "shift_jis": "公正取引委員会", "utf-8": "é"}[
        charset
    ]
    body = f"<p>{said}</p>".encode(charset)
    path = archive(
        tmp_path / "c.warc.gz", record("https://a.example/x", body, f"Content-Type: text/html; charset={charset}")
    )
    assert texts(taken(path)) == [f"<p>{said}</p>"]


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-16", "ascii"])
def test_a_charset_that_does_not_fit_leaves_the_bytes(tmp_path: Path, charset: str) -> None:
    header = f"Content-Type: text/html; charset={charset}"
    path = archive(tmp_path / "c.warc.gz", record("https://a.example/x", "<p>né</p>".encode() + b"!", header))
    (item,) = taken(path)
    assert isinstance(item, RawItem)
    assert item.content == "<p>né</p>!".encode()


@pytest.mark.parametrize("packing", ["gzip", "deflate", "chunked"])
def test_packed_bodies_are_unpacked(tmp_path: Path, packing: str) -> None:
    body = PAGE.encode()
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "chunked": f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n",
    }[packing]
    header = "Transfer-Encoding: chunked" if packing == "chunked" else f"Content-Encoding: {packing}"
    path = archive(tmp_path / "c.warc.gz", record("https://a.example/x", packed, PLAIN, header))
    assert texts(taken(path)) == [PAGE]


def test_trackers_and_fragments_make_no_second_document(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "c.warc.gz",
        record("https://a.example/x?id=7&utm_source=mail#top", PAGE.encode(), PLAIN),
        record("https://a.example/x?id=7", PAGE.encode(), PLAIN),
        record("https://a.example/x?id=8", PAGE.encode(), PLAIN),
    )
    first, second, other = (item.doc for item in taken(path))
    assert first == second != other


def test_the_same_address_with_other_content_is_a_version(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "c.warc.gz",
        record("https://a.example/x", b"<p>one</p>", PLAIN),
        record("https://a.example/x", b"<p>two</p>", PLAIN),
    )
    first, second = taken(path)
    assert isinstance(first, RawItem)
    assert isinstance(second, RawItem)
    assert first.doc == second.doc
    assert first.sha256 != second.sha256


def test_a_page_that_swells_beyond_the_limit_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a" * 5_000_000)
    path = archive(
        tmp_path / "c.warc.gz",
        record("https://a.example/bomb", bomb, PLAIN, "Content-Encoding: gzip"),
        record("https://a.example/x", PAGE.encode(), PLAIN),
    )
    failure, item = taken(path)
    assert isinstance(failure, Failure)
    assert failure.reason == "too_large"
    assert isinstance(item, RawItem)


def test_an_archive_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    whole = record("https://a.example/x", PAGE.encode(), PLAIN)
    path = archive(tmp_path / "c.warc.gz", whole, record("https://a.example/y", PAGE.encode() * 50, PLAIN)[:-40])
    items = taken(path)
    assert texts(items)[:1] == [PAGE]
    assert [i.reason for i in items if isinstance(i, Failure)] == ["truncated"]


@pytest.mark.parametrize(
    "content", [b"", b"not an archive at all", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", b"\x1f\x8b"]
)
def test_what_is_no_archive_is_one_failure(tmp_path: Path, content: bytes) -> None:
    (failure,) = taken(archive(tmp_path / "c.warc.gz", content))
    assert isinstance(failure, Failure)
    assert failure.doc == "c"


def test_progress_knows_how_many_may_come(tmp_path: Path) -> None:
    pages = [record(f"https://a.example/{n}", PAGE.encode(), PLAIN) for n in range(3)]
    assert count_items([archive(tmp_path / "c.warc.gz", *pages)]) == 3
    assert count_items([archive(tmp_path / "d.warc.gz", pages[0], pages[1][:30])]) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 400), junk=st.binary(min_size=1, max_size=20))
def test_damage_anywhere_never_stops_a_run(tmp_path: Path, place: int, junk: bytes) -> None:
    whole = record("https://a.example/x", PAGE.encode(), PLAIN) + record("https://a.example/y", PAGE.encode(), PLAIN)
    path = archive(tmp_path / "c.warc.gz", whole[:place] + junk + whole[place + len(junk) :])
    assert all(isinstance(item, RawItem | Failure) for item in taken(path))
