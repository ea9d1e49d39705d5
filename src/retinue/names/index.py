"""Many names made searchable: a query is compared in full only with those that share what a match must share.

Two personal names that match share at least two words, or all the words of a name of one; two firms share every word
that tells a firm apart, or are the same when run together; Chinese names share a reading, an acronym the initials,
known names an identity. Words count as shared when they are spelt alike, sound alike, are short forms of each other
or one slip apart, which is looked up by leaving out each letter in turn (Garbe's symmetric deletes, 2012).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

from retinue.knowledge import Knowledge
from retinue.knowledge.cache import uncollected
from retinue.names.chinese import readings
from retinue.names.compare import known_names, match, meant
from retinue.names.firm_words import ACRONYM, Token, initials, parts
from retinue.names.people import given_words, skeleton
from retinue.names.prepare import Prepared, parts_of, prepare
from retinue.names.types import Kind, Match
from retinue.names.words import words

__all__ = ["Hit", "Index", "search_keys"]

_SLIP_LETTERS = 5  # of a word from which one slip is looked for
_MOST_READINGS = 96
_MOST_SPELLINGS = 4
_NOBODY: frozenset[int] = frozenset()
_MOST_SENT = 400  # names compared in full for one query, those that share most words first


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the index that matches, and how."""

    name: str
    key: str
    match: Match


@dataclass(slots=True)
class _Entry:
    name: str
    key: str
    people: int  # words of it as a personal name, 0 when it is none
    core: int  # telling words of it as a firm, 0 when it is none


class Index:
    """Names with a key each (an id, a row number), to be searched by name."""

    def __init__(self, names: Iterable[tuple[str, str]], knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge
        self.compared = 0
        self._entries: list[_Entry] = []
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        self._alike: defaultdict[str, set[str]] = defaultdict(set)
        self._found: dict[str, set[int]] = {}
        with uncollected():
            for name, key in names:
                self._add(name, key)
            for word in self._words:
                for code in _codes(word):
                    self._alike[code].add(word)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, name: str, most: int = 5, kind: Kind | None = None) -> tuple[Hit, ...]:
        """The names that match, the surest first; at most one for each key."""
        found: dict[str, Hit] = {}
        for number in self._candidates(name):
            entry = self._entries[number]
            self.compared += 1
            verdict = match(name, entry.name, self.knowledge, kind)
            if verdict.same and (entry.key not in found or verdict.score > found[entry.key].match.score):
                found[entry.key] = Hit(entry.name, entry.key, verdict)
        return tuple(sorted(found.values(), key=lambda hit: -hit.match.score)[:most])

    def _add(self, name: str, key: str) -> None:
        for view in self._views(name):
            people = given_words(view) if Kind.PERSON in view.kinds and not view.han else ()
            core = parts(view).core if Kind.ORGANISATION in view.kinds else ()
            number = len(self._entries)
            self._entries.append(_Entry(name, key, len(people), len(core)))
            for whole in (*_wholes(view), *_acronyms(view, asked=False)):
                self._whole[whole].append(number)
            for word in (*people, *(spelling for token in core for spelling in _spellings(token))):
                self._words[word].add(number)
        if self.knowledge:
            for id_ in meant(self.knowledge, name):
                self._whole[f"id {id_}"].append(number)

    def _views(self, name: str) -> Iterator[Prepared]:
        """The name, its parts when it is given in two scripts, and its other names where it is known."""
        names = dict.fromkeys((name, *parts_of(name)))
        ids = meant(self.knowledge, name) if self.knowledge else ()
        if self.knowledge and len(ids) == 1:
            names.update(dict.fromkeys(known_names(self.knowledge, ids[0])))
        return map(prepare, names)

    def _candidates(self, name: str) -> Iterable[int]:
        found: dict[str, int] = {}
        for view in self._views(name):
            for number in self._of_view(view):
                found.setdefault(f"{self._entries[number].name}\n{self._entries[number].key}", number)
        if self.knowledge:
            for id_ in meant(self.knowledge, name):
                for number in self._whole.get(f"id {id_}", ()):
                    found.setdefault(f"{self._entries[number].name}\n{self._entries[number].key}", number)
        return islice(found.values(), _MOST_SENT)

    def _of_view(self, view: Prepared) -> Iterator[int]:
        for whole in (*_wholes(view), *_acronyms(view, asked=True)):
            yield from self._whole.get(whole, ())
        if Kind.PERSON in view.kinds and not view.han:
            yield from self._people(given_words(view))
        if Kind.ORGANISATION in view.kinds:
            yield from self._firms(parts(view).core)

    def _people(self, wanted: tuple[str, ...]) -> Iterator[int]:
        sets = [self._sharing(word) for word in dict.fromkeys(wanted)]
        if len(sets) == 1:
            yield from (number for number in sets[0] if self._entries[number].people == 1)
            return
        seen: set[int] = set()
        for one, two in combinations(sorted(sets, key=len), 2):
            seen |= one & two
        for number in seen:
            shared = sum(number in holders for holders in sets)
            if shared >= min(len(sets), self._entries[number].people) > 1:
                yield number

    def _firms(self, core: tuple[frozenset[str], ...]) -> Iterator[int]:
        """Names with the same telling words, all but one of them without a slip, as the comparison demands."""
        exact = [set().union(*(self._words.get(word, _NOBODY) for word in _spellings(token))) for token in core]
        for position, token in enumerate(core):
            others = exact[:position] + exact[position + 1 :]
            found = set().union(*map(self._sharing, _spellings(token))).intersection(*others)
            yield from (number for number in found if self._entries[number].core == len(core))

    def _sharing(self, word: str) -> set[int]:
        """The names that hold the word or one taken for it."""
        if word not in self._found:
            alike = {other for code in _codes(word) for other in self._alike.get(code, ())}
            self._found[word] = set().union(*(self._words[other] for other in alike))
        return self._found[word]


def _codes(word: str) -> Iterator[str]:
    """What words that may be taken for one another share: sound, short form, or the word with a letter left out."""
    yield word
    if word.isascii():
        yield f"~{skeleton(word)}"
    for group in words().nicknames.get(word, ()):
        yield f"#{group}"
    yield from (f"#{spelt}" for spelt in words().korean_spellings.get(word, ()))
    if len(word) >= _SLIP_LETTERS:
        yield from (word[:i] + word[i + 1 :] for i in range(len(word)))


def search_keys(name: str, *, asked: bool) -> frozenset[str]:
    """Keys for a database: two names that match for any reason but a slip share one, one of them `asked` for.

    They are those of the index, and the sounds of all words in alphabetical order.
    """
    found: set[str] = set()
    for view in map(prepare, (name, *parts_of(name))):
        found.update((*_wholes(view), *_acronyms(view, asked=asked)))
        if not view.han:
            found.add(f"sounds {' '.join(sorted(map(skeleton, given_words(view))))}")
    return frozenset(key for key in found if key.strip())


def _spellings(token: Token) -> Iterable[str]:
    return token if len(token) == 1 else sorted(token)[:_MOST_SPELLINGS]


def _wholes(view: Prepared) -> Iterator[str]:
    """Keys of the whole name: run together, and each way to read it in Chinese."""
    bare = "".join(word for word in view.words if word not in words().legal) or view.han or view.folded
    yield bare
    if Kind.PERSON in view.kinds:
        for reading in readings(view):
            choices = product(*(sorted(syllable) for syllable in reading.syllables))
            yield from (f"read {' '.join(choice)}" for choice in islice(choices, _MOST_READINGS))
    if Kind.ORGANISATION in view.kinds:
        found = parts(view)
        if found.core and not view.han:
            yield f"called {''.join(map(min, found.core))}"
        elif found.core:
            choices = product(*map(sorted, found.core))
            yield from (f"called {''.join(choice)}" for choice in islice(choices, _MOST_READINGS))
        if view.han or not found.core:  # names with telling words are found by them
            yield " ".join(sorted(map(min, found.all)))


def _acronyms(view: Prepared, *, asked: bool) -> Iterator[str]:
    """Keys under which an acronym finds the names it may stand for, and such a name the acronym."""
    yield from (f"{'acronym' if asked else 'initials'} {short}" for short in initials(view))
    plain = [word for word in view.words if word not in words().legal]
    if len(plain) == 1 and len(plain[0]) in ACRONYM:
        yield f"{'initials' if asked else 'acronym'} {plain[0]}"
