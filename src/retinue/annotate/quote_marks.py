"""Stretches of text between quotation marks, in every style news uses. Needs no language model.

Marks are paired within a paragraph: typesetters forget closing marks, and a quotation over several paragraphs
repeats the opening mark and closes once. What is nested inside belongs to the outer stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retinue.model import Span

__all__ = ["Quoted", "find_quoted"]

_CLOSERS = {"“": "”\"", "„": "“”\"", "‟": "”\"", "«": "»", "「": "」", "『": "』", '"': '"”', "”": "”", "‘": "’", "'": "'"}
_OPENER = re.compile("[“„‟«「『\"”‘']")
_PARAGRAPH = re.compile(r"[^\n]+")
_ELISION = re.compile(r"['‘](?:\d0s|tis|twas|em|til|cause|n)\b", re.IGNORECASE)
_SINGLE = frozenset("'‘")
_AMBIGUOUS = frozenset("\"”'‘")
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
        follower = text[paragraphs[number + 1][0] :].lstrip()[:1] if number + 1 < len(paragraphs) else ""
        found.extend(_in_paragraph(text, start, end, follower))
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, follower: str) -> list[Quoted]:
    found = []
    at = start
    while (match := _OPENER.search(text, at, end)) is not None:
        opening = match.start()
        at = opening + 1
        if not _opens(text, opening, start):
            continue
        closing = _closing(text, opening, end)
        if closing is not None:
            found.append(Quoted(Span(opening, closing + 1), Span(opening + 1, closing), False))
            at = closing + 1
        elif _runs_on(text, opening, start, follower):
            last = len(text[:end].rstrip())
            found.append(Quoted(Span(opening, last), Span(opening + 1, last), follower == text[opening]))
            break
    return found


def _opens(text: str, at: int, start: int) -> bool:
    """True when the mark at `at` can open a quotation there."""
    mark = text[at]
    if mark not in _AMBIGUOUS:
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    if not after or after.isspace() or before.isalnum() or before in ".,!?)%”":
        return False
    return mark not in _SINGLE or _ELISION.match(text, at) is None


def _closing(text: str, opening: int, end: int) -> int | None:
    """Where the quotation opened at `opening` closes, or None."""
    mark = text[opening]
    first = None
    for at in range(opening + 2, end):
        if text[at] not in _CLOSERS[mark]:
            continue
        after = text[at + 1] if at + 1 < end else " "
        if mark not in _SINGLE:
            if mark in "“„‟«「『" or not after.isalnum():
                return at
        elif not after.isalnum():
            if text[at - 1] in _SENTENCE_MARK:
                return at
            first = at if first is None else first
    # A single mark after a letter may be a possessive ("the firms' plan"): only the last resort.
    return first


def _runs_on(text: str, opening: int, start: int, follower: str) -> bool:
    """True when a stretch without closing mark is still a quotation up to the end of its paragraph."""
    if text[opening] in _SINGLE:
        return False
    before = text[start:opening].rstrip()
    return not before or before[-1] in ",:" or follower == text[opening]
