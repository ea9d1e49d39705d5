"""Whose office it is, where the title does not name the body: "its founder", "the agency's head", "the chairman"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.annotate.titles import COUNSEL, POSSESSIVE, Title
from retinue.model import EntityType, MentionKind

__all__ = ["GROUPS", "named_before", "situated", "thing_meant"]

_SPEAKS = {"spokesman", "spokeswoman", "spokesperson"}
_SERVES = {"secretary", "minister", "commissioner", "governor"}
_RUNS = {
    "chairman", "chairwoman", "chair", "ceo", "executive", "founder", "co-founder", "boss", "cfo", "head",
    "director", "owner", "officer", "manager", "designer", "engineer",
}  # fmt: skip
_ANY = {"head", "director", "chairman", "chairwoman", "chair", "chairperson"}  # of a firm or of a public body
_LOCAL = {"governor", "mayor", "vice-governor", "vice-mayor"}
_ITS, _HERS = {"its", "their", "our", "whose"}, {"his", "her"}
_FIRMS = (EntityType.COMPANY, EntityType.ORGANIZATION)
GROUPS = (*_FIRMS, EntityType.BODY, EntityType.MEDIA)


def situated(title: Title, scene: Scene, lexicon: Lexicon) -> Title:
    """`title` with the body it belongs to by a possessive before it, else by what was named last or most."""
    if title.rest and not title.body and (meant := _called_plainly(title, scene, lexicon)):
        return replace(title, body=meant, rest="")
    if title.body or title.rest or title.country:
        return title
    owner = _owner(title, scene, lexicon)
    return replace(title, body=owner) if owner else _by_role(title, scene)


def _called_plainly(title: Title, scene: Scene, lexicon: Lexicon) -> Sighting | None:
    """ "Chairman of the company": the name that the noun stands for."""
    said = title.rest.lower().split()
    plain = len(said) == 3 and said[:2] in (["of", "the"], ["for", "the"], ["at", "the"])
    return thing_meant(said[2], title.first, scene, lexicon) if plain and said[2] in lexicon.nominals else None


def _owner(title: Title, scene: Scene, lexicon: Lexicon) -> Sighting | None:
    """ "The agency's head", "its lawyer", "her lawyer"."""
    words = scene.words
    for k in range(title.first, title.head):
        if words.word(k + 1) in POSSESSIVE and words.lower[k] in lexicon.nominals:
            return thing_meant(words.lower[k], k, scene, lexicon)
    if title.determiner in _ITS:
        kinds = _FIRMS if words.lower[title.head] in _RUNS - _ANY else GROUPS
        return _subject(title, scene, lexicon, kinds) or named_before(title.first, scene, kinds)
    if title.determiner in _HERS and words.lower[title.head] in COUNSEL:
        return named_before(title.first, scene, (EntityType.PERSON,))
    return None


def _subject(title: Title, scene: Scene, lexicon: Lexicon, kinds: Sequence[EntityType]) -> Sighting | None:
    """The subject named in the same sentence before the title, whom "its" means first: "Lumen …, its lawyer said"."""
    words, here = scene.words, scene.words.sentence[title.first]
    named = {s.head: s for s in _named(title.first, scene, kinds)}
    for k in range(title.first - 1, -1, -1):
        if words.sentence[k] != here:
            break
        if words.dep[k] in ("nsubj", "nsubjpass"):
            if k in named:
                return named[k]
            if words.lower[k] in lexicon.nominals and lexicon.nominals[words.lower[k]] in kinds:
                return thing_meant(words.lower[k], k, scene, lexicon)
    return None


def thing_meant(stem: str, token: int, scene: Scene, lexicon: Lexicon) -> Sighting | None:
    """The name that "the agency", "the firm" at `token` stands for: the nearest before that fits the noun."""
    kind = lexicon.nominals[stem]
    kinds = (kind,) if kind is EntityType.BODY else GROUPS
    named = _named(token, scene, kinds)
    if stem in lexicon.strict:
        named = [s for s in named if stem in scene.drafts[s.referents[0]].name.lower()] or (
            named if kind is EntityType.BODY else []
        )
    elif kind is EntityType.COMPANY:
        named = [s for s in named if scene.drafts[s.referents[0]].kind in _FIRMS]
    return max(named, key=lambda s: s.first, default=None)


def named_before(token: int, scene: Scene, kinds: Sequence[EntityType]) -> Sighting | None:
    """The name of one of `kinds` that stands nearest before `token`."""
    return max(_named(token, scene, kinds), key=lambda s: s.first, default=None)


def _named(token: int, scene: Scene, kinds: Sequence[EntityType]) -> list[Sighting]:
    before = [s for s in scene.sightings if s.last <= token and s.referents and s.kind is MentionKind.NAME]
    return [s for s in before if _is_of(scene.drafts[s.referents[0]], kinds)]


def _by_role(title: Title, scene: Scene) -> Title:
    """A title without a body: a spokesperson or chairman belongs to the body or firm named just before."""
    word = scene.words.lower[title.head]
    if word in _LOCAL or title.core.endswith("party secretary"):
        places = [s for s in _named(title.first, scene, (EntityType.PLACE,)) if not _is_country(s, scene)]
        return replace(title, body=max(places, key=lambda s: s.first)) if places else title
    kinds = _kinds_for(title, word)
    if not kinds:
        return title
    own = title.holder.referents if title.holder else ()
    fitting = [s for s in _named(title.first, scene, kinds) if s.referents != own]
    here = scene.words.sentence[title.first]
    near = [s for s in fitting if here - scene.words.sentence[s.first] <= 1]
    if near:
        return replace(title, body=max(near, key=lambda s: s.first))
    firms = [s for s in fitting if scene.drafts[s.referents[0]].kind in _FIRMS]
    often = Counter(s.referents for s in firms)
    main = max(firms, key=lambda s: (often[s.referents], s.first), default=None)
    return replace(title, body=main) if word in _RUNS else title


def _is_country(sighting: Sighting, scene: Scene) -> bool:
    draft = scene.drafts[sighting.referents[0]]
    return any(key.upper() == draft.country for key in draft.known)


def _kinds_for(title: Title, word: str) -> tuple[EntityType, ...]:
    """The kinds of body that a role noun without one belongs to; none when it can do without."""
    if word in _SPEAKS:
        return GROUPS
    if word in _SERVES and title.core == word and title.determiner == "the":
        return (EntityType.BODY,)
    if word in _ANY and title.core == word:
        return GROUPS
    return _FIRMS if word in _RUNS else ()


def _is_of(draft: Draft, kinds: Sequence[EntityType]) -> bool:
    return draft.kind in kinds and "government" not in draft.name
