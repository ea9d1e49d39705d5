"""The parsed article as the quotation reader sees it: tokens, sentences inside paragraphs, quoted stretches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retinue.annotate.quote_marks import Quoted, find_quoted
from retinue.model import Span

__all__ = ["Page", "Stretch", "read_page"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch with its tokens (`first` to `last`, both inclusive, marks left out).

    `whole` is True for words quoted in their own right, False for a few words quoted inside somebody else's
    sentence, a title or a scare quote.
    """

    quoted: Quoted
    first: int
    last: int
    paragraph: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Token tables; every list is indexed by token."""

    doc: Any
    text: str
    tags: list[str]
    words: list[str]
    starts: list[int]
    paragraph: list[int]
    sentence: list[tuple[int, int]]
    stretches: tuple[Stretch, ...]
    inside: list[int]

    def sentence_of(self, token: int) -> tuple[int, int]:
        """First and last token of the sentence, never beyond its paragraph."""
        return self.sentence[token]

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens `first` to `last`."""
        return Span(self.starts[first], self.starts[last] + len(self.words[last]))

    def quoted_whole(self, token: int) -> bool:
        """True when the token stands inside words quoted in their own right."""
        return self.inside[token] >= 0 and self.stretches[self.inside[token]].whole


def read_page(parsed: Any) -> Page:
    """Lay the tables out once."""
    words = [t.text for t in parsed]
    tags = [t.tag_ for t in parsed]
    starts = [t.idx for t in parsed]
    paragraph = _paragraphs(words)
    inside = [-1] * len(words)
    stretches = _stretches(parsed.text, (words, tags, starts, paragraph), inside)
    sentence = _sentences(parsed, paragraph)
    return Page(parsed, parsed.text, tags, words, starts, paragraph, sentence, stretches, inside)


def _paragraphs(words: list[str]) -> list[int]:
    number, out = 0, []
    for word in words:
        number += "\n" in word
        out.append(number)
    return out


def _sentences(parsed: Any, paragraph: list[int]) -> list[tuple[int, int]]:
    """The parser's sentences, cut where a paragraph ends and stripped of white space."""
    out: list[tuple[int, int]] = []
    first = 0
    for i, token in enumerate(parsed):
        last = i + 1 == len(paragraph) or parsed[i + 1].is_sent_start or paragraph[i + 1] != paragraph[i]
        if last:
            begin = first
            while begin < i and parsed[begin].is_space:
                begin += 1
            end = i
            while end > begin and parsed[end].is_space:
                end -= 1
            out.extend([(begin, end)] * (i + 1 - first))
            first = i + 1
        del token
    return out


Tables = tuple[list[str], list[str], list[int], list[int]]


def _stretches(text: str, tables: Tables, inside: list[int]) -> tuple[Stretch, ...]:
    words, tags, starts, paragraph = tables
    out: list[Stretch] = []
    at = 0
    for quoted in find_quoted(text):
        while at < len(starts) and starts[at] < quoted.inner.start:
            at += 1
        first = at
        while at < len(starts) and starts[at] < quoted.inner.end:
            at += 1
        last = at - 1
        while first <= last and not words[first].strip():
            first += 1
        if first > last:
            continue
        whole = _whole(text, quoted, words[first : last + 1], tags[first : last + 1])
        for i in range(first, last + 1):
            inside[i] = len(out)
        out.append(Stretch(quoted, first, last, paragraph[first], whole))
    return tuple(out)


def _whole(text: str, quoted: Quoted, words: list[str], tags: list[str]) -> bool:
    """Words quoted in their own right: set off before, a sentence or the piece of one inside."""
    before = text[: quoted.outer.start].rstrip(" \t")
    boundary = not before or before[-1] in '\n.,:;!?—–-…”"(' or text[quoted.inner.start].isupper()
    length = sum(w[0].isalnum() for w in words)
    clause = any(t in ("VBD", "VBZ", "VBP", "MD", "VB") for t in tags)
    ended = words[-1][-1] in ".,!?…—–"
    if not boundary or length < 2:
        return False
    return length >= 3 and (ended or (clause and length >= 5)) or (ended and words[-1] in ",?!")
