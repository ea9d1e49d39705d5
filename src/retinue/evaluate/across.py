"""The measures across documents: which reports were joined, which contradictions seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from retinue.evaluate.gold import Gold
from retinue.evaluate.measure import Row, Scores

__all__ = ["Keys", "score_discrepancies", "score_fusion"]

Keys = Mapping[tuple[str, str], str]  # (document, gold event id) to the key of the fused event

_SAME_FIELD = ({"start", "end", "date"}, {"actor", "actors"}, {"recipient", "recipients"}, {"place", "places"})


def score_fusion(scores: Scores, gold_keys: Keys, read_keys: Keys, gold: Gold) -> None:
    """Were the reports of one event joined, and only those?"""
    scores.measures["fusion_b3"].add(_b_cubed(gold_keys, read_keys), 1, 1)
    together = [
        {(a, b) for a, b in combinations(sorted(keys), 2) if a[0] != b[0] and keys[a] == keys[b]}
        for keys in (gold_keys, read_keys)
    ]
    documents = Counter(key for doc in gold.documents for key in {event["key"] for event in doc["events"]})
    pairs = sum(n * (n - 1) // 2 for n in documents.values())
    scores.measures["fusion_links"].add(len(together[0] & together[1]), len(together[1]), pairs)


def _b_cubed(gold_keys: Keys, read_keys: Keys) -> float:
    """B-cubed F1 (Bagga & Baldwin 1998) over the events that both sides hold."""
    groups: list[dict[str, set[Any]]] = []
    for keys in (gold_keys, read_keys):
        group: dict[str, set[Any]] = defaultdict(set)
        for item in gold_keys:
            group[keys[item]].add(item)
        groups.append(group)
    if not gold_keys:
        return 0.0
    precision = recall = 0.0
    for item in gold_keys:
        mine, theirs = groups[1][read_keys[item]], groups[0][gold_keys[item]]
        precision += len(mine & theirs) / len(mine) / len(gold_keys)
        recall += len(mine & theirs) / len(theirs) / len(gold_keys)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_discrepancies(scores: Scores, fused: Sequence[Row], gold: Gold) -> None:
    """Of the contradictions the gold knows, how many does a fused event show?"""
    for cluster in gold.clusters.values():
        for clash in cluster.get("discrepancies", []):
            scores.ask("discrepancies_recall", any(_shows(event, clash) for event in fused))


def _shows(event: Row, clash: Row) -> bool:
    fields = next((group for group in _SAME_FIELD if clash["field"] in group), {clash["field"]})
    reports = {report["doc"] for report in event.get("reports", [])}
    return set(clash["values"]) <= reports and any(d.get("field") in fields for d in event.get("discrepancies", []))
