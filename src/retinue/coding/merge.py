"""One event per happening: tellings of one act within an article become one draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retinue.coding.roles import Cast
from retinue.model import EventDraft, EventType, Precision, Status

_BY_OBJECT = frozenset({EventType.POLICY, EventType.EXPORT_CONTROL, EventType.APPROVAL, EventType.SUPPORT})

# "42 firms were listed" and "X was listed" are two acts unless the headline says one of them.
_ONE_LIST_EACH = frozenset({EventType.LISTING, EventType.DELISTING})
_NEAR = 3  # sentences
_LEAD = 2  # the headline and the first sentences after it


@dataclass(frozen=True, slots=True)
class Telling:
    """A draft with what merging compares.

    `actors`, `recipients`, `places` are referents; `states` the countries for which a government or ministry acts (a
    headline says "Japan" where the text says "the industry ministry"); `noun` is the act's key noun.
    """

    draft: EventDraft
    actors: frozenset[int]
    recipients: frozenset[int]
    places: frozenset[int]
    states: frozenset[str]
    noun: str
    variant: str
    government: bool
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
    if a.draft.type is not b.draft.type or a.variant != b.variant or not _dates_agree(a, b):
        return False
    if not _sides_agree(a, b) or not _status_agrees(a, b):
        return False
    if a.draft.type in _BY_OBJECT and not (a.recipients & b.recipients):
        return a.noun == b.noun or a.headline or b.headline or _dated_alike(a.draft, b.draft)
    return True


def _sides_agree(a: Telling, b: Telling) -> bool:
    if a.actors and b.actors and not a.actors & b.actors and not _one_state(a, b):
        return _one_talk(a, b)
    if a.draft.type is EventType.VISIT:
        return _visits_agree(a, b)
    if a.recipients and b.recipients:
        return bool(a.recipients & b.recipients)
    if a.draft.type in _ONE_LIST_EACH and bool(a.recipients) is not bool(b.recipients):
        return a.headline or b.headline or a.sentence == b.sentence
    if not a.recipients and not b.recipients:
        return bool(a.actors & b.actors) or _one_state(a, b) or _one_document(a, b)
    return (bool(a.actors & b.actors) or _one_state(a, b)) and (_near(a, b) or _dated_alike(a.draft, b.draft))


def _one_state(a: Telling, b: Telling) -> bool:
    """A country in one telling, its ministry in the other; two ministries are two actors."""
    return bool(a.states & b.states) and (a.government or b.government)


def _one_document(a: Telling, b: Telling) -> bool:
    """A bill told with its maker and, close by, without."""
    apart = abs(a.sentence - b.sentence)
    return a.draft.type is EventType.POLICY and not (a.actors and b.actors) and a.noun == b.noun and apart <= 1


def _one_talk(a: Telling, b: Telling) -> bool:
    """The same symposium told sentence by sentence: one chaired it, another spoke."""
    talk = a.draft.type is EventType.MEETING and a.noun == b.noun and a.noun in ("symposium", "summit", "meeting")
    return talk and abs(a.sentence - b.sentence) <= 2 and not (a.recipients and b.recipients)


def _visits_agree(a: Telling, b: Telling) -> bool:
    if a.recipients and b.recipients:
        return bool(a.recipients & b.recipients)
    if a.recipients or b.recipients:  # "paid a visit to the plant, a stop that …": the stop is the visit
        bare = b if a.recipients else a
        return not bare.places and abs(a.sentence - b.sentence) <= 1
    return bool(a.places & b.places) or not a.places or not b.places


def _status_agrees(a: Telling, b: Telling) -> bool:
    if a.draft.status is b.draft.status or a.headline or b.headline:
        return True
    return {a.draft.status, b.draft.status} == {Status.OCCURRED, Status.ONGOING}


def _dates_agree(a: Telling, b: Telling) -> bool:
    x, y = a.draft, b.draft
    if x.start is None or y.start is None:
        return (x.start is y.start) or _near(a, b)
    x_end, y_end = x.end or x.start, y.end or y.start
    return (x.start <= y.start and y_end <= x_end) or (y.start <= x.start and x_end <= y_end)


def _near(a: Telling, b: Telling) -> bool:
    """A dated and an undated telling are one act only side by side, or when one is the headline or the lead."""
    return abs(a.sentence - b.sentence) <= _NEAR or min(a.sentence, b.sentence) <= _LEAD


def _dated_alike(a: EventDraft, b: EventDraft) -> bool:
    return a.start is not None and a.start == b.start


def _join(group: Sequence[Telling], cast: Cast) -> EventDraft:
    lead = max(group, key=_fullness)
    named = [t for t in group if t.actors and not t.government]
    if named:  # a ministry is more exact than its country
        group = [t if not t.government else replace(t, draft=replace(t.draft, actors=())) for t in group]
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
        reasons=lead.draft.reasons + ((f"told {len(group)} times",) if len(group) > 1 else ()),
        tellings=len(group),
    )


def _fullness(telling: Telling) -> tuple[bool, int, bool, bool, bool]:
    draft = telling.draft
    filled = bool(draft.actors) + bool(draft.recipients) + bool(draft.start)
    exact = draft.precision is Precision.DAY
    return not telling.headline, filled, exact, bool(draft.recipients), bool(draft.actors)


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
