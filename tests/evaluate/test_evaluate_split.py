"""Which articles are kept unseen: the same ones every time, never one half of a story."""

from __future__ import annotations

from typing import Any

from evaluate_made import EVENT, WANTED, made_gold

from retinue.evaluate import split
from retinue.evaluate.gold import Gold


def _gold(count: int, keys: dict[int, str] | None = None, clusters: dict[str, Any] | None = None) -> Gold:
    rows = [
        {**WANTED, "doc": f"d{n:03}", "events": [{**EVENT, "key": (keys or {}).get(n, f"k{n}")}]}
        for n in range(count)
    ]
    gold = made_gold(clusters, rows)
    return Gold(gold.documents[1:], {doc: text for doc, text in gold.texts.items() if doc != "a"}, gold.clusters)


def _docs(gold: Gold) -> set[str]:
    return {document["doc"] for document in gold.documents}


def test_the_parts_are_disjoint_and_about_as_large_as_asked() -> None:
    development, held = split(_gold(400), 0.25, 7)
    assert _docs(development) | _docs(held) == _docs(_gold(400))
    assert not _docs(development) & _docs(held)
    assert 70 < len(held.documents) < 130
    assert held.texts.keys() == _docs(held)


def test_an_article_stays_where_it_is_as_the_gold_grows() -> None:
    assert _docs(split(_gold(50), 0.3, 1)[1]) <= _docs(split(_gold(200), 0.3, 1)[1])


def test_another_seed_chooses_others() -> None:
    assert _docs(split(_gold(50), 0.5, 1)[1]) != _docs(split(_gold(50), 0.5, 2)[1])


def test_articles_that_tell_of_one_event_stay_together() -> None:
    keys = {n: f"pair{n // 2}" for n in range(60)}
    held = _docs(split(_gold(60, keys), 0.5, 3)[1])
    assert held
    assert all((f"d{n:03}" in held) is (f"d{n + 1:03}" in held) for n in range(0, 60, 2))


def test_a_contradiction_goes_with_its_articles() -> None:
    clash = {"discrepancies": [{"field": "start", "values": {"d000": "1", "d001": "2"}}]}
    parts = split(_gold(40, {0: "k", 1: "k"}, {"k": clash}), 0.5, 1)
    assert [("k" in part.clusters) for part in parts] == [("d000" in _docs(part)) for part in parts]
