"""Judgements made by hand: passages named by letters, numbers in the order given."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from retinue.model import EventType, Judgement, JudgementKind, Passage, Record, Scope, Span
from retinue.store.claims import anchors

NOON = dt.datetime(2031, 7, 1, 12, tzinfo=dt.UTC)
Kind = JudgementKind


def passage(ref: str, evidence: str = "", type_: EventType = EventType.VISIT) -> Passage:
    """The passage of "doc/event"; its words are its own unless given."""
    doc, _, event = ref.rpartition("/")
    words = evidence or f"words that tell {ref}"
    return Passage(doc, f"anchor of {ref}", event, type_, Span(0, len(words)), words)


def passages(refs: str) -> tuple[Passage, ...]:
    """One for each reference; a bare letter is event v1 of that document."""
    return tuple(passage(ref if "/" in ref else f"{ref}/v1") for ref in refs.split())


def merge(refs: str, **more: object) -> Judgement:
    return _made(Kind.MERGE, refs, **more)


def split(refs: str, others: str, **more: object) -> Judgement:
    return _made(Kind.SPLIT, refs, others=passages(others), **more)


def accept(refs: str, **more: object) -> Judgement:
    return _made(Kind.ACCEPT, refs, **more)


def reject(refs: str, **more: object) -> Judgement:
    return _made(Kind.REJECT, refs, **more)


def correct(refs: str, field: str, *value: object, **more: object) -> Judgement:
    return _made(Kind.CORRECT, refs, field=field, value=value, **more)


def undo(number: int) -> Judgement:
    return _made(Kind.UNDO, "", undoes=number)


def of_report(judgement: Judgement) -> Judgement:
    return replace(judgement, scope=Scope.REPORT)


def _made(kind: Kind, refs: str, **more: object) -> Judgement:
    return Judgement(kind, "ana", passages(refs), **more)  # type: ignore[arg-type]


def numbered(*judgements: Judgement) -> list[Judgement]:
    """As the store would give them: numbered from 1, a minute apart."""
    minutes = (NOON + dt.timedelta(minutes=n) for n in range(len(judgements)))
    return [replace(one, id=n, at=at) for n, (one, at) in enumerate(zip(judgements, minutes, strict=True), 1)]


def told_by(*records: Record) -> list[Passage]:
    """The passages of records, as the store would find them."""
    return [
        Passage(record.article.doc, anchor, event.id, event.type, event.span, event.evidence)
        for record in records
        for event, anchor in zip(record.events, anchors(record.events), strict=True)
    ]


def judging(records: list[Record], *judgements: Judgement) -> list[Judgement]:
    """Judgements whose passages are those of `records`, by reference."""
    here = {one.ref: one for one in told_by(*records)}
    return [
        replace(
            one,
            reports=tuple(here.get(p.ref, p) for p in one.reports),
            others=tuple(here.get(p.ref, p) for p in one.others),
        )
        for one in numbered(*judgements)
    ]
