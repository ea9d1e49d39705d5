"""The public data contract, schema 1: every key of both files, checked when a line is made.

docs/export.md tells what each key means; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from retinue.model import (
    SCHEMA,
    Decided,
    EntityType,
    EventType,
    Judged,
    JudgementKind,
    Precision,
    Signal,
    SourceKind,
    Status,
    Taking,
)
from retinue.run.check import COUNTRY, LANGUAGE, SINCE, WIKIDATA

__all__ = ["DocumentLine", "EventLine"]

Name = Annotated[str, Field(min_length=1)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
Country = Annotated[str, Field(pattern=COUNTRY)]
Wikidata = Annotated[str, Field(pattern=WIKIDATA)]
Since = Annotated[str, Field(pattern=SINCE)]
Offsets = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EntityRow(_Line):
    """Somebody or something a document names."""

    id: Name
    type: EntityType
    name: Name
    aliases: tuple[str, ...]
    name_en: str | None
    office: str | None
    country: Country | None
    wikidata: Wikidata | None
    mentions: tuple[str, ...]


Chance = Annotated[float, Field(ge=0, le=1)]


class ConfidenceRow(_Line):
    """How likely one field of an event is right."""

    field: Judged
    value: Chance
    reasons: tuple[str, ...]


class EventRow(_Line):
    """One act as one document tells it."""

    id: Name
    key: Name | None
    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    status: Status
    signal: Signal
    origin: str | None
    evidence: str
    span: Offsets
    confidence: Chance
    confidences: tuple[ConfidenceRow, ...]
    amounts: tuple[str, ...]


class StatementRow(_Line):
    """Reported speech."""

    speaker: Name
    kind: Literal["direct", "indirect"]
    cue: str | None
    content: str
    about: tuple[str, ...]
    span: Offsets


class ListedRow(_Line):
    """A restriction the document states."""

    entity: Name
    list: Name
    since: Since | None


class DocumentLine(_Line):
    """One line of documents.jsonl. The words of each event and statement must stand where its span says."""

    schema_: Annotated[int, Field(serialization_alias="schema")] = SCHEMA
    doc: Name
    file: str
    language: Language | None
    title: str | None
    published: dt.date | None
    publisher: str | None
    origins: tuple[str, ...]
    syndicated_from: str | None
    text: str
    entities: tuple[EntityRow, ...]
    events: tuple[EventRow, ...]
    statements: tuple[StatementRow, ...]
    listed: tuple[ListedRow, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        known = {entity.id for entity in self.entities}
        for event in self.events:
            if self.text[slice(*event.span)] != event.evidence:
                raise ValueError(f"event {event.id}: evidence is not the text at {event.span}")
            _all_known(f"event {event.id}", (*event.actors, *event.recipients), known)
        for statement in self.statements:
            if self.text[slice(*statement.span)] != statement.content:
                raise ValueError(f"statement of {statement.speaker}: content is not the text at {statement.span}")
            _all_known("a statement", (statement.speaker, *statement.about), known)
        _all_known("a listed row", tuple(row.entity for row in self.listed), known)
        return self


def _all_known(where: str, ids: tuple[str, ...], known: set[str]) -> None:
    if missing := [one for one in ids if one not in known]:
        raise ValueError(f"{where} names entity {missing[0]!r}, which is not among the entities")


class PartyRow(_Line):
    """An actor or recipient of a fused event."""

    name: Name
    type: EntityType
    office: str | None
    wikidata: Wikidata | None


class ReportRow(_Line):
    """One document's telling of a fused event."""

    doc: Name
    event: Name
    publisher: str | None
    origin: str | None
    published: dt.date | None
    copy_of: str | None
    taken: Taking
    taken_from: str | None
    root: str
    root_kind: SourceKind


class DiscrepancyRow(_Line):
    """A field on which the reports can't all be right."""

    field: Literal["start", "end", "actor", "recipient", "place", "type", "number", "title"]
    values: dict[str, str]
    likelier: str | None
    reason: str
    settled_by: str | None = None
    settled_in: int | None = None


class RestrictionRow(_Line):
    """A party stood on a list on that day."""

    entity: Name
    list: Name
    since: str | None
    source: str


class SettledRow(_Line):
    """What the reports say of one field of the consolidated record."""

    field: Name
    value: str
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    reason: str
    confidence: Chance


class RelatedRow(_Line):
    """Another event that this one belongs with."""

    kind: Name
    other: Name
    reason: str
    score: Chance


class DecisionRow(_Line):
    """What a person decided about an event, or about one report of it."""

    judgement: Annotated[int, Field(ge=1)]
    kind: JudgementKind
    by: Name
    at: dt.datetime
    reason: str
    field: str | None
    value: tuple[str, ...]
    was: tuple[str, ...]
    report: str | None
    note: str
    holds: bool


class EventLine(_Line):
    """One line of events.jsonl."""

    schema_: Annotated[int, Field(serialization_alias="schema")] = SCHEMA
    key: Name
    type: EventType
    actors: tuple[PartyRow, ...]
    recipients: tuple[PartyRow, ...]
    places: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    status: Status
    signal: Signal
    reports: Annotated[tuple[ReportRow, ...], Field(min_length=1)]
    independent_origins: Annotated[int, Field(ge=0)]
    copies: tuple[tuple[Name, ...], ...]
    discrepancies: tuple[DiscrepancyRow, ...]
    restrictions: tuple[RestrictionRow, ...]
    fields: tuple[SettledRow, ...]
    related: tuple[RelatedRow, ...]
    decided: Decided | None = None
    decisions: tuple[DecisionRow, ...] = ()
