"""A text cut at the ends of its marks, so that a page can show marks that lie in or over one another.

The pieces of a text are the text again; a template escapes each, and nothing of an article is ever taken for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retinue.model import Span

__all__ = ["Mark", "Piece", "pieces", "quoted", "sentence_around"]

_END = re.compile(r"[.!?][”\"’']?\s|\n")
FAR = 240  # characters to either side of a mark that a sentence may reach


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that means something: `kind` says what, `note` tells more, `url` leads on, `refers` names its owner."""

    span: Span
    kind: str
    note: str = ""
    url: str | None = None
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters under the same marks; plain text has no kinds."""

    text: str
    kinds: tuple[str, ...] = ()
    note: str = ""
    url: str | None = None
    refers: tuple[str, ...] = ()


def pieces(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The characters of `within`, cut wherever a mark begins or ends; joined they are the text again.

    Where several marks lie over one another, the shortest gives note and address.
    """
    inside = sorted((m for m in marks if m.span.overlaps(within)), key=lambda m: m.span.end - m.span.start)
    edges = {within.start, within.end}
    for mark in inside:
        edges |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    cuts = sorted(edges)
    found = [_piece(text, Span(start, end), inside) for start, end in pairwise(cuts)]
    return tuple(found)


def _piece(text: str, span: Span, marks: Sequence[Mark]) -> Piece:
    over = [mark for mark in marks if mark.span.overlaps(span)]
    return Piece(
        span.of(text),
        tuple(dict.fromkeys(mark.kind for mark in over)),
        next((mark.note for mark in over if mark.note), ""),
        next((mark.url for mark in over if mark.url), None),
        tuple(dict.fromkeys(mark.refers for mark in over if mark.refers)),
    )


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that `span` lies in, as punctuation and line ends tell, and at most `FAR` characters to a side."""
    low, high = max(0, span.start - FAR), min(len(text), span.end + FAR)
    before = [found.end() for found in _END.finditer(text, low, span.start)]
    after = _END.search(text, span.end, high)
    return Span(before[-1] if before else low, after.start() + 1 if after else high)


def quoted(text: str, evidence: Span, marked: Span | None, kind: str) -> tuple[Piece, ...]:
    """A claim in its sentence, its words marked: the evidence where they lie in it, else the sentence around them."""
    if marked is None or marked == evidence:
        return pieces(text, evidence, ())
    around = evidence if evidence.covers(marked) else sentence_around(text, marked)
    return pieces(text, around, [Mark(marked, kind)])
