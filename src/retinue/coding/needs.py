"""What a frame may ask of its surroundings before it counts: an enforcer, money, a list, a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retinue.coding.amounts import has_money
from retinue.coding.match import Hit
from retinue.coding.roles import Cast, Roles
from retinue.coding.syntax import Token, sentence_lemmas, sentence_text
from retinue.coding.words import words
from retinue.model import EntityType, Span

_PUBLIC = re.compile(
    r"\b(?:government|federal|state|subsid\w+|grants?|tax|public|ministry|taxpayers?|act|department|municipal|provincial)\b",
    re.IGNORECASE,
)
_SANCTIONS = re.compile(
    r"\b(?:sanction(?:s|ed)|blacklist\w*|asset freezes?|denial orders?|travel bans?|visa bans?|embargo)\b",
    re.IGNORECASE,
)
_TOUR = re.compile(r"\b(?:visit\w*|tour\w*|inspect\w*|trip)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a predicate may look at: the hit, its roles, the cast, and where list names stand in the text."""

    hit: Hit
    roles: Roles
    cast: Cast
    lists: tuple[Span, ...]


def satisfied(around: Surroundings, context: Mapping[str, frozenset[str]]) -> bool:
    """True when every need of the frame is met; a need that is no predicate names a set of context words."""
    for need in around.hit.frame.needs:
        predicate = PREDICATES.get(need)
        if predicate is None:
            if not _is_about(around.hit.token, context[need]):
                return False
        elif not predicate(around):
            return False
    return True


def _is_about(token: Token, words: frozenset[str]) -> bool:
    """One of the words stands in the token's sentence or the one before it."""
    start = token.sent.start
    lemmas = sentence_lemmas(token) | (sentence_lemmas(token.doc[start - 1]) if start else frozenset())
    return not lemmas.isdisjoint(words)


def _enforcer(around: Surroundings) -> bool:
    """Somebody who may enforce acts: a named one, an unnamed one ("the regulator"), or nobody (a passive)."""
    if around.roles.actors:
        return True
    subjects: list[Token] = around.hit.slots.get("subj", [])
    if any(t.lemma_.lower() in words("enforcers") and t.pos_ == "NOUN" for t in subjects):
        return True
    named = [r for t in subjects for i in around.cast.at(t) for r in around.cast.referents(i)]
    if named:
        return any(r.type in around.hit.frame.actor_types and around.cast.official(r) for r in named)
    return not subjects or any(t.lemma_.lower() in words("enforcers") for t in subjects)


def _types(around: Surroundings, indices: tuple[int, ...]) -> set[EntityType]:
    return {r.type for i in indices for r in around.cast.referents(i)}


def _person(around: Surroundings) -> bool:
    return EntityType.PERSON in _types(around, around.roles.actors + around.roles.recipients)


def _official(around: Surroundings) -> bool:
    parties = around.roles.actors + around.roles.recipients
    return any(around.cast.official(r) for i in parties for r in around.cast.referents(i))


def _actor_official(around: Surroundings) -> bool:
    return any(around.cast.official(r) for i in around.roles.actors for r in around.cast.referents(i))


def _plural(around: Surroundings) -> bool:
    return len({r.index for i in around.roles.actors for r in around.cast.referents(i)}) > 1


def _money(around: Surroundings) -> bool:
    given = around.hit.slots.get("obj", [])
    return has_money(sentence_text(around.hit.token)) or any(t.lemma_.lower() in words("aid") for t in given)


def _public_money(around: Surroundings) -> bool:
    return bool(around.roles.actors) or bool(_PUBLIC.search(sentence_text(around.hit.token)))


def _list_name(around: Surroundings) -> bool:
    sentence = around.hit.token.sent
    return any(sentence.start_char <= s.start < sentence.end_char for s in around.lists)


def _person_object(around: Surroundings) -> bool:
    objects = [i for t in around.hit.slots.get("obj", []) for i in around.cast.at(t)]
    return EntityType.PERSON in _types(around, tuple(objects))


def _place_object(around: Surroundings) -> bool:
    objects = [i for t in around.hit.slots.get("obj", []) for i in around.cast.at(t)]
    return bool(_types(around, tuple(objects)) & {EntityType.PLACE, EntityType.BODY})


def _has_object(around: Surroundings) -> bool:
    return bool(around.hit.slots.get("obj"))


def _place_only(around: Surroundings) -> bool:
    return bool(around.roles.places) and not around.roles.recipients


def _not_domestic(around: Surroundings) -> bool:
    countries = [
        {r.country for i in side for r in around.cast.referents(i) if r.country}
        for side in (around.roles.actors, around.roles.recipients)
    ]
    return not countries[0] or not countries[1] or not countries[0] & countries[1]


def _dated(around: Surroundings) -> bool:
    sentence = around.hit.token.sent
    return any(sentence.start_char <= t.span.start < sentence.end_char for t in around.cast.annotation.times)


def _named_firms(around: Surroundings) -> bool:
    """Somebody is named, or a counted group of firms is meant: "exports to 28 entities"."""
    if around.roles.recipients:
        return True
    slots = around.hit.slots
    targets = [*slots.get("prep:to", []), *slots.get("prep:with", [])]
    nested = [t for o in slots.get("obj", []) for p in o.children if p.dep_ == "prep" for t in p.children]
    return any(
        t.lemma_.lower() in words("firms") and any(c.dep_ == "nummod" for c in t.children)
        for t in (*targets, *nested)
    )


def _sanctions_article(around: Surroundings) -> bool:
    """The article is about sanctions: "designated" means put on a list."""
    return bool(around.lists) or bool(_SANCTIONS.search(around.cast.annotation.article.text))


def _in_office(around: Surroundings) -> bool:
    """Somebody acts who is no private person: a body, a firm, or an official."""
    acting = [r for i in around.roles.actors for r in around.cast.referents(i)]
    return any(r.type is not EntityType.PERSON or around.cast.official(r) for r in acting)


def _direct(around: Surroundings) -> bool:
    """The object is the actor itself, not something of theirs ("welcomed the minister", not "the court's ruling")."""
    objects = {t.i for t in around.hit.slots.get("obj", [])}
    return any(objects & set(range(*around.cast.mention(i).tokens)) for i in around.roles.actors)


def _touring(around: Surroundings) -> bool:
    """The article tells of a visit, and the sentence opens at the place: "At X, the premier learned …"."""
    sentence = around.hit.token.sent
    fronted = all(around.cast.mention(i).span.start < around.hit.token.idx for i in around.roles.recipients)
    return (
        fronted
        and sentence[0].lower_ in ("at", "in", "while", "during")
        and bool(_TOUR.search(around.cast.annotation.article.text))
    )


def _always(_: Surroundings) -> bool:
    return True


PREDICATES: Mapping[str, Callable[[Surroundings], bool]] = {
    "enforcer": _enforcer,
    "person": _person,
    "official": _official,
    "actor_official": _actor_official,
    "plural_actor": _plural,
    "money": _money,
    "public_money": _public_money,
    "list_name": _list_name,
    "person_object": _person_object,
    "place_object": _place_object,
    "object": _has_object,
    "place_only": _place_only,
    "not_domestic": _not_domestic,
    "date": _dated,
    "named_firms": _named_firms,
    "touring": _touring,
    "direct": _direct,
    "in_office": _in_office,
    "sanctions_article": _sanctions_article,
    "ongoing": _always,
}
