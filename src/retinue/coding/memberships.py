"""List memberships that follow from what was coded, and those stated as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retinue.coding.listed import list_meant, since_of
from retinue.coding.scene import Scene
from retinue.coding.standing import country_of, list_near, standing
from retinue.coding.words import words
from retinue.model import EventDraft, EventType, ListedDraft, Status

__all__ = ["memberships"]

_REAL = frozenset({Status.OCCURRED, Status.ONGOING})


def memberships(scene: Scene, drafts: Sequence[EventDraft]) -> tuple[ListedDraft, ...]:
    """Memberships stated as such, and those that follow from listings told and not undone."""
    rows = list(standing(scene))
    listings = [d for d in drafts if d.type is EventType.LISTING and d.status is Status.OCCURRED]
    named = [_list_of(scene, draft) for draft in listings]
    known = [name for name in named if name is not None]
    for n, draft in enumerate(listings):
        rows.extend(_from_listing(scene, draft, named[n] or next(iter(known), None)))
    undone = (d for d in drafts if d.type is EventType.DELISTING and d.status in _REAL)
    freed = {r for d in undone for r in scene.referents(d.recipients)}
    unique: dict[tuple[int, str], ListedDraft] = {}
    for row in rows:
        for referent in scene.referents([row.mention]):
            if referent not in freed:
                kept = unique.get((referent, row.list))
                if kept is None or (kept.since is None and row.since is not None):
                    unique[referent, row.list] = row
    return tuple(dict.fromkeys(unique.values()))


def _from_listing(scene: Scene, draft: EventDraft, name: str | None) -> Iterator[ListedDraft]:
    since = since_of(None if draft.time is None else scene.clock.time(draft.time))
    if name is not None:
        for index in draft.recipients:
            yield ListedDraft(index, name, since, draft.evidence)


def _list_of(scene: Scene, draft: EventDraft) -> str | None:
    """The list a listing is about: named in its sentence, else the actor's own, else the one named nearest."""
    within = [(span, name) for span, name in scene.lists if draft.evidence.covers(span)]
    if within:
        after = [name for span, name in within if span.start >= draft.trigger.start]
        return after[0] if after else within[-1][1]
    bodies = {known for i in draft.actors for r in scene.cast.referents(i) for known in r.known}
    country = country_of(scene, draft.actors)
    said = draft.evidence.of(scene.annotation.article.text).lower().split()
    generic = not words("lists_proper").isdisjoint(word.strip('.,;:()"') for word in said)
    if country is None:
        return list_near(scene, draft.trigger.start)
    near = list_near(scene, draft.trigger.start, country) if generic else None
    return near or list_meant(scene.knowledge.lists.values(), country, bodies, said)
