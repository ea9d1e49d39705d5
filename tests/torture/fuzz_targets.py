"""What is fuzzed, what it may raise, and inputs to begin with."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path

from retinue.clean import clean
from retinue.dates import read as read_dates
from retinue.errors import DocumentError, UsageError
from retinue.ingest import read_paths
from retinue.knowledge import load
from retinue.lists.read import read_file
from retinue.model import Failure, RawItem
from retinue.settings import Settings

__all__ = ["SEEDS", "TARGETS"]

SETTINGS = Settings(max_bytes=100_000)
KNOWLEDGE = load()
FOLDER = Path(tempfile.mkdtemp())
DAY = dt.date(2024, 6, 14)
LAST = dt.date(9999, 12, 31)


def page(data: bytes) -> None:
    """A page through the room that cleans."""
    _clean(RawItem("a", "a.html", data, True, "0" * 64, {}))


def text(data: bytes) -> None:
    """A plain text through the room that cleans."""
    _clean(
        RawItem("a", "a.txt", data, False, "0" * 64, {"published": "2024-06-14", "url": "https://a.example/2024/b"})
    )


def _clean(raw: RawItem) -> None:
    with contextlib.suppress(DocumentError):
        article = clean(raw, KNOWLEDGE, max_chars=20_000)
        article.text.encode()
        assert article.text[: article.title_end] == (article.title or "")
        assert article.dateline is None or article.dateline.of(article.text)


def dates(data: bytes) -> None:
    """Expressions of time: each is where it says, they do not overlap, none ends before it starts."""
    words = data.decode("utf-8", "surrogateescape") if len(data) % 2 else data.decode("utf-8", "replace")
    last = 0
    for found in read_dates(words, DAY if len(data) % 3 else None):
        assert found.span.start >= last
        assert words[found.span.start : found.span.end] == found.text
        assert not (found.start and found.end) or found.start <= found.end
        last = found.span.end


def lists(data: bytes) -> None:
    """A list file of any form."""
    path = FOLDER / ("sdn.csv" if data[:1].isdigit() else "list.csv")
    path.write_bytes(data)
    with contextlib.suppress(UsageError):
        found = read_file(path, DAY, "mine")
        for entry in found.entries:
            assert entry.name
            assert entry.ref
            repr(entry).encode()


def _taken_in(name: str, data: bytes) -> None:
    path = FOLDER / name
    path.write_bytes(data)
    found = list(read_paths([path], SETTINGS))
    for item in found:
        item.doc.encode()
        item.source.encode()
        assert isinstance(item, Failure) or len(item.content) <= SETTINGS.max_bytes


def lines(data: bytes) -> None:
    """JSON lines."""
    _taken_in("feed.jsonl", data)


def packed_lines(data: bytes) -> None:
    """JSON lines, gzipped: what is fuzzed is the packing."""
    _taken_in("feed.jsonl.gz", data)


def warc(data: bytes) -> None:
    """An archive that is not packed."""
    _taken_in("crawl.warc", data)


def packed_warc(data: bytes) -> None:
    """An archive that is."""
    _taken_in("crawl.warc.gz", data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": page, "text": text, "dates": dates, "lists": lists, "lines": lines, "packed_lines": packed_lines,
    "warc": warc, "packed_warc": packed_warc,
}  # fmt: skip

_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nContent-Length: 60\r\n\r\n<html><body><p>Acme opened a plant on Monday.</p></body></html>"
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/b?utm_source=c\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    % (len(_HTTP), _HTTP)
)
_PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Li Qiang drops in | Courier</title><meta charset="utf-8">
<meta property="article:published_time" content="2023-10-09T08:00:00+08:00"><link rel="canonical" href="http://a.example/">
<script type="application/ld+json">{"@graph": [{"datePublished": "2023-10-09", "headline": "Li"}]}</script></head><body>
<nav><a href="/">Home</a></nav><h1>Li Qiang drops in</h1><time datetime="2023-10-09">9 Oct</time><p>BEIJING, Oct. 9 (Xinhua) -- Premier Li
Qiang visited Hikvision on Sunday, October 8, and praised its engineers for their work.</p><table><tr><td>1</td></tr></table>
<footer>\xc2\xa9 2023 Harbour Courier. All rights reserved</footer></body></html>"""
_LINE = b'{"id": "a", "text": "Acme opened a plant.", "url": "http://a.example/b", "published": "2024-01-01", "title": "A"}\n'
_CSL = b"_id,source,name,programs,federal_register_notice,start_date\n1,Entity List (EL) - BIS,Acme,EAR99,84 FR 1,2019-10-09\n"
_FTM = b'{"id": "a", "schema": "Company", "properties": {"name": ["Acme"], "topics": ["sanction"]}, "datasets": ["us_ofac_sdn"]}\n'
_SDN = b'36,"AEROCARIBBEAN",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a."\r\n'

SEEDS: dict[str, tuple[bytes, ...]] = {
    "page": (_PAGE, "<p>来源：新华社 2023年10月9日 李强考察海康威视。</p>".encode("gb18030"), b"\xef\xbb\xbf<p>a</p>"),
    "text": (
        b"Premier tours camera maker\n\nPublished: 2023-10-08\n\nBEIJING, Oct. 8 (Xinhua) -- Li said: \"Good.\"\n\n(c) 2023 Post\n",
        "李强考察海康威视\n\n新华社杭州10月8日电（记者王某）国务院总理李强。\n".encode(), "a\ufeff\u202e".encode("utf-16"),
    ),
    "dates": (
        b"on Monday, 8 October 2023, two weeks before the first quarter of 2024; last May; 10/07/2023 at 5 p.m.",
        "from 3 to 5 March; in the 1990s; the day after Chinese New Year; Q3 FY2024; 2023年10月9日".encode(),
        b"between mid-June and the end of next year, on the eve of Christmas, every other Friday until 31 February",
    ),
    "lists": (b"list,name,id,aliases,since,until\nmine,Acme,1,A;B,2019-01-01,\n", _CSL, _FTM, _SDN,
              b'{"results": [{"source": "Entity List", "name": "Acme", "alt_names": ["A"], "programs": ["x"], "id": 7}]}'),
    "lines": (_LINE, b'{"html": "<p>a</p>", "id": 1e999}\n\n{"text": "\\ud800"}', b"\xef\xbb\xbf" + _LINE),
    "packed_lines": (gzip.compress(_LINE, mtime=0), gzip.compress(_LINE * 3, mtime=0)[:-6]),
    "warc": (_WARC, _WARC * 2, _WARC.replace(b"response", b"conversion", 1), _WARC[:-40] + _WARC),
    "packed_warc": (gzip.compress(_WARC, mtime=0) * 2, gzip.compress(_WARC * 2, mtime=0), gzip.compress(_WARC, mtime=0)[:-9] + gzip.compress(_WARC, mtime=0)),
}  # fmt: skip
