"""Offices tied to the persons who hold them: a title beside a name, or a title that stands for somebody alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.offices import OfficeIndex, office_ids, standard_title
from retinue.annotate.roles import Title, find_titles
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.knowledge import holders, offices_on
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge, Office, Person
from retinue.model import EntityType, MentionKind

__all__ = ["Context", "tie_roles"]

_SPEAKS = {"spokesman", "spokeswoman", "spokesperson"}
_SERVES = {"secretary", "minister", "commissioner", "governor"}
_RUNS = {"chairman", "chairwoman", "chair", "ceo", "executive", "founder", "co-founder", "boss", "cfo", "head", "director", "president"}
_HEADS = {"boss", "chief", "leader", "head"}  # news's own words for whoever is at the top
_TOPS = {"executive", "ceo", "chairman", "president", "founder", "premier", "minister", "chancellor", "chair", "head"}
_GROUPS = (EntityType.BODY, EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.MEDIA)


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
            _bind(_situated(title, scene), scene, context)
    for title in titles:
        if not title.holder:
            _tie(title, scene, context)


# ------------------------------------------------------------------------------------- titles beside names
def _situated(title: Title, scene: Scene) -> Title:
    """A title without a body: a spokesperson or chairman belongs to the body or firm named just before."""
    word = scene.words.lower[title.head]
    if title.body or title.rest or title.country or word not in _SPEAKS | _RUNS | _SERVES:
        return title
    kinds = _GROUPS if word in _SPEAKS else (EntityType.COMPANY, EntityType.ORGANIZATION)
    if word in _SERVES:
        if title.core != word or title.determiner != "the":
            return title
        kinds = (EntityType.BODY,)
    if word == "president" and title.determiner != "its":
        return title
    here = scene.words.sentence[title.first]
    near = [
        s
        for s in scene.sightings
        if s.first < title.first and s.referents and here - scene.words.sentence[s.first] <= 1 and s.kind is MentionKind.NAME
        and scene.drafts[s.referents[0]].kind in kinds and "government" not in scene.drafts[s.referents[0]].name
    ]
    if near:
        return replace(title, body=max(near, key=lambda s: s.first))
    return replace(title, body=_main_firm(title, scene)) if word in _RUNS and "chief" in title.core else title


def _main_firm(title: Title, scene: Scene) -> Sighting | None:
    """The firm named most often before a chief executive whose firm the sentence doesn't tell."""
    firms = [
        s for s in scene.sightings
        if s.first < title.first and s.referents and scene.drafts[s.referents[0]].kind is EntityType.COMPANY
    ]  # fmt: skip
    often = Counter(s.referents for s in firms)
    return max(firms, key=lambda s: (often[s.referents], s.first), default=None)


def _bind(title: Title, scene: Scene, context: Context) -> None:
    assert title.holder is not None
    draft = scene.drafts[title.holder.referents[0]]
    if not draft.sure and not draft.known:
        draft.kind, draft.sure = EntityType.PERSON, True
    if draft.kind is not EntityType.PERSON:
        return
    weak = title.core in context.lexicon.vague and not (title.body or title.rest or title.country)
    title = replace(title, country=title.country or _country(title, draft, scene, context))
    ids = office_ids(title, scene, context.offices, context.knowledge)
    held = _ever_held(draft, context)
    ids = tuple(key for key in ids if key in held) or (() if held and len(ids) > 1 else _sole(ids, title, context))
    if not draft.known:
        ids = tuple(key for key in ids if not _taken(key, context))
    draft.offices.update(ids)
    if ids or not weak:
        _entitle(draft, title, ids, scene, context)
    if title.holder.first != title.last and scene.words.pos[title.head] != "VERB":
        scene.see(title.first, title.last, MentionKind.ROLE, (draft.index,))


def _taken(office: str, context: Context) -> bool:
    """Whether knowledge has somebody in an office for one on the article's day: then a stranger can't hold it."""
    return bool(context.day and context.knowledge.offices[office].single and holders(context.knowledge, office, context.day))


def _sole(ids: Sequence[str], title: Title, context: Context) -> tuple[str, ...]:
    """The office of the title's country, if there is just one of that name and the country is told."""
    offices = [context.knowledge.offices[key] for key in ids]
    fitting = [o.id for o in offices if title.country in (o.country, None) or o.country is None]
    return tuple(fitting) if len(fitting) == 1 or (title.body and title.body.referents) else ()


def _country(title: Title, draft: Draft, scene: Scene, context: Context) -> str | None:
    """The country of an office that names none: the holder's, else the one spoken of nearest before."""
    body = scene.drafts[title.body.referents[0]] if title.body else None
    if body is not None:
        return body.country
    if draft.country or title.former or not _public(title, scene, context.lexicon):
        return draft.country
    return scene.nearest_country(title.first)


def _entitle(draft: Draft, title: Title, ids: Sequence[str], scene: Scene, context: Context) -> None:
    """Keep the most telling title: an office knowledge has before others, present before former, longer before shorter."""
    begin = title.first + bool(title.determiner)
    standard = ids[0] if ids else standard_title(title, scene, context.lexicon, context.knowledge)
    height = -context.knowledge.offices[ids[0]].rank if ids else -9
    rank = (height if not title.former else -9, not title.former, bool(title.body or title.rest), len(standard))
    if draft.title is None or rank > draft.rank:
        draft.title, draft.office, draft.rank = scene.words.said(begin, title.last), standard, rank
    draft.country = draft.country or title.country
    draft.official = draft.official or _public(title, scene, context.lexicon)


def _public(title: Title, scene: Scene, lexicon: Lexicon) -> bool:
    word = scene.words.lower[title.head]
    kind = lexicon.roles.get(word) or lexicon.roles.get(word.removesuffix("s"), "either")
    body = scene.drafts[title.body.referents[0]] if title.body else None
    if body and body.kind in (EntityType.COMPANY, EntityType.MEDIA):
        return False
    field = any(w in lexicon.portfolios for w in title.core.split())
    return kind == "public" or bool(body and body.kind is EntityType.BODY) or (kind == "either" and ("party" in title.core or field))


def _ever_held(draft: Draft, context: Context) -> set[str]:
    return {t.office for key in draft.known for t in context.knowledge.terms_by_person.get(key, ())}


# ------------------------------------------------------------------------------------ titles standing alone
def _tie(title: Title, scene: Scene, context: Context) -> None:
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
    named = [d for d in people if set(ids) & (d.offices | _held(d, context))] if not title.former else []
    named = named or [d for d in people if _same_title(title, d, scene, context)]
    if named:
        return _closest(named, sighting, scene)
    return _from_knowledge(title, ids, scene, context)


def _held(draft: Draft, context: Context) -> set[str]:
    """Offices a known person holds on the article's day."""
    if context.day is None or not draft.known or draft.known[0] not in context.knowledge.people:
        return set()
    return {o.id for key in draft.known for o in offices_on(context.knowledge, key, context.day)}


def _same_title(title: Title, draft: Draft, scene: Scene, context: Context) -> bool:
    """Whether the text gives a person this very title, or one at the top of the body or country named."""
    word = scene.words.lower[title.head]
    body = scene.drafts[title.body.referents[0]] if title.body else None
    if word in _HEADS and (body or title.country):
        return _on_top(draft, body, title.country, context)
    if not draft.title or (word in context.lexicon.vague and not title.determiner):
        return False
    theirs = fold(draft.title).split()
    ours = fold(title.core).split()
    if not ours or not any(theirs[k : k + len(ours)] == ours for k in range(len(theirs))):
        return False
    if not _content(title.rest) <= set(theirs):
        return False
    if {"vice", "deputy", "former"} & (set(theirs) - set(ours)):
        return False
    if title.country and draft.country and title.country != draft.country:
        return False
    return body is None or any(set(form.split()) <= set(theirs) for form in body.forms) or _of_body(draft, body, context)


def _content(wording: str) -> set[str]:
    return set(fold(wording).split()) - {"of", "the", "for", "to", "at", "in", "and"}


def _on_top(draft: Draft, body: Draft | None, country: str | None, context: Context) -> bool:
    if body is None:
        offices = [context.knowledge.offices[key] for key in draft.offices | _held(draft, context) if key in context.knowledge.offices]
        return any(o.rank == 1 and o.country == country for o in offices)
    top = bool(draft.office and _TOPS & set(fold(draft.office).split())) or any(
        _TOPS & set(fold(context.knowledge.offices[key].title).split()) for key in draft.offices
    )
    return top and _of_body(draft, body, context)


def _of_body(draft: Draft, body: Draft, context: Context) -> bool:
    """Whether a person's office belongs to a body, by knowledge or by its wording."""
    mine = [context.knowledge.offices[key] for key in draft.offices | _held(draft, context) if key in context.knowledge.offices]
    if any(o.body in body.known for o in mine):
        return True
    wording = fold(draft.office or "").split()
    return any(set(form.split()) <= set(wording) for form in (*body.forms, fold(body.name)))


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
    people = _holders(office, context) if office else ()
    known = tuple(p.id for p in people)
    existing = next((d for d in scene.drafts if known and set(known) == set(d.known)), None)
    if existing or not known or office is None:
        return existing
    begin = title.first + bool(title.determiner)
    sole = people[0] if len(people) == 1 else None
    return scene.add(
        EntityType.PERSON, sole.name if sole else "", known=known, sure=True, title=scene.words.said(begin, title.last),
        office=office.id, official=True, country=office.country, offices={office.id}, gender=sole.gender if sole else None,
        reason=f"{office.title} on {context.day.isoformat()}",
    )  # fmt: skip


def _holders(office: Office, context: Context) -> tuple[Person, ...]:
    """Everybody in the office that day; on a day of handover, of an office for one, the one who came last."""
    assert context.day is not None
    people = holders(context.knowledge, office.id, context.day)
    return people[:1] if office.single else people


def _likely(offices: Sequence[Office], title: Title, scene: Scene) -> Office | None:
    """The one office meant: of the country named, else of one of the countries the article is about; None if unclear."""
    if title.country is None and title.body is None:
        main = scene.main_countries()
        offices = [o for o in offices if o.country in main or o.country is None]
        near = scene.nearest_country(title.first, frozenset(o.country for o in offices if o.country))
        offices = [o for o in offices if o.country in (near, None)]
    best = [o for o in offices if o.rank == offices[0].rank]
    return best[0] if len(best) == 1 else None
