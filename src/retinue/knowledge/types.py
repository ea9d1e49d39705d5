"""What Retinue knows before it reads: people, offices, organisations, lists. Frozen, read-only, plain.

Loaded from YAML by `retinue.knowledge.load`; every fact carries `source` (where it was read) and `checked`
(the day it was read there).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from retinue.model import EntityType, EventType, Signal


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, and when."""

    source: str
    checked: dt.date


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office; both ends inclusive, None = open or not known to the day.

    `since` and `until` hold the first and last day. A date known only to the month or year is stored as that
    span's first (since) or last (until) day and `exact` is False.
    """

    office: str
    person: str
    since: dt.date | None
    until: dt.date | None
    exact: bool
    source: Source

    def covers(self, day: dt.date) -> bool:
        """True when the person held the office on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Office:
    """A public (or party, or corporate) office.

    `title` is the standard English title ("Premier of China"); `names` the wordings news uses without the
    country ("premier"); `rank` 1 (head of state or government) to 5 (city, spokesperson); `single` is True
    when one person at a time holds it.
    """

    id: str
    title: str
    names: tuple[str, ...]
    country: str | None
    body: str | None
    rank: int
    single: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `name` in the order the press of record uses in English, `aliases` in any script."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    gender: str | None
    wikidata: str | None
    note: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Organisation:
    """A firm, public body, lab, university, association or outlet.

    `nominals` are descriptions that stand for it ("the antitrust watchdog", "China's cyberspace regulator");
    `state` is True for state-owned; `agency` for news agencies; `domains` the web hosts of an outlet or firm.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    nominals: tuple[str, ...]
    country: str | None
    wikidata: str | None
    parent: str | None
    sectors: tuple[str, ...]
    seat: str | None
    ticker: str | None
    domains: tuple[str, ...]
    language: str | None
    state: bool
    agency: bool
    source: Source


@dataclass(frozen=True, slots=True)
class RestrictionList:
    """A sanctions, export-control or investment list; `authority` is an organisation id."""

    id: str
    name: str
    aliases: tuple[str, ...]
    authority: str | None
    country: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time in which a listing stood but its measures did not apply; both ends inclusive, None = no end told."""

    since: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Somebody's time on a list; both ends inclusive, None = still open (until) or unknown (since).

    `seen` is a day on which it ran already, for those whose start is not known; `programme` the sanctions programme
    or the law's annex, where a list has several. While `suspended` the entity stays on the list without its effects.
    """

    entity: str
    list: str
    since: dt.date | None
    until: dt.date | None
    citation: str | None
    source: Source
    seen: dt.date | None = None
    programme: str | None = None
    suspended: Suspension | None = None

    def covers(self, day: dt.date) -> bool:
        """True when the entity is known to have stood on the list on `day`: from `since`, else from `seen` on."""
        start = self.since or self.seen
        return start is not None and start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Ownership:
    """A time in which `unit` belonged to `owner` (ids of organisations); both ends inclusive, None = no day known."""

    unit: str
    owner: str
    since: dt.date | None
    until: dt.date | None
    source: Source

    def covers(self, day: dt.date) -> bool:
        """True when it belonged to the owner on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of policy ("chip export controls"): names in English and Han, sectors and countries it touches.

    `words` are the folded wordings that tell it in a text; `countries` is empty for a theme of many.
    """

    id: str
    name: str
    names: tuple[str, ...]
    sectors: tuple[str, ...]
    countries: tuple[str, ...]
    words: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; `level` is country, region, city, district or area; `within` the ids above it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    level: str
    within: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    population: int


@dataclass(frozen=True, slots=True)
class Polecat:
    """What an event type is in POLECAT's columns; `intensity` from -10 (conflict) to 10 (cooperation)."""

    category: str
    mode: str | None
    intensity: float
    quad: str


@dataclass(frozen=True, slots=True)
class EventKind:
    """One of the thirteen event types, with its name in the PLOVER ontology and its usual signal."""

    type: EventType
    definition: str
    plover: str | None
    signal: Signal
    polecat: Polecat | None = None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything known, indexed. Indexes take folded wordings (see `fold`), which know no upper and lower case.

    `names` gives the people and organisations a name may stand for, `nominals` those of a description, with and
    without its country ("cyberspace regulator", "chinese cyberspace regulator"); `office_names` offices likewise,
    highest rank first; `place_names` places, the likeliest first; `list_names` one list; `demonyms` the ISO code
    of a country's name, adjective or capital. Terms, listings and ownerships stand in the order in which they began;
    `owners` gives those of a unit, `units` those of an owner.
    """

    people: Mapping[str, Person]
    offices: Mapping[str, Office]
    organisations: Mapping[str, Organisation]
    lists: Mapping[str, RestrictionList]
    places: Mapping[str, Place]
    event_kinds: Mapping[EventType, EventKind]
    terms_by_person: Mapping[str, tuple[Term, ...]]
    terms_by_office: Mapping[str, tuple[Term, ...]]
    listings_by_entity: Mapping[str, tuple[Listing, ...]]
    names: Mapping[str, tuple[str, ...]]
    nominals: Mapping[str, tuple[str, ...]]
    list_names: Mapping[str, str]
    place_names: Mapping[str, tuple[str, ...]]
    office_names: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()
    owners: Mapping[str, tuple[Ownership, ...]] = field(default_factory=dict)
    units: Mapping[str, tuple[Ownership, ...]] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
