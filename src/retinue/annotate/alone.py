"""Titles that stand alone, "the premier", tied to whoever bears them in the text or held them that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from retinue.annotate.context import Context
from retinue.annotate.offices import office_ids
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.annotate.titles import Title
from retinue.knowledge import holders, so_called
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Office, Person
from retinue.model import EntityType, MentionKind

__all__ = ["tie_alone"]

_HEADS = {"boss", "chief", "leader", "head"}  # news's own words for whoever is at the top
_TOPS = {"executive", "ceo", "chairman", "president", "founder", "premier", "minister", "chancellor", "chair", "head"}
_RANKS = {"vice", "deputy", "former"}


def tie_alone(title: Title, scene: Scene, context: Context) -> None:
    """Record a title without a name beside it as a mention, tied to its bearer if one can be told."""
    words = scene.words
    word = words.lower[title.head]
    if title.determiner in ("a", "an", "one") or (word.endswith("s") and not word.endswith("ss")):
        return
    anchored = bool(title.determiner or title.country or title.body)
    if not anchored and title.first >= words.title_end and not words.text[title.head][0].isupper():
        return
    sighting = scene.see(title.first, title.last, MentionKind.ROLE)
    draft = _bearer(title, sighting, scene, context)
    if draft:
        sighting.referents = (draft.index,)


def _bearer(title: Title, sighting: Sighting, scene: Scene, context: Context) -> Draft | None:
    """The person a lone title means: one who bears it in the text, else the office's holder that day."""
    ids = office_ids(title, scene, context.offices, context.knowledge)
    people = [d for d in scene.drafts if d.kind is EntityType.PERSON]
    named = [d for d in people if set(ids) & (d.offices | context.offices_held(d))] if not title.former else []
    named = named or [d for d in people if _same_title(title, d, scene, context)]
    if named:
        return _closest(named, sighting, scene)
    return _from_knowledge(title, ids, scene, context)


def _same_title(title: Title, draft: Draft, scene: Scene, context: Context) -> bool:
    """Whether the text gives a person this very title, or one at the top of the body or country named."""
    word = scene.words.lower[title.head]
    body = scene.drafts[title.body.referents[0]] if title.body else None
    if word in _HEADS and (body or title.country):
        return _on_top(draft, body, title.country, context)
    if not draft.title or (word in context.lexicon.vague and not title.determiner):
        return False
    theirs, ours = fold(draft.title).split(), fold(title.core).split()
    within = any(theirs[k : k + len(ours)] == ours for k in range(len(theirs)))
    if not ours or not within or not _content(title.rest) <= set(theirs) or _RANKS & (set(theirs) - set(ours)):
        return False
    if title.country and draft.country and title.country != draft.country:
        return False
    named = body is None or any(set(form.split()) <= set(theirs) for form in body.forms)
    return named or (body is not None and _of_body(draft, body, context))


def _content(wording: str) -> set[str]:
    return set(fold(wording).split()) - {"of", "the", "for", "to", "at", "in", "and"}


def _on_top(draft: Draft, body: Draft | None, country: str | None, context: Context) -> bool:
    """Whether somebody is at the top of a body, or of a state when no body is named."""
    if body is None:
        return any(o.rank == 1 and o.country == country for o in _offices(draft, context))
    titles = [draft.office or "", *(o.title for o in _offices(draft, context))]
    return any(_TOPS & set(fold(title).split()) for title in titles) and _of_body(draft, body, context)


def _offices(draft: Draft, context: Context) -> list[Office]:
    """The offices that the text or knowledge gives somebody."""
    known = context.knowledge.offices
    return [known[key] for key in draft.offices | context.offices_held(draft) if key in known]


def _of_body(draft: Draft, body: Draft, context: Context) -> bool:
    """Whether a person's office belongs to a body, by knowledge or by its wording."""
    if any(o.body in body.known for o in _offices(draft, context)):
        return True
    wording = set(fold(draft.office or "").split())
    return any(set(form.split()) <= wording for form in (*body.forms, fold(body.name)))


def _closest(drafts: Sequence[Draft], sighting: Sighting, scene: Scene) -> Draft:
    """The one mentioned last before the sighting, else first after it."""
    wanted = {d.index for d in drafts}
    seen = [s for s in scene.sightings if wanted & set(s.referents)]
    before = [s for s in seen if s.first < sighting.first]
    best = max(before, key=lambda s: s.first) if before else min(seen, key=lambda s: s.first, default=None)
    return scene.drafts[best.referents[0]] if best else drafts[0]


def _from_knowledge(title: Title, ids: Sequence[str], scene: Scene, context: Context) -> Draft | None:
    """Whoever held the office on the article's day; several holders stay candidates of one unresolved person."""
    if title.former or not ids or context.day is None:
        return None
    office = _likely([context.knowledge.offices[key] for key in ids], title, scene)
    people = so_called(_holders(office, context.day, context) if office else (), title.core)
    known = tuple(p.id for p in people)
    existing = next((d for d in scene.drafts if known and set(known) == set(d.known)), None)
    if existing or not known or office is None:
        return existing
    begin = title.first + bool(title.determiner)
    sole = people[0] if len(people) == 1 else None
    return scene.add(
        EntityType.PERSON,
        sole.name if sole else "",
        known=known,
        sure=True,
        title=scene.words.said(begin, title.last),
        office=office.id,
        official=True,
        country=office.country,
        offices={office.id},
        gender=sole.gender if sole else None,
        reason=f"{office.title} on {context.day.isoformat()}",
    )


def _holders(office: Office, day: dt.date, context: Context) -> tuple[Person, ...]:
    """Everybody in the office that day; on a day of handover, of an office for one, the one who came last."""
    people = holders(context.knowledge, office.id, day)
    return people[:1] if office.single else people


def _likely(offices: Sequence[Office], title: Title, scene: Scene) -> Office | None:
    """The one office meant: of the country named, else of one that the article is about; None if unclear."""
    if title.country is None and title.body is None:
        main = scene.main_countries()
        offices = [o for o in offices if not main or o.country in main or o.country is None]
        near = scene.nearest_country(title.first, frozenset(o.country for o in offices if o.country))
        offices = [o for o in offices if near is None or o.country in (near, None)]
    if len({o.country for o in offices}) > 1 and title.country is None and title.body is None:
        return None
    best = [o for o in offices if o.rank == offices[0].rank]
    return best[0] if len(best) == 1 else None
