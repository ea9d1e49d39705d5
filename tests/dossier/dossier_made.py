"""Records of made-up events around one firm, as many as asked for, in a real database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from retinue.model import (
    Article,
    Discrepancy,
    Entity,
    EntityType,
    EventType,
    Happening,
    Party,
    Precision,
    Published,
    Record,
    Report,
    Restriction,
    Signal,
    Span,
    Statement,
    Status,
)
from retinue.store import Store

FIRM = Party("Lumen Technology Group", EntityType.COMPANY, None, "lumen", None)
PREMIER = Party("Han Mei", EntityType.PERSON, "Premier of China", "han-mei", None)
MINISTRY = Party("US Department of Commerce", EntityType.BODY, None, "us-commerce", None)
STRANGE = Party('<b>"王小明" & Sons</b>', EntityType.COMPANY)
TEXT = "Han Mei said the firm deserves help. <script>alert(1)</script>"


def happening(key: str = "visit-han-lumen-aaaaaa", **more: object) -> Happening:
    """The premier visits the firm."""
    day = dt.date(2024, 3, 4)
    made = Happening(
        key, EventType.VISIT, (PREMIER,), (FIRM,), ("Shenzhen",), day, day, Precision.DAY, Status.OCCURRED,
        Signal.SUPPORT, (Report("d0", "v1", "The Meridian Post", None, day),), 1, confidence=0.8,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def happenings(number: int) -> Iterable[Happening]:
    """Visits, listings, probes and undated events over years, told by several documents each."""
    for n in range(number):
        day = dt.date(2018, 1, 1) + dt.timedelta(5 * n)
        origin = "Xinhua" if n % 3 else None
        docs = tuple(Report(f"d{n % 300}", f"v{n}", "The Meridian Post", origin, day) for _ in "12")
        more: dict[str, object] = {"start": day, "end": day, "reports": docs, "independent_origins": 2}
        if n % 3 == 1:
            gap = Discrepancy("start", {"d1": "2024-03-04", "d2": "2024-03-03"}, "no")
            more |= {"type": EventType.LISTING, "actors": (MINISTRY,), "recipients": (FIRM, STRANGE),
                     "signal": Signal.RESTRICT, "places": ("Washington",),
                     "restrictions": (Restriction(FIRM.name, "US Entity List", "2019-05-21", "a rule"),),
                     "discrepancies": (gap,)}  # fmt: skip
        if n % 7 == 3:
            more |= {"start": None, "end": None, "precision": Precision.UNKNOWN}
        yield happening(f"event-{n:06x}", **more)


def record(doc: str) -> Record:
    """A document with one statement by the premier about the firm."""
    article = Article(doc, f"https://news.example/{doc}?a=1&b=2", TEXT, title=f"<i>{doc}</i> 海康威视",
                      published=Published(dt.date(2024, 3, 5)), publisher="The Meridian Post")  # fmt: skip
    entities = (
        Entity("e1", EntityType.PERSON, "Han Mei", "han-mei", office="Premier of China"),
        Entity("e2", EntityType.COMPANY, FIRM.name, "lumen", mentions=("Lumen", "the firm")),
    )
    said = Statement("e1", "direct", "said", TEXT, Span(0, len(TEXT)), ("e2",))
    return Record(article, f"{doc:064}", entities=entities, statements=(said,))


def made_store(path: Path, number: int, docs: int) -> Path:
    """A database of `number` happenings and `docs` documents."""
    with Store.open(path) as store:
        for n in range(docs):
            store.put(record(f"d{n}"), "test")
        store.put_happenings(happenings(number))
    return path
