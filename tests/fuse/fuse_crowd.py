"""Reports that get in each other's way: few people, firms and days, copies of copies, undated ones, new versions."""

from __future__ import annotations

import random
from dataclasses import replace

from fuse_made import FIRM, KNOWLEDGE, MINISTER, OTHER, PREMIER, REGULATOR, Paper, Told, report

from retinue.fuse import Fusion, concerned, fuse, stand
from retinue.model import EventType, Happening, Record
from retinue.store import EventFilter, Store

VOCABULARY = [f"w{i}" for i in range(300)]
STORIES = [random.Random(i).choices(VOCABULARY, k=90) for i in range(4)]
OUTLETS = ["The Wire", "The Dawn", "The Noon", "The Post", None]
SIDES = [[PREMIER], [MINISTER], [PREMIER, MINISTER], [REGULATOR], []]
FIRMS = [[FIRM], [OTHER], [FIRM, OTHER], []]
WORDS = ["went round the plant", "was added to the red list", "toured the works of Kestrel Robotics"]
TYPES = [EventType.VISIT, EventType.MEETING, EventType.LISTING, EventType.OBJECTION]


def crowded(doc: str, rng: random.Random, version: int = 0) -> Record:
    """One report; another `version` has other content."""
    days = ["2031-06-04", "2031-06-05", "2031-06-06", "2031-06-21", None]
    paper = Paper(
        rng.choice(days), rng.choice(OUTLETS), rng.choice([None, None, None, "The Wire"]), rng.choice(["", "A head"]),
        _body(rng),
    )  # fmt: skip
    record = report(doc, [_told(rng) for _ in range(rng.randrange(4))], paper)
    credited = (rng.choice(["The Wire", "The Dawn"]),) if rng.random() < 0.3 else ()
    return replace(record, origins=credited, sha256=f"{doc}/{version}")


def _body(rng: random.Random) -> str:
    story, way = rng.choice(STORIES), rng.randrange(6)
    ways = {
        0: [], 1: story, 2: story[:60], 3: [rng.choice(VOCABULARY) if rng.random() < 0.05 else w for w in story],
        4: [*rng.choices(VOCABULARY, k=60), *story], 5: sorted(story),
    }  # fmt: skip
    return " ".join(ways[way])


def _told(rng: random.Random) -> Told:
    return Told(
        rng.choice(TYPES), rng.choice(SIDES), rng.choice(FIRMS),
        rng.choice([("Havn",), ("Bergby",), ("Fjordmark",), ()]),
        rng.choice(["2031-06-03", "2031-06-04", "2031-06-04", "2031-06-20", None]),
        amounts=rng.choice([("42",), ("44",), ()]), words=rng.choice(WORDS),
    )  # fmt: skip


def from_scratch(store: Store) -> Fusion:
    """What the pure function makes of all that the store holds."""
    judgements = store.judgements()
    standing = stand(judgements, store.passages(concerned(judgements)))
    return fuse(list(store.records()), KNOWLEDGE, standing=standing)


def _rows(rows: object) -> list[str]:
    return sorted(map(repr, rows))  # type: ignore[call-overload]


def _keyless(happenings: tuple[Happening, ...]) -> list[str]:
    """Events without their keys; those related go by their reports."""
    by_key = {one.key: repr([(r.doc, r.event) for r in one.reports]) for one in happenings}
    return _rows(
        replace(one, key="", related=tuple(sorted((replace(r, other=by_key[r.other]) for r in one.related), key=str)))
        for one in happenings
    )


def assert_as_from_scratch(store: Store) -> None:
    """The store's events, links and copies are those that joining all from scratch gives; keys apart."""
    whole = from_scratch(store)
    here = store.happenings(EventFilter(rejected=True))
    assert _keyless(here) == _keyless(whole.happenings)
    assert _rows(store.copies()) == _rows(whole.copies)
    assert _rows(store.links()) == _rows(link for link in whole.links if link.by == "rule")
    assert len({one.key for one in here}) == len(here)
