"""Whose thing an act is done to: "let the transaction pass", "inspected the same factory".

The thing was told of before, and there it stood beside its firm: "Synopsys's takeover of Ansys", "Samsung's plant".
Told again it may be called by another word of its class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token, slots_of
from retinue.model import EventType

__all__ = ["with_owners"]

_DEALS = frozenset("deal merger takeover acquisition purchase transaction buyout tie-up".split())
_SITES = frozenset("plant factory site facility campus complex works mill fab foundry smelter shipyard mine".split())
_BUYS = frozenset({"buy", "acquire", "purchase", "merge"})
_THINGS = {EventType.APPROVAL: _DEALS, EventType.REGULATORY_ACTION: _DEALS, EventType.VISIT: _SITES}
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "both"})
_SIDES = (
    "subj",
    "obj",
    "poss",
    "mod",
    *(f"prep:{p}" for p in "of by with between to from for on into against".split()),
)
_TOLD = (
    "obj",
    "obj2",
    "subj",
    "gov.obj",
    "gov.obj2",
    *(f"{g}prep:{p}" for g in ("", "gov.") for p in "to of on for into over at in through by around round".split()),
)


def with_owners(scene: Scene, hit: Hit, roles: Roles) -> Roles:
    """`roles` with the firms whose deal or plant the act is about, where it names nobody it is done to."""
    words = _THINGS.get(hit.frame.type)
    if roles.recipients or words is None or not _is_about(hit, words):
        return roles
    acting = scene.referents(roles.actors)
    owners = _owners(scene, hit.token, words)
    return replace(roles, recipients=tuple(i for i in owners if not scene.referents((i,)) & acting))


def _is_about(hit: Hit, words: frozenset[str]) -> bool:
    """Does the act's clause speak of a deal, or its slots of "the plant"?"""
    if words is _DEALS:
        return any(token.lemma_.lower() in words for token in (hit.verb or hit.token).subtree)
    things = [hit.token, *(t for name in _TOLD for t in hit.slots.get(name, ()))]
    return any(
        t.lemma_.lower() in words and any(c.lower_ in _DEFINITE for c in t.children)
        for t in things
        if t.pos_ == "NOUN"
    )


def _owners(scene: Scene, token: Token, words: frozenset[str]) -> tuple[int, ...]:
    """The firms beside such a word last before `token`, else first after it."""
    memo = scene.annotation.parsed.user_data.setdefault("retinue.things", {})
    if words not in memo:
        memo[words] = tuple(_things(scene, words))
    before: tuple[int, ...] = ()
    for at, parties in memo[words]:
        if at > token.i:
            return before or parties
        before = parties
    return before


def _things(scene: Scene, words: frozenset[str]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Places of such words, with mentions of the firms that stand beside them."""
    verbs = _BUYS if words is _DEALS else ()
    for token in scene.annotation.parsed:
        if token.lemma_.lower() in (words if token.pos_ == "NOUN" else verbs if token.pos_ == "VERB" else ()):
            slots = slots_of(token)
            found: dict[tuple[int, ...], int] = {}
            for index in (i for name in _SIDES for t in slots.get(name, ()) for i in scene.cast.at(t)):
                if scene.cast.is_firm(index):
                    found.setdefault(scene.cast.mention(index).referents, index)
            if found:
                yield token.i, tuple(found.values())
