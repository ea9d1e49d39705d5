"""The quality gate: no measure may fall below its floor in floors.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold_measured import MEASURES, SHARED_GOLD, digest, gold_folders, read_floors, sample_items

from retinue.evaluate import read_gold, wording

pytestmark = [pytest.mark.gold, pytest.mark.model, pytest.mark.xdist_group("gold")]
WAY_OUT = "run `python tests/gold/gate.py --raise`, look at what changed, and commit tests/gold/floors.json"


def _skip_without_shared(part: str) -> None:
    if part == "shared_en" and not SHARED_GOLD.is_dir():
        pytest.skip("no ../shared/gold/en beside the project")


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("part", ["sample", "shared_en"])
def test_measure_keeps_its_floor(part: str, measure: str, measured: dict[str, dict[str, float]]) -> None:
    _skip_without_shared(part)
    floor = read_floors()[part][measure]
    value = measured[part][measure]
    assert value >= floor, (
        f"{measure} on {part} is {value:.3f}, its floor {floor:.3f}. Mend what made it fall; if the fall is right, "
        f"record why: `python tests/gold/gate.py --part {part} --lower {measure} VALUE --reason TEXT`"
    )


@pytest.mark.parametrize("part", ["sample", "shared_en"])
def test_floors_were_set_on_this_gold(part: str) -> None:
    _skip_without_shared(part)
    now = digest(*gold_folders(part))
    assert read_floors()[part]["digest"] == now, f"the annotated articles of {part} changed: {WAY_OUT}"


def test_each_article_of_the_sample_is_annotated(joined: Path) -> None:
    gold = read_gold(joined)
    assert [doc["doc"] for doc in gold.documents] == sorted(item.doc for item in sample_items())


def test_the_page_on_the_sample_names_each_article() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "sample.md").read_text("utf-8")
    assert [item.doc for item in sample_items() if item.doc not in page] == []


def test_annotations_quote_their_article(joined: Path) -> None:
    gold = read_gold(joined)
    for doc in gold.documents:
        text = wording(gold.texts[doc["doc"]])
        ids = [entity["id"] for entity in doc["entities"]]
        assert len(set(ids)) == len(ids)
        parts = [event["evidence"] for event in doc["events"]] + [s["content"] for s in doc["statements"]]
        missing = [part for part in parts if wording(part) not in text]
        assert not missing, f"{doc['doc']}: not in the article: {missing[0]!r}"
        named = {i for event in doc["events"] for i in (*event["actors"], *event["recipients"])}
        assert named | {s["speaker"] for s in doc["statements"]} | {r["entity"] for r in doc["listed"]} <= set(ids)


def test_clusters_name_events_of_the_sample(joined: Path) -> None:
    gold = read_gold(joined)
    keys = {(doc["doc"], event["key"]) for doc in gold.documents for event in doc["events"]}
    clusters = json.loads((joined / "clusters.json").read_text("utf-8"))
    wanted = {(doc, key) for key, cluster in clusters.items() for doc in cluster["docs"]}
    assert wanted <= keys
    for key, cluster in clusters.items():
        assert {doc for doc, k in keys if k == key} == set(cluster["docs"])
