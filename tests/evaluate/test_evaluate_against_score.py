"""Our measures equal those of the shared scoring program, which fixes what they mean."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from evaluate_made import ENTITIES, EVENT, SAID, TEXT, WANTED

from retinue.evaluate import Measure, read_gold, score

PROGRAM = Path(__file__).resolve().parents[3] / "shared" / "evaluation" / "score.py"
GOLD = Path(__file__).resolve().parents[1] / "gold" / "sample"


@pytest.fixture(scope="module")
def program() -> ModuleType:
    if not PROGRAM.is_file():
        pytest.skip("no ../shared/evaluation/score.py beside the project")
    spec = importlib.util.spec_from_file_location("shared_score", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sample_gold(folder: Path) -> list[dict[str, Any]]:
    """The sample's annotations, each beside an article made of the sentences they quote."""
    rows = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json")) if path.stem != "clusters"]
    for row in rows:
        row["file"] = f"{row['doc']}.txt"
        quoted = [event["evidence"] for event in row["events"]] + [said["content"] for said in row["statements"]]
        (folder / row["file"]).write_text("\n\n".join([row["title"], *quoted, *row["boilerplate"]]), "utf-8")
    made = {**WANTED, "doc": "made", "file": "made.txt", "boilerplate": ["Share this"]}
    (folder / "made.txt").write_text(f"{TEXT}\n\nShare this", "utf-8")
    for row in (*rows, made):
        (folder / f"{row['doc']}.json").write_text(json.dumps(row), "utf-8")
    (folder / "clusters.json").write_bytes((GOLD / "clusters.json").read_bytes())
    return [*rows, made]


def _spoilt(row: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """An export of a document that gets much of the gold right and the rest wrong, at random."""
    out = copy.deepcopy(row)
    told = " ".join([row["doc"], *(event.get("evidence", TEXT) for event in row["events"])])
    out["text"] = re.sub(r"\w+", lambda word: word.group() if dice.random() < 0.95 else "", told)
    out["entities"] = [entity for entity in out["entities"] if dice.random() < 0.9]
    ids = [entity["id"] for entity in row["entities"]] or ["e1"]
    for entity in out["entities"]:
        entity["office"] = dice.choice([entity["office"], "Minister", None])
        entity["name"] = dice.choice([entity["name"], entity["name"] + " Co., Ltd.", entity["name"].split()[0]])
    out["events"] = [_spoilt_event(event, ids, dice) for event in out["events"] if dice.random() < 0.8]
    out["statements"] = [
        {**said, "content": said["content"][dice.randrange(12) :], "speaker": dice.choice([said["speaker"], ids[0]])}
        for said in out["statements"]
    ]
    out["listed"] = [{**one, "list": dice.choice([one["list"], "Black Book"])} for one in out["listed"]]
    out["published"] = dice.choice([out["published"], None])
    out["origins"] = out["origins"] + dice.choice([[], ["Bergby Post"]])
    return out


def _spoilt_event(event: dict[str, Any], ids: list[str], dice: random.Random) -> dict[str, Any]:
    changes = {
        "type": "meeting", "actors": [dice.choice(ids)], "recipients": [dice.choice(ids), ids[0]], "places": ["Havn"],
        "start": None, "end": None, "status": "planned", "signal": "neutral", "key": f"other-{dice.randrange(3)}",
    }  # fmt: skip
    return {**event, **{name: value for name, value in changes.items() if dice.random() < 0.15}}


def _fused(documents: list[dict[str, Any]], dice: random.Random) -> list[dict[str, Any]]:
    reports: dict[str, list[dict[str, str]]] = {}
    for document in documents:
        for event in document["events"]:
            reports.setdefault(event["key"], []).append({"doc": document["doc"], "event": event["id"]})
    fields = ("start", "end", "number", "place")
    return [
        {"key": key, "reports": rows, "discrepancies": [{"field": dice.choice(fields), "values": {}}]}
        for key, rows in reports.items()
    ]


@pytest.mark.parametrize("seed", range(8))
def test_measures_equal_the_shared_program(seed: int, program: ModuleType, tmp_path: Path) -> None:
    dice = random.Random(seed)
    gold, export = tmp_path / "gold", tmp_path / "export"
    gold.mkdir()
    export.mkdir()
    documents = [_spoilt(row, dice) for row in _sample_gold(gold) if dice.random() < 0.9]
    fused = _fused(documents, dice)
    for name, rows in (("documents", documents), ("events", fused)):
        (export / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    theirs = program.score(export, gold)
    ours = score(documents, fused, read_gold(gold)).measures
    assert ours.keys() == theirs.keys()
    for name, wanted in theirs.items():
        assert _row(ours[name]) == pytest.approx(wanted), name


def _row(measure: Measure) -> dict[str, float]:
    shares = {"value": measure.value, "precision": measure.precision, "recall": measure.recall}
    counts = {"right": measure.right, "given": measure.given, "gold": measure.wanted}
    return {name: round(x, 4) for name, x in shares.items()} | {name: round(x, 1) for name, x in counts.items()}


def test_names_and_offices_of_the_made_article_are_used() -> None:
    assert {entity["id"] for entity in ENTITIES} >= {*EVENT["actors"], *EVENT["recipients"], SAID["speaker"]}
