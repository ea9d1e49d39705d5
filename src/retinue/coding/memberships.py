"""List memberships that follow from what was coded, and those stated as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retinue.coding.listed import list_meant, since_of
from retinue.coding.scene import Scene
from retinue.coding.standing import country_of, list_near, standing
from retinue.coding.words import words
from retinue.model import EntityType, EventDraft, EventType, ListedDraft, Referent, Status

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
    freed, referents = _freed(scene, drafts), scene.annotation.referents
    keepers = {one.name: one.country for one in scene.knowledge.lists.values()}
    unique: dict[tuple[int, str], ListedDraft] = {}
    for row in rows:
        for referent in scene.referents([row.mention]):
            outlived = referent in freed and freed[referent] < (row.since or "")
            kept_by = keepers.get(row.list)
            if (referent not in freed or outlived) and not _keeps_lists(referents[referent], kept_by):
                kept = unique.get((referent, row.list))
                if kept is None or (kept.since is None and row.since is not None):
                    unique[referent, row.list] = row
    return tuple(dict.fromkeys(unique.values()))


def _freed(scene: Scene, drafts: Sequence[EventDraft]) -> dict[int, str]:
    """Who was taken off a list, and on which day ("~" for an unknown one, which comes after all)."""
    found: dict[int, str] = {}
    for draft in drafts:
        if draft.type is EventType.DELISTING and draft.status in _REAL:
            day = since_of(None if draft.time is None else scene.clock.time(draft.time)) or "~"
            for referent in scene.referents(draft.recipients):
                found[referent] = max(day, found.get(referent, ""))
    return found


def _keeps_lists(referent: Referent, country: str | None) -> bool:
    """A state as such stands on no list, its bodies and courts on none that it keeps itself."""
    state = any(one.endswith("-government") for one in referent.known)
    return referent.type is EntityType.BODY and (state or (country is not None and referent.country == country))


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
    told = {name for _, name in scene.lists}
    return near or list_meant(scene.knowledge.lists.values(), country, bodies, said, told=told)
