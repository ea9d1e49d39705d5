"""Runs of capitals cut where a title parts the names: "US Trade Representative Ann Lee" leaves "US" and "Ann Lee"."""

from __future__ import annotations

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.words import Words

__all__ = ["split", "trimmed"]

_JOINS = {"and", "the", ",", "&"}
_DROP = {"and", "of", "the", "for", ",", "-", "&", "'s", "’s", "on", "to", "former", "ex"}
_SURNAMES = {"king", "prince", "judge", "justice", "speaker", "chancellor", "bishop", "coach"}  # "Ellen King"
_RANKED = {"attorney", "secretary", "inspector", "auditor", "prosecutor", "director", "advocate", "solicitor"}
_NAMING_RANKS = {"standing", "state", "general", "first", "joint"}  # ranks that also begin names: "General Motors"


def split(words: Words, first: int, last: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The token ranges of a run that remain when titles, with their ranks and fields, are taken out."""
    segments, begin, i = [], first, first
    while i < last:
        if words.lower[i] in lexicon.roles and not (
            _names_body(words, i, last, lexicon) or _surname(words, begin, i, last, lexicon)
        ):
            segments.append((begin, _without_field(words, begin, i, lexicon)))
            i = begin = _after_role(words, i + 1, last, lexicon)
        else:
            i += 1
    segments.append((begin, last))
    return [(a, b) for a, b in (trimmed(words, *s, lexicon) for s in segments) if a < b]


def _names_body(words: Words, i: int, last: int, lexicon: Lexicon) -> bool:
    """True for a role word that is part of a body's name ("President's Office", "General Administration")."""
    if words.lower[i] == "general" and i + 1 < last:
        return words.word(i - 1) not in _RANKED and not _given_follows(words, i + 1, last, lexicon)
    rest = words.text[i + 1 : last]
    return len(rest) == 1 and rest[0] in lexicon.last


def _given_follows(words: Words, i: int, last: int, lexicon: Lexicon) -> bool:
    """True for "General Laura Ito", an officer, not for "General Administration of Customs"."""
    return last - i > 1 and words.lower[i] in lexicon.given and words.text[last - 1] not in lexicon.last


def _surname(words: Words, begin: int, i: int, last: int, lexicon: Lexicon) -> bool:
    """True for a role word that ends a person's name: "Madeleine King"."""
    if words.lower[i] not in _SURNAMES or i + 1 < last or i == begin or not words.text[i].istitle():
        return False
    titles = lexicon.roles.keys() | lexicon.ranks | lexicon.former | lexicon.portfolios.keys()
    before = words.lower[i - 1]
    return words.text[i - 1].istitle() and before not in titles and words.text[i - 1] not in lexicon.last


def _without_field(words: Words, begin: int, role: int, lexicon: Lexicon) -> int:
    fields = lexicon.portfolios.keys() | lexicon.ranks | lexicon.former
    while role > begin and (words.lower[role - 1] in fields or words.text[role - 1] == "-"):
        role -= 1
    return role


def _after_role(words: Words, i: int, last: int, lexicon: Lexicon) -> int:
    """Past "of State" and "of Industry and Information Technology" that follow a role inside a run."""
    if words.word(i) not in ("of", "for") or i >= last:
        return i
    after = i + 1
    while after < last and (words.lower[after] in lexicon.portfolios or words.lower[after] in _JOINS):
        after += 1
    return after if after > i + 1 and words.lower[after - 1] not in _JOINS else i + 1


def trimmed(words: Words, first: int, last: int, lexicon: Lexicon) -> tuple[int, int]:
    """A range without the small words and ranks at its ends."""
    while first < last and (words.lower[first] in _DROP or _mere_rank(words, first, last, lexicon)):
        first += 1
    while first < last and words.lower[last - 1] in _DROP:
        last -= 1
    return first, last


def _mere_rank(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    lower = words.lower[first]
    return lower in lexicon.ranks and last - first > 1 and lower not in _NAMING_RANKS
