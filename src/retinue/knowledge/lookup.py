"""Questions to ask of `Knowledge`: who held an office that day, what a name may stand for, where a place lies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from retinue.knowledge.fold import bare, fold, without_initials
from retinue.knowledge.types import Knowledge, Listing, Office, Ownership, Person, Place, Theme

__all__ = [
    "ancestors",
    "candidates",
    "find_place",
    "holders",
    "listings_on",
    "office_candidates",
    "offices_on",
    "owners_on",
    "so_called",
    "tells",
    "theme_called",
    "themes_of",
    "units_on",
    "unknown_key",
]

# Words a firm's name sheds in the press, after its legal form is gone.
_SHED = ("group", "technology", "technologies", "international", "electronics", "holdings", "industries", "china")


def holders(knowledge: Knowledge, office: str, day: dt.date) -> tuple[Person, ...]:
    """Who held `office` on `day`, the latest to come first (a day of handover has two)."""
    terms = [term for term in knowledge.terms_by_office.get(office, ()) if term.covers(day)]
    return tuple(knowledge.people[term.person] for term in reversed(terms))


def so_called(people: Iterable[Person], wording: str) -> tuple[Person, ...]:
    """Those of `people` whom a title can mean by its gender: "spokeswoman" no man, "spokesman" no woman."""
    folded = fold(wording)
    other = "m" if "woman" in folded else "f" if "spokesman" in folded else None
    return tuple(person for person in people if other is None or person.gender != other)


def offices_on(knowledge: Knowledge, person: str, day: dt.date) -> tuple[Office, ...]:
    """The offices a person held on `day`, highest rank first; of one rank the latest taken first."""
    terms = [term for term in knowledge.terms_by_person.get(person, ()) if term.covers(day)]
    offices = [knowledge.offices[term.office] for term in reversed(terms)]
    return tuple(sorted(dict.fromkeys(offices), key=lambda office: office.rank))


def listings_on(knowledge: Knowledge, entity: str, day: dt.date) -> tuple[Listing, ...]:
    """The lists somebody stood on that day, earliest first."""
    return tuple(found for found in knowledge.listings_by_entity.get(entity, ()) if found.covers(day))


def owners_on(knowledge: Knowledge, unit: str, day: dt.date | None = None) -> tuple[Ownership, ...]:
    """To whom an organisation belonged, the nearest owners first, up to the top: on `day`, or ever without one."""
    return _chain(knowledge.owners, unit, "owner", day)


def units_on(knowledge: Knowledge, owner: str, day: dt.date | None = None) -> tuple[Ownership, ...]:
    """What belonged to an organisation, at any depth, the nearest first: on `day`, or ever without one."""
    return _chain(knowledge.units, owner, "unit", day)


def _chain(
    index: Mapping[str, tuple[Ownership, ...]], start: str, end: str, day: dt.date | None
) -> tuple[Ownership, ...]:
    """The ownerships met from `start` on along the field `end`, each organisation once, ring or no ring."""
    found: dict[str, Ownership] = {}
    waiting = [start]
    while waiting:
        for owned in index.get(waiting.pop(0), ()):
            met = getattr(owned, end)
            if met != start and met not in found and (day is None or owned.covers(day)):
                found[met] = owned
                waiting.append(met)
    return tuple(found.values())


def theme_called(knowledge: Knowledge, wording: str) -> Theme | None:
    """The theme of policy with this id, name or other name."""
    wanted = fold(wording)
    called = (one for one in knowledge.themes.values() if wanted in map(fold, (one.name, *one.names)))
    return knowledge.themes.get(wording) or next(called, None)


def tells(theme: Theme, text: str) -> bool:
    """True when a text holds any of the theme's words, as `themes_of` counts them."""
    return _times(theme, f" {_singular(text)} ") > 0


def themes_of(knowledge: Knowledge, text: str) -> tuple[Theme, ...]:
    """The themes of policy that a text's words tell, the most often told first; an id is its own theme.

    Wordings count as whole words ("data security law"), one or many, in Han script anywhere.
    """
    if exact := knowledge.themes.get(text):
        return (exact,)
    within = f" {_singular(text)} "
    told = [(_times(theme, within), theme) for theme in knowledge.themes.values()]
    return tuple(theme for times, theme in sorted(told, key=lambda one: -one[0]) if times)


def _times(theme: Theme, within: str) -> int:
    words = {word if _HAN.match(word) else f" {_singular(word)} " for word in theme.words}
    return sum(within.count(word) for word in words)


@lru_cache(maxsize=4096)
def _singular(text: str) -> str:
    """Folded, each word without its plural's s: good enough to compare by, not to show."""
    return " ".join(word.rstrip("s") or word for word in fold(text).split())


_HAN = re.compile("[\u3400-\u9fff]")


def unknown_key(name: str) -> str:
    """Where `Knowledge.listings_by_entity` keeps the listings of a firm that has no entry: no id holds a space."""
    return f"called {bare(fold(name))}"


def candidates(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    """Ids of people and organisations that `name` may stand for: as written, else without legal form or initials.

    Descriptions ("China's cyberspace regulator") come last. Empty when nothing is known by that name.
    """
    folded = fold(name)
    folded = folded.removeprefix("the ") if folded not in knowledge.names else folded
    for wording in (folded, bare(folded), without_initials(folded), _shed(bare(folded))):
        if found := knowledge.names.get(wording):
            return found
    return knowledge.nominals.get(folded, ())


def _shed(folded: str) -> str:
    words = folded.split()
    while len(words) > 1 and words[-1] in _SHED:
        words.pop()
    return bare(" ".join(words))


def office_candidates(knowledge: Knowledge, wording: str) -> tuple[str, ...]:
    """Ids of the offices a wording may mean ("the Chinese premier", "US commerce secretary"), highest rank first."""
    folded = fold(wording)
    return knowledge.office_names.get(folded) or knowledge.office_names.get(folded.removeprefix("the "), ())


def find_place(
    knowledge: Knowledge, name: str, country_hint: str | None = None, within: str | None = None
) -> Place | None:
    """The place a name most likely means: inside `within` (a place id), else in `country_hint`, else the largest.

    `within` is binding: a name not found inside it gives None. `country_hint` (ISO code) only prefers. A name that
    says itself where it lies is read so: "Cambridge, Massachusetts", "eastern China's Zhejiang province".
    """
    places = [knowledge.places[id_] for id_ in _place_ids(knowledge, fold(name))]
    if not places:
        return _compound(knowledge, name, country_hint, within)
    if within is not None:
        places = [place for place in places if within in (above.id for above in ancestors(knowledge, place))]
    at_home = [place for place in places if country_hint is None or place.country == country_hint]
    return next(iter(at_home or places), None)


def _compound(knowledge: Knowledge, name: str, country_hint: str | None, within: str | None) -> Place | None:
    """Read "inner, outer", "outer's inner" and "inner of outer"; None when the name has no such form."""
    for pattern in (_COMMA, _POSSESSIVE, _OF):
        if (found := pattern.match(name)) and (outer := find_place(knowledge, found["outer"], country_hint)):
            inner = find_place(knowledge, found["inner"], within=outer.id)
            return inner if within is None or (inner and find_place(knowledge, inner.name, within=within)) else None
    return None


_COMMA = re.compile(r"^(?P<inner>[^,]+),\s*(?P<outer>.+)$")
_POSSESSIVE = re.compile(r"^(?P<outer>.+)['’]s\s+(?P<inner>.+)$")
_OF = re.compile(r"^(?P<inner>.+)\s+(?:of|in)\s+(?P<outer>.+)$")


def _place_ids(knowledge: Knowledge, folded: str) -> tuple[str, ...]:
    for wording in (folded, _plain(folded), _plain(_DIRECTION.sub("", folded))):
        if found := knowledge.place_names.get(wording):
            return found
    return ()


_DIRECTION = re.compile(r"^(?:(?:north|south|east|west|central|mid)(?:east|west)?(?:ern)?) ")
_KINDS = (" province", " city", " district", " county", " prefecture", " municipality", " state")


def _plain(folded: str) -> str:
    for lead in ("the ", "city of ", "province of ", "state of "):
        folded = folded.removeprefix(lead)
    return next((folded.removesuffix(kind) for kind in _KINDS if folded.endswith(kind)), folded)


def ancestors(knowledge: Knowledge, place: Place) -> tuple[Place, ...]:
    """The places above one, nearest first: Hangzhou gives Zhejiang, China."""
    found: dict[str, Place] = {}
    waiting = list(place.within)
    while waiting:
        id_ = waiting.pop(0)
        if id_ in knowledge.places and id_ not in found and id_ != place.id:
            found[id_] = knowledge.places[id_]
            waiting.extend(found[id_].within)
    return tuple(sorted(found.values(), key=lambda above: above.level == "country"))
