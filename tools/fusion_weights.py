"""Fit how much each rule of comparing counts, on what the pipeline reads of annotated articles.

    python tools/fusion_weights.py GOLD_DIR…

Every rule of `retinue.fuse.score` gives points set by hand; a factor for each rule, and the points every pair starts
with, are fitted by logistic regression, held to 1 (and to the start set by hand) by a ridge. A pair of events is told
to be one or two by the keys of the gold events they were matched with; keys of two folders, or of two families of
articles in `training/articles`, say nothing of each other. Prints the figures of cross-validation over families of
articles, before and after, and writes `src/retinue/data/fusion/weights.json`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retinue.cli.appraise import read_folder
from retinue.evaluate import read_gold
from retinue.evaluate.pairing import entity_pairs, event_pairs
from retinue.export.jsonl import document_line
from retinue.fuse.block import candidates
from retinue.fuse.copies import families, find_copies
from retinue.fuse.credited import reworded
from retinue.fuse.evidence import NEVER, Context
from retinue.fuse.parallel import aims, by_document, parallels
from retinue.fuse.score import HARD, PRIOR, RULES, named
from retinue.fuse.telling import Telling, tell
from retinue.model import Record
from retinue.pipeline import Tools
from retinue.settings import Settings

WEIGHTS = Path(__file__).parents[1] / "src" / "retinue" / "data" / "fusion" / "weights.json"
RIDGE, FOLDS, STEPS = 50.0, 8, 60
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Points by rule of one pair, hard contradictions apart; whether it is one event; its articles' family."""

    points: tuple[float, ...]
    hard: float
    one: bool
    family: str


def main(folders: list[Path]) -> None:
    """Read, fit, cross-validate and write."""
    tools = Tools.build(Settings())
    pairs = list(chain.from_iterable(_pairs(folder, tools) for folder in folders))
    points, hard = np.array([(*p.points, 1.0) for p in pairs]), np.array([p.hard for p in pairs])
    one, family = np.array([p.one for p in pairs]), np.array([p.family for p in pairs])
    print(f"{len(pairs)} pairs, {one.sum()} of them one event, {len(set(family))} families of articles")
    start = np.array([1.0] * len(RULES) + [PRIOR])
    names = sorted(set(family))
    judged = np.zeros(len(pairs))
    for fold in range(FOLDS):
        held = np.isin(family, names[fold::FOLDS])
        judged[held] = hard[held] + points[held] @ _fit(points[~held], hard[~held], one[~held], start)
    print("by hand   ", _figures(hard + points @ start, one))
    print("fitted    ", _figures(judged, one), f"({FOLDS} folds over families)")
    found = _fit(points, hard, one, start)
    factors = {named(rule): round(float(f), 2) for rule, f in zip(RULES, found[:-1], strict=True)}
    written = {"source": "tools/fusion_weights.py", "pairs": len(pairs), "prior": round(float(found[-1]), 2)}
    WEIGHTS.write_text(json.dumps({**written, "factors": factors}, indent=1) + "\n", encoding="utf-8")


def _pairs(folder: Path, tools: Tools) -> Iterator[Pair]:
    """Every pair of events that blocking finds and no rule excludes, both matched with the gold."""
    records = read_folder(folder, tools)
    keys = _keys(folder, records)
    texts = find_copies(records)
    told = tell(records, tools.knowledge)
    copied = {frozenset((c.doc, c.copy_of)) for c in texts}
    met = [(told[a], told[b]) for a, b in sorted(candidates(told, copied))]
    texts = (*texts, *reworded(met, {c.doc for c in texts}))
    context = Context(tools.knowledge, families(texts), parallels(told), aims(told), by_document(told))
    for one, other in met:
        same = one.ref in keys and other.ref in keys and one.doc != other.doc and _family(one) == _family(other)
        found = [[p.value for p in rule(one, other, context)] for rule in RULES] if same else []
        hard = [v for v in chain.from_iterable(found) if v <= HARD]
        if same and not any(v <= NEVER for v in hard):
            points = tuple(sum(v for v in values if v > HARD) for values in found)
            yield Pair(points, sum(hard), keys[one.ref] == keys[other.ref], f"{folder.name}/{_family(one)}")


def _family(telling: Telling) -> str:
    """Articles written on the same events share the beginning of their names ("ma-07"); others are one family."""
    name = telling.doc.partition("-")[0]
    return name if name.startswith("m") else "all"


def _keys(folder: Path, records: list[Record]) -> dict[str, str]:
    """Reference of each event read → the key of the gold event it is."""
    lines = {r.article.doc: json.loads(document_line(r, {})) for r in records}
    found: dict[str, str] = {}
    for gold in read_gold(folder).documents:
        if read := lines.get(gold["doc"]):
            matched = event_pairs(read, gold, entity_pairs(read, gold))
            found.update({f"{gold['doc']}/{ours['id']}": theirs["key"] for ours, theirs in matched})
    return found


def _fit(points: Floats, hard: Floats, one: npt.NDArray[np.bool_], start: Floats) -> Floats:
    """Newton's method on the logistic loss with a ridge towards `start`."""
    weights = start.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-hard - points @ weights))
        slope = points.T @ (one - chance) - RIDGE * (weights - start)
        curve = (points * (chance * (1 - chance))[:, None]).T @ points + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _figures(judged: Floats, one: npt.NDArray[np.bool_]) -> str:
    joined = judged > 0
    f1 = 2 * (joined & one).sum() / (joined.sum() + one.sum())
    chance = np.clip(1 / (1 + np.exp(-judged)), 1e-6, 1 - 1e-6)
    loss = -np.log(np.where(one, chance, 1 - chance)).mean()
    return f"F1 of pairs {f1:.3f}, log loss {loss:.3f} (of a coin {math.log(2):.3f})"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
