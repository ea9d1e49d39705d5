"""One event per happening: tellings of one act within an article become one draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retinue.coding.roles import Cast
from retinue.model import EventDraft, EventType, Precision, Status

_BY_OBJECT = frozenset({EventType.POLICY, EventType.EXPORT_CONTROL, EventType.APPROVAL, EventType.SUPPORT})


@dataclass(frozen=True, slots=True)
class Telling:
    """A draft with what merging compares: who is meant on each side, the act's key noun, whether it is headline."""

    draft: EventDraft
    actors: frozenset[int]
    recipients: frozenset[int]
    places: frozenset[int]
    noun: str
    headline: bool
    sentence: int


def merged(tellings: Sequence[Telling], cast: Cast) -> tuple[EventDraft, ...]:
    """Join tellings of one act, in order of the text. The fullest telling leads; the others add what it lacks."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        home = next((g for g in reversed(groups) if all(_same(telling, member) for member in g)), None)
        if home is None:
            groups.append([telling])
        else:
            home.append(telling)
    return tuple(_join(group, cast) for group in groups)


def _same(a: Telling, b: Telling) -> bool:
    if a.draft.type is not b.draft.type or not _dates_agree(a.draft, b.draft):
        return False
    if not _sides_agree(a, b) or not _status_agrees(a, b):
        return False
    if a.draft.type in _BY_OBJECT and not (a.recipients & b.recipients):
        return a.noun == b.noun or a.headline or b.headline or _dated_alike(a.draft, b.draft)
    return True


def _sides_agree(a: Telling, b: Telling) -> bool:
    if a.actors and b.actors and not a.actors & b.actors:
        return False
    if a.draft.type is EventType.VISIT:
        return _visits_agree(a, b)
    if a.recipients and b.recipients:
        return bool(a.recipients & b.recipients)
    if not a.recipients and not b.recipients:
        return bool(a.actors & b.actors)
    near = abs(a.sentence - b.sentence) <= 2 or a.headline or b.headline
    return bool(a.actors & b.actors) and (near or _dated_alike(a.draft, b.draft))


def _visits_agree(a: Telling, b: Telling) -> bool:
    if a.recipients or b.recipients:
        return bool(a.recipients & b.recipients)
    return bool(a.places & b.places) or not a.places or not b.places


def _status_agrees(a: Telling, b: Telling) -> bool:
    if a.draft.status is b.draft.status or a.headline or b.headline:
        return True
    return {a.draft.status, b.draft.status} == {Status.OCCURRED, Status.ONGOING}


def _dates_agree(a: EventDraft, b: EventDraft) -> bool:
    if a.start is None or b.start is None:
        return True
    a_end, b_end = a.end or a.start, b.end or b.start
    inside = (a.start <= b.start and b_end <= a_end) or (b.start <= a.start and a_end <= b_end)
    return inside


def _dated_alike(a: EventDraft, b: EventDraft) -> bool:
    return a.start is not None and a.start == b.start


def _join(group: Sequence[Telling], cast: Cast) -> EventDraft:
    lead = max(group, key=_fullness)
    others = [t.draft for t in group if t is not lead]
    dated = min((t.draft for t in group if t.draft.start is not None), key=_exactness, default=lead.draft)
    return replace(
        lead.draft,
        actors=_union(cast, lead.draft.actors, (d.actors for d in others)),
        recipients=_union(cast, lead.draft.recipients, (d.recipients for d in others)),
        places=_union(cast, lead.draft.places, (d.places for d in others)),
        time=dated.time,
        start=dated.start,
        end=dated.end,
        precision=dated.precision,
        amounts=tuple(dict.fromkeys(a for d in (lead.draft, *others) for a in d.amounts)),
        confidence=min(0.99, max(t.draft.confidence for t in group) + 0.04 * (len(group) - 1)),
        reasons=lead.draft.reasons + ((f"told {len(group)} times",) if len(group) > 1 else ()),
    )


def _fullness(telling: Telling) -> tuple[bool, int, bool, float]:
    draft = telling.draft
    filled = bool(draft.actors) + bool(draft.recipients) + bool(draft.start)
    return not telling.headline, filled, draft.precision is Precision.DAY, draft.confidence


def _exactness(draft: EventDraft) -> int:
    assert draft.start is not None
    return ((draft.end or draft.start) - draft.start).days


def _union(cast: Cast, own: Iterable[int], others: Iterable[Iterable[int]]) -> tuple[int, ...]:
    kept: dict[tuple[int, ...], int] = {}
    for index in [*own, *(i for side in others for i in side)]:
        referents = cast.mention(index).referents
        if not any(set(referents) <= set(k) for k in kept):
            kept[referents] = index
    return tuple(kept.values())
