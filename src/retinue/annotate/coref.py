"""Offices tied to the persons who hold them, from the titles beside their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from retinue.annotate.alone import tie_alone
from retinue.annotate.context import Context
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.offices import office_ids, standard_title
from retinue.annotate.roles import find_titles
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.annotate.titles import Title
from retinue.knowledge import holders
from retinue.model import EntityType, MentionKind

__all__ = ["tie_roles"]

_SPEAKS = {"spokesman", "spokeswoman", "spokesperson"}
_SERVES = {"secretary", "minister", "commissioner", "governor"}
_RUNS = {
    "chairman", "chairwoman", "chair", "ceo", "executive", "founder", "co-founder", "boss", "cfo", "head",
    "director",
}  # fmt: skip
_FIRMS = (EntityType.COMPANY, EntityType.ORGANIZATION)
_GROUPS = (*_FIRMS, EntityType.BODY, EntityType.MEDIA)
_NO_RANK = 9  # below every office that knowledge has


def tie_roles(scene: Scene, context: Context) -> None:
    """Bind titles to the persons who bear them, then tie titles that stand alone to a person."""
    titles = find_titles(scene, context.lexicon, context.knowledge)
    for title in titles:
        if title.holder:
            _bind(_situated(title, scene), title.holder, scene, context)
    for title in titles:
        if not title.holder:
            tie_alone(title, scene, context)


def _situated(title: Title, scene: Scene) -> Title:
    """A title without a body: a spokesperson or chairman belongs to the body or firm named just before."""
    kinds = _kinds_for(title, scene.words.lower[title.head])
    if not kinds or title.body or title.rest or title.country:
        return title
    named = [s for s in scene.sightings if s.first < title.first and s.referents and s.kind is MentionKind.NAME]
    fitting = [s for s in named if _is_of(scene.drafts[s.referents[0]], kinds)]
    here = scene.words.sentence[title.first]
    near = [s for s in fitting if here - scene.words.sentence[s.first] <= 1]
    if near:
        return replace(title, body=max(near, key=lambda s: s.first))
    often = Counter(s.referents for s in fitting)
    main = max(fitting, key=lambda s: (often[s.referents], s.first), default=None)
    return replace(title, body=main) if "chief" in title.core else title


def _kinds_for(title: Title, word: str) -> tuple[EntityType, ...]:
    """The kinds of body that a role noun without one belongs to; none when it can do without."""
    if word in _SPEAKS:
        return _GROUPS
    if word in _SERVES and title.core == word and title.determiner == "the":
        return (EntityType.BODY,)
    return _FIRMS if word in _RUNS else ()


def _is_of(draft: Draft, kinds: tuple[EntityType, ...]) -> bool:
    return draft.kind in kinds and "government" not in draft.name


def _bind(title: Title, holder: Sighting, scene: Scene, context: Context) -> None:
    draft = scene.drafts[holder.referents[0]]
    if not draft.sure and not draft.known:
        draft.kind, draft.sure = EntityType.PERSON, True
    if draft.kind is not EntityType.PERSON:
        return
    private = context.lexicon.roles.get(title.core) != "public"
    weak = private and _ends_vague(title, context) and not (title.body or title.rest or title.country)
    title = replace(title, country=title.country or _country(title, draft, scene, context))
    ids = office_ids(title, scene, context.offices, context.knowledge)
    held = context.offices_ever(draft)
    ids = tuple(key for key in ids if key in held) or (() if held and len(ids) > 1 else _sole(ids, title, context))
    if not draft.known:
        ids = tuple(key for key in ids if not _taken(key, context))
    draft.offices.update(ids)
    if ids or not weak:
        _entitle(draft, title, ids, scene, context)
    if holder.first != title.last and scene.words.pos[title.head] != "VERB":
        scene.see(title.first, title.last, MentionKind.ROLE, (draft.index,))


def _taken(office: str, context: Context) -> bool:
    """Whether knowledge has somebody in an office for one that day: then a stranger can't hold it."""
    return bool(
        context.day and context.knowledge.offices[office].single and holders(context.knowledge, office, context.day)
    )


def _ends_vague(title: Title, context: Context) -> bool:
    """True for "official", "career banker": a role that names no office."""
    return title.core.split()[-1:] != ["executive"] and title.core.rpartition(" ")[2] in context.lexicon.vague


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
    """Keep the most telling title: the highest knowledge has, else present before former, long before short."""
    begin = title.first + bool(title.determiner)
    standard = ids[0] if ids else standard_title(title, scene, context.lexicon, context.knowledge)
    height = -context.knowledge.offices[ids[0]].rank if ids else -_NO_RANK
    rank = (
        height if not title.former else -_NO_RANK,
        not title.former,
        bool(title.body or title.rest),
        len(standard),
    )
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
    return (
        kind == "public"
        or bool(body and body.kind is EntityType.BODY)
        or (kind == "either" and ("party" in title.core or field))
    )
