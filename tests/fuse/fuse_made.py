"""Records made by hand: a line per report, and as little else as a rule needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from retinue.knowledge.types import (
    Knowledge,
    Listing,
    Office,
    Organisation,
    Person,
    Place,
    RestrictionList,
    Source,
    Term,
)
from retinue.model import (
    Article,
    Entity,
    EntityType,
    Event,
    EventType,
    Precision,
    Published,
    Record,
    Reliability,
    Signal,
    Span,
    Status,
)

SOURCE = Source("a test", dt.date(2026, 1, 1))
P, C, B = EntityType.PERSON, EntityType.COMPANY, EntityType.BODY


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def who(name: str, kind: EntityType = C, **more: str | None) -> Entity:
    """An entity without an id yet; `report` numbers it."""
    return Entity("", kind, name, more.get("known"), office=more.get("office"), country=more.get("country"))


MINISTER = who("Ana Sorel", P, known="ana-sorel", country="FR", office="Minister of Industry of France")
PREMIER = who("Tomas Brandt", P, known="tomas-brandt", country="DE", office="Premier of Norland")
MINISTRY = who("Ministry of Industry of France", B, known="fr-industry", country="FR")
REGULATOR = who("Market Authority of Norland", B, known="no-market", country="NO")
FIRM = who("Kestrel Robotics", known="kestrel")
OTHER = who("Lumen Optics", known="lumen")


@dataclass(frozen=True)
class Told:
    """One event as a report tells it."""

    type: EventType = EventType.VISIT
    actors: Sequence[Entity] = ()
    recipients: Sequence[Entity] = ()
    places: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    status: Status = Status.OCCURRED
    origin: str | None = None
    amounts: tuple[str, ...] = ()
    words: str = "went round the plant"
    confidence: float = 0.8


@dataclass(frozen=True)
class Paper:
    """What surrounds the events of a report."""

    published: str | None = None
    publisher: str | None = None
    syndicated_from: str | None = None
    title: str = ""
    body: str = ""
    speaks_of: Sequence[Entity] = field(default_factory=tuple)


def report(doc: str, told: Told | Sequence[Told], paper: Paper | None = None) -> Record:
    """A record of document `doc` with the events told, in order."""
    paper = paper or Paper()
    events = [told] if isinstance(told, Told) else list(told)
    people = [e for t in events for e in (*t.actors, *t.recipients)] + list(paper.speaks_of)
    ids = {e.name: f"e{i}" for i, e in enumerate(dict.fromkeys(people), 1)}
    entities = [Entity(ids[e.name], e.type, e.name, e.known, office=e.office, country=e.country) for e in people]
    text = f"{paper.title}\n\n{paper.body}" if paper.title else paper.body
    made, at = [], len(text)
    for i, one in enumerate(events, 1):
        text += f" {one.words}."
        made.append(_event(f"v{i}", one, ids, Span(at + 1, at + 1 + len(one.words))))
        at = len(text)
    known = day(paper.published) if paper.published else None
    article = Article(
        doc, f"{doc}.txt", text, paper.title or None, len(paper.title),
        published=Published(known, "given" if known else None, Reliability.HIGH if known else Reliability.NONE),
        publisher=paper.publisher, syndicated_from=paper.syndicated_from,
    )  # fmt: skip
    return Record(article, doc, entities=tuple({e.id: e for e in entities}.values()), events=tuple(made))


def _event(name: str, told: Told, ids: dict[str, str], span: Span) -> Event:
    start = day(told.start) if told.start else None
    end = day(told.end) if told.end else start
    precision = told.precision or (Precision.DAY if start else Precision.UNKNOWN)
    if told.status is Status.ONGOING and not told.end:
        end = None
    return Event(
        name, told.type, tuple(ids[e.name] for e in told.actors), tuple(ids[e.name] for e in told.recipients),
        told.places, start, end, precision, told.status, Signal.NEUTRAL, told.origin, told.words, span,
        told.confidence, "test", told.amounts,
    )  # fmt: skip


def place(name: str, level: str, within: tuple[str, ...] = ()) -> Place:
    return Place(name.lower(), name, (), "NO", level, within, None, None, 1000)


def organisation(known: str, name: str, parent: str | None = None, kind: EntityType = B) -> Organisation:
    return Organisation(known, kind, name, (), (), None, None, parent, (), None, None, (), None, False, False, SOURCE)


def knowledge() -> Knowledge:
    """Two cities of one region, a minister and her ministry, an authority and its bureau, two lists."""
    places = [place("Norland", "country"), place("Fjordmark", "region", ("norland",)),
              place("Havn", "city", ("fjordmark", "norland")), place("Bergby", "city", ("fjordmark", "norland")),
              place("Oldport", "district", ("havn", "fjordmark", "norland"))]  # fmt: skip
    bodies = [organisation("fr-industry", "Ministry of Industry of France"),
              organisation("no-market", "Market Authority of Norland"),
              organisation("no-market-firms", "Bureau of Firms", "no-market")]  # fmt: skip
    title = "Minister of Industry of France"
    office = Office("fr-minister", title, ("minister",), "FR", "fr-industry", 3, True, SOURCE)
    term = Term("fr-minister", "ana-sorel", day("2030-01-01"), None, True, SOURCE)
    lists = [RestrictionList("red", "Red List", (), None, None, SOURCE),
             RestrictionList("grey", "Grey List", (), None, None, SOURCE)]  # fmt: skip
    return Knowledge(
        people={"ana-sorel": Person("ana-sorel", "Ana Sorel", (), "FR", None, None, None, SOURCE)},
        offices={office.id: office},
        organisations={b.id: b for b in bodies},
        lists={found.id: found for found in lists},
        places={p.id: p for p in places},
        event_kinds={},
        terms_by_person={"ana-sorel": (term,)},
        terms_by_office={"fr-minister": (term,)},
        listings_by_entity={"kestrel": (Listing("kestrel", "red", day("2031-05-01"), None, "order 7", SOURCE),)},
        names={},
        nominals={},
        list_names={"red list": "red", "grey list": "grey"},
        place_names={p.name.lower(): (p.id,) for p in places},
        office_names={},
    )


KNOWLEDGE = knowledge()
