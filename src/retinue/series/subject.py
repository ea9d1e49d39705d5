"""What a series is about: a firm, sector, body, place, person, country or theme of policy, found by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from retinue.knowledge import Knowledge, ancestors, find_place, fold, theme_called, units_on
from retinue.model import EntityType, Party
from retinue.names import meant
from retinue.store import Named, Page, Store

__all__ = ["Kind", "Subject", "find_subject", "near_names", "unit_ids"]

NEAR = 5  # names offered when none fits
_ALIKE = 70  # of 100, from which on a name is offered
_MOST = 20  # names of the record looked at


class Kind(StrEnum):
    """What the subject is.

    Firms and sectors are acted on; people, bodies and countries act; places are where; a theme is what it was about.
    """

    FIRM = "firm"
    SECTOR = "sector"
    BODY = "body"
    PERSON = "person"
    PLACE = "place"
    COUNTRY = "country"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Subject:
    """`ids` are knowledge ids, `names` exact names of those who have none, `units` the ids that --with-units added:
    whatever ever belonged to them; each event asks what did on its day.

    A place or theme has its id, a country its ISO code, in `where`.
    """

    kind: Kind
    name: str
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    where: str | None = None


_KINDS = {EntityType.PERSON: Kind.PERSON, EntityType.BODY: Kind.BODY, EntityType.PLACE: Kind.PLACE}


def find_subject(
    name: str, knowledge: Knowledge, store: Store, kinds: Collection[Kind] = tuple(Kind)
) -> Subject | None:
    """Who is meant by a name, id or, for sectors, a sector's word; of one of these kinds ("sector:ai" names its own).

    What the knowledge calls so comes first, then sectors, then names that only the record has; themes last.
    """
    first, _, rest = name.partition(":")
    if rest.strip() and first in set(kinds):
        name, kinds = rest, (Kind(first),)
    if not name.strip():
        return None
    for found in _meanings(name.strip(), knowledge, store):
        if found.kind in kinds:
            return found
    return None


def _meanings(name: str, knowledge: Knowledge, store: Store) -> Iterator[Subject]:
    yield from _places(name, knowledge, countries=True)
    yield from _sectors(name, knowledge)
    ids = (name,) if name in knowledge.organisations or name in knowledge.people else meant(knowledge, name)
    yield from (_known(id_, knowledge) for id_ in ids)
    yield from _recorded(name, store, knowledge)
    yield from _places(name, knowledge, countries=False)
    if theme := theme_called(knowledge, name):
        yield Subject(Kind.THEME, theme.name, where=theme.id)


def _known(id_: str, knowledge: Knowledge) -> Subject:
    if person := knowledge.people.get(id_):
        return Subject(Kind.PERSON, person.name, frozenset({id_}))
    found = knowledge.organisations[id_]
    return Subject(_KINDS.get(found.type, Kind.FIRM), found.name, frozenset({id_}))


def _sectors(name: str, knowledge: Knowledge) -> Iterator[Subject]:
    wanted = fold(name)
    firms = [firm for firm in knowledge.organisations.values() if wanted in map(fold, firm.sectors)]
    if firms:
        yield Subject(Kind.SECTOR, wanted, frozenset(firm.id for firm in firms))


def _places(name: str, knowledge: Knowledge, *, countries: bool) -> Iterator[Subject]:
    found = knowledge.places.get(name) or find_place(knowledge, name)
    if found is None or (found.level == "country") is not countries:
        return
    if countries:
        yield Subject(Kind.COUNTRY, found.name, _officials(found.country, knowledge), where=found.country)
    yield Subject(Kind.PLACE, found.name, where=found.id)


def _officials(country: str | None, knowledge: Knowledge) -> frozenset[str]:
    """A country's public bodies and everyone who has held one of its offices."""
    bodies = (b.id for b in knowledge.organisations.values() if b.country == country and b.type is EntityType.BODY)
    people = (
        person.id
        for person in knowledge.people.values()
        if any(knowledge.offices[t.office].country == country for t in knowledge.terms_by_person.get(person.id, ()))
    )
    return frozenset((*bodies, *people))


def _recorded(name: str, store: Store, knowledge: Knowledge) -> Iterator[Subject]:
    """Those whom the record calls exactly so, the most frequent first."""
    for one in store.called_exactly(name) or _called(name, store):
        if one.name.lower() == name.lower():
            yield _from_record(one, knowledge)


def _called(name: str, store: Store) -> Iterable[Named]:
    return store.names(name, Page(_MOST))


def _from_record(one: Named, knowledge: Knowledge) -> Subject:
    if one.known in knowledge.organisations or one.known in knowledge.people:
        return _known(str(one.known), knowledge)
    ids = frozenset({one.known} if one.known else ())  # of knowledge that was there when the record was made
    return Subject(_KINDS.get(one.type, Kind.FIRM), one.name, ids, frozenset({one.name}))


def unit_ids(knowledge: Knowledge, ids: Iterable[str], day: dt.date | None = None) -> tuple[str, ...]:
    """The ids of all units below some, at any depth, in order: on `day`, or ever without one."""
    tops = tuple(ids)
    below = (owned.unit for top in tops for owned in units_on(knowledge, top, day))
    return tuple(id_ for id_ in dict.fromkeys(below) if id_ not in tops)


def near_names(name: str, knowledge: Knowledge, store: Store) -> list[str]:
    """Names like one that nobody bears: of the record, the knowledge, its sectors and themes, the likest first."""
    kind, _, rest = name.partition(":")
    name = rest if kind in set(Kind) else name
    known = {fold(firm.name): firm.name for firm in knowledge.organisations.values()}
    known |= {fold(person.name): person.name for person in knowledge.people.values()}
    known |= {sector: sector for firm in knowledge.organisations.values() for sector in firm.sectors}
    known |= {fold(theme.name): f"theme:{theme.id}" for theme in knowledge.themes.values()}
    known |= {fold(one.name): one.name for one in _called(name, store)}
    found = process.extract(fold(name), list(known), scorer=fuzz.WRatio, limit=NEAR, score_cutoff=_ALIKE)
    inside = [one.name for one in _called(name, store)][:NEAR]
    return list(dict.fromkeys((*inside, *(known[folded] for folded, _, _ in found))))[:NEAR]


def within(knowledge: Knowledge, place: str, wanted: str) -> bool:
    """True when the place called `place` is, or lies in, the place with the id `wanted`."""
    found = find_place(knowledge, place)
    return found is not None and (found.id == wanted or wanted in (above.id for above in ancestors(knowledge, found)))


def is_one_of(party: Party, subject: Subject) -> bool:
    """True when a party of an event is the subject, one of its units, or a firm of the sector."""
    return party.known in subject.ids or party.known in subject.units or (
        party.known is None and party.name in subject.names
    )  # fmt: skip
