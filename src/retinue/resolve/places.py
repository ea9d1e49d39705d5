"""Where: the places of an event as names, most specific first."""

from __future__ import annotations

from collections.abc import Sequence

from retinue.knowledge import find_place
from retinue.knowledge.types import Knowledge, Place
from retinue.model import Annotation, Mention

__all__ = ["place_names"]

_LEVELS = {"area": 0, "district": 1, "city": 2, "region": 3, "country": 4}
_UNKNOWN = -1  # a place outside the gazetteer is a street, a park, a works: narrower than any we know


def place_names(
    mentions: Sequence[int], annotation: Annotation, knowledge: Knowledge
) -> tuple[tuple[str, Mention], ...]:
    """Each place once, as knowledge spells it (else as printed), with its mention; narrower places first."""
    found: dict[str, tuple[int, Mention]] = {}
    for index in mentions:
        mention = annotation.mentions[index]
        known = _known(mention, annotation, knowledge)
        name = known.name if known else _printed(mention, annotation)
        level = _LEVELS.get(known.level, _UNKNOWN) if known else _UNKNOWN
        found.setdefault(name, (level, mention))
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return tuple((name, mention) for name, (_, mention) in ordered)


def _known(mention: Mention, annotation: Annotation, knowledge: Knowledge) -> Place | None:
    referent = annotation.referents[mention.referents[0]] if mention.referents else None
    ids = referent.known if referent else ()
    place = next((knowledge.places[id_] for id_ in ids if id_ in knowledge.places), None)
    return place or find_place(knowledge, mention.text, country_hint=referent.country if referent else None)


def _printed(mention: Mention, annotation: Annotation) -> str:
    referent = annotation.referents[mention.referents[0]] if mention.referents else None
    name = referent.name if referent and referent.name else mention.text
    return name[4:] if name.lower().startswith("the ") else name
