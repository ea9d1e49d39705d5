"""The parsed article as the quotation reader sees it: tokens, sentences inside paragraphs, quoted stretches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from retinue.annotate.quote_cues import SpeechCues
from retinue.annotate.quote_marks import Quoted, find_quoted
from retinue.annotate.words import Words
from retinue.model import Span

__all__ = [
    "DASHES",
    "DETERMINERS",
    "FINITE",
    "Found",
    "Page",
    "Stretch",
    "after_dateline",
    "has_subject",
    "read_page",
]

FINITE = ("VBD", "VBZ", "VBP", "MD")
"""Tags of verbs that make a clause."""

DETERMINERS = ("det", "npadvmod", "pobj")
"""What "that" is where it opens no clause ("that day")."""

DASHES = ("—", "–", "--")
"""Dashes that part clauses; a lone hyphen does so only in a dateline."""

Found = tuple[int, int, str]
"""First and last token of a content, and why it was taken."""

_LONG_DATELINE = 20  # tokens
_NO_SENTENCE = 400  # tokens; what is longer is a table or noise, and a tree over it costs too much to search
_LONG_SENTENCE = 150  # tokens; beyond it the parser's break is trusted without a full stop

_SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_STOPS = frozenset(".!?:;…)]”’\"'»」")
_VERBS = ("VB", "VBD", "VBZ", "VBP", "VBG", "VBN")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch with its tokens (`first` to `last`, both inclusive, marks left out).

    `whole` is True for words quoted in their own right, False for a few words quoted inside somebody else's
    sentence, a title or a scare quote.
    """

    quoted: Quoted
    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Token tables (lists are indexed by token), the quoted stretches, and the verbs that may report speech.

    `sentence` holds first and last token of each token's sentence, never beyond its paragraph. `inside` is the
    number of the stretch a token stands in, or -1. `verbs` maps tokens to lemmas and leaves out what stands in
    words quoted in their own right.
    """

    doc: Any
    text: str
    cues: SpeechCues
    tags: list[str]
    words: list[str]
    starts: list[int]
    paragraph: list[int]
    sentence: list[tuple[int, int]]
    stretches: tuple[Stretch, ...]
    inside: list[int]
    verbs: Mapping[int, str]

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens `first` to `last`."""
        return Span(self.starts[first], self.starts[last] + len(self.words[last]))

    def quoted_whole(self, token: int) -> bool:
        """True when the token stands inside words quoted in their own right."""
        return self.inside[token] >= 0 and self.stretches[self.inside[token]].whole

    def finite(self, first: int, last: int) -> bool:
        """True when the tokens `first` to `last` hold a finite verb."""
        return any(tag in FINITE for tag in self.tags[first : last + 1])


def read_page(parsed: Any, read: Words, cues: SpeechCues) -> Page:
    """Lay the tables out once; `read` holds the words of `parsed`."""
    words, tags, starts = list(read.text), list(read.tag), list(read.start)
    paragraph = _paragraphs(words)
    stretches = _stretches(read.source, words, tags, starts)
    inside = [-1] * len(words)
    for number, stretch in enumerate(stretches):
        inside[stretch.first : stretch.last + 1] = [number] * (stretch.last + 1 - stretch.first)
    masked = {i for i, n in enumerate(inside) if n >= 0 and stretches[n].whole}
    sentence = _sentences(read.opens, words, paragraph, inside)
    prose = {i for i, tag in enumerate(tags) if tag in _VERBS and sentence[i][1] - sentence[i][0] < _NO_SENTENCE}
    verbs = {i: lemma for i in sorted(prose - masked) if (lemma := _lemma(read, i, cues)) in cues.verbs}
    return Page(parsed, read.source, cues, tags, words, starts, paragraph, sentence, stretches, inside, verbs)


def has_subject(verb: Any) -> bool:
    """True when the parse gives the verb a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


def after_dateline(page: Page, first: int, stop: int) -> int:
    """The first token past "BEIJING, May 22 (Agency) -" where a paragraph opens with that; else `first`."""
    opens = first == 0 or page.paragraph[first] != page.paragraph[first - 1] or "\n" in page.words[first - 1]
    if not opens or not page.words[first].isupper():
        return first
    reach = range(first + 1, min(stop - 2, first + _LONG_DATELINE))
    return next((i + 1 for i in reach if page.words[i] in ("-", *DASHES)), first)


def _lemma(words: Words, i: int, cues: SpeechCues) -> str:
    """The lemma; where the lemmatiser dropped a silent e ("hoped" as "hop"), the one that keeps it."""
    word, lemma = words.lower[i], words.lemma[i]
    if lemma not in cues.verbs and word.endswith("ed"):
        return word[:-1]
    return lemma


def _paragraphs(words: list[str]) -> list[int]:
    number, out = 0, []
    for word in words:
        number += "\n" in word
        out.append(number)
    return out


def _sentences(
    opens: Sequence[bool], words: list[str], paragraph: list[int], inside: list[int]
) -> list[tuple[int, int]]:
    """The parser's sentences, cut where a paragraph ends and stripped of white space.

    A break that no full stop or closing mark announces, or inside quotation marks, is the parser's mistake.
    """
    breaks = [0]
    for i in range(1, len(words)):
        before = words[i - 1] if i == 1 or words[i - 1].strip() else words[i - 2]
        announced = before[-1] in _STOPS and (inside[i] < 0 or inside[i] != inside[i - 1])
        if paragraph[i] != paragraph[i - 1] or (opens[i] and (announced or i - breaks[-1] > _LONG_SENTENCE)):
            breaks.append(i)
    breaks.append(len(words))
    out: list[tuple[int, int]] = []
    for begin, stop in pairwise(breaks):
        first, last = begin, stop - 1
        while first < last and not words[first].strip():
            first += 1
        while last > first and not words[last].strip():
            last -= 1
        out.extend([(first, last)] * (stop - begin))
    return out


def _stretches(text: str, words: list[str], tags: list[str], starts: list[int]) -> tuple[Stretch, ...]:
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
        if first <= last:
            whole = _whole(text, quoted, words[first : last + 1], tags[first : last + 1])
            out.append(Stretch(quoted, first, last, whole))
    return tuple(out)


def _is_title(words: list[str]) -> bool:
    """A short run of words in the spelling of titles that no full stop ends: a book, a programme, a slogan."""
    if not 2 <= len(words) <= 10 or words[-1] in ".!?…":
        return False
    return all(w[0].isupper() or not w[0].isalpha() or w in _SMALL for w in words)


def _whole(text: str, quoted: Quoted, words: list[str], tags: list[str]) -> bool:
    """Words quoted in their own right: set off before, a sentence or the piece of one inside."""
    start = quoted.outer.start
    before = text[max(0, start - 9) : start].rstrip(" \t")
    boundary = not before or before[-1] in '\n.,:;!?—–-…”"(' or words[0][0].isupper()
    length = sum(w[0].isalnum() for w in words)
    clause = any(t in FINITE or t == "VB" for t in tags)
    ended = words[-1][-1] in ".,!?…—–"
    if not boundary or length < 2 or _is_title(words):
        return False
    opens = not before or before[-1] in "\n.:!?"
    return (length >= 3 and (ended or (clause and (opens or length >= 5)))) or (ended and words[-1] in ",?!")
