"""Does the clause around a date look back or ahead? Told by the nearest verb cue, words only."""

from __future__ import annotations

from collections.abc import Sequence

from retinue.dates.lexicon import lexicon
from retinue.dates.tokens import Token

__all__ = ["ends_sentence", "tense_around"]

_SENTENCE_ENDS = frozenset({".", "!", "?", ";", "\n\n", ":"})
_CLAUSE_OPENERS = frozenset(
    {"which", "who", "when", "while", "after", "where", "whose", "because", "although", "since"}
)
_REACH = 25  # tokens looked at to either side
_RESOLVED = frozenset({"agreed", "decided", "promised", "vowed"})


def tense_around(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """`future`, `past`, `perfect` ("had signed"), `since` ("since March"); None when no cue is near."""
    if first >= 3 and tokens[first - 1].lower == "as" and tokens[first - 3].lower == "as":
        return (
            "past" if tokens[first - 2].lower in ("recently", "late", "lately") else "future"
        )  # "as early as Tuesday"
    if _fixed_for(tokens, first):
        return "future"
    if first and tokens[first - 1].lower == "since":
        return "since"
    if _resumes(tokens, first, last):
        return "past"
    left = _scan(tokens, range(first - 1, max(-1, first - 1 - _REACH), -1), _CLAUSE_OPENERS)
    if left:
        return left
    right = range(last, min(len(tokens), last + _REACH))
    return _scan(tokens, right, _CLAUSE_OPENERS)


def _fixed_for(tokens: Sequence[Token], first: int) -> bool:
    """True for "pencilled in for April", "put off to Monday"."""
    lead, reach = tokens[first - 1].lower if first else "", {"for": 6, "to": 2, "until": 2}
    before = {token.lower for token in tokens[max(0, first - reach.get(lead, 0)) : first]}
    return bool(before & lexicon().contexts["fixed"])


def _resumes(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True for "and on Friday asked": a verb of its own follows at once, whatever the clause before said."""
    lead = [token.lower for token in tokens[max(0, first - 2) : first]]
    return "and" in lead and last < len(tokens) and _cue(tokens, last) == "past"


def _scan(tokens: Sequence[Token], indices: range, stops: frozenset[str]) -> str | None:
    for i in indices:
        word = tokens[i].lower
        if ends_sentence(tokens, i):
            return None
        cue = _cue(tokens, i)
        if cue:
            return cue
        if word in stops:
            return None
    return None


def ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """True when token `i` closes a sentence, a paragraph or a clause that stands as one."""
    return tokens[i].lower in _SENTENCE_ENDS and not _abbreviation(tokens, i)


def _abbreviation(tokens: Sequence[Token], i: int) -> bool:
    """True for the dot of "U.S." or "Oct.": one that follows a short capitalised word."""
    previous = tokens[i - 1] if i else None
    return bool(tokens[i].text == "." and previous and len(previous.text) <= 4 and previous.text[:1].isupper())


def _cue(tokens: Sequence[Token], i: int) -> str | None:
    words, word = lexicon(), tokens[i].lower
    before = [token.lower for token in tokens[max(0, i - 3) : i]]
    if word == "to" and before and before[-1] in words.future_before_to:
        return "future"
    if word in _RESOLVED and _next_is_to(tokens, i):
        return "past"  # reached from the left: "In January they agreed to …"
    if word in words.future or (word == "ll" and before and before[-1] in "'’"):
        return _hoped(tokens, i)
    if word == "had":
        return "perfect"
    regular = (
        word.endswith("ed")
        and len(word) > 3
        and word not in words.contexts["not_past"]
        and tokens[i].text[0].islower()
    )
    if not (regular or word in words.past) or "be" in before[-2:]:
        return None  # after "be" a passive: what stands before that tells the tense
    if word in words.future_before_to and _next_is_to(tokens, i):
        return "future"
    return "perfect" if "had" in before else "past"


def _hoped(tokens: Sequence[Token], i: int) -> str | None:
    """The tense that a cue of the future gives: `perfect` once it lies behind ("had expected", "would have cut").

    None for words that only look like one: the month of May, "the heads of the firms".
    """
    word, before = tokens[i].lower, tokens[i - 1].lower if i else ""
    following = [token.lower for token in tokens[i + 1 : i + 3]]
    if tokens[i].text == "May" or (word in lexicon().contexts["nouns_too"] and following[:1] == ["of"]):
        return None
    if before == "had" or (word in ("would", "might") and "have" in following):
        return "perfect"
    return "future"


def _next_is_to(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].lower == "to"
