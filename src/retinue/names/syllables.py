"""Chinese syllables: pinyin, joined or split, Wade-Giles, and the spellings of Hong Kong; Han characters read aloud.

Everything is brought to pinyin without tones, in which `ü` is written `u` after n and l as passports do not tell them
apart. Wade-Giles is derived from pinyin by the correspondence of the two systems; without its apostrophes, which the
press leaves out, a spelling stands for several syllables ("chang": zhang, chang).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from opencc import OpenCC

from retinue.names.words import words

__all__ = ["read_han", "simplified", "splits", "spoken", "wade_giles"]

_LONGEST = 6
_MOST_SPLITS = 4
_UMLAUT = re.compile("^([nl])(?:v|yu|ü)")

_INITIALS = {
    "zh": "ch",
    "ch": "ch",
    "sh": "sh",
    "q": "ch",
    "j": "ch",
    "x": "hs",
    "z": "ts",
    "c": "ts",
    "b": "p",
    "d": "t",
}
_INITIALS |= {"g": "k", "r": "j"}
_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung"}
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu ssu sze",
    "er": "erh", "e": "o", "yi": "i yi ih", "zhe": "che je", "you": "yu", "yan": "yen", "ye": "yeh", "yong": "yung",
    "yue": "yueh", "ying": "ying ing", "gui": "kuei", "kui": "kuei", "ge": "ko", "ke": "ko", "he": "ho",
    "jiong": "chiung",
    "xiong": "hsiung", "qiong": "chiung", "xi": "hsi si", "xin": "hsin sin",
}  # fmt: skip
_SHORT_UO = ("d", "t", "n", "l", "z", "c", "s", "zh", "ch", "r")


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=131_072)
def simplified(text: str) -> str:
    """Han characters in their simplified form."""
    return text if text.isascii() else _converter().convert(text)


@lru_cache(maxsize=32_768)
def read_han(character: str) -> frozenset[str]:
    """All readings of a Han character: 曾 is ceng and zeng."""
    return frozenset(map(_plain, _pinyin(character, heteronym=True)[0]))


@lru_cache(maxsize=32_768)
def spoken(run: str) -> frozenset[str]:
    """A run of Han characters in pinyin, joined: as it is usually read, and with one character read otherwise."""
    usual = [_plain(read[0]) for read in _pinyin(run, heteronym=False)]
    others = ((index, read) for index, character in enumerate(run) for read in read_han(character))
    return frozenset({"".join(usual), *("".join((*usual[:i], read, *usual[i + 1 :])) for i, read in others)})


def _pinyin(text: str, *, heteronym: bool) -> list[list[str]]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 (its tables take a third of a second, which few names need)

    return pinyin(text, style=Style.NORMAL, heteronym=heteronym)


def _plain(syllable: str) -> str:
    return _UMLAUT.sub(r"\1u", syllable)


@lru_cache(maxsize=65_536)
def splits(token: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read a Latin word as pinyin: "xian" is xian and xi an. No bare a or e stands inside a word."""
    token = _plain(token)
    found: list[tuple[str, ...]] = []
    for length in range(min(_LONGEST, len(token)), 0, -1):
        first, rest = token[:length], token[length:]
        if first in words().syllables and not rest:
            found.append((first,))
        elif first in words().syllables:
            found += [
                (first, *others) for others in splits(rest) if len(others[0]) > 1
            ]  # no bare a or e inside a word
    return tuple(found[:_MOST_SPLITS])


@lru_cache(maxsize=1)
def wade_giles() -> Mapping[str, frozenset[str]]:
    """A Wade-Giles syllable without its apostrophe to the pinyin it may stand for."""
    table: dict[str, set[str]] = {}
    for syllable in words().syllables:
        for spelling in _wade(syllable):
            table.setdefault(spelling, set()).add(syllable)
    return {spelling: frozenset(read) for spelling, read in table.items()}


def _wade(syllable: str) -> list[str]:
    if syllable in _WHOLE:
        return _WHOLE[syllable].split()
    start = re.match("[zcs]h|[^aeiou]?", syllable)
    initial = start[0] if start else ""
    final = syllable[len(initial) :]
    if final == "uo" and initial in _SHORT_UO:
        final = "o"
    return [_INITIALS.get(initial, initial) + _FINALS.get(final, final)]
