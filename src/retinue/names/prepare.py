"""A name taken apart: its words in Latin letters, its Han characters, and what it can be a name of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from retinue.knowledge import fold
from retinue.names.syllables import simplified, splits
from retinue.names.types import Kind
from retinue.names.words import words

__all__ = ["Prepared", "parts_of", "prepare"]

_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff·]{2,}")
_LATIN_RUN = re.compile(r"[^\W\d_][^\u3400-\u9fff]{2,}")
_HAN_ONLY = re.compile("^[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+$")
_HANGUL = re.compile("^[\uac00-\ud7a3 ]+$")
_TONE_DIGIT = re.compile(r"(?<=[a-z])[1-5](?=$|[\s-]|[a-z])")
_MARKED = re.compile(r"\w+[-‐‑'’ʼ`]\w+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PERSON_HAN = range(2, 5)
_PLACED = 3  # characters up to which a place's name may be by chance (韩国瑜 is a person)
_PERSON_WORDS = range(2, 8)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One name in the forms that comparing needs.

    `words` are folded and in Latin letters unless the name is in Han, which `han` then holds, simplified; `comma` is
    True when the surname was put first by a comma; `marked` when a hyphen or apostrophe stands within a word, as
    Wade-Giles and Hong Kong spell given names; `kinds` what it may be a name of.
    """

    raw: str
    folded: str
    words: tuple[str, ...]
    han: str
    comma: bool
    marked: bool
    kinds: frozenset[Kind]


@lru_cache(maxsize=262_144)
def prepare(name: str) -> Prepared:
    """Take a name apart. Kept, since the same names are compared again and again."""
    folded = fold(name)
    han = simplified(folded) if _HAN_ONLY.match(folded) else ""
    latin = () if han else _latin(name, folded)
    kinds = _kinds_of_han(han) if han else _kinds(latin)
    return Prepared(name, folded, latin, han, "," in name, bool(_MARKED.search(name)), kinds)


def _latin(name: str, folded: str) -> tuple[str, ...]:
    if _HANGUL.match(folded):
        return _hangul(folded)
    spaced = folded if folded.isascii() else fold(anyascii(simplified(folded)))
    split = tuple(_TONE_DIGIT.sub(" ", spaced).split())
    return _uncamelled(name, split) if len(split) == 1 else split


def _uncamelled(name: str, split: tuple[str, ...]) -> tuple[str, ...]:
    """XiJinping and SiemensAG in two words."""
    camel = tuple(fold(_CAMEL.sub(" ", name)).split())
    return camel if len(camel) > 1 and (all(map(splits, camel)) or camel[-1] in words().legal) else split


def _hangul(folded: str) -> tuple[str, ...]:
    """The surname in its commonest spelling, the given name joined: 이재용 is lee jaeyong."""
    joined = folded.replace(" ", "")
    surname = sorted(words().korean.get(joined[0], ()))
    return tuple(fold(anyascii(part)) for part in ((surname or [joined[0]])[0], joined[1:]) if part)


def _kinds_of_han(han: str) -> frozenset[Kind]:
    known = words()
    surname = han[0] in known.surnames or han[:2] in known.double_surnames
    if any(word in han for word in known.han if len(word) > 1 and (word not in known.places or len(han) > _PLACED)):
        return frozenset({Kind.ORGANISATION})
    if surname and len(han) in _PERSON_HAN:
        return frozenset(Kind)
    return frozenset({Kind.ORGANISATION})


def _kinds(latin: tuple[str, ...]) -> frozenset[Kind]:
    known = words()
    if any(map(_of_organisation, latin)):
        return frozenset({Kind.ORGANISATION})
    titled = len(latin) > 1 and latin[0] in known.titles
    if titled or any(word in known.kinship for word in latin[1:-1]) or (latin[2:] and latin[-1] in known.generations):
        return frozenset({Kind.PERSON})
    return frozenset(Kind) if len(latin) in _PERSON_WORDS else frozenset({Kind.ORGANISATION})


@lru_cache(maxsize=131_072)
def _of_organisation(word: str) -> bool:
    """True for a word that no personal name holds: a legal form, a trade, a place, a number."""
    known = words()
    if word in known.places or any(map(str.isdigit, word)):
        return True
    return word not in known.particles and word != "the" and (word in known.organisation or word in known.legal)


def parts_of(name: str) -> tuple[str, ...]:
    """A name given in two scripts as its parts ("Huawei (华为)"); else the name alone."""
    if name.isascii():
        return (name,)
    han, latin = _HAN_RUN.findall(name), _LATIN_RUN.findall(name)
    return (han[0], latin[0].strip(" (（)）")) if len(han) == 1 and len(latin) == 1 else (name,)
