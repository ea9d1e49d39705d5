"""Offices handed on: "her predecessor, Lei Bo", "Garneau's successor", "took over from Lee", "replaced by Li"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retinue.annotate.belonging import named_before
from retinue.annotate.context import Context
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.annotate.titles import POSSESSIVE, Title
from retinue.model import EntityType

__all__ = ["hand_on", "is_succession"]

FORMER = "Former "
_BEFORE, _AFTER = {"predecessor"}, {"successor"}
_REPLACE = {"succeed", "replace"}
_HANDED = {"take", "inherit"}  # "took over from", "took the reins from"


def is_succession(title: Title) -> bool:
    """True for "predecessor" and "successor": the office is another's."""
    return title.core.rpartition(" ")[2] in _BEFORE | _AFTER


def hand_on(titles: Sequence[Title], scene: Scene, context: Context) -> None:
    """Give those who came before or after a holder of an office that office, or the former one."""
    for title in titles:
        principal = _principal(title, scene)
        if title.holder and principal:
            other = scene.drafts[title.holder.referents[0]]
            pair = (other, principal) if title.core.rpartition(" ")[2] in _BEFORE else (principal, other)
            _pass(*pair, scene=scene, context=context)
    people = {s.head: scene.drafts[s.referents[0]] for s in scene.sightings if s.referents}
    for old, new in _changes(scene, people):
        if old.kind is EntityType.PERSON and new.kind is EntityType.PERSON and old is not new:
            _pass(old, new, scene, context)


def _principal(title: Title, scene: Scene) -> Draft | None:
    words, first = scene.words, title.first
    found: Sighting | None = None
    if title.determiner in ("his", "her", "their", "whose"):
        found = named_before(first, scene, (EntityType.PERSON,))
    elif words.word(first - 1) in POSSESSIVE:
        found = next((s for s in scene.sightings if s.last == first - 1), None)
    draft = scene.drafts[found.referents[0]] if found and found.referents else None
    return draft if draft and draft.kind is EntityType.PERSON else None


def _changes(scene: Scene, people: dict[int, Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Pairs of who left and who came, by verbs of succession."""
    words = scene.words
    for i, lemma in enumerate(words.lemma):
        if words.pos[i] != "VERB" or lemma not in _REPLACE | _HANDED:
            continue
        by = {words.dep[c]: c for c in words.children[i]}
        new = _actor(i, by, scene, people)
        if "nsubjpass" in by and "agent" in by and lemma in _REPLACE:
            old, come = people.get(by["nsubjpass"]), _object(by["agent"], scene, people)
        elif lemma in _REPLACE:
            old, come = people.get(by.get("dobj", -1)), new
        else:
            source = next((c for c in words.children[i] if words.lower[c] == "from"), None)
            old, come = (_object(source, scene, people) if source is not None else None), new
        if old and come:
            yield old, come


def _actor(verb: int, by: dict[str, int], scene: Scene, people: dict[int, Draft]) -> Draft | None:
    """The subject; of "X, who took over from Y" the name before."""
    words, subject = scene.words, by.get("nsubj", -1)
    if subject >= 0 and words.lower[subject] in ("who", "that"):
        return people.get(words.head[verb])
    if subject >= 0 and words.lower[subject] in ("he", "she"):
        seen = named_before(subject, scene, (EntityType.PERSON,))
        return scene.drafts[seen.referents[0]] if seen else None
    return people.get(subject)


def _object(prep: int, scene: Scene, people: dict[int, Draft]) -> Draft | None:
    return next((people[c] for c in scene.words.children[prep] if c in people), None)


def _pass(old: Draft, new: Draft, scene: Scene, context: Context) -> None:
    """The office goes from `old` to `new`; whichever of them has one tells it."""
    if old.office is None and (office := _office(new, context)):
        old.office = FORMER + office.removeprefix(FORMER)
    elif new.office is None and not new.known and (office := _office(old, context)):
        new.office = office.removeprefix(FORMER)


def _office(draft: Draft, context: Context) -> str | None:
    held = sorted(context.offices_held(draft), key=lambda key: context.knowledge.offices[key].rank)
    key = draft.office or (held[0] if held else None)
    office = context.knowledge.offices.get(key) if key else None
    return office.title if office else key
