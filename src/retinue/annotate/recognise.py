"""Names that the language model sees, asked only where knowledge leaves a capitalised word unexplained.

The recogniser takes half of a default pipeline's time. A sentence whose capitals are all known names, titles, months
or days tells it nothing new; in news about known firms and officials that is about half of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Span

from retinue.annotate.gazetteer import Hit
from retinue.annotate.words import Words

__all__ = ["Entity", "recognise"]

Entity = tuple[int, int, str]  # first token, one past the last, label

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)


def recognise(parsed: Any, words: Words, hits: Iterable[Hit], recogniser: Any, plain: frozenset[str]) -> list[Entity]:
    """Run `recogniser` (None: nothing is found) on the sentences that need it; sets and returns the entities.

    `plain` are lower-case words that may be capitalised without naming anybody ("premier", "minister").
    """
    if recogniser is None:
        return []
    kept = [i for first, last in _unexplained(words, hits, plain) for i in range(first, last)]
    if kept:
        spaces = [bool(parsed[i].whitespace_) for i in kept]
        found = recogniser(Doc(parsed.vocab, words=[words.text[i] for i in kept], spaces=spaces))
        spans = [Span(parsed, kept[e.start], kept[e.end - 1] + 1, label=e.label) for e in found.ents]
        parsed.ents = [s for s in spans if words.sentence[s.start] == words.sentence[s.end - 1]]
    return [(e.start, e.end, e.label_) for e in parsed.ents]


def _unexplained(words: Words, hits: Iterable[Hit], plain: frozenset[str]) -> list[tuple[int, int]]:
    """Sentences (first token, one past the last) that hold a capital which neither knowledge nor grammar explains."""
    known = {i for hit in hits for i in range(hit.first, hit.last)}
    ranges = _sentences(words)
    return [
        (first, last)
        for first, last in ranges
        if any(_odd(words, i, first, known, plain) for i in range(first, last))
    ]


def _sentences(words: Words) -> Sequence[tuple[int, int]]:
    starts = [i for i, opens in enumerate(words.opens) if opens or i == 0]
    return list(zip(starts, [*starts[1:], len(words)][: len(starts)], strict=True))


def _odd(words: Words, i: int, first: int, known: set[int], plain: frozenset[str]) -> bool:
    if not words.text[i][0].isupper() or i in known:
        return False
    if i == first and words.pos[i] != "PROPN":
        return False
    lower = words.lower[i].rstrip(".")
    return lower not in _CALENDAR and lower not in plain and lower != "i"
