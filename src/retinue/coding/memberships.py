"""List memberships that follow from what was coded, and those stated as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retinue.coding.listed import since_of, standing
from retinue.coding.scene import Scene
from retinue.model import EventDraft, EventType, ListedDraft, Status

__all__ = ["memberships"]


def memberships(scene: Scene, drafts: Sequence[EventDraft]) -> tuple[ListedDraft, ...]:
    """Memberships stated as such, and those that follow from listings told and not undone."""
    rows = list(standing(scene.annotation, scene.cast, scene.lists))
    for draft in drafts:
        if draft.type is EventType.LISTING and draft.status is Status.OCCURRED:
            rows.extend(_from_listing(scene, draft))
    freed = {r for d in drafts if d.type is EventType.DELISTING for r in scene.referents(d.recipients)}
    unique: dict[tuple[int, str], ListedDraft] = {}
    for row in rows:
        for referent in scene.referents([row.mention]):
            if referent not in freed:
                kept = unique.get((referent, row.list))
                if kept is None or (kept.since is None and row.since is not None):
                    unique[referent, row.list] = row
    return tuple(dict.fromkeys(unique.values()))


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
