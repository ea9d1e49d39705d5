"""The words names are made of, read once from data/names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retinue.knowledge.marks import parse

__all__ = ["Words", "cantonese", "words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of Latin words by what they do in a name, and tables of Han words. See data/names/words.yml."""

    legal: frozenset[str]
    loose: frozenset[str]
    described: frozenset[str]
    organisation: frozenset[str]
    stop: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    kinship: frozenset[str]
    suffixes: frozenset[str]
    generations: frozenset[str]
    surnames: frozenset[str]
    double_surnames: frozenset[str]
    surnames_pinyin: frozenset[str]
    syllables: frozenset[str]  # of pinyin
    han: Mapping[str, tuple[frozenset[str], ...]]  # a Han word to English words in order, each in its alternatives
    places: Mapping[str, str]  # a place in Latin letters to one spelling for all its names
    korean: Mapping[str, frozenset[str]]  # a surname in Hangul to its Latin spellings
    korean_spellings: Mapping[str, frozenset[str]]  # a Latin spelling to those that stand for the same surname
    abbreviated: Mapping[str, str]  # a word cut short to the word: intl, international
    nicknames: Mapping[str, frozenset[int]]  # a given name to the groups of names it belongs to


@lru_cache(maxsize=1)
def words() -> Words:
    """The tables of data/names/words.yml."""
    data = _read("words.yml")
    latin = (
        "legal",
        "loose",
        "described",
        "organisation",
        "stop",
        "titles",
        "particles",
        "kinship",
        "suffixes",
        "generations",
        "syllables",
    )
    sets = {name: frozenset(data[name].split()) for name in latin}
    korean = {han: frozenset(str(spelt).split()) for han, spelt in data["korean"].items()}
    return Words(
        **sets,
        surnames=frozenset(data["surnames"].replace(" ", "")),
        double_surnames=frozenset(data["double_surnames"].split()),
        surnames_pinyin=frozenset(data["surnames_pinyin"].split()),
        han=_han(data),
        places=_places(data["places"]),
        korean=korean,
        korean_spellings=_spellings(korean),
        abbreviated=data["abbreviated"],
        nicknames=_nicknames(data["nicknames"]),
    )


@lru_cache(maxsize=1)
def cantonese() -> Mapping[str, frozenset[str]]:
    """A syllable as Hong Kong spells it to the pinyin it may stand for."""
    return {str(spelt): frozenset(str(read).split()) for spelt, read in _read("cantonese.yml")["syllables"].items()}


def _read(name: str) -> Mapping[str, Any]:
    return parse((files("retinue") / "data" / "names" / name).read_text("utf-8"), f"retinue/data/names/{name}")


def _han(data: Mapping[str, Any]) -> Mapping[str, tuple[frozenset[str], ...]]:
    glossed = {word: _glossed(english) for word, english in data["han"].items()}
    legal = {form: (frozenset[str](),) for form in data["legal_han"].split()}
    places = {han: (frozenset({han}),) for han in data["places"].values()}
    return {**glossed, **places, **legal}


def _glossed(english: str) -> tuple[frozenset[str], ...]:
    """ "industrial+commercial" is two words, "auto automobile" one word in two ways."""
    return tuple(frozenset(word.split()) for word in english.split("+"))


def _places(table: Mapping[str, str]) -> Mapping[str, str]:
    return {**table, **{han: han for han in table.values()}}


def _spellings(korean: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for spelt in korean.values():
        for one in spelt:
            found[one] = found.get(one, frozenset()) | spelt
    return found


def _nicknames(groups: str) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups.split(";")):
        for name in group.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
