"""One document and the event it tells, made by hand, and contents that need no store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from retinue.export import EXPORTERS, Material
from retinue.knowledge import load
from retinue.model import (
    Article,
    Confidence,
    Discrepancy,
    Entity,
    EntityType,
    Event,
    EventType,
    Field,
    Happening,
    Judged,
    Listed,
    Party,
    Precision,
    Published,
    Record,
    Reliability,
    Report,
    Restriction,
    Signal,
    Span,
    Statement,
    Status,
)  # fmt: skip
from retinue.store import Told

TEXT = "Regulator fines Acme\n\nThe regulator fined Acme 2 million crowns on Monday. “It hurts,” Acme said."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


EVIDENCE = "The regulator fined Acme 2 million crowns on Monday"
EVENT = Event(
    "v1", EventType.REGULATORY_ACTION, ("e1",), ("e2",), ("Prague",), dt.date(2024, 3, 4), dt.date(2024, 3, 4),
    Precision.DAY, Status.OCCURRED, Signal.CONTROL, "ČTK", EVIDENCE, span(EVIDENCE), 0.9, "fine",
    confidences=(Confidence(Judged.DATE, 0.75, ("less likely: far",)),),
    amounts=("2 million crowns",), fields=(Field("recipient", "e2", span("fined Acme"), "fined Acme", "object"),),
)  # fmt: skip
RECORD = Record(
    Article(
        "a", "in/a.txt", TEXT, "Regulator fines Acme", 20, "en",
        Published(dt.date(2024, 3, 5), "meta", Reliability.HIGH, "5 March"), "The Daily Ledger",
    ),
    "0" * 64,
    ("ČTK",),
    (
        Entity("e1", EntityType.BODY, "Office for Competition", country="CZ", mentions=("The regulator",)),
        Entity("e2", EntityType.COMPANY, "Acme", wikidata="Q1", aliases=("Acme a.s.",)),
    ),
    (EVENT,),
    (Statement("e2", "direct", "said", "It hurts,", span("It hurts,"), ("e1",)),),
    (Listed("e2", "US Entity List", "2019-05", span("Acme")),),
)  # fmt: skip
HAPPENING = Happening(
    "k1", EventType.REGULATORY_ACTION, (Party("Office for Competition", EntityType.BODY),),
    (Party("Acme", EntityType.COMPANY, wikidata="Q1"),), ("Prague",), dt.date(2024, 3, 4), dt.date(2024, 3, 4),
    Precision.DAY, Status.OCCURRED, Signal.CONTROL,
    (Report("a", "v1", "The Daily Ledger", "ČTK", dt.date(2024, 3, 5)),), 1,
    (Discrepancy("number", {"a": "2 million", "b": "3 million"}, "one fine"),),
    (Restriction("Acme", "US Entity List", "2019", "a register"),), 0.9,
)  # fmt: skip


known_knowledge = cache(load)


@dataclass(frozen=True)
class Made:
    """Contents without a store."""

    records: Sequence[Record] = (RECORD,)
    events: Sequence[Happening] = (HAPPENING,)

    def documents(self) -> Iterable[Told]:
        """The documents with the keys that the events' reports give."""
        keys = {(report.doc, report.event): one.key for one in self.events for report in one.reports}
        for record in self.records:
            own = {event: key for (doc, event), key in keys.items() if doc == record.article.doc}
            yield Told(record, own, frozenset(event.id for event in record.events))

    def happenings(self) -> Iterable[Happening]:
        """The events."""
        return iter(self.events)


MADE = Made()


def material(made: Made, *, bom: bool = True) -> Material:
    """What an exporter is given, with all bundled knowledge at hand."""
    return Material(made, known_knowledge, bom)


def file(form: str, name: str, made: Made = MADE) -> bytes:
    """One file of a format."""
    (part,) = (part for part in EXPORTERS[form].parts if part.name == name)
    return b"".join(part.chunks(material(made)))
