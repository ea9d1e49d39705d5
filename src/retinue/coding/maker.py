"""Whose bill, plan or rule it is, where its clause does not say: "a bill, filed in May by X, is dead"."""

from __future__ import annotations

from collections.abc import Iterator

from retinue.coding.match import Hit
from retinue.coding.roles import Cast
from retinue.coding.syntax import Token, coordinated, slots_of
from retinue.model import EntityType

__all__ = ["maker"]

_OWNERS = ("poss", "prep:by", "prep:from", "mod")
_MAKERS = frozenset({EntityType.BODY, EntityType.PERSON})
_AT = frozenset({"before", "by", "from", "in", "at", "of"})
_COPIES = frozenset("draft version chapter part text copy revision edition outline summary".split())


def maker(hit: Hit, cast: Cast) -> tuple[int, ...]:
    """The official or body that made, moved or holds the document of a hit; empty when nobody is named."""
    for noun in _documents(hit):
        for token in _named(noun):
            found = tuple(i for i in cast.at(token) if _may_make(i, cast))
            if found:
                return found[:1]
    return ()


def _documents(hit: Hit) -> Iterator[Token]:
    """The noun of the document: the trigger itself, or what its verb is said of; "a draft of the order" is two."""
    own = hit.token.pos_ in ("NOUN", "PROPN")
    nouns = [hit.token] if own else hit.slots.get("obj", []) + hit.slots.get("subj", [])
    for noun in nouns:
        yield noun
        if noun.lemma_.lower() in _COPIES:
            yield from slots_of(noun).get("prep:of", [])


def _named(noun: Token) -> Iterator[Token]:
    slots = slots_of(noun)
    for name in _OWNERS:
        yield from slots.get(name, [])
    for child in noun.children:
        if child.dep_ in ("acl", "relcl"):
            yield from slots_of(child).get("subj", [])
        elif child.dep_ == "prep" and child.lower_ in _AT:
            yield from (t for c in child.children if c.dep_ == "pobj" for t in coordinated(c))


def _may_make(index: int, cast: Cast) -> bool:
    return any(r.type in _MAKERS and cast.official(r) for r in cast.referents(index))
