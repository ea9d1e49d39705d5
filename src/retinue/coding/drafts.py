"""The rule coder: hits of frames become drafts of events, drafts of one act become one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retinue.coding.amounts import amounts_in
from retinue.coding.lexicon import Lexicon
from retinue.coding.listed import ListSpan, find_lists, since_of, standing
from retinue.coding.match import Hit, hits
from retinue.coding.merge import Telling, merged
from retinue.coding.needs import Surroundings, satisfied
from retinue.coding.members import with_members
from retinue.coding.roles import Cast, Roles, principal, roles_of
from retinue.coding.signal import signal_of
from retinue.coding.status import status_of
from retinue.coding.syntax import Token
from retinue.coding.when import Clock, by_sentence
from retinue.knowledge import Knowledge
from retinue.model import (
    Annotation,
    Coded,
    EntityType,
    EventDraft,
    EventType,
    ListedDraft,
    Mention,
    Precision,
    Referent,
    Span,
    Status,
    TimeExpression,
)

# Where one token evokes two types, the more specific act wins.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        [EventType.DELISTING, EventType.LISTING, EventType.EXPORT_CONTROL, EventType.APPOINTMENT, EventType.AGREEMENT,
         EventType.APPROVAL, EventType.SUPPORT, EventType.ADDRESS, EventType.VISIT, EventType.MEETING,
         EventType.REGULATORY_ACTION, EventType.OBJECTION, EventType.POLICY]
    )
}  # fmt: skip
_ONE_PER_RECIPIENT = frozenset({EventType.VISIT})
_THREADED = frozenset({EventType.VISIT, EventType.MEETING, EventType.ADDRESS})
_BORROW_REACH = 5  # sentences
_LISTS = frozenset({EventType.LISTING})


@dataclass(frozen=True)
class Scene:
    """Everything the coder looks at in one article."""

    annotation: Annotation
    cast: Cast
    clock: Clock
    lists: tuple[ListSpan, ...]
    lexicon: Lexicon
    sentence_of: dict[int, int]

    @classmethod
    def of(cls, annotation: Annotation, knowledge: Knowledge, lexicon: Lexicon) -> Scene:
        """Index an annotation for coding."""
        canonical = {key: value.name for key, value in knowledge.lists.items()}
        lists = find_lists(annotation.article.text, knowledge.list_names, canonical)
        dateline = annotation.article.dateline
        barred = (*(span for span, _ in lists), *([dateline] if dateline else []))
        return cls(
            annotation,
            Cast(annotation, barred, frozenset(_officials(annotation, knowledge))),
            Clock(annotation),
            lists,
            lexicon,
            {s.start: n for n, s in enumerate(annotation.parsed.sents)},
        )


def _officials(annotation: Annotation, knowledge: Knowledge) -> Iterator[int]:
    """Referents known to hold, or to have held, public office: a background event may tell of their time in it."""
    for referent in annotation.referents:
        for term in (t for known in referent.known for t in knowledge.terms_by_person.get(known, ())):
            body = knowledge.organisations.get(knowledge.offices[term.office].body or "")
            if body is None or body.type is EntityType.BODY:
                yield referent.index
                break


def code(annotation: Annotation, knowledge: Knowledge, lexicon: Lexicon | None = None) -> Coded:
    """The acts an article tells and the list memberships it states."""
    scene = Scene.of(annotation, knowledge, lexicon or Lexicon.bundled())
    candidates = with_members(list(_candidates(scene)), scene.cast)
    tellings: list[Telling] = []
    triggers = by_sentence([hit.token for hit, _ in candidates])
    for hit, roles in candidates:
        rivals = [t for t in triggers[hit.token.sent.start] if t.i != hit.token.i]
        tellings.extend(_tellings(scene, hit, roles, rivals, tellings))
    drafts = merged(_borrowed_ahead(tellings), scene.cast)
    return Coded(drafts, _listed(scene, drafts))


def _candidates(scene: Scene) -> Iterator[tuple[Hit, Roles]]:
    """Hits whose roles and surroundings bear them out; one per token, the most specific type."""
    best: dict[int, tuple[int, Hit, Roles]] = {}
    for hit in hits(scene.annotation.parsed, scene.lexicon):
        roles = _complete(scene, hit, roles_of(hit, scene.cast))
        around = Surroundings(hit, roles, scene.cast, tuple(s for s, _ in scene.lists))
        if not _fills(scene, hit, roles) or not satisfied(around, scene.lexicon.words[hit.frame.type]):
            continue
        rank = _RANK[hit.frame.type]
        held = best.get(hit.token.i)
        if held is None or (rank, -_weight(roles)) < (held[0], -_weight(held[2])):
            best[hit.token.i] = (rank, hit, roles)
    for _, hit, roles in sorted(best.values(), key=lambda t: t[1].token.i):
        yield hit, roles


def _weight(roles: Roles) -> int:
    return 2 * bool(roles.actors) + 2 * bool(roles.recipients) + bool(roles.places)


def _complete(scene: Scene, hit: Hit, roles: Roles) -> Roles:
    if hit.frame.type is EventType.OBJECTION:
        roles = replace(roles, actors=tuple(dict.fromkeys(principal(i, scene.cast) for i in roles.actors)))
    if hit.frame.joint:
        return replace(roles, actors=roles.actors + roles.recipients, recipients=())
    return roles


def _fills(scene: Scene, hit: Hit, roles: Roles) -> bool:
    filled = {
        "actor": bool(roles.actors) or "actor" in hit.frame.borrow,
        "recipient": bool(roles.recipients),
        "place": bool(roles.places),
        "body": any(r.type is EntityType.BODY for r in _people(scene, roles.actors)),
        "plural": len(roles.actors) > 1,
        "symposium": hit.token.lemma_.lower() in ("symposium", "seminar", "roundtable"),
    }
    required = all(filled[name] for name in hit.frame.require)
    return required and (not hit.frame.require_any or any(filled[name] for name in hit.frame.require_any))


def _tellings(scene: Scene, hit: Hit, roles: Roles, rivals: Sequence[Token], before: Sequence[Telling]) -> Iterator[Telling]:
    verdict = status_of(hit)
    if verdict is None:
        return
    roles = _borrowed(scene, hit, roles, before)
    if "actor" in hit.frame.require and not roles.actors and "actor" not in hit.frame.borrow:
        return
    draft = _draft(scene, hit, roles, verdict, _time(scene, hit, rivals, roles, before))
    for part in _split(draft):
        yield _telling(scene, hit, part)


def _borrowed(scene: Scene, hit: Hit, roles: Roles, before: Sequence[Telling]) -> Roles:
    """A stop or talk told without its actor takes the actor of the tour told just before."""
    if roles.actors or "actor" not in hit.frame.borrow:
        return roles
    here = scene.sentence_of[hit.token.sent.start]
    for telling in reversed(before):
        if here - telling.sentence > _BORROW_REACH:
            break
        if telling.draft.type is EventType.VISIT and telling.draft.actors and telling.draft.status is not Status.CANCELLED:
            return replace(roles, actors=telling.draft.actors)
    return roles


def _borrowed_ahead(tellings: Sequence[Telling]) -> list[Telling]:
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


def _time(scene: Scene, hit: Hit, rivals: Sequence[Token], roles: Roles, before: Sequence[Telling]) -> int | None:
    own = scene.clock.of(hit.token, hit.verb, rivals)
    if own is not None or hit.frame.type not in _THREADED:
        return own
    here = scene.sentence_of[hit.token.sent.start]
    actors = _referents(scene, roles.actors)
    thread = [t for t in before if t.draft.start is not None and t.draft.type in _THREADED and t.actors & actors]
    near = [t for t in thread if here - t.sentence <= _BORROW_REACH]
    tours = [t for t in thread if t.draft.type is EventType.VISIT and not t.recipients]
    source = near[-1] if near else tours[0] if len({t.draft.start for t in tours}) == 1 else None
    return source.draft.time if source else None


def _draft(scene: Scene, hit: Hit, roles: Roles, verdict: tuple[Status, str], time: int | None) -> EventDraft:
    sentence = hit.token.sent
    status, why = verdict
    clock = None if time is None else scene.clock.time(time)
    actors, recipients = _people(scene, roles.actors), _people(scene, roles.recipients)
    lemmas = frozenset(t.lemma_.lower() for t in sentence)
    signal, because = signal_of(hit.frame.type, status, actors, recipients, lemmas, _abroad(scene, actors, roles))
    return EventDraft(
        type=hit.frame.type,
        trigger=Span(hit.words[0].idx, hit.words[-1].idx + len(hit.words[-1].text)),
        evidence=_trimmed(sentence),
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
        amounts=amounts_in(sentence),
        confidence=_confidence(roles, clock),
        reasons=(f"{hit.frame.id}: “{' '.join(w.text for w in hit.words)}”", f"status: {why}", f"signal: {because}"),
    )


def _end(clock: TimeExpression | None, status: Status) -> dt.date | None:
    if clock is None or status is Status.ONGOING:
        return None
    return clock.end


def _trimmed(sentence: object) -> Span:
    text: str = sentence.text  # type: ignore[attr-defined]
    start: int = sentence.start_char  # type: ignore[attr-defined]
    lead = len(text) - len(text.lstrip())
    return Span(start + lead, start + len(text.rstrip()))


def _confidence(roles: Roles, clock: TimeExpression | None) -> float:
    return 0.4 + 0.15 * bool(roles.actors) + 0.2 * bool(roles.recipients) + 0.1 * bool(clock)


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
    found = []
    for index, mention in enumerate(scene.annotation.mentions):
        head = scene.annotation.parsed[mention.head]
        if head.sent.start == hit.token.sent.start and head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "near", "to"):
            above = head.head.head
            if above.i in anchors and all(r.type is EntityType.PLACE for r in scene.cast.referents(index)):
                found.append(index)
    return tuple(i for i in found if scene.annotation.mentions[i].referents)


def _split(draft: EventDraft) -> Iterator[EventDraft]:
    if draft.type in _ONE_PER_RECIPIENT and len(draft.recipients) > 1:
        for recipient in draft.recipients:
            yield replace(draft, recipients=(recipient,))
    else:
        yield draft


def _telling(scene: Scene, hit: Hit, draft: EventDraft) -> Telling:
    return Telling(
        draft,
        _referents(scene, draft.actors),
        _referents(scene, draft.recipients),
        _referents(scene, draft.places),
        _states(scene, draft.actors),
        _key_noun(hit),
        hit.frame.variant,
        bool(draft.actors) and all(is_government(a) for a in _people(scene, draft.actors)),
        draft.evidence.start < scene.annotation.article.title_end,
        scene.sentence_of[hit.token.sent.start],
    )


def _states(scene: Scene, actors: Sequence[int]) -> frozenset[str]:
    """Countries whose government, or part of it, acts."""
    people = _people(scene, actors)
    bodies = {a.country for a in people if a.type is EntityType.BODY and a.country}
    return frozenset(bodies)


def is_government(referent: Referent) -> bool:
    """True for a country's government as a whole ("Japan", "Tokyo", "the Japanese government")."""
    return any(known.endswith("-government") and known.count("-") == 1 for known in referent.known)


def _key_noun(hit: Hit) -> str:
    objects = hit.slots.get("obj") or hit.slots.get("gov.obj") or [hit.token]
    return str(objects[0].lemma_.lower())


def _referents(scene: Scene, indices: Sequence[int]) -> frozenset[int]:
    return frozenset(r for i in indices for r in scene.cast.mention(i).referents)


def _people(scene: Scene, indices: Sequence[int]) -> list[Referent]:
    return [r for i in indices for r in scene.cast.referents(i)]


def _listed(scene: Scene, drafts: Sequence[EventDraft]) -> tuple[ListedDraft, ...]:
    """Memberships stated as such, and those that follow from listings told and not undone."""
    rows = list(standing(scene.annotation, scene.cast, scene.lists))
    for draft in drafts:
        if draft.type in _LISTS and draft.status is Status.OCCURRED:
            rows.extend(_from_listing(scene, draft))
    freed = {r for d in drafts if d.type is EventType.DELISTING for r in _referents(scene, d.recipients)}
    unique: dict[tuple[int, str], ListedDraft] = {}
    for row in rows:
        for referent in _mention(scene, row).referents:
            if referent not in freed:
                kept = unique.get((referent, row.list))
                if kept is None or (kept.since is None and row.since is not None):
                    unique[referent, row.list] = row
    return tuple(dict.fromkeys(unique.values()))


def _mention(scene: Scene, row: ListedDraft) -> Mention:
    return scene.cast.mention(row.mention)


def _from_listing(scene: Scene, draft: EventDraft) -> Iterator[ListedDraft]:
    named = _list_of(scene, draft)
    if named is None:
        return
    since = since_of(None if draft.time is None else scene.clock.time(draft.time))
    for index in draft.recipients:
        yield ListedDraft(index, named, since, draft.evidence)


def _list_of(scene: Scene, draft: EventDraft) -> str | None:
    """The list a listing is about: named in its sentence, else the one named last before, else first after."""
    within = [name for span, name in scene.lists if draft.evidence.covers(span)]
    before = [name for span, name in scene.lists if span.end <= draft.evidence.start]
    after = [name for span, name in scene.lists if span.start >= draft.evidence.end]
    return next(iter([*within[:1], *before[-1:], *after[:1]]), None)
