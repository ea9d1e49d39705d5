"""The record as facts in FollowTheMoney's terms."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pycountry

from retinue.export.ftm_model import SCHEMA_OF, Fact
from retinue.export.located import country_of
from retinue.export.material import Material
from retinue.export.parties import country_of_party, entity_id
from retinue.export.rows import joined
from retinue.knowledge import Knowledge, Term, fold
from retinue.model import Entity, EntityType, Event, Happening, Listed, Party, Precision, Record, Span, Statement, Status
from retinue.store import Claim, Told, claims_of

__all__ = ["facts"]

_REAL = (Status.OCCURRED, Status.ONGOING)
_PROP = {"actor": "organizer", "recipient": "involved", "place": "location", "start": "startDate", "end": "endDate"}
_LENGTH = {Precision.MONTH: 7, Precision.YEAR: 4}  # of an ISO date that says no more than is known
_DIGEST = 20


def facts(material: Material) -> Iterator[Fact]:
    """All facts, in no order that matters: events with their parties, then what each document says."""
    knowledge = material.knowledge()
    for happening in material.contents.happenings():
        yield from _of_event(happening, knowledge)
    for told in material.contents.documents():
        yield from _of_document(told, knowledge)


def _many(entity: str, schema: str, values: Mapping[str, str | None], origin: str | None = None) -> Iterator[Fact]:
    for prop, value in values.items():
        if value and value.strip():
            yield Fact(entity, schema, prop, value, origin)


def _digest(*words: str | None) -> str:
    return hashlib.sha256("\n".join(word or "" for word in words).encode()).hexdigest()[:_DIGEST]


# ----------------------------------------------------------------------------------------- fused events
def _of_event(happening: Happening, knowledge: Knowledge) -> Iterator[Fact]:
    id_ = _event_id(happening.key)
    for prop, parties in (("organizer", happening.actors), ("involved", happening.recipients)):
        for party in parties:
            yield Fact(id_, "Event", prop, _party_id(party))
            yield from _of_party(party, happening, knowledge)
    yield from _many(id_, "Event", {
        "name": _title(happening), "recordId": happening.key,
        "startDate": _day(happening.start, happening.precision), "endDate": _day(happening.end, happening.precision),
        "country": _country(country_of(happening.places, knowledge)),
    })  # fmt: skip
    for place in happening.places:
        yield Fact(id_, "Event", "location", place)
    for what in ("type", "status", "signal"):
        yield Fact(id_, "Event", "keywords", f"{what}: {getattr(happening, what).value}")
    for one in happening.discrepancies:
        told = "; ".join(f"{doc} says {value}" for doc, value in one.values.items())
        yield Fact(id_, "Event", "notes", f"The reports contradict one another on the {one.field}: {told}.")
    for report in happening.reports:
        yield Fact(id_, "Event", "proof", _article_id(report.doc), report.doc)
        yield from _many(id_, "Event", {"publisher": report.publisher}, report.doc)
    yield from _restrictions(happening, knowledge)


def _event_id(key: str) -> str:
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
    return day.isoformat()[: _LENGTH.get(precision)] if day else None


def _country(code: str | None) -> str | None:
    return code.lower() if code else None


def _restrictions(happening: Happening, knowledge: Knowledge) -> Iterator[Fact]:
    parties = {party.name: party for party in (*happening.actors, *happening.recipients)}
    for one in happening.restrictions:
        if one.entity in parties:
            id_ = yield from _sanction(_party_id(parties[one.entity]), one.list, one.since, knowledge)
            yield Fact(id_, "Sanction", "summary", one.source)


def _sanction(entity: str, list_: str, since: str | None, knowledge: Knowledge) -> Iterator[Fact]:
    """A time on a list; gives its id."""
    id_ = f"sanction-{_digest(entity, list_, since)}"
    known = knowledge.lists.get(knowledge.list_names.get(fold(list_), ""))
    authority = knowledge.organisations.get(known.authority or "") if known else None
    yield from _many(id_, "Sanction", {
        "entity": entity, "program": list_, "startDate": since,
        "authority": authority.name if authority else None, "country": _country(known.country) if known else None,
    })  # fmt: skip
    return id_


# --------------------------------------------------------------------------------------- who and what
def _party_id(party: Party) -> str:
    return entity_id(party.type, party.name, party.known)


def _of_party(party: Party, happening: Happening, knowledge: Knowledge) -> Iterator[Fact]:
    id_, schema = _party_id(party), SCHEMA_OF[party.type]
    country = _country(country_of_party(party, knowledge))
    yield from _many(id_, schema, {"name": party.name, "wikidataId": party.wikidata, "country": country})
    if party.type is EntityType.BODY:
        yield Fact(id_, schema, "topics", "gov")
    if party.type is EntityType.PERSON and party.office:
        yield Fact(id_, schema, "position", party.office)
        yield from _occupancy(party, party.office, happening.start or happening.end, knowledge)


def _occupancy(party: Party, title: str, day: dt.date | None, knowledge: Knowledge) -> Iterator[Fact]:
    """The office held: its whole term where knowledge has it, else only that it was held on the event's day."""
    term = _term(party, title, day, knowledge)
    office = knowledge.offices[term.office] if term else None
    post = f"office-{office.id}" if office else f"office-{_digest(title)}"
    body = knowledge.organisations.get(office.body or "") if office else None
    yield from _many(post, "Position", {"name": title, "country": _country(office.country) if office else None})
    if body:
        yield Fact(post, "Position", "organization", body.id)
        yield from _many(body.id, SCHEMA_OF[body.type], {
            "name": body.name, "country": _country(body.country), "wikidataId": body.wikidata,
        })  # fmt: skip
    since, until = (_term_days(term) if term else (None, None))
    id_ = f"occupancy-{_digest(_party_id(party), post, since)}"
    yield from _many(id_, "Occupancy", {
        "holder": _party_id(party), "post": post, "startDate": since, "endDate": until,
        "date": None if term or day is None else day.isoformat(),
        "summary": term.source.source if term else None,
    })  # fmt: skip


def _term(party: Party, title: str, day: dt.date | None, knowledge: Knowledge) -> Term | None:
    terms = knowledge.terms_by_person.get(party.known or "", ())
    held = [one for one in terms if knowledge.offices[one.office].title == title]
    return next((one for one in held if day is not None and one.covers(day)), None)


def _term_days(term: Term) -> tuple[str | None, str | None]:
    """First and last day as far as they are known: a term not known to the day is given by months or years."""
    if term.exact:
        return _day(term.since, Precision.DAY), _day(term.until, Precision.DAY)
    since = _day(term.since, Precision.YEAR if term.since and (term.since.month, term.since.day) == (1, 1) else Precision.MONTH)
    until = _day(term.until, Precision.YEAR if term.until and (term.until.month, term.until.day) == (12, 31) else Precision.MONTH)
    return since, until


# ------------------------------------------------------------------------------------------ documents
def _of_document(told: Told, knowledge: Knowledge) -> Iterator[Fact]:
    record = told.record
    entities = {entity.id: entity for entity in record.entities}
    yield from _article(record)
    named: dict[str, Entity] = {}
    for event in record.events:
        key = told.keys.get(event.id)
        if key and event.id in told.wanted:
            named |= {id_: entities[id_] for id_ in (*event.actors, *event.recipients)}
            yield from _claims(record, event, key, entities)
    for statement in record.statements:
        named[statement.speaker] = entities[statement.speaker]
        yield from _quoted(record, statement, entities[statement.speaker])
    for listed in record.listed:
        named[listed.entity] = entities[listed.entity]
        yield from _told_listed(record, listed, entities[listed.entity], knowledge)
    for entity in named.values():
        yield from _named(entity, record.article.doc)


def _article_id(doc: str) -> str:
    return f"document-{_digest(doc)}"


def _article(record: Record) -> Iterator[Fact]:
    article = record.article
    language = pycountry.languages.get(alpha_2=article.language) if article.language else None
    published = article.published.date
    yield from _many(_article_id(article.doc), "Article", {
        "name": article.title or article.doc, "title": article.title, "bodyText": article.text,
        "fileName": PurePosixPath(article.source.replace("\\", "/")).name or article.doc,
        "language": language.alpha_3 if language else None, "publisher": article.publisher,
        "publishedAt": published.isoformat() if published else None,
        "sourceUrl": article.source if article.source.startswith(("http://", "https://")) else None,
    }, article.doc)  # fmt: skip


def _named(entity: Entity, doc: str) -> Iterator[Fact]:
    id_, schema = _entity_id(entity), SCHEMA_OF[entity.type]
    values = {"name": entity.name, "wikidataId": entity.wikidata, "country": _country(entity.country)}
    yield from _many(id_, schema, values, doc)
    for alias in dict.fromkeys(filter(None, (*entity.aliases, entity.name_en))):
        if alias != entity.name:
            yield Fact(id_, schema, "alias", alias, doc)
    if entity.type is EntityType.PERSON:
        yield from _many(id_, schema, {"position": entity.office}, doc)


def _entity_id(entity: Entity) -> str:
    return entity_id(entity.type, entity.name, entity.known)


def _claims(record: Record, event: Event, key: str, entities: Mapping[str, Entity]) -> Iterator[Fact]:
    """A Documentation for each claim; the claim also backs the event's own value where it is the same."""
    for claim in claims_of(record, event):
        entity = entities.get(claim.value)
        shown = entity.name if entity else claim.value
        values = {"role": claim.field, "description": f"{claim.field}: {shown}"}
        yield from _documentation(f"claim-{claim.id}", record, _event_id(key), values, claim.span, claim.wording)
        if claim.field in _PROP:
            value = _entity_id(entity) if entity else _claimed(claim, event)
            yield Fact(_event_id(key), "Event", _PROP[claim.field], value, record.article.doc, claim.wording, False)


def _claimed(claim: Claim, event: Event) -> str:
    return claim.value[: _LENGTH.get(event.precision)] if claim.field in ("start", "end") else claim.value


def _quoted(record: Record, statement: Statement, speaker: Entity) -> Iterator[Fact]:
    id_ = f"said-{_digest(record.article.doc, str(tuple(statement.span)), statement.content)}"
    values = {"role": "speaker", "description": f"{statement.kind} speech"}
    yield from _documentation(id_, record, _entity_id(speaker), values, statement.span, statement.content)


def _told_listed(record: Record, listed: Listed, entity: Entity, knowledge: Knowledge) -> Iterator[Fact]:
    doc = record.article.doc
    id_ = yield from _sanction(_entity_id(entity), listed.list, listed.since, knowledge)
    yield Fact(id_, "Sanction", "proof", _article_id(doc), doc, listed.span.of(record.article.text))


def _documentation(
    id_: str, record: Record, entity: str, values: Mapping[str, str | None], span: Span | None, words: str
) -> Iterator[Fact]:
    """The quote, and where it stands: `char=START,END` as in RFC 5147, counted in the article's bodyText."""
    published = record.article.published.date
    yield from _many(id_, "Documentation", {
        **values, "document": _article_id(record.article.doc), "entity": entity, "summary": words,
        "recordId": f"char={span.start},{span.end}" if span else None,
        "date": published.isoformat() if published else None,
    }, record.article.doc)  # fmt: skip
