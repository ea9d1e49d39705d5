"""The thread of a narrative: stops that take over their tour's traveller and day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retinue.coding.match import Hit
from retinue.coding.merge import Telling
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.coding.syntax import Token
from retinue.coding.ties import Act
from retinue.model import EventType, Status

__all__ = ["addressed", "borrowed", "borrowed_ahead", "time_of"]

_ENFORCED = frozenset({EventType.REGULATORY_ACTION})
_OPPOSED = frozenset({EventType.REGULATORY_ACTION, EventType.LISTING, EventType.EXPORT_CONTROL})
_DENIES = re.compile(r"den(?:y|ies|ied|ying|ials?)\b", re.IGNORECASE)
_BORROW_REACH = 5  # sentences


def borrowed(scene: Scene, hit: Hit, roles: Roles, before: Sequence[Telling]) -> Roles:
    """Whoever the thread supplies where an act is told without its actor.

    A stop or talk takes the traveller of the tour told just before; a regulator's act in the passive takes the
    regulator that acted on the same firm shortly before.
    """
    if hit.frame.type in _ENFORCED and not roles.actors and not hit.slots.get("subj"):
        return replace(roles, actors=_regulator(scene, hit, roles, before))
    if roles.actors or "actor" not in hit.frame.borrow:
        return roles
    here = scene.sentence_of[hit.token.sent.start]
    for telling in reversed(before):
        if here - telling.sentence > _BORROW_REACH:
            break
        if (
            telling.draft.type is EventType.VISIT
            and telling.draft.actors
            and telling.draft.status is not Status.CANCELLED
        ):
            return replace(roles, actors=telling.draft.actors)
    return roles


def _regulator(scene: Scene, hit: Hit, roles: Roles, before: Sequence[Telling]) -> tuple[int, ...]:
    here, targets = scene.sentence_of[hit.token.sent.start], scene.referents(roles.recipients)
    for telling in reversed(before):
        if here - telling.sentence > _BORROW_REACH:
            break
        if telling.draft.type is hit.frame.type and telling.draft.actors and telling.recipients & targets:
            return telling.draft.actors
    return ()


def borrowed_ahead(tellings: Sequence[Telling]) -> list[Telling]:
    """A trip told before its traveller is named takes the actor of the visit told next; else it is no event."""
    kept = []
    for n, telling in enumerate(tellings):
        if telling.draft.actors or telling.draft.type not in (EventType.VISIT, EventType.MEETING):
            kept.append(telling)
            continue
        ahead = (t for t in tellings[n + 1 :] if t.draft.type is EventType.VISIT and t.draft.actors)
        source = next((t for t in ahead if t.sentence - telling.sentence <= _BORROW_REACH), None)
        if source is not None and telling.draft.type is EventType.VISIT:
            draft = replace(telling.draft, actors=source.draft.actors)
            kept.append(replace(telling, draft=draft, actors=source.actors, states=source.states))
    return kept


def addressed(tellings: Sequence[Telling], text: str) -> list[Telling]:
    """A firm's objection that names nobody is to whoever acted on that firm last: "Google will appeal".

    A denial is to nobody: it may be to the press.
    """
    found: list[Telling] = []
    for telling in tellings:
        lone = telling.draft.type is EventType.OBJECTION and telling.actors and not telling.recipients
        if lone and not _DENIES.match(telling.draft.trigger.of(text)):
            telling = _to_whoever_acted(telling, found)
        found.append(telling)
    return found


def _to_whoever_acted(objection: Telling, before: Sequence[Telling]) -> Telling:
    for telling in reversed(before):
        if objection.sentence - telling.sentence > _BORROW_REACH:
            break
        hurt = telling.draft.type in _OPPOSED and telling.actors and telling.recipients & objection.actors
        if hurt and not telling.actors & objection.actors:
            draft = replace(objection.draft, recipients=telling.draft.actors)
            return replace(objection, draft=draft, recipients=telling.actors)
    return objection


def time_of(scene: Scene, hit: Hit, rivals: Sequence[Token], roles: Roles, before: Sequence[Telling]) -> int | None:
    """The time that dates an act, an index or None; times of earlier acts of the same people are weighed too."""
    actors = scene.referents(roles.actors)
    thread = [t for t in before if t.draft.time is not None and t.actors & actors]
    tours = [t for t in thread if t.draft.type is EventType.VISIT]
    act = Act(hit.token, hit.verb, hit.frame.type, rivals, _times(thread), _times(tours))
    return scene.clock.of(act)


def _times(tellings: Sequence[Telling]) -> frozenset[int]:
    return frozenset(t.draft.time for t in tellings if t.draft.time is not None)
