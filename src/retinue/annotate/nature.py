"""What kind of thing an unknown name is, by the words beside it and by what it does.

"Ibama, the federal environment agency" is a public body; "Carlsberg protested" is no town, whatever the model says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.names import Name
from retinue.annotate.words import Words
from retinue.model import EntityType

__all__ = ["by_nature"]

_OPEN = frozenset({EntityType.PLACE, EntityType.COMPANY, None})  # kinds that the model or nobody gave
_THINGS = frozenset({EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION, EntityType.MEDIA})
_ARTICLES = frozenset({"a", "an", "the", "another"})
_INNER = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART"})
_LONGEST = 9  # words of an explanation set off by a comma
_WITHIN = frozenset({"in", "near", "outside", "around", "across"})
_HELD = frozenset(
    {"stake", "share", "interest", "investment", "holding", "invest", "confidence", "trust", "shareholder"}
)


def by_nature(words: Words, names: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """`names` with the kind of unknown ones corrected: all that are spelt alike are one thing."""
    alike: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if not name.known and not name.place and name.kind in _OPEN and name.source != "knowledge":
            alike[words.folded(name.first, name.last)].append(name)
    kinds: dict[Name, EntityType] = {}
    for group in alike.values():
        kind = _explained(words, group, lexicon) or _acting(words, group, lexicon)
        kinds |= {name: kind for name in group if kind is not None}
    return [replace(name, kind=kinds[name]) if name in kinds else name for name in names]


def _explained(words: Words, group: Iterable[Name], lexicon: Lexicon) -> EntityType | None:
    """The kind told by a noun: "X, the environment agency,", "the brewer X"."""
    for name in group:
        if name.source == "shape" and name.kind is not None:
            continue  # its own last word tells its kind
        noun = _noun_after(words, name.last) or _noun_before(words, name.first)
        kind = lexicon.nominals.get(noun)
        if kind in _THINGS:
            return kind
    return None


def _noun_after(words: Words, last: int) -> str:
    if words.word(last) != "," or words.word(last + 1) not in _ARTICLES:
        return ""
    noun, k = "", last + 2
    while k < min(last + 2 + _LONGEST, len(words)) and (words.pos[k] in _INNER or words.text[k] == "-"):
        noun, k = words.lower[k] if words.pos[k] == "NOUN" else "", k + 1
    return noun


def _noun_before(words: Words, first: int) -> str:
    k = first - 1
    return words.lower[k] if k >= 0 and words.pos[k] == "NOUN" and words.head[k] in (first, words.head[first]) else ""


def _acting(words: Words, group: Sequence[Name], lexicon: Lexicon) -> EntityType | None:
    """A company, where a "place" does something and nothing is ever in it or near it."""
    if any(name.kind is not EntityType.PLACE for name in group):
        return None
    heads = [words.head_of(name.first, name.last) for name in group]
    if any(_holds_something(words, name.first) for name in group):
        return None
    return EntityType.COMPANY if any(_acts(words, i, lexicon) for i in heads) else None


def _holds_something(words: Words, first: int) -> bool:
    return words.word(first - 1) in _WITHIN and words.lemma[words.head[first - 1]] not in _HELD


def _acts(words: Words, i: int, lexicon: Lexicon) -> bool:
    head = words.head[i]
    if words.dep[i] == "nsubj":
        return words.pos[head] == "VERB" and words.lemma[head] not in lexicon.stative
    return words.dep[i] == "pobj" and words.dep[head] == "agent"
