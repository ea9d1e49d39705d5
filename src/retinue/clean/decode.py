"""Bytes to text: byte order marks, UTF-8, what the page declares, then a guess; and what is no text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from retinue.clean.blocks import visible
from retinue.errors import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "gzip data",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"RIFF": "a media file",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"OggS": "a media file",
    b"ID3": "a sound file",
    b"7z\xbc\xaf": "an archive",
    b"BZh": "bzip2 data",
    b"SQLite format 3": "a database",
}
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
# Pages name the standard and use the superset that browsers read instead (WHATWG Encoding, "labels").
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "ks_c_5601": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz"})  # valid as UTF-8 too
_PROBE = b"<a b='1'>+AGE-\\x41"  # read otherwise by UTF-7 and by escapes
_SAMPLE = 65_536  # bytes shown to the guesser: enough for its statistics, and bounded in time
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_CHECKED = 20_000  # characters looked at to tell text from binary data


def decode(content: bytes | str, named: str | None = None) -> str:
    """Read `content` as text with plain line ends and no NULs; `named` is the charset the server gave, if it did.

    A byte order mark comes first, then valid UTF-8 whatever is said of it, then the server's word, then the page's
    own, then a guess by the bytes. Raises UnreadableError with reason `empty` or `binary`.
    """
    text = content if isinstance(content, str) else _from_bytes(content, named)
    head = text[:_CHECKED]
    if len(_CONTROLS.findall(head)) > max(4, len(head) // 10):
        raise UnreadableError("more than a tenth of it is control characters: not a text", reason="binary")
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if not visible(text[:_CHECKED]).strip() and not visible(text).strip():
        raise UnreadableError("there is nothing in it", reason="empty")
    return text


def _from_bytes(content: bytes, named: str | None = None) -> str:
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableError("there is nothing in it", reason="empty")
    _refuse_binary(content)
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace")
    wide = _wide(content)
    if wide:
        return content.decode(wide, errors="replace")
    said = _known(named)
    first = (said, "utf-8") if said in _SEVEN_BIT else ("utf-8", said)
    for candidate in (*first, _declared(content)):
        text = _try(content, candidate)
        if text is not None:
            return text
    return content.decode(_guess(content), errors="replace")


def _refuse_binary(content: bytes) -> None:
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise UnreadableError(f"it is {what}, not a text or a web page", reason="binary")


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a mostly Latin text is zero."""
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd / half > 0.4 and even / half < 0.1:
        return "utf-16-le"
    if even / half > 0.4 and odd / half < 0.1:
        return "utf-16-be"
    return None


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content, 0, 8192)
    if not found:
        return None
    name = _known(found[1].decode("ascii"))
    return name if name and _keeps_ascii(name) else None


def _known(name: str | None) -> str | None:
    """The codec by that name, or the one that browsers take instead; None when it is none of text."""
    try:
        found = codecs.lookup(name or "").name
        b"".decode(found)
    except (LookupError, UnicodeError, ValueError):
        return None
    return _SUPERSETS.get(found, found)


def _keeps_ascii(name: str) -> bool:
    """The declaration was read as ASCII, so that what it names must hold ASCII: no UTF-16, no transfer coding."""
    try:
        return _PROBE.decode(name, errors="replace") == _PROBE.decode("ascii")
    except (LookupError, UnicodeError):  # a codec, but none of text; or one that takes no broken bytes
        return False


def _try(content: bytes, name: str | None) -> str | None:
    """Decode strictly; a cut last character and a few broken ones don't speak against `name`."""
    if name is None:
        return None
    try:
        return codecs.getincrementaldecoder(name)().decode(content)  # not final: the last character may be cut
    except UnicodeDecodeError:
        text = content.decode(name, errors="replace")
        foreign = sum(1 for byte in content[:_SAMPLE] if byte > 0x7F)
        broken = text[:_SAMPLE].count("\ufffd")
        return text if broken <= max(1, foreign // 50) and broken * 200 < len(text) else None


def _guess(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        return "cp1252"
    name = codecs.lookup(best.encoding).name
    return _SUPERSETS.get(name, name)
