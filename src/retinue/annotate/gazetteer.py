"""Names that knowledge holds, found in a text: longest match first, with the case that news gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge

__all__ = ["Gazetteer", "Hit"]

_WORD = re.compile(r"[^\W_]+")
_SHORT = 4  # a name this short only counts when it is written exactly as knowledge writes it


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first` to `last` (exclusive) spell a name that `known` ids bear; `place` for gazetteer places."""

    first: int
    last: int
    known: tuple[str, ...]
    place: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names by their first word; `reach` gives the most words a name with that start has.

    `spellings` are the exact forms of short names, `states` words that stand for a country.
    """

    names: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, frozenset[str]]
    reach: Mapping[str, int]
    states: frozenset[str]

    @classmethod
    def build(cls, knowledge: Knowledge) -> Gazetteer:
        """Index all names and places of knowledge."""
        spellings: dict[str, set[str]] = {}
        people = [(person.name, *person.aliases) for person in knowledge.people.values()]
        bodies = [(body.name, *body.aliases) for body in knowledge.organisations.values()]
        for name in (name for names in (*people, *bodies) for name in names):
            if len(folded := fold(name)) <= _SHORT:
                spellings.setdefault(folded, set()).add(name)
        reach: dict[str, int] = {}
        for key in (*knowledge.names, *knowledge.place_names):
            parts = _WORD.findall(key)
            if parts:
                reach[parts[0]] = max(reach.get(parts[0], 0), len(parts))
        frozen = {key: frozenset(names) for key, names in spellings.items()}
        return cls(knowledge.names, knowledge.place_names, frozen, reach, frozenset(knowledge.demonyms))

    def find(self, words: Words) -> list[Hit]:
        """All names in `words`, left to right, none overlapping another."""
        hits: list[Hit] = []
        i = 0
        while i < len(words):
            hit = self._at(words, i)
            if hit:
                hit = self._better(words, hit)
                hits.append(hit)
                i = hit.last
            else:
                i += 1
        return hits

    def _better(self, words: Words, hit: Hit) -> Hit:
        """A name that begins inside `hit` and reaches further, as in "President [Xi Jinping]"."""
        for start in range(hit.first + 1, hit.last):
            inner = self._at(words, start)
            if inner and not inner.place and inner.last > hit.last and inner.last - start >= hit.last - hit.first:
                return inner
        return hit

    def _at(self, words: Words, i: int) -> Hit | None:
        text = words.text[i]
        if text == words.lower[i] and text[0].isascii() and not text[0].isdigit():
            return None
        parts = _WORD.findall(fold(text))
        reach = self.reach.get(parts[0], 0) if parts else 0
        if not reach:
            return None
        for last in self._ends(words, i, reach):
            key = words.folded(i, last)
            known = self.names.get(key)
            if known and key in self.places and all(id_.endswith("-government") for id_ in known):
                return Hit(i, last, self.places[key], place=True)  # who is meant, land or state, the syntax tells
            if known:
                if self._spelt_right(words.said(i, last), key):
                    return Hit(i, last, known)
            elif (
                (places := self.places.get(key))
                and text[0].isupper()
                and (len(key) > 2 or (text.isupper() and key in self.states))
            ):
                return Hit(i, last, places, place=True)
        return None

    def _ends(self, words: Words, i: int, reach: int) -> Iterable[int]:
        """Ends of the candidate ranges, longest first; a name doesn't cross a line or a possessive at its end."""
        last, counted, bracket = i, 0, False
        limit = min(len(words), i + 3 * reach + 2)
        ends: list[int] = []
        while last < limit and counted <= reach:
            text = words.text[last]
            if "\n" in text or (text == ")" and not bracket):
                break
            if text[0].isalnum():
                counted += 1
                if counted > reach + 1:
                    break
            last += 1
            bracket = bracket or text == "("
            if (text[0].isalnum() and text not in ("'s", "’s")) or (text == ")" and bracket):
                ends.append(last)
        return reversed(ends)

    def _spelt_right(self, said: str, key: str) -> bool:
        if len(key) <= _SHORT:
            return said in self.spellings.get(key, frozenset()) or said.replace(".", "") in self.spellings.get(
                key, frozenset()
            )
        if not said.isascii():
            return True
        parts = [p for p in said.split() if p[0].isalnum()]
        return all(any(c.isupper() or c.isdigit() for c in p) for p in (parts[0], parts[-1]))
