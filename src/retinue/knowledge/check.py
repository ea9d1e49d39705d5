"""Checks across files: ids that lead nowhere, terms that overlap, dates the wrong way round, empty names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from retinue.knowledge.files import Layers, Located
from retinue.knowledge.fold import fold
from retinue.knowledge.schema import Day, Held, ListingEntry, OwnershipEntry, PersonEntry

__all__ = ["check"]

_COUNTRY = 2  # letters in a country's place id
_Row = tuple[Located[PersonEntry], int, Held]
_Time = Held | ListingEntry | OwnershipEntry


def check(layers: Layers) -> None:
    """Raise KnowledgeError, naming file and line, for the first thing that doesn't hold together."""
    _check_ids(layers)
    _check_links(layers)
    _check_names(layers)
    _check_terms(layers)
    _check_listings(layers)
    _check_ownerships(layers)


def _check_ids(layers: Layers) -> None:
    for name, located in layers.people.items():
        if name in layers.organisations:
            other = layers.organisations[name].page.path
            raise located.error(f"id {name!r} is an organisation too, in {other}; ids are shared by both", "id")


def _check_links(layers: Layers) -> None:
    for located, steps, target, among, what in _links(layers):
        if target is not None and target not in among:
            raise located.error(f"{steps[-1]}: no {what} has the id {target!r}", *steps)


def _links(layers: Layers) -> Iterator[tuple[Located[Any], tuple[str | int, ...], str | None, Any, str]]:
    bodies = layers.organisations
    for person in layers.people.values():
        for index, held in enumerate(person.entry.held):
            yield person, ("held", index, "office"), held.office, layers.offices, "office"
    for office in layers.offices.values():
        yield office, ("body",), office.entry.body, bodies, "organisation"
    for organisation in bodies.values():
        yield organisation, ("parent",), organisation.entry.parent, bodies, "organisation"
    for known in layers.lists.values():
        yield known, ("authority",), known.entry.authority, bodies, "organisation"
    for listing in _flat(layers.listings.values()):
        yield listing, ("entity",), listing.entry.entity, bodies.keys() | layers.people.keys(), "firm, body or person"
        yield listing, ("list",), listing.entry.list, layers.lists, "list"
    for owned in _flat(layers.ownerships.values()):
        yield owned, ("unit",), owned.entry.unit, bodies, "organisation"
        yield owned, ("owner",), owned.entry.owner, bodies, "organisation"
    for more in _flat(layers.also_called.values()):
        yield more, ("entity",), more.entry.entity, bodies.keys() | layers.people.keys(), "firm, body or person"
    for place in layers.places.values():
        for index, above in enumerate(place.entry.within):
            target = None if len(above) == _COUNTRY else above  # countries come with the gazetteer
            yield place, ("within", index), target, layers.places, "place"


def _flat(groups: Iterable[list[Located[Any]]]) -> Iterator[Located[Any]]:
    return (row for group in groups for row in group)


def _check_names(layers: Layers) -> None:
    sections: tuple[dict[str, Any], ...] = (layers.people, layers.organisations, layers.lists, layers.places)
    for located in (located for section in sections for located in section.values()):
        _check_wordings(located, "aliases", located.entry.name)
    for office in layers.offices.values():
        _check_wordings(office, "names", office.entry.title)
    for organisation in layers.organisations.values():
        _check_wordings(organisation, "nominals", organisation.entry.name)
    for theme in layers.themes.values():
        _check_wordings(theme, "names", theme.entry.name)
        _check_wordings(theme, "words", theme.entry.name)


def _check_wordings(located: Located[Any], key: str, name: str) -> None:
    seen: set[str] = set()
    if not fold(name):
        raise located.error(f"{name!r} has no letter or digit to be found by")
    for index, wording in enumerate(getattr(located.entry, key)):
        if not fold(wording):
            raise located.error(f"{key}: {wording!r} has no letter or digit to be found by", key, index)
        if wording in seen:
            raise located.error(f"{key}: {wording!r} is given twice", key, index)
        seen.add(wording)


def _check_terms(layers: Layers) -> None:
    by_office: dict[str, list[_Row]] = {}
    for person in layers.people.values():
        for index, held in enumerate(person.entry.held):
            _check_order(person, held, "held", index)
            by_office.setdefault(held.office, []).append((person, index, held))
    for office, rows in by_office.items():
        _check_overlap(rows, single=layers.offices[office].entry.single)


def _check_overlap(rows: list[_Row], *, single: bool) -> None:
    rows = sorted(rows, key=lambda row: _start(row[2]))
    for position, (person, index, held) in enumerate(rows):
        for other, _, earlier in rows[:position]:
            if (single or other is person) and _start(held) < _end(earlier):
                raise person.error(_clash(held, other, earlier), "held", index)


def _clash(held: Held, other: Located[PersonEntry], earlier: Held) -> str:
    until = earlier.until.last if earlier.until else "now (no `until`)"
    return (
        f"{held.office} has one holder at a time, but this term begins before that of {other.entry.name!r} ends "
        f"({until}, in {other.page.path}); correct one of them, or set `single: false` in the office"
    )


# Terms that share the day of handover, or that may fit given how roughly they are dated, don't overlap.
def _start(term: _Time) -> dt.date:
    return term.since.last if term.since else dt.date.min


def _end(term: _Time) -> dt.date:
    return term.until.first if term.until else dt.date.max


def _check_listings(layers: Layers) -> None:
    for group in layers.listings.values():
        for row in group:
            _check_order(row, row.entry)
        ordered = sorted(group, key=lambda row: _start(row.entry))
        for earlier, later in pairwise(ordered):
            if _start(later.entry) < _end(earlier.entry):
                raise later.error(f"{later.entry.entity} is on {later.entry.list} already at that time")


def _check_ownerships(layers: Layers) -> None:
    for group in layers.ownerships.values():
        for row in group:
            _check_order(row, row.entry)
            if row.entry.unit == row.entry.owner:
                raise row.error(f"{row.entry.unit} can't be its own unit", "owner")
        for earlier, later in pairwise(sorted(group, key=lambda row: _start(row.entry))):
            if _start(later.entry) < _end(earlier.entry):
                raise later.error(f"{later.entry.unit} belongs to {later.entry.owner} already at that time")


def _check_order(located: Located[Any], term: Any, *steps: str | int) -> None:
    since: Day | None = term.since
    until: Day | None = term.until
    if since and until and since.first > until.last:
        raise located.error(f"since {since.first} is after until {until.last}", *steps, "since")
