"""The words of a raw page, as fast as can be: tags, scripts and styles out, nothing parsed."""

from __future__ import annotations

import html
import re

__all__ = ["visible"]

MOST = 400_000  # characters of a page looked at
_HIDDEN = re.compile(r"<(script|style|svg|noscript)\b[^>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.S | re.I)
_TAG = re.compile(r"<[^<>]*>")


def visible(content: bytes | str) -> str:
    """The text of a page, debris and all. Bytes are read as UTF-8; what is not is no word we know."""
    text = content[:MOST].decode("utf-8", "replace") if isinstance(content, bytes) else content[:MOST]
    if "<" not in text:
        return text
    return html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", text)))
