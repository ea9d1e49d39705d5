"""Who held an office on a day, and who else may be meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from retinue.ask.roles import country_of, read_role
from retinue.knowledge import Knowledge, Term, so_called

__all__ = ["Held", "Who", "who"]


@dataclass(frozen=True, slots=True)
class Held:
    """One person's time in one office."""

    person: str
    name: str
    office: str
    since: dt.date | None
    until: dt.date | None
    exact: bool
    source: str

    def __str__(self) -> str:
        return f"{self.name} ({self.office}, {span(self.since, self.until)})"


@dataclass(frozen=True, slots=True)
class Who:
    """The answer: `holder` when it is one person, else `candidates`; `why` says in a sentence what is known."""

    role: str
    country: str | None
    day: dt.date
    holder: Held | None
    candidates: tuple[Held, ...]
    why: str


def span(since: dt.date | None, until: dt.date | None) -> str:
    """ "since 2023-03-11", "2013-03-15 to 2023-03-11"."""
    if until is None:
        return f"since {since}" if since else "dates unknown"
    return f"{since} to {until}" if since else f"until {until}"


def who(knowledge: Knowledge, role: str, day: dt.date, country: str | None = None) -> Who:
    """Who held the office that `role` means on `day`.

    `country` (ISO code, name or adjective) narrows a role that many countries have. An ambiguous role has no holder
    but candidates; "former …" asks who had left the office by that day.
    """
    code = country_of(knowledge, country or "")
    found = read_role(knowledge, role, code)
    if not found.offices:
        return Who(role, code, day, None, (), f"no office is known by {role!r}{_in(code)}")
    held = _left(knowledge, found.offices, day) if found.former else _holding(knowledge, found.offices, day)
    able = {person.id for person in so_called((knowledge.people[one.person] for one in held), role)}
    held = [one for one in held if one.person in able]
    if len({one.person for one in held}) == 1:
        return Who(role, code, day, held[0], (), _told(held[0], day))
    if held:
        return Who(role, code, day, None, tuple(held), f"{role!r} may mean {len(held)} people on {day}")
    return Who(role, code, day, None, (), _vacant(knowledge, found.offices, day))


def _in(code: str | None) -> str:
    return f" in {code}" if code else ""


def _holding(knowledge: Knowledge, offices: Iterable[str], day: dt.date) -> list[Held]:
    """Those in office on the day; on the day of handover the one who came."""
    found = []
    for office in offices:
        terms = [term for term in knowledge.terms_by_office.get(office, ()) if term.covers(day)]
        if knowledge.offices[office].single:
            terms = terms[-1:]
        found += [_held(knowledge, term) for term in reversed(terms)]
    return found


def _left(knowledge: Knowledge, offices: Iterable[str], day: dt.date) -> list[Held]:
    """Those who had held one of the offices and were out of it, the last to leave first."""
    now = {held.person for held in _holding(knowledge, offices, day)}
    terms = [t for office in offices for t in knowledge.terms_by_office.get(office, ()) if t.until and t.until < day]
    gone = [term for term in terms if term.person not in now]
    gone.sort(key=lambda term: term.until or day, reverse=True)
    latest = {term.person: term for term in reversed(gone)}
    return [_held(knowledge, term) for term in gone if latest[term.person] is term]


def _held(knowledge: Knowledge, term: Term) -> Held:
    name, title = knowledge.people[term.person].name, knowledge.offices[term.office].title
    return Held(term.person, name, title, term.since, term.until, term.exact, term.source.source)


def _told(held: Held, day: dt.date) -> str:
    rough = "" if held.exact else ", dates not known to the day"
    verb = "was" if held.until is None or held.until >= day else "had been"
    return f"{held.name} {verb} {held.office} on {day} ({span(held.since, held.until)}{rough}; {held.source})"


def _vacant(knowledge: Knowledge, offices: Iterable[str], day: dt.date) -> str:
    told = []
    for office in offices:
        terms = knowledge.terms_by_office.get(office, ())
        near = [term for term in terms if term.until and term.until < day][-1:]
        near += [term for term in terms if term.since and term.since > day][:1]
        known = "; ".join(str(_held(knowledge, term)) for term in near) or "no holder is known at all"
        told.append(f"nobody is known to have been {knowledge.offices[office].title} on {day}: {known}")
    return ". ".join(told)
