"""Time to fuse made-up reports, and whether it grows with their number: `python benchmarks/fuse_bench.py`.

Each act is told by one to five outlets, with names cut, dates blurred or a day off, parties left out; one report
in eight is a copy of another; one act in the whole is told by every fiftieth report, as the news does. Prints, per
size, processor seconds, milliseconds per report, the peak of traced memory, and how many of the pairs told of one
act were joined. Everything is made from a fixed seed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from retinue.fuse import fuse
from retinue.knowledge.types import Knowledge
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

NOTHING_KNOWN = Knowledge({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
_SOUNDS = "ba ce di fo gu ka le mi no pu ra se ti vo wu za ben cor dal fen gar hol kin lor mar"
SYLLABLES = _SOUNDS.split()
VERBS = ("inspected", "visited", "toured", "met", "fined", "backed", "listed", "praised", "warned", "cleared")
TYPES = (EventType.VISIT, EventType.MEETING, EventType.REGULATORY_ACTION, EventType.LISTING, EventType.SUPPORT)
FIRST_DAY = dt.date(2030, 1, 1)


@dataclass(frozen=True)
class Act:
    """What really happened in the made-up world."""

    number: int
    type: EventType
    actor: str
    firm: str
    place: str
    day: dt.date
    amount: int


def name(rng: random.Random, words: int) -> str:
    return " ".join("".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(words))


def world(reports: int, rng: random.Random) -> Iterator[Act]:
    """Acts for about `reports` reports: 300 officials, 1,500 firms; more news means more days."""
    officials, firms = [name(rng, 2) for _ in range(300)], [name(rng, 2) for _ in range(1500)]
    towns = [name(rng, 1) for _ in range(120)]
    for number in range(reports):
        day = FIRST_DAY + dt.timedelta(days=rng.randrange(max(30, reports // 12)))
        kind = rng.choice(TYPES)
        yield Act(number, kind, rng.choice(officials), rng.choice(firms), rng.choice(towns), day, rng.randint(3, 90))


def tell(act: Act, doc: str, rng: random.Random) -> Record:
    """One report of an act, with what reports get wrong or leave out."""
    firm = act.firm.split(" ")[0] if rng.random() < 0.2 else act.firm
    shift = rng.choice((-1, 1)) if rng.random() < 0.08 else 0
    start = end = act.day + dt.timedelta(days=shift)
    precision = Precision.DAY
    if rng.random() < 0.08:
        start = act.day.replace(day=1)
        end, precision = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1), Precision.MONTH
    words = f"{act.actor} {rng.choice(VERBS)} {firm} in {act.place} over {act.amount} orders"
    filler = " ".join(rng.choices(SYLLABLES, k=180))
    text = f"{words}. {filler}"
    entities = (Entity("e1", EntityType.PERSON, act.actor), Entity("e2", EntityType.COMPANY, firm))
    event = Event(
        "v1", act.type, ("e1",), ("e2",) if rng.random() > 0.05 else (), (act.place,) if rng.random() > 0.3 else (),
        start, end, precision, Status.OCCURRED, Signal.NEUTRAL, None, words, Span(0, len(words)), 0.8, "made",
        (str(act.amount),) if rng.random() > 0.5 else (),
    )  # fmt: skip
    published = Published(act.day + dt.timedelta(days=rng.randint(0, 2)), "given", Reliability.HIGH)
    article = Article(doc, doc, text, published=published, publisher=f"Outlet {rng.randrange(80)}")
    return Record(article, doc, entities=entities, events=(event,))


def crawl(count: int, seed: int) -> tuple[list[Record], dict[str, int]]:
    """`count` reports, and which act each tells of."""
    rng = random.Random(seed)
    acts = world(count, rng)
    famous = next(acts)
    found: list[Record] = []
    truth: dict[str, int] = {}
    while len(found) < count:
        act = next(acts)
        for _ in range(rng.randint(1, 5)):
            doc = f"d{len(found):06}"
            told = famous if len(found) % 50 == 0 else act
            record = tell(told, doc, rng)
            if found and truth[found[-1].article.doc] == told.number and rng.random() < 0.2:
                record = replace(found[-1], article=replace(found[-1].article, doc=doc))
            found.append(record)
            truth[doc] = told.number
    return found[:count], truth


def pairs(home: dict[str, object]) -> set[tuple[str, str]]:
    together: dict[object, list[str]] = defaultdict(list)
    for doc, act in home.items():
        together[act].append(doc)
    return {pair for docs in together.values() for pair in combinations(sorted(docs), 2)}


def measure(count: int, seed: int) -> float:
    records, truth = crawl(count, seed)
    begun = time.process_time()
    fusion = fuse(records, NOTHING_KNOWN)
    seconds = time.process_time() - begun
    wanted = pairs({r.article.doc: truth[r.article.doc] for r in records})
    given = pairs({r.doc: h.key for h in fusion.happenings for r in h.reports})
    right = len(wanted & given)
    print(
        f"{count:>7,} reports {seconds:7.2f} s {1000 * seconds / count:6.2f} ms each "
        f"{len(fusion.happenings):>6,} happenings {len(fusion.copies):>5,} copies   "
        f"links: precision {right / max(1, len(given)):.3f} recall {right / max(1, len(wanted)):.3f}"
    )
    return seconds / count


def memory(count: int, seed: int) -> None:
    records, _ = crawl(count, seed)
    tracemalloc.start()
    fuse(records, NOTHING_KNOWN)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{count:>7,} reports: peak {peak / 2**20:.0f} MB traced, {peak / count / 1024:.1f} kB a report")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    each = [measure(size, args.seed) for size in args.sizes]
    if len(each) > 1:
        print(f"time per report grows {each[-1] / each[0]:.2f} times from {args.sizes[0]:,} to {args.sizes[-1]:,}")
    memory(min(args.sizes), args.seed)


if __name__ == "__main__":
    main()
