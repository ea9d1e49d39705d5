"""A made record of any size, written straight through the store's schema: `python benchmarks/made_record.py PATH`.

100,000 events told by 50,000 documents unless told otherwise. Names, outlets, places and lists have long tails (a few
are in very many events, most in few); some are written in Han characters; dates run over ten years, some are vague or
unknown; one event in five has several reports, some of them copies. Everything comes from one seed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection, Table, insert

from retinue.model import (
    Article,
    Discrepancy,
    Entity,
    EntityType,
    Event,
    EventType,
    Happening,
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
)
from retinue.store import Store
from retinue.store import schema as s
from retinue.store.write import _derived_rows, _document_row

FIRST_DAY, DAYS = dt.date(2015, 1, 1), 3650
SYLLABLES = (
    "ba ce di fo gu ka le mi no pu ra se ti vo wu za ben cor dal fen gar hol kin lor mar nan pel qin ros sun tan ur"
).split()
HAN = "华为中国科技大学海康威视电子信息产业集团股份有限公司北京上海深圳广东浙江江苏银行能源汽车新材料航天"
KINDS = (EventType.VISIT,) * 5 + (EventType.MEETING,) * 5 + (EventType.POLICY,) * 3 + tuple(EventType)
STATUSES = (Status.OCCURRED,) * 12 + (Status.PLANNED,) * 3 + tuple(Status)
SIGNALS = (Signal.NEUTRAL,) * 3 + (Signal.SUPPORT,) * 3 + tuple(Signal)
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Tail:
    """Things of which few are chosen often and most seldom: the chance of the n-th falls as 1/n^steep."""

    things: Sequence[Party | str]
    weights: Sequence[float]

    @classmethod
    def of(cls, things: Sequence[Party | str], steep: float = 0.9) -> Tail:
        return cls(things, list(accumulate(1 / (n + 1) ** steep for n in range(len(things)))))

    def pick(self, rng: random.Random, most: int = 1) -> list:
        return list(dict.fromkeys(rng.choices(self.things, cum_weights=self.weights, k=most)))


def name(rng: random.Random, words: int) -> str:
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).title() for _ in range(words))


def parties(rng: random.Random, kind: EntityType, count: int, words: int) -> Tail:
    """Parties of one kind; the frequent ones are known, one in twenty is written in Han characters."""
    found: dict[str, Party] = {}
    while len(found) < count:
        told = "".join(rng.choices(HAN, k=rng.randint(2, 6))) if rng.random() < 0.05 else name(rng, words)
        known = told.lower().replace(" ", "-") if told.isascii() and len(found) < count // 4 else None
        office = f"Minister of {name(rng, 1)}" if kind is EntityType.PERSON and rng.random() < 0.8 else None
        found.setdefault(told, Party(told, kind, office, known, f"Q{len(found)}" if known else None))
    return Tail.of(list(found.values()))


class World:
    """Everybody and everything that is spoken of."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self.people = parties(rng, EntityType.PERSON, max(20, size // 25), 2)
        self.firms = parties(rng, EntityType.COMPANY, max(30, size // 8), 2)
        self.bodies = parties(rng, EntityType.BODY, max(10, size // 70), 3)
        self.places = Tail.of([name(rng, 1) for _ in range(max(10, size // 150))])
        self.outlets = Tail.of([f"{name(rng, 1)} Daily" for _ in range(max(10, size // 125))])
        self.agencies = Tail.of([name(rng, 1) for _ in range(40)])
        self.lists = Tail.of([f"{name(rng, 1)} List" for _ in range(30)])
        self.words = Tail.of([name(rng, 1).lower() for _ in range(20_000)], 1.0)


def happening(rng: random.Random, world: World, number: int, docs: Sequence[str]) -> Happening:
    """One event, told by some of `docs` (which are in the order of their days)."""
    place = rng.random()
    day = FIRST_DAY + dt.timedelta(days=int(place * DAYS))
    length = rng.choice((0, 0, 0, 0, 0, 0, 1, 2, 9))
    precision = rng.choice((Precision.DAY,) * 8 + (Precision.MONTH, Precision.UNKNOWN))
    start = None if precision is Precision.UNKNOWN else day
    actors = (*world.people.pick(rng), *(world.bodies.pick(rng) if rng.random() < 0.4 else ()))
    recipients = tuple(world.firms.pick(rng, rng.choice((0, 1, 1, 1, 1, 2, 3))))
    several = min(len(docs), int(rng.paretovariate(1.6)), 40)
    first = min(int(place * len(docs)), len(docs) - several)
    told = [docs[first + n] for n in range(several)]
    reports = tuple(
        Report(doc, f"v{number}", None, rng.choice((None, None, *world.agencies.pick(rng))), day,
               told[0] if n and rng.random() < 0.3 else None)
        for n, doc in enumerate(told)
    )  # fmt: skip
    apart = {told[0]: "2020-01-01", told[1]: "2020-01-02"} if several > 1 and rng.random() < 0.2 else None
    return Happening(
        key=f"made-{number:06}", type=rng.choice(KINDS), actors=actors, recipients=recipients,
        places=tuple(world.places.pick(rng, rng.choice((0, 1, 1, 2)))),
        start=start, end=start and start + dt.timedelta(days=length), precision=precision,
        status=rng.choice(STATUSES), signal=rng.choice(SIGNALS), reports=reports,
        independent_origins=len([r for r in reports if not r.copy_of]),
        discrepancies=(Discrepancy("start", apart, "differ"),) if apart else (),
        restrictions=tuple(
            Restriction(firm.name, which, "2019", "made")
            for firm in recipients[:1] if rng.random() < 0.15 for which in world.lists.pick(rng)
        ),
        confidence=round(rng.betavariate(4, 2), 3), reasons=("made",),
    )  # fmt: skip


def record(rng: random.Random, world: World, doc: str, told: Sequence[Happening], publisher: str) -> Record:
    """The document that reports these events, with their parties named in its text."""
    everybody = list(dict.fromkeys(p for one in told for p in (*one.actors, *one.recipients)))
    ids = {party: f"e{n}" for n, party in enumerate(everybody)}
    words = world.words.pick(rng, rng.randint(150, 500))
    title = " ".join(word.title() for word in words[:8])
    lead = ". ".join(" ".join(p.name for p in (*one.actors, *one.recipients)) for one in told)
    text = f"{title}\n\n{lead}.\n\n{' '.join(words)}"
    span = Span(0, len(title))
    day = next((one.reports[0].published for one in told), None) or FIRST_DAY
    events = tuple(
        Event(
            one.reports[0].event, one.type, tuple(ids[p] for p in one.actors), tuple(ids[p] for p in one.recipients),
            one.places, one.start, one.end, one.precision, one.status, one.signal,
            next(r.origin for r in one.reports if r.doc == doc), title, span, one.confidence, "made",
        )
        for one in told
    )  # fmt: skip
    return Record(
        Article(doc, f"made/{doc}.txt", text, title, len(title), rng.choice(("en",) * 9 + ("zh",)),
                Published(day, "given", Reliability.HIGH, str(day)), publisher),
        f"{rng.getrandbits(256):064x}",
        tuple(dict.fromkeys(origin for e in events if (origin := e.origin))),
        tuple(
            Entity(id_, p.type, p.name, p.known, office=p.office, country=rng.choice(("CN", "CN", "US", "DE", None)),
                   wikidata=p.wikidata, mentions=(p.name,), spans=(span,))
            for p, id_ in ids.items()
        ),
        events,
        tuple(Statement(id_, "indirect", "said", title, span) for id_ in list(ids.values())[: rng.randint(0, 3)]),
        tuple(Listed(id_, "Made List", "2019", span) for id_ in list(ids.values())[-1:] if rng.random() < 0.1),
    )  # fmt: skip


def records(
    rng: random.Random, world: World, told: dict[str, list[Happening]], outlets: dict[str, str]
) -> Iterator[Record]:
    for doc, happenings in told.items():
        yield record(rng, world, doc, happenings, outlets[doc])


def make(path: Path, events: int = 100_000, documents: int = 50_000, seed: int = 7) -> None:
    """Write a new database at `path`."""
    rng = random.Random(seed)
    world = World(rng, events)
    docs = [f"d{n:06}" for n in range(documents)]
    outlets = {doc: world.outlets.pick(rng)[0] for doc in docs}
    happenings = []
    told: dict[str, list[Happening]] = {doc: [] for doc in docs}
    for number in range(events):
        one = happening(rng, world, number, docs)
        reports = tuple(Report(r.doc, r.event, outlets[r.doc], r.origin, r.published, r.copy_of) for r in one.reports)
        happenings.append(Happening(**{n: getattr(one, n) for n in Happening.__slots__} | {"reports": reports}))
        for report in reports:
            told[report.doc].append(happenings[-1])
    with Store.open(path, clock=lambda: NOW) as store:
        _write(store, records(rng, world, told, outlets))
        store.put_happenings(happenings, code="made")


def _write(store: Store, made: Iterator[Record]) -> None:
    waiting: dict[Table, list[dict]] = {}
    with store._writing() as connection:
        for number, one in enumerate(made, 1):
            row = _document_row(one) | {"id": number, "version": 1, "current": True, "code": "made", "read_at": NOW,
                                        "changed": number}  # fmt: skip
            for table, rows in ({s.documents: [row]} | _derived_rows(one)).items():
                own = rows if table is s.documents else [r | {"document": number} for r in rows]
                waiting.setdefault(table, []).extend(own)
            if number % 500 == 0:
                _flush(connection, waiting)
        _flush(connection, waiting)


def _flush(connection: Connection, waiting: dict[Table, list[dict]]) -> None:
    for table, rows in waiting.items():
        if rows:
            connection.execute(insert(table), rows)
    for rows in waiting.values():
        rows.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=50_000)
    told = parser.parse_args()
    began = time.perf_counter()
    make(told.path, told.events, told.documents)
    print(f"{told.path}: {told.path.stat().st_size / 2**20:.0f} MiB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
