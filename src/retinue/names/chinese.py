"""Chinese personal names: two spellings mean one name when their syllables can be the same, and never otherwise.

Pinyin is exact: Li Qiang is not Li Keqiang, Qin Gang is not Qin Guang, however few letters differ. Only where a
spelling is no Chinese syllable at all may it be a slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from retinue.names.prepare import Prepared
from retinue.names.syllables import read_han, splits, wade_giles
from retinue.names.types import Match
from retinue.names.words import cantonese, words

__all__ = ["Reading", "compare_chinese", "readings"]

_SYLLABLES = range(2, 5)  # in a personal name
_MOST_WORDS = 5  # of a Chinese name in Latin letters
_SLIP_LETTERS = 7
PINYIN, HAN, WADE, HONG_KONG, MIXED = "pinyin", "Han characters", "Wade-Giles", "Hong Kong spelling", "mixed spelling"
_SCORES = {PINYIN: 0.97, HAN: 0.97, WADE: 0.92, HONG_KONG: 0.85, MIXED: 0.82}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name, surname first: per syllable the pinyin it may stand for."""

    system: str
    syllables: tuple[frozenset[str], ...]


@lru_cache(maxsize=262_144)
def readings(name: Prepared) -> tuple[Reading, ...]:
    """All ways to read a name as a Chinese personal name, the surest first; empty when it can't be one."""
    if name.han:
        return (Reading(HAN, tuple(map(read_han, name.han))),) if len(name.han) in _SYLLABLES else ()
    latin = tuple(word for word in name.words if word not in words().titles)
    if len(latin) > _MOST_WORDS or not all(map(_may_be_chinese, latin)):
        return ()
    found = list(dict.fromkeys(r for order in _orders(latin, name.comma) for r in _latin(order, name.marked)))
    return tuple(sorted(found, key=lambda reading: -_SCORES[reading.system]))


def _orders(latin: tuple[str, ...], comma: bool) -> Iterator[tuple[str, ...]]:
    yield latin
    if len(latin) > 1 and not comma:
        yield (latin[-1], *latin[:-1])


def _latin(order: tuple[str, ...], marked: bool) -> Iterator[Reading]:
    pinyin = list(product(*(splits(word) for word in order)))
    for choice in pinyin:
        syllables = [syllable for word in choice for syllable in word]
        if len(syllables) in _SYLLABLES:
            yield Reading(PINYIN, tuple(frozenset({syllable}) for syllable in syllables))
    if len(order) in _SYLLABLES and (marked or not pinyin):
        for system, table in ((WADE, wade_giles()), (HONG_KONG, cantonese())):
            surname = table.get(order[0], frozenset()) | _surname(order[0])
            if surname and all(word in table for word in order[1:]):
                yield Reading(system, (surname, *(table[word] for word in order[1:])))
    if not pinyin:
        yield from _mixed(order)


def _mixed(order: tuple[str, ...]) -> Iterator[Reading]:
    """A surname as the family spells it before a given name in pinyin: Lee Keqiang."""
    read, rest = _surname(order[0]), order[1:]
    for choice in product(*(splits(word) for word in rest)):
        syllables = [syllable for word in choice for syllable in word]
        if read and len(syllables) + 1 in _SYLLABLES and rest:
            yield Reading(MIXED, (read, *(frozenset({syllable}) for syllable in syllables)))


@lru_cache(maxsize=65_536)
def _surname(word: str) -> frozenset[str]:
    """What a surname may be, in whichever way the family spells it."""
    spelt = {word} | wade_giles().get(word, frozenset()) | cantonese().get(word, frozenset())
    return words().surnames_pinyin & spelt


def compare_chinese(left: Prepared, right: Prepared) -> Match | None:
    """The verdict on two names of which at least one reads as Chinese; None when they are of another kind."""
    ours, theirs = readings(left), readings(right)
    if not ours and not theirs:
        return None
    for one, other in product(ours, theirs):
        if _agree(one, other):
            return _agreed(one, other)
    if ours and theirs:
        if left.han and right.han:
            return Match(0.0, f"{left.han} and {right.han} are written with different characters")
        exact = any(_exact(one) for one in (*ours, *theirs)) or (left.marked and right.marked)
        if exact and _surnamed(ours[0]) and _surnamed(theirs[0]):
            return Match(0.2, f"the syllables differ: {_said(ours[0])}, {_said(theirs[0])}")
        return None
    return _one_sided(left, right, ours or theirs)


def _agree(one: Reading, other: Reading) -> bool:
    if len(one.syllables) != len(other.syllables):
        return False
    if one.system == other.system == HAN or not (_exact(one) or _exact(other)):
        return False  # the same characters are settled before; two ambiguous spellings prove nothing
    return all(a & b for a, b in zip(one.syllables, other.syllables, strict=True))


def _agreed(one: Reading, other: Reading) -> Match:
    score = min(_SCORES[one.system], _SCORES[other.system])
    read = " ".join(sorted(a & b)[0] for a, b in zip(one.syllables, other.syllables, strict=True))
    systems = " and ".join(dict.fromkeys((one.system, other.system)))
    return Match(score, f"{systems}: both read {read}")


def _exact(reading: Reading) -> bool:
    return reading.system in (PINYIN, HAN)


def _surnamed(reading: Reading) -> bool:
    return bool(reading.syllables[0] & words().surnames_pinyin)


def _said(reading: Reading) -> str:
    return " ".join("/".join(sorted(syllable)[:2]) for syllable in reading.syllables)


def _one_sided(left: Prepared, right: Prepared, read: tuple[Reading, ...]) -> Match | None:
    """One side reads as Chinese: the other may carry an English given name, or a slip of the pen."""
    chinese, other = (left, right) if readings(left) else (right, left)
    if chinese.han and other.han:
        return None
    native = tuple(word for word in other.words if _may_be_chinese(word))
    if 2 <= len(native) < len(other.words):
        rest = Prepared(other.raw, other.folded, native, "", False, other.marked, other.kinds)
        if any(_agree(one, two) for one, two in product(read, readings(rest))):
            extra = " ".join(word for word in other.words if word not in native)
            return Match(0.85, f"the Chinese names agree; {extra} is a given name of another language")
    for reading in read:
        if reading.system in (PINYIN, HAN) and (spelt := _slip(reading, other)):
            return Match(0.8, f"{spelt} is no pinyin and one slip away from {_said(reading)}")
    return None


@lru_cache(maxsize=131_072)
def _may_be_chinese(word: str) -> bool:
    return bool(splits(word)) or word in cantonese() or word in wade_giles()


def _slip(reading: Reading, other: Prepared) -> str:
    """The other spelling, when one wrong, missing, added or swapped letter separates it from the reading."""
    orders = {"".join(order) for order in _orders(other.words, other.comma)}
    if reading.system == HAN:
        choices = {"".join(choice) for choice in product(*(sorted(s)[:2] for s in reading.syllables))}
    else:
        choices = {"".join(next(iter(s)) for s in reading.syllables)}
    near = (order for order in orders for choice in choices if _near(order, choice))
    return next(near, "")


def _near(one: str, two: str) -> bool:
    shortest = min(len(one), len(two))
    return shortest >= _SLIP_LETTERS and one[0] == two[0] and OSA.distance(one, two, score_cutoff=1) <= 1
