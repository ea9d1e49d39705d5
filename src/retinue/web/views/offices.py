"""Who holds which office on a day, and who held one over time, by the knowledge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from retinue.knowledge import Knowledge, Office, Term
from retinue.web import words
from retinue.web.errors import MissingError
from retinue.web.links import entity_url
from retinue.web.look import Look
from retinue.web.views.bars import Bar, Scale, scale_of

__all__ = [
    "OfficeRow", "OfficeView", "OfficesView", "TermRow", "office_url", "office_view",
    "offices_of_body", "offices_view", "term_row",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TermRow:
    """One person's time in one office, with its bar on a scale."""

    person: str
    person_url: str
    office: str
    office_url: str
    since: str
    until: str
    exact: bool
    source: str
    bar: Bar
    covers: bool


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office and who holds it on the day asked for."""

    id: str
    title: str
    url: str
    country: str | None
    rank: int
    holders: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class OfficesView:
    """Offices with their holders on `day`, by country and rank; `countries` are (code, number of offices)."""

    day: dt.date
    country: str
    words: str
    rows: tuple[OfficeRow, ...]
    countries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OfficeView:
    """One office over time."""

    id: str
    title: str
    country: str | None
    body: tuple[str, str] | None
    names: tuple[str, ...]
    single: bool
    source: str
    scale: Scale
    terms: tuple[TermRow, ...]


def office_url(id_: str) -> str:
    """The page of one office."""
    return f"/offices/{id_}"


def offices_view(look: Look, day: dt.date, country: str, sought: str) -> OfficesView:
    """Offices of a country (all when empty) whose title or names hold `sought`, with the holders on `day`."""
    known = look.knowledge
    wanted = [office for office in known.offices.values() if _fits(office, country.upper(), sought.lower())]
    wanted.sort(key=lambda office: (office.country or "", office.rank, office.title))
    counted: dict[str, int] = {}
    for office in known.offices.values():
        if office.country:
            counted[office.country] = counted.get(office.country, 0) + 1
    countries = tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
    return OfficesView(day, country, sought, tuple(_office(known, office, day) for office in wanted), countries)


def _fits(office: Office, country: str, sought: str) -> bool:
    if country and office.country != country:
        return False
    return not sought or any(sought in name.lower() for name in (office.title, *office.names))


def _office(known: Knowledge, office: Office, day: dt.date) -> OfficeRow:
    terms = [term for term in known.terms_by_office.get(office.id, ()) if term.covers(day)]
    scale = scale_of([(term.since, term.until) for term in terms], day)
    holders = tuple(term_row(known, term, scale, day) for term in reversed(terms))
    return OfficeRow(office.id, office.title, office_url(office.id), office.country, office.rank, holders)


def office_view(look: Look, id_: str) -> OfficeView:
    """One office with everybody known to have held it, the latest first. Raises MissingError."""
    known = look.knowledge
    office = known.offices.get(id_)
    if office is None:
        near = [one for one in known.offices.values() if id_.lower() in (one.id + one.title).lower()][:8]
        offered = tuple((one.title, office_url(one.id)) for one in near)
        raise MissingError(f"No office is called “{id_}”.", offered)
    terms = known.terms_by_office.get(id_, ())
    scale = scale_of([(term.since, term.until) for term in terms], look.today)
    body = known.organisations.get(office.body or "")
    return OfficeView(
        id_, office.title, office.country, (body.name, entity_url(body.id)) if body else None, office.names,
        office.single, _source(office.source.source, office.source.checked), scale,
        tuple(term_row(known, term, scale, look.today) for term in reversed(terms)),
    )  # fmt: skip


def term_row(known: Knowledge, term: Term, scale: Scale, day: dt.date) -> TermRow:
    """A term as a row with its bar."""
    person, office = known.people[term.person], known.offices[term.office]
    return TermRow(
        person.name, entity_url(person.id), office.title, office_url(office.id),
        words.day(term.since) if term.since else "not known", words.day(term.until) if term.until else "",
        term.exact, _source(term.source.source, term.source.checked), scale.bar(term.since, term.until),
        term.covers(day),
    )  # fmt: skip


def _source(source: str, checked: dt.date) -> str:
    return f"{source} (looked up {words.day(checked)})"


def offices_of_body(look: Look, body: str) -> Iterator[OfficeRow]:
    """The offices of a body and who holds them today, highest first."""
    found = [office for office in look.knowledge.offices.values() if office.body == body]
    for office in sorted(found, key=lambda one: (one.rank, one.title)):
        yield _office(look.knowledge, office, look.today)
