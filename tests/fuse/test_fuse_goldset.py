"""Fusing annotated articles: perfect input must give nearly the annotated clusters, noisy input most of them.

Skipped where the annotated articles are absent; `RETINUE_GOLD` names another folder of them.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from fuse_gold import gold_keys, records

from retinue.fuse import Fusion, fuse
from retinue.knowledge.types import Knowledge
from retinue.model import Record

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "gold" / "en"
GOLD = Path(os.environ.get("RETINUE_GOLD", BESIDE))
NOTHING_KNOWN = Knowledge({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})

pytestmark = [pytest.mark.gold, pytest.mark.skipif(not GOLD.is_dir(), reason="no annotated articles here")]


def pairs(home: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of reports, of different documents, that share a key."""
    together: dict[str, list[str]] = defaultdict(list)
    for ref, key in home.items():
        together[key].append(ref)
    found = {pair for refs in together.values() for pair in combinations(sorted(refs), 2)}
    return {(a, b) for a, b in found if a.rpartition("/")[0] != b.rpartition("/")[0]}


def links(fusion: Fusion, wanted: Mapping[str, str]) -> float:
    """F1 of the pairs of reports joined."""
    given = pairs({f"{r.doc}/{r.event}": h.key for h in fusion.happenings for r in h.reports})
    gold = pairs(wanted)
    return 2 * len(given & gold) / (len(given) + len(gold))


def blurred(record: Record, rng: random.Random) -> Record:
    """One event in five loses its last recipient, its places and its amounts."""
    events = tuple(
        replace(e, recipients=e.recipients[:-1], places=(), amounts=()) if rng.random() < 0.2 else e
        for e in record.events
    )
    return replace(record, events=events)


@pytest.fixture(scope="module")
def gold() -> list[Record]:
    return list(records(GOLD).values())


def test_perfect_input_gives_nearly_the_annotated_clusters(gold: list[Record]) -> None:
    assert links(fuse(gold, NOTHING_KNOWN), gold_keys(GOLD)) >= 0.85


def test_input_with_gaps_gives_most_of_them(gold: list[Record]) -> None:
    rng = random.Random(11)
    assert links(fuse([blurred(r, rng) for r in gold], NOTHING_KNOWN), gold_keys(GOLD)) >= 0.75


def test_annotated_contradictions_in_date_and_number_are_found(gold: list[Record]) -> None:
    happenings = fuse(gold, NOTHING_KNOWN).happenings
    clusters = json.loads((GOLD / "clusters.json").read_text(encoding="utf-8")).values()
    wanted = [d for c in clusters for d in c.get("discrepancies", ()) if d["field"] in {"start", "end", "number"}]
    found = [
        any(
            set(d["values"]) <= {r.doc for r in h.reports} and any(x.field == d["field"] for x in h.discrepancies)
            for h in happenings
        )
        for d in wanted
    ]
    assert sum(found) / len(found) >= 0.75
