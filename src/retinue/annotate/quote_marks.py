"""Stretches of text between quotation marks, in every style news uses. Needs no language model.

Marks are paired within a paragraph: typesetters forget closing marks, and a quotation over several paragraphs
repeats the opening mark and closes once. What is nested inside belongs to the outer stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retinue.model import Span

__all__ = ["Quoted", "find_quoted"]

_CLOSERS = {
    "“": ("”", '"'),
    "„": ("“", "”", '"'),
    "‟": ("”", '"'),
    "«": ("»",),
    "「": ("」",),
    "『": ("』",),
    '"': ('"', "”"),
    "”": ("”",),
    "‘": ("’",),
    "'": ("'",),
    "''": ("''",),
    "``": ("''", '"'),
}
_OPENER = re.compile("``|''|[“„‟«「『\"”‘']")
_PARAGRAPH = re.compile(r"[^\n]+")
_ELISION = re.compile(r"['‘](?:\d0s|tis|twas|em|til|cause|n)\b", re.IGNORECASE)
_SINGLE = frozenset(("'", "‘"))
_LONGEST = 3000  # characters of one quotation within a paragraph
_DIRECTED = frozenset("“„‟«「『")
_SENTENCE_MARK = frozenset(".,!?…;:")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch: `outer` with its marks, `inner` without. `open` when it runs on into the next paragraph."""

    outer: Span
    inner: Span
    open: bool


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """All outermost quoted stretches, in order."""
    found: list[Quoted] = []
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text) if not m[0].isspace()]
    for number, (start, end) in enumerate(paragraphs):
        follower = ""
        if number + 1 < len(paragraphs):
            begin = paragraphs[number + 1][0]
            follower = text[begin : begin + 9].lstrip()
        found.extend(_in_paragraph(text, start, end, follower))
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, follower: str) -> list[Quoted]:
    found = []
    at = start
    while (match := _OPENER.search(text, at, end)) is not None:
        mark, at = match[0], match.end()
        if not _opens(text, match.start(), mark, start):
            continue
        closing = _closing(text, at, mark, min(end, at + _LONGEST))
        if closing is not None:
            found.append(Quoted(Span(match.start(), closing.end), Span(at, closing.start), False))
            at = closing.end
        elif _runs_on(text[max(start, match.start() - 9) : match.start()], mark, follower):
            last = max(at, start + len(text[start:end].rstrip()))
            found.append(Quoted(Span(match.start(), last), Span(at, last), follower.startswith(mark)))
            break
    return found


def _opens(text: str, at: int, mark: str, start: int) -> bool:
    """True when the mark at `at` can open a quotation there."""
    if mark in _DIRECTED:
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark) : at + len(mark) + 1]
    if not after or after.isspace() or before.isalnum() or before in ".,!?)%”":
        return False
    return mark not in _SINGLE or _ELISION.match(text, at) is None


def _closing(text: str, begin: int, mark: str, end: int) -> Span | None:
    """The mark that closes the quotation whose words begin at `begin`, or None."""
    doubtful = None
    for closer in _CLOSERS[mark]:
        at = text.find(closer, begin + 1, end)
        while at >= 0:
            stop = at + len(closer)
            after = text[stop] if stop < end else " "
            if mark in _DIRECTED or not after.isalnum():
                if mark not in _SINGLE or text[at - 1] in _SENTENCE_MARK:
                    return Span(at, stop)
                # A single mark after a letter may be a possessive ("the firms' plan"): only the last resort.
                doubtful = doubtful or Span(at, stop)
            at = text.find(closer, stop, end)
        if doubtful:
            return doubtful
    return None


def _runs_on(before: str, mark: str, follower: str) -> bool:
    """True when a stretch without closing mark is still a quotation up to the end of its paragraph."""
    if mark in _SINGLE:
        return False
    lead = before.rstrip()
    return not lead or lead[-1] in ",:" or follower.startswith(mark)
