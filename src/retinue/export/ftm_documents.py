"""What each document says, in FollowTheMoney's terms: the article, its quotes, words that back the events' facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pycountry

from retinue.export.ftm_facts import about, article_id, digest, event_id, lower, many, sanction
from retinue.export.ftm_model import LENGTH, SCHEMA_OF, Fact
from retinue.export.parties import entity_id
from retinue.knowledge import Knowledge
from retinue.model import Entity, EntityType, Event, Listed, Record, Span, Statement
from retinue.store import Claim, Told, claims_of

__all__ = ["own_facts", "shared_facts"]

_PROP = {"actor": "organizer", "recipient": "involved", "place": "location", "start": "startDate", "end": "endDate"}


def own_facts(told: Told) -> Iterator[Fact]:
    """The entities that one document alone tells of, one after the other: Article, then its Documentations."""
    record = told.record
    entities = {entity.id: entity for entity in record.entities}
    yield from _article(record)
    for event in record.events:
        key = told.keys.get(event.id)
        if key and event.id in told.wanted:
            for claim in claims_of(record, event):
                yield from _quoted_claim(record, claim, key, entities)
    for statement in record.statements:
        yield from _quoted_speech(record, statement, entities[statement.speaker])


def shared_facts(told: Told, knowledge: Knowledge) -> Iterator[Fact]:
    """What a document adds to entities that others tell of too."""
    record = told.record
    entities = {entity.id: entity for entity in record.entities}
    named = {statement.speaker: entities[statement.speaker] for statement in record.statements}
    for event in record.events:
        key = told.keys.get(event.id)
        if key and event.id in told.wanted:
            named |= {id_: entities[id_] for id_ in (*event.actors, *event.recipients)}
            yield from _backing(record, event, key, entities)
    for listed in record.listed:
        named[listed.entity] = entities[listed.entity]
        yield from _told_listed(record, listed, entities[listed.entity], knowledge)
    for entity in named.values():
        yield from _named(entity, record.article.doc)


def _article(record: Record) -> Iterator[Fact]:
    article = record.article
    language = pycountry.languages.get(alpha_2=article.language) if article.language else None
    published = article.published.date
    yield from many(article_id(article.doc), "Article", {
        "name": article.title or article.doc, "title": article.title, "bodyText": article.text,
        "fileName": PurePosixPath(article.source.replace("\\", "/")).name or article.doc,
        "language": language.alpha_3 if language else None, "publisher": article.publisher,
        "publishedAt": published.isoformat() if published else None,
        "sourceUrl": article.source if article.source.startswith(("http://", "https://")) else None,
    }, article.doc)  # fmt: skip


def _named(entity: Entity, doc: str) -> Iterator[Fact]:
    id_, schema = _entity_id(entity), SCHEMA_OF[entity.type]
    values = {"name": entity.name, "wikidataId": entity.wikidata, "country": lower(entity.country)}
    yield from about(entity.type, id_, values, doc)
    for alias in dict.fromkeys(filter(None, (*entity.aliases, entity.name_en))):
        if alias != entity.name:
            yield Fact(id_, schema, "alias", alias, doc)
    if entity.type is EntityType.PERSON:
        yield from many(id_, schema, {"position": entity.office}, doc)


def _entity_id(entity: Entity) -> str:
    return entity_id(entity.type, entity.name, entity.known)


def _quoted_claim(record: Record, claim: Claim, key: str, entities: Mapping[str, Entity]) -> Iterator[Fact]:
    entity = entities.get(claim.value)
    values = {"role": claim.field, "description": f"{claim.field}: {entity.name if entity else claim.value}"}
    return _documentation(f"claim-{claim.id}", record, event_id(key), values, claim.span, claim.wording)


def _backing(record: Record, event: Event, key: str, entities: Mapping[str, Entity]) -> Iterator[Fact]:
    """Words for the event's values that this document gives too."""
    for claim in claims_of(record, event):
        if claim.field in _PROP:
            entity = entities.get(claim.value)
            value = _entity_id(entity) if entity else _claimed(claim, event)
            yield Fact(event_id(key), "Event", _PROP[claim.field], value, record.article.doc, claim.wording, False)


def _claimed(claim: Claim, event: Event) -> str:
    return claim.value[: LENGTH.get(event.precision)] if claim.field in ("start", "end") else claim.value


def _quoted_speech(record: Record, statement: Statement, speaker: Entity) -> Iterator[Fact]:
    id_ = f"said-{digest(record.article.doc, str(tuple(statement.span)), statement.content)}"
    values = {"role": "speaker", "description": f"{statement.kind} speech"}
    return _documentation(id_, record, _entity_id(speaker), values, statement.span, statement.content)


def _told_listed(record: Record, listed: Listed, entity: Entity, knowledge: Knowledge) -> Iterator[Fact]:
    doc = record.article.doc
    id_ = yield from sanction(_entity_id(entity), listed.list, listed.since, knowledge)
    yield Fact(id_, "Sanction", "proof", article_id(doc), doc, listed.span.of(record.article.text))


def _documentation(
    id_: str, record: Record, entity: str, values: Mapping[str, str | None], span: Span | None, words: str
) -> Iterator[Fact]:
    """The quote, and where it stands: `char=START,END` as in RFC 5147, counted in the article's bodyText."""
    published = record.article.published.date
    yield from many(id_, "Documentation", {
        **values, "document": article_id(record.article.doc), "entity": entity, "summary": words,
        "recordId": f"char={span.start},{span.end}" if span else None,
        "date": published.isoformat() if published else None,
    }, record.article.doc)  # fmt: skip
