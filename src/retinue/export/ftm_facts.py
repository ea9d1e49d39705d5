"""Fused events, those who take part, lists and offices as facts in FollowTheMoney's terms."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Generator, Iterator, Mapping

from retinue.export.ftm_model import LENGTH, SCHEMA_OF, Fact
from retinue.export.located import country_of
from retinue.export.parties import country_of_party, entity_id, office_of_party, term_of_party
from retinue.export.rows import joined
from retinue.fuse.settled import settled
from retinue.knowledge import Knowledge, Term, fold
from retinue.model import (
    EntityType,
    Happening,
    Party,
    Precision,
    Status,
)

__all__ = ["about", "article_id", "digest", "event_id", "facts_of_event", "lower", "many", "sanction"]

_REAL = (Status.OCCURRED, Status.ONGOING)
_DIGEST = 20


def many(entity: str, schema: str, values: Mapping[str, str | None], origin: str | None = None) -> Iterator[Fact]:
    """A fact for each property that has a value."""
    for prop, value in values.items():
        if value and value.strip():
            yield Fact(entity, schema, prop, value, origin)


def digest(*words: str | None) -> str:
    """The part of an id that stands for words."""
    return hashlib.sha256("\n".join(word or "" for word in words).encode()).hexdigest()[:_DIGEST]


# ----------------------------------------------------------------------------------------- fused events
def facts_of_event(happening: Happening, knowledge: Knowledge) -> Iterator[Fact]:
    """All facts of one fused event: itself, its parties with their offices, their times on lists."""
    id_ = event_id(happening.key)
    for prop, parties in (("organizer", happening.actors), ("involved", happening.recipients)):
        for party in parties:
            yield Fact(id_, "Event", prop, _party_id(party))
            yield from _of_party(party, happening, knowledge)
    yield from many(id_, "Event", {
        "name": _title(happening), "recordId": happening.key,
        "startDate": _day(happening.start, happening.precision), "endDate": _day(happening.end, happening.precision),
        "country": lower(country_of(happening.places, knowledge)),
    })  # fmt: skip
    for place in happening.places:
        yield Fact(id_, "Event", "location", place)
    for what in ("type", "status", "signal"):
        yield Fact(id_, "Event", "keywords", f"{what}: {getattr(happening, what).value}")
    by = settled(happening)
    for one in happening.discrepancies:
        told = "; ".join(f"{doc} says {value}" for doc, value in one.values.items())
        end = f" Settled by {by[one.field].by}." if one.field in by else ""
        yield Fact(id_, "Event", "notes", f"The reports contradict one another on the {one.field}: {told}.{end}")
    for report in happening.reports:
        yield Fact(id_, "Event", "proof", article_id(report.doc), report.doc)
        yield from many(id_, "Event", {"publisher": report.publisher}, report.doc)
    yield from _restrictions(happening, knowledge)


def article_id(doc: str) -> str:
    """The id of a document's entity."""
    return f"document-{digest(doc)}"


def event_id(key: str) -> str:
    """The id of a fused event's entity."""
    return f"event-{key}"


def _title(happening: Happening) -> str:
    """What a person reads; an act that is not told as a fact says so."""
    who = " → ".join(
        filter(None, (joined(one.name for one in side) for side in (happening.actors, happening.recipients)))
    )
    real = "" if happening.status in _REAL else f" ({happening.status.value})"
    day = _day(happening.start, happening.precision)
    act = happening.type.value.replace("_", " ").capitalize() + real
    return act + (f": {who}" if who else "") + (f", {day}" if day else "")


def _day(day: dt.date | None, precision: Precision) -> str | None:
    return day.isoformat()[: LENGTH.get(precision)] if day else None


def lower(code: str | None) -> str | None:
    """A country's code as FollowTheMoney writes it."""
    return code.lower() if code else None


def _restrictions(happening: Happening, knowledge: Knowledge) -> Iterator[Fact]:
    parties = {party.name: party for party in (*happening.actors, *happening.recipients)}
    for one in happening.restrictions:
        if one.entity in parties:
            id_ = yield from sanction(_party_id(parties[one.entity]), one.list, one.since, knowledge)
            yield Fact(id_, "Sanction", "summary", one.source)


def sanction(entity: str, list_: str, since: str | None, knowledge: Knowledge) -> Generator[Fact, None, str]:
    """A time on a list; gives its id."""
    id_ = f"sanction-{digest(entity, list_, since)}"
    known = knowledge.lists.get(knowledge.list_names.get(fold(list_), ""))
    authority = knowledge.organisations.get(known.authority or "") if known else None
    yield from many(id_, "Sanction", {
        "entity": entity, "program": list_, "startDate": since,
        "authority": authority.name if authority else None, "country": lower(known.country) if known else None,
    })  # fmt: skip
    return id_


# --------------------------------------------------------------------------------------- who and what
def _party_id(party: Party) -> str:
    return entity_id(party.type, party.name, party.known)


def about(type_: EntityType, id_: str, values: Mapping[str, str | None], origin: str | None = None) -> Iterator[Fact]:
    """Facts about a person, firm or body."""
    yield from many(id_, SCHEMA_OF[type_], values, origin)
    if type_ is EntityType.BODY:
        yield Fact(id_, SCHEMA_OF[type_], "topics", "gov")


def _of_party(party: Party, happening: Happening, knowledge: Knowledge) -> Iterator[Fact]:
    id_, country = _party_id(party), lower(country_of_party(party, knowledge))
    yield from about(party.type, id_, {"name": party.name, "wikidataId": party.wikidata, "country": country})
    if party.type is EntityType.PERSON and party.office:
        yield Fact(id_, "Person", "position", party.office)
        yield from _occupancy(party, party.office, happening.start or happening.end, knowledge)


def _occupancy(party: Party, title: str, day: dt.date | None, knowledge: Knowledge) -> Iterator[Fact]:
    """The office held: its whole term where knowledge has it, else only that it was held on the event's day."""
    office, term = office_of_party(party, knowledge), term_of_party(party, day, knowledge)
    post = f"office-{office.id}" if office else f"office-{digest(title)}"
    yield from many(post, "Position", {"name": title, "country": lower(office.country) if office else None})
    body = knowledge.organisations.get(office.body or "") if office else None
    if body:
        yield Fact(post, "Position", "organization", body.id)
        values = {"name": body.name, "country": lower(body.country), "wikidataId": body.wikidata}
        yield from about(body.type, body.id, values)
    since, until = _term_days(term) if term else (None, None)
    id_ = f"occupancy-{digest(_party_id(party), post, since)}"
    yield from many(id_, "Occupancy", {
        "holder": _party_id(party), "post": post, "startDate": since, "endDate": until,
        "date": None if term or day is None else day.isoformat(),
        "summary": term.source.source if term else None,
    })  # fmt: skip


def _term_days(term: Term) -> tuple[str | None, str | None]:
    """First and last day as far as they are known: a term not known to the day is given by months or years."""
    if term.exact:
        return _day(term.since, Precision.DAY), _day(term.until, Precision.DAY)
    since = _day(
        term.since, Precision.YEAR if term.since and (term.since.month, term.since.day) == (1, 1) else Precision.MONTH
    )
    until = _day(
        term.until,
        Precision.YEAR if term.until and (term.until.month, term.until.day) == (12, 31) else Precision.MONTH,
    )
    return since, until
