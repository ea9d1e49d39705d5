"""WARC archives as they come in: pages of all charsets and packings, broken and hostile ones among them."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pyarrow as pa
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retinue.clean.decode import decode
from retinue.ingest import Part, Wishes, count_items, cut, parts_of, read_part, read_paths
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
    made.headers["WARC-Date"] = "2024-05-03T10:00:00Z"
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
    assert item.given == {"url": "https://post.example/fine", "fetched": "2024-05-03T10:00:00Z"}
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


@pytest.mark.parametrize("charset", ["gb18030", "windows-1251", "shift_jis", "iso-2022-jp", "utf-8"])
def test_the_servers_charset_counts(tmp_path: Path, charset: str) -> None:
    said = {
        "gb18030": "市场监管总局罚款", "windows-1251": "Регулятор", "shift_jis": "公正取引委員会",
        "iso-2022-jp": "公正取引委員会", "utf-8": "é",
    }[charset]  # fmt: skip
    body = f"<p>{said}</p>".encode(charset)
    path = archive(
        tmp_path / "c.warc.gz", record("https://a.example/x", body, f"Content-Type: text/html; charset={charset}")
    )
    (item,) = taken(path)
    assert isinstance(item, RawItem)
    assert decode(item.content, item.given.get("charset")) == f"<p>{said}</p>"


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-16", "ascii", "iso-8859-1", "hex"])
def test_a_charset_that_is_not_true_does_no_harm(tmp_path: Path, charset: str) -> None:
    header = f"Content-Type: text/html; charset={charset}"
    path = archive(tmp_path / "c.warc.gz", record("https://a.example/x", "<p>né</p>".encode() + b"!", header))
    (item,) = taken(path)
    assert isinstance(item, RawItem)
    assert decode(item.content, item.given.get("charset")) == "<p>né</p>!"


def test_a_mark_of_byte_order_outweighs_the_server_and_the_page_outweighs_a_guess() -> None:
    assert decode("\ufeff<p>né</p>".encode("utf-16"), "windows-1251").endswith("<p>né</p>")
    assert decode("<meta charset=windows-1251><p>Регулятор</p>".encode("cp1251")).endswith("<p>Регулятор</p>")
    assert decode("<meta charset=utf-8><p>Регулятор</p>".encode("cp1251"), "windows-1251").endswith("Регулятор</p>")


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "Content-Encoding: gzip": gzip.compress,
    "Content-Encoding: x-gzip": gzip.compress,
    "Content-Encoding: GZIP": gzip.compress,
    "Content-Encoding: deflate": zlib.compress,
    "content-encoding: deflate": _raw_deflate,
    "Content-Encoding: br": brotli.compress,
    "Content-Encoding: zstd": lambda body: pa.Codec("zstd").compress(body, asbytes=True),
    "Content-Encoding: gzip, br": lambda body: brotli.compress(gzip.compress(body)),
    "Transfer-Encoding: chunked": lambda body: f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n",
    # what crawlers store unpacked, with the server's header
    "X-A: 1\r\nContent-Encoding: gzip": bytes,
    "X-A: 1\r\nContent-Encoding: br": bytes,
    "X-A: 1\r\nTransfer-Encoding: chunked": bytes,
    "Content-Encoding: utf-8": bytes,
    "Content-Encoding: no-such": bytes,
}


@pytest.mark.parametrize("header", PACKED)
def test_packed_bodies_are_unpacked_and_the_next_record_is_read(tmp_path: Path, header: str) -> None:
    first = record("https://a.example/x", PACKED[header](PAGE.encode()), PLAIN, header)
    path = archive(tmp_path / "c.warc.gz", first, record("https://a.example/y", b"Plain words.", PLAIN))
    assert texts(taken(path)) == [PAGE, "Plain words."]


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate"])
def test_a_body_that_cannot_be_unpacked_costs_itself_alone(tmp_path: Path, packing: str) -> None:
    broken = record("https://a.example/x", b"\x1f\x8b\x08\xff\x00\xfe" * 20, PLAIN, f"Content-Encoding: {packing}")
    path = archive(tmp_path / "c.warc.gz", broken, record("https://a.example/y", PAGE.encode(), PLAIN))
    failure, item = taken(path)
    assert isinstance(failure, Failure)
    assert failure.reason == "broken_record"
    assert texts([item]) == [PAGE]


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


def pages(number: int) -> list[bytes]:
    return [record(f"https://a.example/{n}", f"{PAGE} {n}".encode() * 9, PLAIN) for n in range(number)]


def numbered(items: list[RawItem | Failure]) -> list[str]:
    return [item.source.rsplit("/", 1)[-1] for item in items if isinstance(item, RawItem)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("damage", ["zeros", "cut", "junk", "length"])
def test_what_comes_after_damage_is_read(tmp_path: Path, packed: bool, damage: str) -> None:
    made = pages(6)
    made = made if packed else [gzip.decompress(one) for one in made]
    second = gzip.decompress(made[2]) if packed else made[2]
    length = re.search(rb"Content-Length: (\d+)\r\n", second)
    assert length is not None
    longer = second.replace(length[0], b"Content-Length: %d\r\n" % (int(length[1]) + 900), 1)
    half = len(made[2]) // 2
    made[2] = {
        "zeros": made[2][:half] + b"\0" * 20 + made[2][half + 20 :],
        "cut": made[2][:half],
        "junk": made[2] + b"no record at all \x1f\x8b\x08 " * 5,
        "length": gzip.compress(longer) if packed else longer,
    }[damage]
    items = taken(archive(tmp_path / ("c.warc.gz" if packed else "c.warc"), *made))
    kept = [n for n in numbered(items) if n != "2"]
    assert kept == ["0", "1", "3", "4", "5"]
    assert len([item for item in items if isinstance(item, Failure)]) <= 1
    told = numbered(items) + [item.reason for item in items if isinstance(item, Failure)]
    assert len(told) == 6 or damage == "junk"  # nothing goes without a word


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_cannot_bring_a_record_of_its_own(tmp_path: Path, packed: bool) -> None:
    forged = gzip.decompress(record("https://bank.example/", PAGE.encode(), PLAIN))
    first, last = (record(f"https://a.example/{n}", b"<p>Look:\r\n\r\n" + forged, PLAIN) for n in "12")
    made = [first, last] if packed else [gzip.decompress(first), gzip.decompress(last)]
    items = taken(archive(tmp_path / ("c.warc.gz" if packed else "c.warc"), *made))
    assert len(items) == 2
    assert not any("bank" in item.source for item in items)


def test_kinds_that_are_no_documents_are_counted(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "crawl.warc.gz",
        record("https://post.example/gone", PAGE.encode(), PLAIN, status="404 Not Found"),
        record("https://post.example/moved", b"x", PLAIN, status="301 Moved"),
        record("https://post.example/logo", b"\x89PNG", "Content-Type: image/png"),
        record("https://post.example/same", b"", PLAIN, kind=WarcRecordType.revisit),
        record("https://post.example/empty", b"  ", PLAIN),
    )
    aside: list[str] = []
    assert list(read_paths([path], Settings(), aside=aside.append)) == []
    assert aside == ["status 4xx", "status 3xx", "neither page nor text", "empty"]


def test_texts_that_a_crawl_extracted_are_read(tmp_path: Path) -> None:
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.conversion)
    made.headers["WARC-Target-URI"] = "https://post.example/fine"
    made.headers["Content-Type"] = "text/plain"
    made.set_bytes_content("Watchdog fines Acmé".encode())
    out = io.BytesIO()
    made.write(out)
    (item,) = taken(archive(tmp_path / "c.warc.wet.gz", gzip.compress(out.getvalue())))
    assert isinstance(item, RawItem)
    assert (item.html, texts([item])) == (False, ["Watchdog fines Acmé"])


def test_the_day_of_the_crawl_is_no_part_of_what_a_page_says(tmp_path: Path) -> None:
    one = record("https://a.example/x", PAGE.encode(), PLAIN)
    later = gzip.compress(gzip.decompress(one).replace(b"2024-05-03", b"2024-06-03"))
    first, second = taken(archive(tmp_path / "c.warc.gz", one, later))
    assert isinstance(first, RawItem)
    assert isinstance(second, RawItem)
    assert (first.doc, first.sha256) == (second.doc, second.sha256)
    assert first.given["fetched"] < second.given["fetched"]


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_in_stretches_is_the_whole(tmp_path: Path, packed: bool, broken: bool) -> None:
    made = pages(11)
    if broken:
        made[4] = made[4][:-30]
    path = archive(tmp_path / "c.warc.gz", *made)
    if not packed:
        path = archive(tmp_path / "c.warc", *(gzip.decompress(one) for one in made if one is not made[4]))
    (part,) = parts_of([path])
    assert isinstance(part, Part)
    parts = cut(part, 100_000, 3)
    assert len(parts) > 2
    found = [item for one in parts for item in read_part(one, 100_000, Wishes(), print)]
    assert found == list(read_part(part, 100_000, Wishes(), print))
    assert len({one.digest for one in parts}) == len(parts)


def test_an_archive_packed_as_a_whole_is_one_part(tmp_path: Path) -> None:
    path = archive(tmp_path / "c.warc.gz", gzip.compress(b"".join(map(gzip.decompress, pages(9)))))
    (part,) = parts_of([path])
    assert isinstance(part, Part)
    assert len(cut(part, 100_000, 2)) == 1
    assert len(taken(path)) == 9


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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 400), junk=st.binary(min_size=1, max_size=20))
def test_damage_anywhere_never_stops_a_run(tmp_path: Path, place: int, junk: bytes) -> None:
    hit, behind = (record(f"https://a.example/{name}", PAGE.encode(), PLAIN) for name in "xy")
    whole = hit + behind
    path = archive(tmp_path / "c.warc.gz", whole[:place] + junk + whole[place + len(junk) :])
    items = taken(path)
    assert all(isinstance(item, RawItem | Failure) for item in items)
    if place + len(junk) <= len(hit):
        assert "y" in numbered(items)  # what lies behind the damage is whole
