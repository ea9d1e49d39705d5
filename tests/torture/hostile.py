"""Documents made to hurt, written into a folder; and what is to become of each."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import zipfile
import zlib
from pathlib import Path

__all__ = ["REASONS", "SOUND", "write"]

LEAD = "Premier Li Qiang visited Hikvision on Saturday, October 7, and praised its engineers, the company said on Sunday."
MIB = 1024 * 1024
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}\r\n"
SOUND = "sound"  # the file that must be read whatever lies beside it


def warc(*bodies: bytes, kind: str = "response") -> bytes:
    """An archive of responses."""
    found = b""
    for number, body in enumerate(bodies):
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/{number}\r\n"
        head += f"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
        found += head.encode() + body + b"\r\n\r\n"
    return found


def page(body: str, title: str = "Li Qiang drops in") -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{LEAD}</p>{body}</body></html>"


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def _zip_bomb() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(8 * MIB))
    return inner.getvalue()


def _texts() -> dict[str, bytes]:
    """Plain texts and pages by file name."""
    deep = 100_000
    rtl = "رئيس الوزراء זאב \u202eHikvision\u202c \u2066Huawei\u2069"
    alike = "Ηuаwеi and Нikvisiоn"  # Greek and Cyrillic letters
    texts = {
        "nested.html": page("<div>" * deep + LEAD + "</div>" * deep),
        "nested-inline.html": page("<b>" * deep + LEAD),
        "attributes.html": page("<p " + " ".join(f"a{n}=b" for n in range(100_000)) + ">" + LEAD),
        "comment.html": page("<!--" * 100_000 + LEAD),
        "entities.html": page("&amp;lt;&#x110000;&#0;&#xd800;" * 2000 + LEAD),
        "linked.html": page('<script type="application/ld+json">' + "[" * 50_000 + "</script>"),
        "headline.html": page("", title="Breaking " * (10 * MIB // 9)),
        "headline.txt": "Breaking " * (10 * MIB // 9) + "\n\n" + LEAD,
        "word.txt": LEAD + "\n\n" + "a" * (10 * MIB),
        "word-small.txt": LEAD + "\n\n" + "a" * 150_000,
        "paragraphs.txt": (LEAD + "\n\n") + "A b.\n\n" * 1_000_000,
        "paragraphs-small.txt": (LEAD + "\n\n") + "A b.\n\n" * 20_000,
        "paragraphs.html": page("<p>A b.</p>" * 1_000_000),
        "rtl.txt": f"Premier {rtl} visited\n\n{LEAD} {rtl}. {rtl} said it would obey. {alike} were fined on Monday.",
        "controls.txt": LEAD.replace(" ", " \x00\x1b[31m\x07") + "\n\n" + LEAD,
        "zalgo.txt": LEAD + "\n\n" + "a" + "\u0301" * 50_000,
        "joiners.txt": LEAD + "\n\n" + "\u200d\u200b\ufeff" * 50_000,
        "spaces.txt": LEAD + "\n\n" + " " * 900_000 + "x",
        "quotes.txt": LEAD + "\n\n" + "“\"'" * 20_000,
        "brackets.txt": LEAD + "\n\n" + "(" * 60_000,
        "digits.txt": LEAD + "\n\n" + "1" * 60_000,
        "dots.txt": LEAD + "\n\n" + "." * 60_000,
        "shout.txt": LEAD + "\n\n" + "a" * 60_000 + "!",
        "days.txt": LEAD + "\n\n" + "1 March 2 April " * 4000,
        "days-2.txt": LEAD + "\n\n" + "2024-01-01" * 5000,
        "names.txt": LEAD + "\n\n" + "Premier Li Qiang of " * 3000,
        "said.txt": LEAD + "\n\n" + "said Li, " * 6000,
        "commas.txt": LEAD + "\n\n" + "Acme, Inc., " * 5000,
    }
    found = {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}
    return found | {
        "half.txt": LEAD.encode() + b"\n\n\xed\xa0\x80 \xed\xb0\x80 " + LEAD.encode(),
        "bom.txt": b"\xef\xbb\xbf" * 3 + LEAD.encode(),
        "mixed.txt": LEAD.encode() + "\n\n李强考察海康威视。".encode("gb18030") + "\n\nÜber Straße".encode("latin-1"),
        "wide.txt": ("\ufeff" + LEAD).encode("utf-16"),
        "cut.txt": (LEAD + "é").encode("utf-16")[:-1],
        "noise.txt": random.Random(1).randbytes(MIB),
        "zip.txt": _zip_bomb(),
        "zip.html": _zip_bomb(),
        "gzip.txt": gzip.compress(bytes(64 * MIB)),
    }


def _lines() -> dict[str, bytes]:
    """JSON lines and archives by file name."""
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    swollen = b"".join(bomb.compress(bytes(4 * MIB)) for _ in range(64)) + bomb.flush()  # 256 MiB
    text = LEAD.encode()
    coded = HTTP.format("Content-Encoding: gzip\r\n").encode()
    good = HTTP.format("").encode() + page("").encode()
    rows = [
        '{"text": NaN}', '{"text": "a", "id": Infinity}', '{"id": ' + "9" * 5000 + ', "text": "a"}',
        '{"text": "first", "text": "' + LEAD + '", "id": "twice"}', "[" * 100_000, '{"a":' * 100_000,
        '{"text": "\\ud800"}', '{"text": "' + LEAD + '", "id": "\\u0000"}', '{"text": 7}', "null", '"text"', "\x00",
        line(text=LEAD, id="x" * 5000), line(text=LEAD, published="99999-99-99", id="day"),
        line(text=LEAD, url="http://[::1", id="url"), line(text=LEAD, url="javascript:alert(1)", id="script"),
        line(text="a" * 30 * MIB), line(html="<p>" + LEAD, id="../../etc/passwd"), line(text=LEAD, id="last"),
    ]  # fmt: skip
    return {
        "rows.jsonl": "\n".join(row.rstrip("\n") for row in rows).encode(),
        "bomb.jsonl.gz": swollen,
        "trailing.jsonl.gz": gzip.compress(line(text=LEAD, id="trail").encode()) + b"rubbish",
        "cut.jsonl.gz": gzip.compress(line(text=LEAD).encode() * 500)[:-20],
        "not.jsonl.gz": b"not packed at all",
        "bomb.warc.gz": gzip.compress(warc(coded + swollen)),
        "swollen.warc.gz": swollen,
        "bomb.warc": warc(coded + swollen, good),
        "cut.warc": warc(good)[:-300],
        "length.warc": warc(good).replace(b"Content-Length: ", b"Content-Length: 99999", 1) + warc(good),
        "negative.warc": warc(good).replace(b"Content-Length: ", b"Content-Length: -", 1) + warc(good),
        "header.warc": b"WARC/1.0\r\n" + b"X: " + b"y" * MIB + b"\r\n\r\n" + warc(good),
        "chunked.warc": warc(HTTP.format("Transfer-Encoding: chunked\r\n").encode() + b"ffffffffff\r\n" + text),
        "none.warc": b"WARC/1.0\r\n",
        "noise.warc.gz": random.Random(2).randbytes(100_000),
        "packed.warc": warc(HTTP.format("Content-Encoding: br\r\n").encode() + b"\x00\xff" * 100),
    }


# What is no document for a reason, by the beginning of its id or of its source's name.
REASONS: dict[str, set[str]] = {
    "nested.html": {"markup"}, "nested-inline.html": {"markup"}, "attributes.html": {"markup"},
    "headline.html": {"too_large"}, "headline.txt": {"too_large"}, "word.txt": {"too_large"},
    "paragraphs.txt": {"too_large"}, "paragraphs.html": {"markup", "too_large"}, "noise.txt": {"binary", "no_article"},
    "zip.txt": {"binary"}, "zip.html": {"binary"}, "gzip.txt": {"binary"}, "bomb.jsonl.gz": {"gzip_bomb", "too_large"},
    "cut.jsonl.gz": {"truncated"}, "not.jsonl.gz": {"truncated"}, "fifo.txt": {"not_a_file"},
    "socket.txt": {"not_a_file"}, "device.txt": {"not_a_file"}, "none.warc": {"truncated", "empty"},
    "cut.warc:1": {"truncated", "broken_record"}, "bomb.warc:1": {"too_large"}, "bomb.warc.gz:1": {"too_large"},
    "rows.jsonl:1": {"broken_json"}, "rows.jsonl:7": {"broken_text"}, "dangling.txt": {"vanished"}, "loop.txt": {"unreadable", "vanished", "disk"},
}  # fmt: skip


def write(folder: Path) -> None:
    """All of them, with a sound document beside them."""
    folder.mkdir(exist_ok=True)
    (folder / f"{SOUND}.txt").write_text(
        f"Premier tours camera maker\n\n{LEAD}\n\nHikvision has been on the Entity List.\n"
    )
    for name, content in (_texts() | _lines()).items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "fifo.txt")
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may be 108 bytes long
        made.bind("socket.txt")
        os.chdir(here)
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    below = folder
    for _ in range(60):
        below = below / "d"
        below.mkdir()
    (below / "deep.txt").write_text(LEAD)
    for name in (b"bad-\xff\xfe.txt", b"new\nline.txt", "right-\u202etxt.txt".encode(), "é".encode() * 100 + b".txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(LEAD)
