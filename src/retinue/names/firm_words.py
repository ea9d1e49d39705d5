"""A firm's or body's name by what its words do: tell it apart, come and go, say what it does, or where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from retinue.names.prepare import Prepared
from retinue.names.syllables import spoken
from retinue.names.types import Kind
from retinue.names.words import words

__all__ = ["ACRONYM", "Parts", "Token", "initials", "parts"]

ACRONYM = range(3, 8)  # letters of an acronym
_FEWEST_WORDS, _MOST_WORDS = 3, 15  # of a name that goes by its initials
_LONG_FORM = 7  # letters of a legal form in which one may be wrong
_LONGEST_WORD = 9
_BIGRAMS = {"hong kong": "hong kong", "united states": "usa", "united kingdom": "uk"}  # as the places are spelt
_OPENERS = frozenset(two.split()[0] for two in _BIGRAMS)

Token = frozenset[str]


@dataclass(frozen=True, slots=True)
class Parts:
    """A firm's name by what its words do; each word as the set of spellings it may be matched by.

    `core` tells the firm apart; `loose` words come and go; `described` say what it does; `places` where it is; `seat`
    is True when a place opens the name, as registered Chinese names do.
    """

    core: tuple[Token, ...]
    loose: tuple[Token, ...]
    described: tuple[Token, ...]
    places: tuple[str, ...]
    seat: bool

    @property
    def all(self) -> tuple[Token, ...]:
        """Every word but legal forms."""
        return (*self.core, *self.loose, *self.described, *(frozenset({place}) for place in self.places))


@lru_cache(maxsize=262_144)
def parts(name: Prepared) -> Parts:
    """A name's words sorted by what they do."""
    tokens = [*(_han_tokens(name.han) if name.han else _latin_tokens(name.words))]
    kinds: dict[str, list[Token]] = {"core": [], "loose": [], "described": [], "place": []}
    for token in tokens:
        kinds[_does(token)].append(token)
    places = tuple(_place(token) for token in kinds["place"])
    seat = bool(tokens) and _does(tokens[0]) == "place"
    return Parts(tuple(kinds["core"]), tuple(kinds["loose"]), tuple(kinds["described"]), places, seat)


@lru_cache(maxsize=262_144)
def _does(token: Token) -> str:
    known = words()
    if any(word in known.places for word in token):
        return "place"
    return "loose" if token & known.loose else "described" if token & known.described else "core"


def _place(token: Token) -> str:
    return next(words().places[word] for word in sorted(token) if word in words().places)


def _latin_tokens(latin: Sequence[str]) -> Iterator[Token]:
    skip = False
    for position, word in enumerate(latin):
        if skip:
            skip = False
        elif one := _BIGRAMS.get(" ".join(latin[position : position + 2]) if word in _OPENERS else ""):
            skip = True
            yield frozenset({one})
        elif token := _token(word):
            yield token


@lru_cache(maxsize=262_144)
def _token(word: str) -> Token:
    """The word as matched; empty for legal forms, with a slip too (aktiengeselschaft), and small words."""
    known = words()
    if word in known.legal or word in known.stop:
        return frozenset()
    if len(word) >= _LONG_FORM and any(OSA.distance(word, form, score_cutoff=1) <= 1 for form in _long_forms()):
        return frozenset()
    return frozenset({known.abbreviated.get(word, word)})


@lru_cache(maxsize=1)
def _long_forms() -> tuple[str, ...]:
    return tuple(form for form in words().legal if len(form) >= _LONG_FORM)


def _han_tokens(han: str) -> Iterator[Token]:
    """Known words by their English, the longest first; what no table knows in pinyin, as one word."""
    glossary = words().han
    unknown = ""
    while han:
        length = next((n for n in range(min(_LONGEST_WORD, len(han)), 0, -1) if han[:n] in glossary), 0)
        if not length or (length == 1 and not _stands_alone(han)):
            unknown, han = unknown + han[0], han[1:]
            continue
        if unknown:
            yield spoken(unknown) | {unknown}
            unknown = ""
        yield from (token for token in glossary[han[:length]] if token - words().stop)
        han = han[length:].removeprefix("市" if han[:length] in words().places else "\0")
    if unknown:
        yield spoken(unknown) | {unknown}


def _stands_alone(han: str) -> bool:
    """A single character is a word only at the end (部, 局) or between words (和)."""
    return len(han) == 1 or han[0] in "和与"


def initials(name: Prepared) -> frozenset[str]:
    """The acronyms a name may go by: its initials, with and without each small word, legal form and "group"."""
    if Kind.PERSON in name.kinds or not _FEWEST_WORDS <= len(name.words) <= _MOST_WORDS:
        return frozenset()
    known = words()
    found = {""}
    for word in name.words:
        grown = {short + word[0] for short in found if len(short) < ACRONYM.stop}
        found = grown | found if word in known.stop or word in known.legal or word in known.loose else grown
    return frozenset(short for short in found if len(short) in ACRONYM)
