"""A small record made by hand for the web's tests: one visit told by three reports, one listing, one statement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from retinue.model import (
    Article,
    Discrepancy,
    Dropped,
    Entity,
    EntityType,
    Event,
    EventType,
    Failure,
    Field,
    Happening,
    Link,
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
)
from retinue.store import RunEnd, Store

TITLE = "Premier tours camera maker"
EVIL = "<script>alert('x')</script> & <b>bold</b>"
TEXT = (
    f"{TITLE}\n\nPremier Li Qiang visited Hikvision in Hangzhou on Saturday. He praised it.\n\nReaders wrote {EVIL}."
)
VISIT, LISTING = "visit-li-qiang-hikvision-2023-10-07-aaaaaa", "listing-us-commerce-hikvision-2019-10-09-bbbbbb"
LI = Party("Li Qiang", EntityType.PERSON, "Premier of China", "li-qiang", "Q1")
HIKVISION = Party("Hikvision", EntityType.COMPANY, None, "hikvision")


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def a_record(doc: str, publisher: str, day: dt.date) -> Record:
    """The visit as one outlet tells it."""
    article = Article(
        doc, f"news/{doc}.txt", TEXT, TITLE, len(TITLE), "en",
        Published(dt.date(2023, 10, 9), "byline", Reliability.HIGH, "9 October 2023"), publisher,
        dropped=(Dropped("Share this story", "share", 9, 2),),
    )  # fmt: skip
    sentence = _span("Premier Li Qiang visited Hikvision in Hangzhou on Saturday.")
    fields = (
        Field("type", "visit", _span("visited"), "visited", "visit/visit", 0.9),
        Field("actor", "Li Qiang", _span("Li Qiang"), "Li Qiang", "known name", 0.95),
        Field("recipient", "Hikvision", _span("Hikvision"), "Hikvision", "known name", 0.9),
        Field("place", "Hangzhou", _span("Hangzhou"), "Hangzhou", "", 0.8),
        Field("start", str(day), _span("Saturday"), "Saturday", "publication", 0.7),
        Field("status", "occurred", sentence, sentence.of(TEXT), "status: a finite verb", 0.9),
    )
    event = Event(
        "v1", EventType.VISIT, ("e1",), ("e2",), ("Hangzhou",), day, day, Precision.DAY, Status.OCCURRED,
        Signal.SUPPORT, None, sentence.of(TEXT), sentence, 0.9, "visit/visit", fields=fields,
    )  # fmt: skip
    entities = (
        Entity("e1", EntityType.PERSON, "Li Qiang", "li-qiang", ("李强",), office="Premier of China",
               spans=(_span("Li Qiang"), _span("He")), mentions=("Li Qiang", "He")),
        Entity("e2", EntityType.COMPANY, "Hikvision", "hikvision", ("海康威视",), spans=(_span("Hikvision"),)),
        Entity("e3", EntityType.COMPANY, "Odd/Name & Sons", spans=()),
    )  # fmt: skip
    said = Statement("e1", "indirect", "praised", "He praised it", _span("He praised it"), ("e2",))
    return Record(article, f"{sum(map(ord, doc)):064x}", ("Xinhua News Agency",), entities, (event,), (said,))


def _visit(docs: dict[str, str]) -> Happening:
    days = dict(zip(docs, ("2023-10-07", "2023-10-08", "2023-10-07"), strict=True))
    reports = tuple(
        Report(doc, "v1", publisher, "Xinhua News Agency", dt.date(2023, 10, 9), "wire" if doc == "copy" else None)
        for doc, publisher in docs.items()
    )
    clash = Discrepancy("start", days, "they can't all be right")
    return Happening(
        VISIT, EventType.VISIT, (LI,), (HIKVISION,), ("Hangzhou",), dt.date(2023, 10, 7), dt.date(2023, 10, 7),
        Precision.DAY, Status.OCCURRED, Signal.SUPPORT, reports, 2, (clash,),
        (Restriction("Hikvision", "US Entity List", "2019-10-09", "84 FR 54002"),), 0.93, ("told by 3 reports",),
    )  # fmt: skip


def _listing() -> Happening:
    body = Party("US Department of Commerce", EntityType.BODY, None, "us-commerce")
    report = Report("wire", "v9", "Causeway Wire", None, dt.date(2023, 10, 9))
    return Happening(
        LISTING, EventType.LISTING, (body,), (HIKVISION,), (), dt.date(2019, 10, 9), None, Precision.DAY,
        Status.PLANNED, Signal.RESTRICT, (report,), 1, confidence=0.4,
    )  # fmt: skip


def make_record(path: Path) -> Path:
    """The database at `path`."""
    docs = {"wire": "Causeway Wire", "sunday": "Lens and Lock", "copy": "Millrace Daily"}
    with Store.open(path) as store:
        number, _ = store.begin_run("made")
        for doc, publisher in docs.items():
            store.put(a_record(doc, publisher, dt.date(2023, 10, 8 if doc == "sunday" else 7)), "made")
        store.put_failure(Failure("broken", "news/broken.txt", "0" * 64, "clean", "binary", "no text", False), "made")
        links = [
            Link("copy/v1", "wire/v1", "same", 0.99, "same words"),
            Link("wire/v1", "wire/v9", "different", 0.2, "far"),
        ]
        store.put_happenings([_visit(docs), _listing()], links, "made")
        store.finish_run(number, RunEnd(3, 0, 1, False))
    return path
