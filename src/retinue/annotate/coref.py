"""Offices, common nouns and pronouns tied to the persons and bodies they stand for; every tie is to what was named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.offices import OfficeIndex, office_ids, standard_title
from retinue.annotate.roles import Title, find_titles
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.knowledge import holders, offices_on
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge, Office
from retinue.model import EntityType, MentionKind

__all__ = ["Context", "tie_roles"]


@dataclass(frozen=True, slots=True)
class Context:
    """What coreference consults: word lists, knowledge, the office index, and the article's day (or None)."""

    lexicon: Lexicon
    knowledge: Knowledge
    offices: OfficeIndex
    day: dt.date | None


def tie_roles(scene: Scene, context: Context) -> None:
    """Bind titles to the persons who bear them, then tie titles that stand alone to a person."""
    titles = find_titles(scene, context.lexicon, context.knowledge)
    for title in titles:
        if title.holder:
            _bind(title, scene, context)
    for title in titles:
        if not title.holder:
            _tie(title, scene, context)


def _bind(title: Title, scene: Scene, context: Context) -> None:
    assert title.holder is not None
    draft = scene.drafts[title.holder.referents[0]]
    if not draft.sure and not draft.known:
        draft.kind, draft.sure = EntityType.PERSON, True
    ids = office_ids(title, scene, context.offices, context.knowledge)
    draft.offices.update(ids)
    if not title.former or draft.title is None:
        _entitle(draft, title, ids, scene, context)
    if not _adjoins(title, title.holder):
        scene.see(title.first, title.last, MentionKind.ROLE, (draft.index,))


def _entitle(draft: Draft, title: Title, ids: Sequence[str], scene: Scene, context: Context) -> None:
    begin = title.first + bool(title.determiner)
    wording = scene.words.said(begin, title.last)
    standard = ids[0] if ids else standard_title(title, scene, context.lexicon, context.knowledge)
    if draft.office and (draft.office in context.knowledge.offices or len(draft.office) >= len(standard)) and not ids:
        return
    draft.title, draft.office = wording, standard
    draft.country = draft.country or title.country
    draft.official = draft.official or _public(title, scene, context.lexicon)


def _public(title: Title, scene: Scene, lexicon: Lexicon) -> bool:
    kind = lexicon.roles[scene.words.lower[title.head]]
    body = scene.drafts[title.body.referents[0]] if title.body else None
    if body and body.kind in (EntityType.COMPANY, EntityType.MEDIA):
        return False
    return kind == "public" or bool(body and body.kind is EntityType.BODY) or (kind == "either" and "party" in title.core)


def _adjoins(title: Title, holder: Sighting) -> bool:
    """True when title and name make one noun phrase without a comma between."""
    return holder.first == title.last


def _tie(title: Title, scene: Scene, context: Context) -> None:
    words, lexicon = scene.words, context.lexicon
    if title.determiner in ("a", "an", "one") or _plural(words.lower[title.head]):
        return
    headline = title.first < words.title_end
    anchored = bool(title.determiner or title.country or title.body)
    if not anchored and not headline and not words.text[title.head][0].isupper():
        return
    sighting = scene.see(title.first, title.last, MentionKind.ROLE)
    draft = _bearer(title, sighting, scene, context)
    if draft:
        sighting.referents = (draft.index,)


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _bearer(title: Title, sighting: Sighting, scene: Scene, context: Context) -> Draft | None:
    """The person a lone title means: one who bears it in the text, else the office's holder that day."""
    ids = office_ids(title, scene, context.offices, context.knowledge)
    people = [d for d in scene.drafts if d.kind is EntityType.PERSON]
    named = [d for d in people if set(ids) & (d.offices | _held(d, context))]
    if not named and scene.words.lower[title.head] not in context.lexicon.vague:
        named = [d for d in people if _same_title(title, d, scene)]
    if named:
        return _closest(named, sighting, scene)
    return _from_knowledge(title, ids, scene, context)


def _held(draft: Draft, context: Context) -> set[str]:
    if context.day is None or not draft.known or draft.known[0] not in context.knowledge.people:
        return set()
    return {o.id for key in draft.known for o in offices_on(context.knowledge, key, context.day)}


def _same_title(title: Title, draft: Draft, scene: Scene) -> bool:
    """Whether the text gives a person a title that ends in the same role, for the same country and body."""
    if not draft.title:
        return False
    theirs, ours = fold(draft.title), fold(title.core)
    if ours not in theirs or (title.country and draft.country and title.country != draft.country):
        return False
    if title.body is None:
        return True
    return scene.drafts[title.body.referents[0]].forms.isdisjoint({""}) and any(
        form in theirs for form in scene.drafts[title.body.referents[0]].forms
    )


def _closest(drafts: Sequence[Draft], sighting: Sighting, scene: Scene) -> Draft:
    """The one mentioned last before the sighting, else first after it."""
    wanted = {d.index for d in drafts}
    seen = [s for s in scene.sightings if wanted & set(s.referents)]
    before = [s for s in seen if s.first < sighting.first]
    best = max(before, key=lambda s: s.first) if before else min(seen, key=lambda s: s.first, default=None)
    return scene.drafts[best.referents[0]] if best else drafts[0]


def _from_knowledge(title: Title, ids: Sequence[str], scene: Scene, context: Context) -> Draft | None:
    if title.former or not ids:
        return None
    offices = [context.knowledge.offices[key] for key in ids]
    if title.country is None:
        offices = _likely(offices, scene)
    people = [p for o in offices if context.day for p in holders(context.knowledge, o.id, context.day)[:1]]
    known = tuple(dict.fromkeys(p.id for p in people))
    begin = title.first + bool(title.determiner)
    wording = scene.words.said(begin, title.last)
    country = offices[0].country if len({o.country for o in offices}) == 1 else None
    existing = next((d for d in scene.drafts if known and d.known == known), None)
    if existing:
        return existing
    return scene.add(
        EntityType.PERSON, "", known=known, sure=True, title=wording, office=ids[0] if len(offices) == 1 else None,
        official=True, country=country, offices={o.id for o in offices},
        gender=people[0].gender if len(known) == 1 else None, reason="holder of the office on the article's day",
    )  # fmt: skip


def _likely(offices: Sequence[Office], scene: Scene) -> list[Office]:
    """Offices of the country that the article speaks of most, when several countries have one of that name."""
    ranked = sorted(offices, key=lambda o: -scene.counts.get(o.country or "", 0))
    return ranked[:1]
