"""Checked entries become the frozen `Knowledge` with its indexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from retinue.knowledge.files import Layers, Located
from retinue.knowledge.fold import fold
from retinue.knowledge.gazetteer import Gazetteer
from retinue.knowledge.names import demonyms, list_names, names, nominals, office_names
from retinue.knowledge.schema import (
    Day,
    EventKindEntry,
    ListEntry,
    ListingEntry,
    OfficeEntry,
    OrganisationEntry,
    PersonEntry,
    ThemeEntry,
)
from retinue.knowledge.types import (
    EventKind,
    Knowledge,
    Listing,
    Office,
    Organisation,
    Ownership,
    Person,
    Polecat,
    RestrictionList,
    Suspension,
    Term,
    Theme,
)

__all__ = ["build"]

T = TypeVar("T")


def build(layers: Layers, gazetteer: Gazetteer) -> Knowledge:
    """The indexed whole; `layers` must have passed `check`. Raises KnowledgeError for a fact without source."""
    people = {id_: _person(located, _more_names(layers, id_)) for id_, located in layers.people.items()}
    organisations = {
        id_: _organisation(located, _more_names(layers, id_)) for id_, located in layers.organisations.items()
    }
    offices = {id_: _office(located) for id_, located in layers.offices.items()}
    lists = {id_: _list(located) for id_, located in layers.lists.items()}
    terms = [term for located in layers.people.values() for term in _terms(located)]
    listings = [_listing(row) for group in layers.listings.values() for row in group]
    ownerships = list(_ownerships(layers))
    countries = [located.entry for located in layers.countries.values()]
    words = frozenset(map(fold, layers.common_words))
    return Knowledge(
        people=people,
        offices=offices,
        organisations=organisations,
        lists=lists,
        places=gazetteer.places,
        event_kinds={located.entry.type: _kind(located.entry) for located in layers.event_types.values()},
        terms_by_person=_grouped(terms, lambda term: term.person, _by_start),
        terms_by_office=_grouped(terms, lambda term: term.office, _by_start),
        listings_by_entity=_grouped(listings, lambda listing: listing.entity, _by_start),
        names=names(people.values(), organisations.values(), gazetteer.prefixes, words),
        nominals=nominals(organisations.values(), countries),
        list_names=list_names(lists.values(), countries),
        place_names=gazetteer.names,
        office_names=office_names(offices.values(), countries),
        demonyms=demonyms(countries),
        passed_over=frozenset(map(fold, layers.passed_over)),
        owners=_grouped(ownerships, lambda owned: owned.unit, _by_start),
        units=_grouped(ownerships, lambda owned: owned.owner, _by_start),
        themes={id_: _theme(located) for id_, located in layers.themes.items()},
    )


def _more_names(layers: Layers, id_: str) -> tuple[str, ...]:
    """The names that other files than its own give to somebody."""
    return tuple(name for row in layers.also_called.get(id_, ()) for name in row.entry.names)


def _grouped(
    rows: Iterable[T], key: Callable[[T], str], order: Callable[[T], dt.date]
) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for row in sorted(rows, key=order):
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(group) for name, group in groups.items()}


def _by_start(row: Term | Listing | Ownership) -> dt.date:
    return row.since or dt.date.min


def _kind(entry: EventKindEntry) -> EventKind:
    found = entry.polecat
    polecat = Polecat(found.category, found.mode, found.intensity, found.quad) if found else None
    return EventKind(entry.type, entry.definition, entry.plover, entry.signal, polecat)


def _person(located: Located[PersonEntry], more_names: tuple[str, ...]) -> Person:
    entry = located.entry
    return Person(
        entry.id,
        entry.name,
        tuple(dict.fromkeys((*entry.aliases, *more_names))),
        entry.country,
        entry.gender,
        entry.wikidata,
        entry.note,
        located.source(),
    )


def _terms(located: Located[PersonEntry]) -> list[Term]:
    return [
        Term(
            office=held.office,
            person=located.entry.id,
            since=held.since.first if held.since else None,
            until=held.until.last if held.until else None,
            exact=_exact(held.since) and _exact(held.until),
            source=located.source(held, "held", index),
        )
        for index, held in enumerate(located.entry.held)
    ]


def _exact(day: Day | None) -> bool:
    return day is None or day.first == day.last


def _office(located: Located[OfficeEntry]) -> Office:
    entry = located.entry
    names = tuple(entry.names)
    return Office(entry.id, entry.title, names, entry.country, entry.body, entry.rank, entry.single, located.source())


def _organisation(located: Located[OrganisationEntry], more_names: tuple[str, ...]) -> Organisation:
    entry = located.entry
    return Organisation(
        id=entry.id,
        type=entry.type,
        name=entry.name,
        aliases=tuple(dict.fromkeys((*entry.aliases, *more_names))),
        nominals=tuple(entry.nominals),
        country=entry.country,
        wikidata=entry.wikidata,
        parent=entry.parent,
        sectors=tuple(entry.sectors),
        seat=entry.seat,
        ticker=entry.ticker,
        domains=tuple(entry.domains),
        language=entry.language,
        state=entry.state,
        agency=entry.agency,
        source=located.source(),
    )


def _ownerships(layers: Layers) -> Iterator[Ownership]:
    """The dated ones, then each `parent` whose days no row tells."""
    for row in (row for group in layers.ownerships.values() for row in group):
        entry = row.entry
        since = entry.since.first if entry.since else None
        until = entry.until.last if entry.until else None
        yield Ownership(entry.unit, entry.owner, since, until, row.source())
    for id_, located in layers.organisations.items():
        owner = located.entry.parent
        if owner is not None and (id_, owner) not in layers.ownerships:
            yield Ownership(id_, owner, None, None, located.source())


def _theme(located: Located[ThemeEntry]) -> Theme:
    entry = located.entry
    words = tuple(dict.fromkeys(fold(word) for word in (entry.name, *entry.names, *entry.words)))
    sectors, countries = tuple(entry.sectors), tuple(entry.countries)
    return Theme(entry.id, entry.name, tuple(entry.names), sectors, countries, words, located.source())


def _list(located: Located[ListEntry]) -> RestrictionList:
    entry = located.entry
    aliases = tuple(entry.aliases)
    return RestrictionList(entry.id, entry.name, aliases, entry.authority, entry.country, located.source())


def _listing(located: Located[ListingEntry]) -> Listing:
    entry = located.entry
    return Listing(
        entity=entry.entity,
        list=entry.list,
        since=entry.since.first if entry.since else None,
        until=entry.until.last if entry.until else None,
        citation=entry.citation,
        source=located.source(),
        seen=entry.seen,
        programme=entry.programme,
        suspended=Suspension(entry.suspended.since, entry.suspended.until) if entry.suspended else None,
    )
