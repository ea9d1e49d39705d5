"""Speech reported by a noun ("its charge was that …") or a phrase ("according to X")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from retinue.annotate.quote_page import FINITE, Page
from retinue.annotate.quote_speakers import named, owner_of

__all__ = ["Report", "noun_reports", "source_reports"]

_SHORTEST = 2  # tokens after the first, so that "he asked, according to X" is no content
_NOMINAL = ("NOUN", "PROPN", "PRON")


@dataclass(frozen=True, slots=True)
class Report:
    """First and last token of content and cue, and the speaker's token."""

    content: tuple[int, int]
    cue: tuple[int, int]
    speaker: int | None
    reason: str


def noun_reports(page: Page) -> Iterator[Report]:
    """What nouns of speech introduce: their own that-clause, or the one behind "was"."""
    nouns = (page.doc[i] for i, tag in enumerate(page.tags) if tag in ("NN", "NNS"))
    for token in nouns:
        if token.lemma_.lower() not in page.cues.noun:
            continue
        clause = None if page.quoted_whole(token.i) else _clause_of(token)
        if clause is not None:
            mark = next(c.i for c in clause.children if c.dep_ == "mark")
            end = min(clause.right_edge.i, page.sentence[token.i][1])
            if mark < end:
                yield Report((mark + 1, end), (token.i, token.i), owner_of(token), "clause of a noun")


def _clause_of(noun: Any) -> Any:
    own = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl", "appos") and c.i > noun.i]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        own += [c for c in noun.head.children if c.dep_ in ("ccomp", "advcl") and c.i > noun.head.i]
    return next((c for c in own if any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)), None)


def source_reports(page: Page) -> Iterator[Report]:
    """Sentences credited by a phrase."""
    for first, last, speaker in _phrases(page):
        content = _around(page, first, speaker)
        if content is not None and content[1] - content[0] >= _SHORTEST:
            yield Report(content[:2], (first, last), named(page, speaker), content[2])


def _phrases(page: Page) -> Iterator[tuple[int, int, int]]:
    """First and last token of each crediting phrase, and the token that follows it as its object."""
    openers = {p[0] for p in page.cues.phrase}
    for i, word in enumerate(page.words):
        lower = word.lower()
        if lower in openers and not page.quoted_whole(i):
            for phrase in page.cues.phrase:
                end = i + len(phrase)
                if tuple(w.lower() for w in page.words[i:end]) == phrase and end < len(page.words):
                    speaker = _object_of(page, end - 1)
                    if speaker is not None:
                        yield i, end - 1, speaker
        elif lower in page.cues.manner and page.tags[i].startswith("NN") and page.doc[i].dep_ == "pobj":
            owner = next((c for c in page.doc[i].children if c.dep_ == "poss"), None)
            opener = page.doc[i].head
            if owner is not None and opener.lower_ in ("in", "by") and owner.i > opener.i:
                yield opener.i, opener.i, owner.i


def _object_of(page: Page, preposition: int) -> int | None:
    for child in page.doc[preposition].children:
        if child.dep_ == "pobj" and child.pos_ in _NOMINAL and child.i > preposition:
            return int(child.i)
    return None


def _around(page: Page, start: int, speaker: int) -> tuple[int, int, str] | None:
    """The sentence less the phrase: what follows a phrase that opens a clause, else what precedes it."""
    first, last = page.sentence[start]
    edge = min(max(page.doc[speaker].right_edge.i, speaker), last)
    edge -= edge > speaker and page.words[edge] == ","
    comma = next((i for i in range(edge + 1, min(last, edge + 4)) if page.words[i] == ","), None)
    if start - first <= 1 or page.tags[start - 1] == "CC" or page.words[start - 1] == "that":
        begin = comma + 1 if comma is not None else edge + 1
        return (begin, last, "sentence opened by a source") if begin <= last else None
    predicate = comma is not None and (page.tags[comma + 1] in FINITE or not page.finite(first, start))
    if page.words[start - 1] == "," and comma is not None and comma < last - 3 and predicate:
        return comma + 1, last, "sentence around a source"
    return first, start - 1, "sentence closed by a source"
