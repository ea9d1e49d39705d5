"""What a judgement on a deal takes over from the text before it: "the transaction" is that of the firms it was told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token, slots_of
from retinue.model import EntityType, EventType

__all__ = ["with_dealers"]

_JUDGED = frozenset({EventType.APPROVAL, EventType.REGULATORY_ACTION})
_DEALS = frozenset({"deal", "merger", "takeover", "acquisition", "purchase", "transaction", "buyout", "tie-up"})
_BUYS = frozenset({"buy", "acquire", "purchase", "merge"})
_SIDES = ("subj", "obj", "poss", "mod", "prep:of", "prep:by", "prep:with", "prep:between", "prep:to", "prep:from")


def with_dealers(scene: Scene, hit: Hit, roles: Roles) -> Roles:
    """`roles` with the firms of the deal that is approved or forbidden, where the act names nobody it is done to."""
    if roles.recipients or hit.frame.type not in _JUDGED or not _is_of_deal(hit):
        return roles
    acting = scene.referents(roles.actors)
    return replace(
        roles, recipients=tuple(i for i in _dealers(scene, hit.token) if not scene.referents((i,)) & acting)
    )


def _is_of_deal(hit: Hit) -> bool:
    """Does the act's own clause speak of a deal: "waved the merger through", "let the transaction pass"?"""
    return any(token.lemma_.lower() in _DEALS for token in (hit.verb or hit.token).subtree)


def _dealers(scene: Scene, token: Token) -> tuple[int, ...]:
    """The firms of the deal told last before `token`, else of the first one after it."""
    before: tuple[int, ...] = ()
    for at, parties in _deals(scene):
        if at > token.i:
            return before or parties
        before = parties
    return before


def _deals(scene: Scene) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Words that tell a deal, with mentions of its firms."""
    for token in scene.annotation.parsed:
        words = _DEALS if token.pos_ == "NOUN" else _BUYS if token.pos_ == "VERB" else ()
        if token.lemma_.lower() in words:
            slots, found = slots_of(token), {}
            for index in (i for name in _SIDES for t in slots.get(name, ()) for i in scene.cast.at(t)):
                if any(r.type is EntityType.COMPANY for r in scene.cast.referents(index)):
                    found.setdefault(scene.cast.mention(index).referents, index)
            if found:
                yield token.i, tuple(found.values())
