"""The rule coder: hits of frames become drafts of events, drafts of one act become one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retinue.coding.amounts import amounts_in
from retinue.coding.bridges import with_owners
from retinue.coding.candidates import candidates
from retinue.coding.companions import with_companions
from retinue.coding.echo import with_echoes
from retinue.coding.learned import Learned, weighed
from retinue.coding.lexicon import Lexicon
from retinue.coding.match import Hit
from retinue.coding.members import with_members
from retinue.coding.memberships import memberships
from retinue.coding.merge import Telling, merged
from retinue.coding.private import is_private
from retinue.coding.roles import Roles
from retinue.coding.scene import Scene
from retinue.coding.signal import signal_of
from retinue.coding.status import status_of
from retinue.coding.successors import with_successors
from retinue.coding.syntax import Token, sentence_lemmas, sentence_text
from retinue.coding.thread import addressed, borrowed, borrowed_ahead, time_of
from retinue.coding.when import by_sentence
from retinue.knowledge import Knowledge
from retinue.model import (
    Annotation,
    Coded,
    EntityType,
    EventDraft,
    EventType,
    Precision,
    Referent,
    Span,
    Status,
    TimeExpression,
)

__all__ = ["code"]

_ONE_PER_RECIPIENT = frozenset({EventType.VISIT, EventType.APPOINTMENT})


def code(
    annotation: Annotation,
    knowledge: Knowledge,
    lexicon: Lexicon | None = None,
    learned: Learned | None = None,
    acts: bool = True,
) -> Coded:
    """The acts an article tells and the list memberships it states.

    Frames of the lexicon find them; `learned`, where given, says how likely each is and adds words that no frame
    knows. Without `acts` only memberships are looked for.
    """
    scene = Scene.of(annotation, knowledge, lexicon or Lexicon.bundled())
    found = list(candidates(scene)) if acts else []
    if learned is not None and acts:
        found = weighed(scene, found, learned)
    found = with_companions(with_echoes(scene, found), scene.cast)
    found = with_members(with_successors(found, scene.cast), scene.cast)
    tellings: list[Telling] = []
    triggers = by_sentence([hit.token for hit, _ in found])
    for hit, roles in found:
        rivals = [t for t in triggers[hit.token.sent.start] if t.i != hit.token.i]
        tellings.extend(_tellings(scene, hit, roles, rivals, tellings))
    drafts = merged(addressed(borrowed_ahead(tellings), annotation.article.text), scene.cast)
    return Coded(drafts, memberships(scene, drafts))


def _tellings(
    scene: Scene, hit: Hit, roles: Roles, rivals: Sequence[Token], before: Sequence[Telling]
) -> Iterator[Telling]:
    verdict = status_of(hit)
    if verdict is None:
        return
    roles = with_owners(scene, hit, borrowed(scene, hit, roles, before))
    if "actor" in hit.frame.require and not roles.actors and "actor" not in hit.frame.borrow:
        return
    if is_private(hit, scene.people((*roles.actors, *roles.recipients)), scene.cast):
        return
    draft = _draft(scene, hit, roles, verdict, time_of(scene, hit, rivals, roles, before))
    for part in _split(draft):
        yield _telling(scene, hit, part)


def _draft(scene: Scene, hit: Hit, roles: Roles, verdict: tuple[Status, str], time: int | None) -> EventDraft:
    sentence = hit.token.sent
    status, why = verdict
    clock = None if time is None else scene.clock.time(time)
    actors, recipients = scene.people(roles.actors), scene.people(roles.recipients)
    lemmas = sentence_lemmas(hit.token)
    own = frozenset(word.lemma_.lower() for word in hit.words)
    abroad = _abroad(scene, actors, roles)
    signal, because = signal_of(hit.frame.type, status, actors, recipients, lemmas, abroad, own)
    return EventDraft(
        type=hit.frame.type,
        trigger=Span(hit.words[0].idx, hit.words[-1].idx + len(hit.words[-1].text)),
        evidence=_trimmed(sentence_text(hit.token), sentence.start_char),
        rule=hit.frame.id,
        actors=roles.actors,
        recipients=roles.recipients,
        places=roles.places or _places_nearby(scene, hit, roles),
        time=time,
        start=clock.start if clock else None,
        end=_end(clock, status),
        precision=clock.precision if clock and clock.start else Precision.UNKNOWN,
        status=status,
        signal=hit.frame.signal or signal,
        amounts=amounts_in(sentence_text(hit.token), sentence.start_char),
        learned=hit.chance,
        reasons=(f"{hit.frame.id}: “{' '.join(w.text for w in hit.words)}”", f"status: {why}", f"signal: {because}"),
    )


def _end(clock: TimeExpression | None, status: Status) -> dt.date | None:
    if clock is None or status is Status.ONGOING:
        return None
    return clock.end


def _trimmed(text: str, start: int) -> Span:
    lead = len(text) - len(text.lstrip())
    return Span(start + lead, start + len(text.rstrip()))


def _abroad(scene: Scene, actors: Sequence[Referent], roles: Roles) -> bool:
    homes = {a.country for a in actors if a.country}
    there = {r.country for i in roles.places for r in scene.cast.referents(i) if r.country}
    return bool(homes and there) and not homes & there


def _places_nearby(scene: Scene, hit: Hit, roles: Roles) -> tuple[int, ...]:
    """Places in the act's own clause, where the frame's slots gave none."""
    if hit.frame.type not in (EventType.VISIT, EventType.MEETING, EventType.ADDRESS):
        return ()
    anchors = {hit.token.i} | ({hit.verb.i} if hit.verb is not None else set())
    anchors |= {scene.cast.mention(i).head for i in roles.recipients}
    return tuple(index for index, head in scene.settings.get(hit.token.sent.start, ()) if head in anchors)


def _split(draft: EventDraft) -> Iterator[EventDraft]:
    if draft.type in _ONE_PER_RECIPIENT and len(draft.recipients) > 1:
        for recipient in draft.recipients:
            yield replace(draft, recipients=(recipient,))
    else:
        yield draft


def _telling(scene: Scene, hit: Hit, draft: EventDraft) -> Telling:
    return Telling(
        draft,
        scene.referents(draft.actors),
        scene.referents(draft.recipients),
        scene.referents(draft.places),
        _states(scene, draft.actors),
        _key_noun(hit),
        hit.frame.variant,
        bool(draft.actors) and all(is_government(a) for a in scene.people(draft.actors)),
        draft.evidence.start < scene.annotation.article.title_end,
        scene.sentence_of[hit.token.sent.start],
    )


def _states(scene: Scene, actors: Sequence[int]) -> frozenset[str]:
    """Countries whose government, or part of it, acts."""
    people = scene.people(actors)
    bodies = {a.country for a in people if a.type is EntityType.BODY and a.country}
    return frozenset(bodies)


def is_government(referent: Referent) -> bool:
    """True for a country's government as a whole ("Japan", "Tokyo", "the Japanese government")."""
    return any(known.endswith("-government") and known.count("-") == 1 for known in referent.known)


def _key_noun(hit: Hit) -> str:
    subjects = hit.slots.get("subj") if hit.frame.of_subject else None
    objects = subjects or hit.slots.get("obj") or hit.slots.get("gov.obj") or [hit.token]
    return str(objects[0].lemma_.lower())
