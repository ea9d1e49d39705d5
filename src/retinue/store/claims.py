"""Claims: every field of every event as a row that can be traced to the words it came from."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from retinue.model import JUDGED_BY, Event, Field, Judged, Record, Span

__all__ = ["Claim", "anchors", "claims_of"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One document says one thing about one event.

    `id` is a SHA-256 over document, content, event, field, value and words: the same reading gives the same id.
    `read` is False where no words of its own were kept, so that the event's evidence stands in. `confidence` is how
    likely the field is right if the event is; it is no part of the id.
    """

    id: str
    doc: str
    event: str
    field: str
    value: str
    span: Span | None
    wording: str
    origin: str | None
    reason: str
    read: bool
    confidence: float | None = None


def claims_of(record: Record, event: Event) -> list[Claim]:
    """The claims of one event: first its own fields in order, then those for which only the evidence speaks."""
    seen: Counter[tuple[str, ...]] = Counter()
    named = [(field, True) for field in event.fields]
    named += [(field, False) for field in _unread(record, event)]
    return [_claim(record, event, field, read, seen) for field, read in named]


def _claim(record: Record, event: Event, field: Field, read: bool, seen: Counter[tuple[str, ...]]) -> Claim:
    where = tuple(field.span) if field.span else None
    said = (field.name, field.value, str(where), field.wording)
    seen[said] += 1
    whole = [record.article.doc, record.sha256, event.id, *said, event.origin, seen[said]]
    digest = hashlib.sha256(json.dumps(whole).encode()).hexdigest()
    return Claim(
        digest, record.article.doc, event.id, field.name, field.value,
        field.span, field.wording, event.origin, field.reason, read, field.confidence,
    )  # fmt: skip


def _unread(record: Record, event: Event) -> Iterator[Field]:
    """Fields of the event that carry no words of their own, traced to its evidence."""
    names = {entity.id: entity.name for entity in record.entities}
    sure: dict[Judged | None, float] = {one.field: one.value for one in event.confidences}
    covered = {(field.name, field.value) for field in event.fields}
    for name, value, shown in _slots(event, names):
        if not covered & {(name, value), (name, shown), (name + "s", value), (name + "s", shown)}:
            why = "told by the event's evidence as a whole"
            yield Field(name, shown, event.span, event.evidence, why, sure.get(JUDGED_BY.get(name)))


def _slots(event: Event, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(field, value as stored, value as a person reads it) of each filled slot."""
    for role, ids in (("actor", event.actors), ("recipient", event.recipients)):
        for entity in ids:
            yield role, entity, names.get(entity, entity)
    for role, values in (("place", event.places), ("amount", event.amounts)):
        for value in values:
            yield role, value, value
    plain = {"type": event.type, "status": event.status, "signal": event.signal, "precision": event.precision}
    days = {"start": event.start, "end": event.end}
    for name, value in (plain | {name: day.isoformat() for name, day in days.items() if day}).items():
        yield name, str(value), str(value)


def anchors(events: tuple[Event, ...]) -> list[str]:
    """For each event, what it is told by: type and evidence, and which of several with the same.

    Event ids count through a document and shift when the code finds one more; an anchor stays, so that a fused
    event can keep its key.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for event in events:
        told = (str(event.type), event.evidence)
        seen[told] += 1
        whole = json.dumps([*told, seen[told]])
        found.append(hashlib.sha256(whole.encode()).hexdigest()[:32])
    return found
