"""Speech reported by a noun ("its charge was that …") or a phrase ("according to X")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from retinue.annotate.quote_clauses import Found
from retinue.annotate.quote_cues import SpeechCues
from retinue.annotate.quote_page import Page

__all__ = ["around_phrase", "noun_content", "source_phrases"]


def noun_content(page: Page, noun: Any) -> Found | None:
    """What a noun of speech introduces: its own that-clause, or the one behind "was"."""
    _, last = page.sentence_of(noun.i)
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl", "appos") and child.i > noun.i and _marked(child):
            return _clause(child, last, "clause of the noun")
    head = noun.head
    if noun.dep_ == "nsubj" and head.lemma_ == "be":
        for child in head.children:
            if child.dep_ in ("ccomp", "advcl") and child.i > head.i and _marked(child):
                return _clause(child, last, "what the noun was")
    return None


def _marked(clause: Any) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _clause(clause: Any, last: int, why: str) -> Found | None:
    mark = next(c.i for c in clause.children if c.dep_ == "mark")
    end = min(clause.right_edge.i, last)
    return (mark + 1, end, why) if mark < end else None


def source_phrases(page: Page, cues: SpeechCues) -> Iterator[tuple[int, int, int]]:
    """First and last token of each phrase that credits what a sentence says, and the speaker's token."""
    openers = {p[0] for p in cues.phrase}
    for i, word in enumerate(page.words):
        lower = word.lower()
        if lower in openers and not page.quoted_whole(i):
            for phrase in cues.phrase:
                end = i + len(phrase)
                if tuple(w.lower() for w in page.words[i:end]) == phrase and end < len(page.words):
                    speaker = _object_of(page, end - 1)
                    if speaker is not None:
                        yield i, end - 1, speaker
        elif lower in cues.manner and page.tags[i].startswith("NN"):
            owner = next((c for c in page.doc[i].children if c.dep_ == "poss"), None)
            if owner is not None and page.doc[i].dep_ == "pobj" and page.doc[i].head.lower_ in ("in", "by"):
                yield page.doc[i].head.i, page.doc[i].head.i, owner.i


def _object_of(page: Page, preposition: int) -> int | None:
    for child in page.doc[preposition].children:
        if child.dep_ == "pobj" and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return int(child.i)
    return None


def around_phrase(page: Page, start: int, speaker: int) -> Found | None:
    """The sentence less the phrase: what follows it when it opens the sentence, else what precedes it."""
    first, last = page.sentence_of(start)
    edge = min(max(page.doc[speaker].right_edge.i, speaker), last)
    comma = next((i for i in range(speaker + 1, min(last, speaker + 20)) if page.words[i] == ","), None)
    if start - first <= 2:
        begin = comma + 1 if comma is not None else edge + 1
        return (begin, last, "sentence opened by a source") if begin <= last else None
    if page.words[start - 1] == "," and comma is not None and comma < last - 3 and not _clausal(page, first, start):
        return comma + 1, last, "sentence around a source"
    return first, start - 1, "sentence closed by a source"


def _clausal(page: Page, first: int, end: int) -> bool:
    return any(t in ("VBD", "VBZ", "VBP", "MD") for t in page.tags[first:end])
