"""What a knowledge file may hold: one strict model per kind of entry. An unknown key or wrong type is an error."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from retinue.model import EntityType, EventType, Signal

__all__ = [
    "AlsoCalledEntry",
    "CountryEntry",
    "Day",
    "EventKindEntry",
    "File",
    "Held",
    "ListEntry",
    "ListingEntry",
    "OfficeEntry",
    "OrganisationEntry",
    "OwnershipEntry",
    "PersonEntry",
    "PlaceEntry",
    "SuspensionEntry",
    "ThemeEntry",
]


class Day(NamedTuple):
    """A date as given: the first and last day it may mean; the same day twice when it is exact."""

    first: dt.date
    last: dt.date


_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?$")


def _day(value: Any) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return Day(value, value)
    found = _PARTIAL.match(str(value)) if isinstance(value, int | str) else None
    if found is None:
        raise ValueError(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month = int(found[1]), int(found[2] or 0)
    if not year or month > 12:
        raise ValueError(f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    last_month = month or 12
    last = dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
    return Day(dt.date(year, month or 1, 1), last)


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")]
Date = Annotated[Day, BeforeValidator(_day)]


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    source: Text | None = None
    checked: dt.date | None = None


class Held(_Entry):
    """One time in one office."""

    office: Id
    since: Date | None = None
    until: Date | None = None


class PersonEntry(_Entry):
    """A person and the offices held."""

    id: Id
    name: Text
    aliases: list[Text] = []
    country: Country | None = None
    gender: Literal["m", "f"] | None = None
    wikidata: Wikidata | None = None
    note: Text | None = None
    held: list[Held] = []


class OfficeEntry(_Entry):
    """An office."""

    id: Id
    title: Text
    names: list[Text] = []
    country: Country | None = None
    body: Id | None = None
    rank: Annotated[int, Field(ge=1, le=5)]
    single: bool = True


class OrganisationEntry(_Entry):
    """A firm, body, lab, association or outlet."""

    id: Id
    type: Annotated[EntityType, Field(strict=False)]
    name: Text
    aliases: list[Text] = []
    nominals: list[Text] = []
    country: Country | None = None
    wikidata: Wikidata | None = None
    parent: Id | None = None
    sectors: list[Text] = []
    seat: Text | None = None
    ticker: Text | None = None
    domains: list[Text] = []
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    state: bool = False
    agency: bool = False


class ListEntry(_Entry):
    """A restriction list."""

    id: Id
    name: Text
    aliases: list[Text] = []
    authority: Id | None = None
    country: Country | None = None


class SuspensionEntry(BaseModel):
    """A time in which a listing stood but its measures did not apply."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    since: dt.date
    until: dt.date | None = None


class ListingEntry(_Entry):
    """A time on a list; `seen` is a day on which it ran already, where its start is not known."""

    entity: Id
    list: Id
    since: Date | None = None
    seen: dt.date | None = None
    until: Date | None = None
    suspended: SuspensionEntry | None = None
    programme: Text | None = None
    citation: Text | None = None


class OwnershipEntry(_Entry):
    """A time in which one organisation belonged to another, as a unit or by the larger part of its shares."""

    unit: Id
    owner: Id
    since: Date | None = None
    until: Date | None = None


class ThemeEntry(_Entry):
    """A theme of policy: what it is called, the sectors it touches, the words that tell it."""

    id: Id
    name: Text
    names: list[Text] = []
    sectors: list[Text] = []
    countries: list[Country] = []
    words: list[Text]


class AlsoCalledEntry(_Entry):
    """Further names of a person or organisation that another file holds."""

    entity: Id
    names: list[Text]


class PlaceEntry(_Entry):
    """A place; `geonames` ties it to a city of the gazetteer, `iso` to a subdivision (ISO 3166-2)."""

    id: Id
    name: Text
    aliases: list[Text] = []
    country: Country | None = None
    level: Literal["country", "region", "city", "district", "area"]
    within: list[Id] = []
    geonames: int | None = None
    iso: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    admin1: Text | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    population: Annotated[int, Field(ge=0)] = 0


class CountryEntry(_Entry):
    """How news calls a country: names, adjectives (and peoples), capitals that stand for its government."""

    country: Country
    names: list[Text]
    adjectives: list[Text] = []
    capitals: list[Text] = []


class PolecatEntry(_Entry):
    """What an event type is in POLECAT's columns."""

    category: Text
    mode: Text | None = None
    intensity: Annotated[float, Field(ge=-10, le=10)]
    quad: Literal["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]


class EventKindEntry(_Entry):
    """An event type's definition."""

    type: Annotated[EventType, Field(strict=False)]
    definition: Text
    plover: Text | None = None
    polecat: PolecatEntry | None = None
    signal: Annotated[Signal, Field(strict=False)]


class File(_Entry):
    """One knowledge file; `source` and `checked` are the defaults of its entries."""

    people: list[PersonEntry] = []
    offices: list[OfficeEntry] = []
    organisations: list[OrganisationEntry] = []
    lists: list[ListEntry] = []
    listings: list[ListingEntry] = []
    ownerships: list[OwnershipEntry] = []
    themes: list[ThemeEntry] = []
    places: list[PlaceEntry] = []
    countries: list[CountryEntry] = []
    event_types: list[EventKindEntry] = []
    also_called: list[AlsoCalledEntry] = []
    passed_over: list[Text] = []  # names that stand for nobody worth an entry; `retinue unresolved` leaves them out
    common_words: list[Text] = []  # words that are towns' names too, but in news are hardly ever meant so
