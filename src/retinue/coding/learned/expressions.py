"""Which acts an expression can tell: a broad, weak lexicon, read from data/triggers/expressions.tsv."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from retinue.coding.syntax import Token, compound_of, slots_of
from retinue.coding.words import words
from retinue.errors import KnowledgeError
from retinue.model import EventType

__all__ = ["REACH", "Expressions"]

_FORMS = {"v": 1, "vo": 2, "vp": 3, "sv": 2, "n": 1, "an": 1}  # form: the fewest words it has
_OBJECTS = ("obj", "obj2", "attr")
_CLASS = re.compile(r"@(\w+)")
REACH = 6  # words after a verb among which its particles may stand

Key = tuple[str, str, str]  # form, head word, and the word that must go with it ("" when nothing must)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words that must go with head and key word, in order, and how strongly the whole tells each act."""

    rest: tuple[str, ...]
    strengths: Mapping[EventType, int]


@dataclass(frozen=True, slots=True)
class Expressions:
    """Entries by what a word must have beside it; `heads` are (form, head word) of all of them."""

    entries: Mapping[Key, tuple[_Entry, ...]]
    heads: frozenset[tuple[str, str]]

    def strengths(self, token: Token, ahead: Sequence[str]) -> dict[EventType, int]:
        """How strongly the word, with what goes with it, tells each act: 1 it can, 2 often, 3 nearly always.

        `ahead` are the lower-cased words after it in its sentence, `REACH` at most.
        """
        best: dict[EventType, int] = {}
        for entry in self._found(token, ahead):
            for kind, strength in entry.strengths.items():
                if strength > best.get(kind, 0):
                    best[kind] = strength
        return best

    def _found(self, token: Token, ahead: Sequence[str]) -> Iterator[_Entry]:
        lemma = token.lemma_.lower()
        if token.dep_ in ("amod", "compound"):
            yield from self.entries.get(("an", token.lower_, ""), ())
        if token.pos_ in ("NOUN", "PROPN"):
            yield from self._nouns(token, lemma)
            if whole := compound_of(token):
                yield from self._nouns(token, whole)
        else:
            yield from self._verbs(token, lemma, ahead)

    def _nouns(self, noun: Token, lemma: str) -> Iterator[_Entry]:
        if ("n", lemma) not in self.heads:
            return
        yield from self.entries.get(("n", lemma, ""), ())
        if noun.i:
            before = noun.doc[noun.i - 1]
            for word in {before.lower_, before.lemma_.lower()}:
                yield from (e for e in self.entries.get(("n", lemma, word), ()) if _preceded(before, e.rest))

    def _verbs(self, verb: Token, lemma: str, ahead: Sequence[str]) -> Iterator[_Entry]:
        if ("v", lemma) in self.heads:
            yield from self.entries.get(("v", lemma, ""), ())
            for n, word in enumerate(ahead):
                held = self.entries.get(("v", lemma, word), ())
                yield from (e for e in held if _in_order(e.rest, ahead[n + 1 :]))
        if ("vo", lemma) in self.heads:
            slots = slots_of(verb)
            for noun in (t for name in _OBJECTS for t in slots.get(name, ())):
                yield from (e for e in self._either("vo", lemma, noun) if _preceded(noun, e.rest))
        if ("sv", lemma) in self.heads:
            for noun in slots_of(verb).get("subj", ()):
                yield from (e for e in self._either("sv", lemma, noun) if _in_order(e.rest, ahead))
        if ("vp", lemma) in self.heads:
            for name, nouns in slots_of(verb).items():
                if name.startswith("prep:"):
                    for noun in nouns:
                        held = self.entries.get(("vp", lemma, f"{name[5:]} {noun.lemma_.lower()}"), ())
                        yield from (e for e in held if _preceded(noun, e.rest))

    def _either(self, form: str, head: str, noun: Token) -> Iterator[_Entry]:
        """Entries for a noun, and for the hyphenated word it ends ("go-ahead")."""
        yield from self.entries.get((form, head, noun.lemma_.lower()), ())
        if whole := compound_of(noun):
            yield from self.entries.get((form, head, whole), ())

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Expressions:
        """The lexicon that ships with Retinue. Raises KnowledgeError naming the line at fault."""
        text = (resources.files("retinue") / "data" / "triggers" / "expressions.tsv").read_text("utf-8")
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> Expressions:
        """Read `FORM:WORDS<TAB>TYPE:STRENGTH,…` lines; `#` opens a comment, `@deals` stands for a class of words.yml.

        Raises KnowledgeError.
        """
        found: dict[Key, list[_Entry]] = defaultdict(list)
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    for plain in _expanded(line):
                        key, entry = _parsed(plain)
                        found[key].append(entry)
                except (KeyError, ValueError, IndexError) as error:
                    message = f"line {number}: {line!r} is not FORM:WORDS, a tab, TYPE:STRENGTH"
                    raise KnowledgeError(message, path="data/triggers/expressions.tsv") from error
        entries = {key: tuple(held) for key, held in found.items()}
        return cls(entries, frozenset((form, head) for form, head, _ in entries))


def _expanded(line: str) -> Iterator[str]:
    """The line once for each word of the class it names, if it names one."""
    named = _CLASS.search(line)
    if named is None:
        yield line
    else:
        yield from (line.replace(named.group(), word) for word in sorted(words(named.group(1))))


def _parsed(line: str) -> tuple[Key, _Entry]:
    expression, acts = line.split("\t")
    form, _, phrase = expression.partition(":")
    parts = tuple(phrase.lower().split())
    if len(parts) < _FORMS.get(form, len(parts) + 1):
        raise ValueError(expression)
    pairs = (act.split(":") for act in acts.split(","))
    strengths = {EventType(kind.strip()): int(strength) for kind, strength in pairs}
    head, key, rest = _shape(form, parts)
    return (form, head, key), _Entry(rest, strengths)


def _shape(form: str, parts: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """The head word, the key word beside it, and the words that remain to be checked."""
    if form == "an":
        return parts[-1], "", ()
    if form == "n":
        return parts[-1], parts[-2] if len(parts) > 1 else "", parts[:-2]
    if form == "sv":
        return parts[1], parts[0], parts[2:]
    if form == "vo":
        return parts[0], parts[-1], parts[1:-1]
    if form == "vp":
        return parts[0], f"{parts[1]} {parts[-1]}", parts[2:-1]
    return parts[0], parts[1] if len(parts) > 1 else "", parts[2:]


def _preceded(noun: Token, before: Sequence[str]) -> bool:
    """The words stand right before the noun."""
    at = noun.i - len(before)
    if at < 0:
        return False
    return all(word in (noun.doc[at + n].lower_, noun.doc[at + n].lemma_) for n, word in enumerate(before))


def _in_order(wanted: Sequence[str], ahead: Sequence[str]) -> bool:
    """The words stand in `ahead` in this order."""
    position = 0
    for word in wanted:
        if word not in ahead[position:]:
            return False
        position = ahead.index(word, position) + 1
    return True
