"""Is a record fit to be stored? Every field must lead to words that stand in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from retinue.model import Record, Span

__all__ = ["faults"]

# Forms of the export contract, which checks them once more.
COUNTRY = r"^[A-Z]{2}$"
LANGUAGE = r"^[a-z]{2,3}$"
SINCE = r"^[0-9]{4}(-[0-9]{2}){0,2}$"
WIKIDATA = r"^Q[0-9]+$"
SPEECH = ("direct", "indirect")


def faults(record: Record) -> Iterator[str]:
    """What is wrong with a record, in words; nothing when it may be stored and exported."""
    yield from _broken_text(record)
    yield from _dangling(record)
    yield from _misplaced(record)
    yield from _misshapen(record)
    for event in record.events:
        sure = [("confidence", event.confidence), *((f"confidence in {c.field}", c.value) for c in event.confidences)]
        for name, value in sure:
            if not 0 <= value <= 1:
                yield f"event {event.id}: {name} {value} lies outside 0 to 1"
        if event.start and event.end and event.end < event.start:
            yield f"event {event.id} ends on {event.end}, before it starts on {event.start}"


def _broken_text(record: Record) -> Iterator[str]:
    article = record.article
    texts = [article.doc, article.text, article.title, article.publisher, *(block.text for block in article.dropped)]
    for text in texts:
        try:
            (text or "").encode()
        except UnicodeEncodeError as error:
            yield f"text holds half of a surrogate pair: {error}"


def _dangling(record: Record) -> Iterator[str]:
    known = {entity.id for entity in record.entities}
    for what, things in (("entity", record.entities), ("event", record.events)):
        times = Counter(thing.id for thing in things)
        yield from (f"{what} id {one!r} is given twice" for one, number in times.items() if number > 1)
    named: list[tuple[str, Iterable[str]]] = [
        (f"event {event.id}", (*event.actors, *event.recipients)) for event in record.events
    ]
    named += [(f"statement {n}", (one.speaker, *one.about)) for n, one in enumerate(record.statements)]
    named += [(f"listed row {n}", (one.entity,)) for n, one in enumerate(record.listed)]
    for where, ids in named:
        yield from (f"{where} names entity {one!r}, which is not there" for one in ids if one not in known)


def _misplaced(record: Record) -> Iterator[str]:
    text = record.article.text
    if record.article.title_end > len(text):
        yield "the headline ends beyond the text"
    for where, span in _spans(record):
        if not 0 <= span.start <= span.end <= len(text):
            yield f"{where}: span {tuple(span)} lies outside a text of {len(text)} characters"
    for event in record.events:
        if text[event.span.start : event.span.end] != event.evidence:
            yield f"event {event.id}: its evidence is not what stands at {tuple(event.span)}"
    for number, statement in enumerate(record.statements):
        if text[statement.span.start : statement.span.end] != statement.content:
            yield f"statement {number}: its content is not what stands at {tuple(statement.span)}"


def _misshapen(record: Record) -> Iterator[str]:
    forms: list[tuple[str, str | None, str]] = [("language", record.article.language, LANGUAGE)]
    for entity in record.entities:
        forms.append((f"country of entity {entity.id}", entity.country, COUNTRY))
        forms.append((f"Wikidata item of entity {entity.id}", entity.wikidata, WIKIDATA))
    forms += [(f"since of listed row {number}", row.since, SINCE) for number, row in enumerate(record.listed)]
    yield from (
        f"{where}: {value!r} has not the form {form}" for where, value, form in forms if not _fits(value, form)
    )
    names = [record.article.doc, *(one for entity in record.entities for one in (entity.id, entity.name))]
    if not all([*names, *(event.id for event in record.events), *(row.list for row in record.listed)]):
        yield "an id, a name or a list is empty"
    for number, statement in enumerate(record.statements):
        if statement.kind not in SPEECH:
            yield f"statement {number} is neither direct nor indirect but {statement.kind!r}"


def _fits(value: str | None, form: str) -> bool:
    return value is None or (re.search(form, value) is not None and not value.endswith("\n"))


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    if record.article.dateline:
        yield "dateline", record.article.dateline
    for entity in record.entities:
        yield from ((f"entity {entity.id}", span) for span in entity.spans)
    for event in record.events:
        yield f"event {event.id}", event.span
        yield from ((f"event {event.id}, {one.name}", one.span) for one in event.fields if one.span)
    for number, statement in enumerate(record.statements):
        yield f"statement {number}", statement.span
        if statement.cue_span:
            yield f"cue of statement {number}", statement.cue_span
    yield from ((f"listed row {number}", one.span) for number, one in enumerate(record.listed))
