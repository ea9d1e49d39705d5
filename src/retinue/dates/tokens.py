"""Text as a string of word classes, so that the grammar can be regular expressions over classes.

Every token gets one character that stands for the set of classes it belongs to ("May" is a month and the word
"may"; "7" is a number, a day, a month number, an hour). A rule `day=DAY month=MONTH year=Y4` becomes three
character classes; matching never touches the letters again and stays linear in the number of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from retinue.dates.feasts import feasts
from retinue.dates.lexicon import Lexicon, lexicon

__all__ = ["Alphabet", "Token", "classes_of", "tokenise"]

_SHAPES = (
    r"(?P<gap>\n[ \t\r]*\n\s{0,50})"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?"
    r"|\d{1,2}:\d{2}(?!\d)"
    r"|\d{1,3}(?:,\d{3}){1,6}(?![\d])"
    r"|(?<![.\d])\d{1,15}\.\d{1,15}(?![.\d])"
    r"|[ap]\.\s?m\.?|[AP]\.M\.?"
    r"|[^\W_]{1,60}"
    r"|['’]s\b"
    r"|--?|[^\w\s]|_"
)
_DIGITAL_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.I)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT.+")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):[0-5]\d")
_HOUR_WORD = re.compile(r"(1[0-2]|[1-9])(?:am|pm)", re.I)
_PERIOD_CODE = re.compile(r"(?:Q[1-4]|H[12]|[1-4]Q|[12]H)(?:\d\d|\d{4})?", re.I)
_FISCAL_CODE = re.compile(r"FY(?:\d\d|\d{4})", re.I)
_DECADE = re.compile(r"(?:1[0-9]|20)\d0s|[2-9]0s")
_PUNCTUATION = {
    "-": "DASH", "--": "DASH", "–": "DASH", "—": "DASH", "/": "SLASH", ",": "COMMA", ".": "DOT", "(": "OPEN",
    ")": "CLOSE", "'": "QUOTE", "’": "QUOTE", "'s": "S", "’s": "S", "$": "MONEY",
}  # fmt: skip
_SAMPLES = (
    "2023-05-22T10:00:00Z", "5th", "33rd", "10:30", "99:99", "7pm", "Q3", "FY24", "1990s", "90s", "2,000", "1.5",
    "a.m.", "p.m", "AM",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark at characters `start` to `end`; `lower` is its text in lower case."""

    start: int
    end: int
    text: str
    lower: str


def tokenise(text: str) -> list[Token]:
    """Split into tokens; a blank line becomes a token too, so that nothing is read across paragraphs."""
    return [
        Token(m.start(), m.end(), "\n\n" if m.lastgroup else m[0], "\n\n" if m.lastgroup else m[0].lower())
        for m in _token_pattern().finditer(text)
    ]


@cache
def _token_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(feasts(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)|{_SHAPES}")


def classes_of(text: str, literals: frozenset[str]) -> frozenset[str]:
    """The classes of one token; `literals` are the plain words that rules name."""
    lower = text.lower()
    found = {lower} & literals
    if text in feasts():
        found.add("FEAST")
    elif text in _PUNCTUATION:
        found.add(_PUNCTUATION[text])
    elif text[0].isdigit():
        found |= _number_classes(text)
    else:
        found |= _word_classes(text, lower, lexicon())
    return frozenset(found)


def _number_classes(text: str) -> set[str]:
    if not text.isascii():
        return set()
    if text.isdigit():
        return _integer_classes(text)
    shapes = {"STAMP": _STAMP, "CLOCK": _CLOCK, "HOURWORD": _HOUR_WORD, "CODE": _PERIOD_CODE, "DECADE": _DECADE}
    found = {name for name, shape in shapes.items() if shape.fullmatch(text)}
    ordinal = _DIGITAL_ORDINAL.fullmatch(text)
    if ordinal and int(ordinal[1]) > 0:
        found |= {"NTH"} | ({"ORD"} if int(ordinal[1]) <= 31 else set())
    if "." in text or "," in text:
        found.add("BIGNUM")
    return found


def _integer_classes(text: str) -> set[str]:
    value = int(text) if len(text) <= 4 else -1
    limits = {"DAY": (1, 31), "MNUM": (1, 12), "HOUR": (0, 24)}
    found = {name for name, (low, high) in limits.items() if len(text) <= 2 and low <= value <= high}
    found |= {"NUM"} if len(text) <= 4 else {"BIGNUM"}
    if len(text) == 2:
        found.add("TWO")
    if len(text) == 4 and 1000 <= value <= 2199:
        found.add("Y4")
    return found


def _word_classes(text: str, lower: str, words: Lexicon) -> set[str]:
    tables: dict[str, Iterable[str]] = {
        "NUMWORD": words.numbers, "TENS": words.tens, "SCALE": words.scales, "ORDWORD": words.ordinals,
        "VAGUE": words.vague_numbers, "UNIT": words.units, "UNITS": words.unit_plurals, "PART": words.parts,
        "SEASON": words.seasons, "CLOCKWORD": words.clock_words, "ZONE": words.zones, "REF": words.references,
        "REPEAT": words.adverbs_of_repetition,
    }  # fmt: skip
    found = {name for name, table in tables.items() if lower in table}
    if text[0].isupper():
        named = {"MONTH": words.months, "MABBR": words.month_abbreviations, "WDAY": words.weekdays,
                 "WABBR": words.weekday_abbreviations, "WDAYS": words.weekday_plurals}  # fmt: skip
        found |= {name for name, table in named.items() if lower in table}
    shapes = {"CODE": _PERIOD_CODE, "FISCAL": _FISCAL_CODE}
    found |= {name for name, shape in shapes.items() if shape.fullmatch(text)}
    if lower in ("a.m.", "p.m.", "a.m", "p.m", "am", "pm", "a. m.", "p. m."):
        found.add("AMPM")
    return found


class Alphabet:
    """One character for every set of classes that can occur; built from the lexicon and the rules' own words."""

    def __init__(self, literals: frozenset[str]) -> None:
        self._literals = literals
        samples = {f"{n}" for n in range(2300)} | {f"{n:02}" for n in range(10)} | {"9999", "99999"}
        samples |= set(_SAMPLES) | set(_PUNCTUATION) | set(feasts())
        for word in literals | _all_words(lexicon()):
            samples |= {word, word.capitalize(), word.upper()}
        sets = sorted({classes_of(sample, literals) for sample in samples} | {frozenset()}, key=sorted)
        self._chars = {classes: chr(0x4E00 + i) for i, classes in enumerate(sets)}
        self._char_of = lru_cache(maxsize=20_000)(self._look_up)

    def encode(self, tokens: Sequence[Token]) -> str:
        """One character for each token."""
        return "".join([self._char_of(token.text) for token in tokens])

    def members(self, name: str) -> str:
        """The characters of all sets that hold class `name`, to put between brackets."""
        found = "".join(char for classes, char in self._chars.items() if name in classes)
        if not found:
            raise ValueError(f"no token is ever of class {name!r}")
        return found

    def _look_up(self, text: str) -> str:
        return self._chars.get(classes_of(text, self._literals), self._chars[frozenset()])


def _all_words(words: Lexicon) -> set[str]:
    tables = (getattr(words, name) for name in Lexicon.__slots__)
    return {word for table in tables for word in table if isinstance(word, str)}
