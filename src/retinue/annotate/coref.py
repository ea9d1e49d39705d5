"""Offices tied to the persons who hold them, from the titles beside their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retinue.annotate.alone import tie_alone
from retinue.annotate.belonging import situated
from retinue.annotate.context import Context
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.offices import office_ids, standard_title
from retinue.annotate.roles import find_titles
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.annotate.succession import hand_on, is_succession
from retinue.annotate.titles import Title
from retinue.knowledge import holders
from retinue.model import EntityType, MentionKind

__all__ = ["tie_roles"]

_NO_RANK = 9  # below every office that knowledge has
_AMERICAN = {
    "rep.",
    "sen.",
    "congressman",
    "congresswoman",
    "judge",
}  # titles that news of the United States uses bare
_TELL_NOTHING = {"official", "executive", "leader", "member", "deputy", "representative", "head", "general", "chief"}


def tie_roles(scene: Scene, context: Context) -> None:
    """Bind titles to the persons who bear them, then tie titles that stand alone to a person."""
    titles = find_titles(scene, context.lexicon, context.knowledge)
    for title in titles:
        if title.holder:
            _bind(situated(title, scene, context.lexicon), title.holder, scene, context)
    hand_on([title for title in titles if is_succession(title)], scene, context)
    for title in titles:
        if not title.holder:
            tie_alone(title, scene, context)


def _bind(title: Title, holder: Sighting, scene: Scene, context: Context) -> None:
    draft = scene.drafts[holder.referents[0]]
    if not draft.sure and not draft.known:
        draft.kind, draft.sure = EntityType.PERSON, True
    if draft.kind is not EntityType.PERSON:
        return
    weak = is_succession(title) or (_empty(title) and not (title.body or title.rest or title.country))
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


def _empty(title: Title) -> bool:
    """True for "official", "the member": a role that alone tells neither office nor profession."""
    return title.core in _TELL_NOTHING


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
    if title.core.rpartition(" ")[2] in _AMERICAN and "US" in scene.main_countries():
        return "US"
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
