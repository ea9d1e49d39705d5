"""Cross-validation: do frames and the learned part together read unseen articles better than frames alone?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from coder import fit, gold
from coder.example import Example
from retinue.coding import Learned
from retinue.coding.learned.vectors import Vectors
from retinue.evaluate import Scores, read_gold, score
from retinue.evaluate.gold import Gold
from retinue.export.jsonl import document_line
from retinue.ingest import read_paths
from retinue.model import Failure
from retinue.pipeline import Tools, read

FOLDS = 3
_SHOWN = (
    "events",
    "events_exact",
    "slot_actors",
    "slot_recipients",
    "slot_date",
    "slot_status",
    "slot_signal",
    "listed",
)


def check(folders: Sequence[Path], marked: Sequence[Example], tools: Tools) -> dict[str, dict[str, Any]]:
    """Measures by coder over the articles left out of each fit, by folder."""
    examples = {e.name: e for folder in folders for e in gold.examples(folder, tools)}
    names, fold = sorted(examples), folds_of(examples)
    coders = []
    for k in range(FOLDS):
        seen = [examples[name] for name in names if fold[name] != k] + list(marked)
        coders.append(Learned(Vectors.bundled(), fit.triggers(seen), fit.arguments(seen)))
    found = {}
    for folder in folders:
        for name, parts in (("frames", [None] * FOLDS), ("frames and learned part", coders)):
            found[f"{folder.name}: {name}"] = _figures(_scores(folder, fold, parts, tools))
    return found


def folds_of(names: Iterable[str]) -> dict[str, int]:
    """Which third each article belongs to."""
    return {name: n % FOLDS for n, name in enumerate(sorted(names))}


def _scores(folder: Path, fold: dict[str, int], coders: Sequence[Learned | None], tools: Tools) -> Scores:
    rows = []
    for item in read_paths([folder], tools.settings):
        if not isinstance(item, Failure) and item.doc in fold and not item.source.endswith(".json"):
            own = Tools(tools.settings, tools.knowledge, tools.reader, coders[fold[item.doc]])
            rows.append(json.loads(document_line(read(item, own), {})))
    whole = read_gold(folder)
    return score(rows, [], Gold(whole.documents, whole.texts, {}))


def _figures(scores: Scores) -> dict[str, Any]:
    events = scores.measures["events"]
    figures = {name: round(scores.measures[name].value, 3) for name in _SHOWN}
    return {**figures, "precision": round(events.precision, 3), "recall": round(events.recall, 3)}
