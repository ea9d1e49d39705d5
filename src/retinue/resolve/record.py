"""One article's record: entities, events, statements and listings as plain data, each slot with its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from retinue.knowledge.types import Knowledge
from retinue.model import (
    JUDGED_BY,
    Annotation,
    Coded,
    Entity,
    Event,
    EventDraft,
    Field,
    Listed,
    Record,
    Span,
    Statement,
)
from retinue.resolve.entities import entities_of
from retinue.resolve.places import place_names

__all__ = ["resolve"]


def resolve(annotation: Annotation, coded: Coded, sha256: str, knowledge: Knowledge) -> Record:
    """Put together all that was read. Names that knowledge lacks stay as printed, with `known` None."""
    entities = entities_of(annotation, coded, knowledge)
    recorder = _Recorder(annotation, entities, knowledge)
    return Record(
        article=annotation.article,
        sha256=sha256,
        origins=coded.origins,
        entities=tuple(entities.values()),
        events=tuple(recorder.event(f"v{n}", draft) for n, draft in enumerate(coded.events, 1)),
        statements=recorder.statements(),
        listed=recorder.listed(coded),
    )


class _Recorder:
    def __init__(self, annotation: Annotation, entities: Mapping[int, Entity], knowledge: Knowledge) -> None:
        self.annotation, self.entities, self.knowledge = annotation, entities, knowledge
        self.text = annotation.article.text

    def event(self, id_: str, draft: EventDraft) -> Event:
        places = place_names(draft.places, self.annotation, self.knowledge)
        return Event(
            id=id_,
            type=draft.type,
            actors=tuple(e.id for e in self._entities(draft.actors)),
            recipients=tuple(e.id for e in self._entities(draft.recipients)),
            places=tuple(name for name, _ in places),
            start=draft.start,
            end=draft.end,
            precision=draft.precision,
            status=draft.status,
            signal=draft.signal,
            origin=draft.origin,
            evidence=draft.evidence.of(self.text),
            span=draft.evidence,
            confidence=draft.confidence,
            rule=draft.rule,
            amounts=tuple(dict.fromkeys(span.of(self.text) for span in draft.amounts)),
            fields=self._fields(draft),
            reasons=draft.reasons,
            confidences=draft.confidences,
        )

    def _entities(self, mentions: Iterable[int]) -> list[Entity]:
        found = [
            self.entities[r] for m in mentions for r in self.annotation.mentions[m].referents if r in self.entities
        ]
        return list(dict.fromkeys(found))

    def _fields(self, draft: EventDraft) -> tuple[Field, ...]:
        """Every slot with the exact words it was read from and how sure it is."""
        fields = [self._field("type", draft.type, draft.trigger, draft.rule)]
        for name, mentions in (("actor", draft.actors), ("recipient", draft.recipients)):
            for index in mentions:
                span = self.annotation.mentions[index].span
                fields += [self._field(name, e.name, span, e.reason) for e in self._entities((index,))]
        for place, mention in place_names(draft.places, self.annotation, self.knowledge):
            fields.append(self._field("place", place, mention.span))
        if draft.start or draft.end:
            fields += self._dates(draft)
        reason = "; ".join(draft.reasons)
        fields.append(self._field("status", draft.status, draft.evidence, reason))
        fields.append(self._field("signal", draft.signal, draft.evidence, reason))
        fields += [self._field("amount", span.of(self.text), span) for span in draft.amounts]
        if draft.origin and draft.credit:
            fields.append(self._field("origin", draft.origin, draft.credit, f"credited to {draft.origin}"))
        return tuple(replace(field, confidence=_sure(draft, field.name)) for field in fields)

    def _dates(self, draft: EventDraft) -> list[Field]:
        time = self.annotation.times[draft.time] if draft.time is not None else None
        span, reason = (time.span, time.reason or time.anchor) if time else (draft.evidence, "; ".join(draft.reasons))
        ends = (("start", draft.start), ("end", draft.end))
        return [self._field(name, day.isoformat(), span, reason) for name, day in ends if day]

    def _field(self, name: str, value: str, span: Span, reason: str = "") -> Field:
        return Field(name, str(value), span, span.of(self.text), reason)

    def statements(self) -> tuple[Statement, ...]:
        """What was said by somebody the article names or knowledge knows."""
        found = []
        for quote in self.annotation.quotes:
            speakers = self._entities(() if quote.speaker is None else (quote.speaker,))
            if speakers:
                about = (self.entities[r].id for r in quote.about if r in self.entities)
                cue = quote.cue.of(self.text) if quote.cue else None
                content = quote.content.of(self.text)
                found.append(
                    Statement(speakers[0].id, quote.kind, cue, content, quote.content, tuple(about), quote.cue)
                )
        return tuple(found)

    def listed(self, coded: Coded) -> tuple[Listed, ...]:
        """Restrictions that the article states, the list by its canonical name."""
        rows = []
        for draft in coded.listed:
            known = self.knowledge.lists.get(draft.list)
            for entity in self._entities((draft.mention,)):
                rows.append(Listed(entity.id, known.name if known else draft.list, draft.since, draft.evidence))
        return tuple(dict.fromkeys(rows))


def _sure(draft: EventDraft, name: str) -> float | None:
    """The confidence that speaks for a field of that name."""
    judged = JUDGED_BY.get(name)
    return next((one.value for one in draft.confidences if one.field is judged), None)
