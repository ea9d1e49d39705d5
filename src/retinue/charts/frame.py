"""A chart's title and notes, set above the picture by ourselves.

The engine measures each of its texts, which for a title and two notes costs more time than all else in a small chart;
lines that begin at the left edge need no measuring.
"""

from __future__ import annotations

import re
import textwrap
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from retinue.charts.theme import FONT, Theme

__all__ = ["framed"]

LEFT, TOP, AFTER = 8, 20, 6  # where the title begins; what is left free below the notes
TITLE, NOTE = (14, 18, 8.2), (11, 14, 6.0)  # size, height of a line, width of a letter, in pixels
_ROOT = re.compile(r'<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)" viewBox="[^"]*"([^>]*)>')

Words = tuple[str, tuple[str, ...], str]  # title, notes, alt text


def framed(drawn: str, words: Words, theme: Theme) -> str:
    """The picture with title and notes above it, and with what says in words what it shows."""
    root = _ROOT.match(drawn)
    if root is None:
        raise ValueError(f"no picture of the engine begins so: {drawn[:80]!r}")
    title, notes, alt = words
    width, height = float(root[2]), float(root[3])
    lines = [("title", line) for line in _wrapped(title, width, TITLE[2])]
    lines += [("note", line) for note in notes for line in _wrapped(note, width, NOTE[2])]
    texts, head = _set(lines, theme)
    size = f'width="{width:g}" height="{height + head:g}"'
    return (
        f'<svg {root[1]}{size} viewBox="0 0 {width:g} {height + head:g}"{root[4]} role="img" '
        f"aria-label={quoteattr(alt)}><title>{escape(title)}</title><desc>{escape(alt)}</desc>"
        f'<rect {size} fill="{theme.colours["paper"]}"/>{texts}'
        f'<g transform="translate(0,{head:g})">{drawn[root.end() : -len("</svg>")]}</g></svg>'
    )


def _set(lines: list[tuple[str, str]], theme: Theme) -> tuple[str, float]:
    """The lines as SVG, and how much room they take."""
    looks = {
        "title": f'font-size="{TITLE[0]}px" font-weight="bold" fill="{theme.colours["ink"]}"',
        "note": f'font-size="{NOTE[0]}px" fill="{theme.colours["muted"]}"',
    }
    texts, y = [], float(TOP)
    for kind, line in lines:
        texts.append(f'<text x="{LEFT}" y="{y:g}" font-family="{FONT}" {looks[kind]}>{escape(line)}</text>')
        y += TITLE[1] if kind == "title" else NOTE[1]
    return "".join(texts), y - NOTE[1] + AFTER


def _wrapped(text: str, width: float, letter: float) -> list[str]:
    """A text in lines that fit; a Han character takes the room of two letters."""
    wide = sum(east_asian_width(char) in "WF" for char in text)
    share = len(text) / (len(text) + wide) if text else 1.0
    return textwrap.wrap(text, max(12, int((width - 2 * LEFT) / letter * share)))
