"""The words of a raw page, as fast as can be: tags, scripts and styles out, nothing parsed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

__all__ = ["visible"]

MOST = 400_000  # characters of a page looked at
_OPENS = re.compile(r"<(?:(script|style|svg|noscript)\b[^>]*>|!--)", re.I)
_CLOSES = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style", "svg", "noscript")}
_TAG = re.compile(r"<[^<>]*>")


def visible(content: bytes | str) -> str:
    """The text of a page, debris and all. Bytes are read as UTF-8; what is not is no word we know."""
    text = content[:MOST].decode("utf-8", "replace") if isinstance(content, bytes) else content[:MOST]
    if "<" not in text:
        return text
    return html.unescape(_TAG.sub(" ", " ".join(_shown(text))))


def _shown(text: str) -> Iterator[str]:
    """What stands between scripts, styles, drawings and comments; from one without an end on, nothing."""
    at = 0
    while opens := _OPENS.search(text, at):
        yield text[at : opens.start()]
        if opens[1] is None:
            end = text.find("-->", opens.end())
            at = end + 3 if end >= 0 else len(text)
        else:
            closes = _CLOSES[opens[1].lower()].search(text, opens.end())
            at = closes.end() if closes else len(text)
    yield text[at:]
