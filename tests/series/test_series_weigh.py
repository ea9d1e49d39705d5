"""Weights: each factor by itself, and what a file of weights may hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from series_made import BUREAU, FIRM, MINISTER, MINISTRY, PREMIER, day, made

from factory import SOURCE
from retinue.errors import KnowledgeError, UsageError
from retinue.knowledge import Knowledge, Listing
from retinue.model import EventType, Happening, Status
from retinue.series import Weigher, load_weights


@pytest.fixture(scope="module")
def weigher(knowledge: Knowledge) -> Weigher:
    return Weigher(knowledge, load_weights())


@pytest.mark.parametrize(
    ("happening", "weight"),
    [
        (made("minister"), 1.0),
        (made("premier", actors=(PREMIER,)), 1.5),
        (made("highest counts", actors=(MINISTER, PREMIER)), 1.5),
        (made("office told alone", actors=(replace(PREMIER, known=None),)), 1.5),
        (made("ministry", actors=(MINISTRY,)), 1.0),
        (made("bureau", actors=(BUREAU,)), 0.75),
        (made("nobody", actors=()), 1.0),
        (made("a firm", actors=(FIRM,)), 1.0),
        (made("planned", status=Status.PLANNED), 0.25),
        (made("alleged", status=Status.ALLEGED), 0.5),
        (made("denied", status=Status.DENIED), 0.0),
        (made("money", type=EventType.SUPPORT), 1.5),
        (made("listing", type=EventType.LISTING), 2.0),
    ],
    ids=lambda one: one.key if isinstance(one, Happening) else "",
)
def test_factors(weigher: Weigher, happening: Happening, weight: float) -> None:
    assert weigher.weigh(happening).weight == weight


def test_an_office_counts_on_the_day_alone(weigher: Weigher) -> None:
    before = made("a", "2019-03-04", actors=(replace(PREMIER, office=None),))
    assert weigher.weigh(before).weight == 1.0
    assert weigher.weigh(made("b", actors=(replace(PREMIER, office=None),))).weight == 1.5


def test_a_listing_weighs_by_the_list_joined_that_week(knowledge: Knowledge) -> None:
    row = Listing("lumen", "us-sdn", day("2024-03-06"), day("2024-09-01"), None, SOURCE)
    weigher = Weigher(replace(knowledge, listings_by_entity={"lumen": (row,)}), load_weights())
    listing = made("a", type=EventType.LISTING, actors=(MINISTRY,))
    assert weigher.weigh(listing).weight == 3.0
    assert "assets frozen" in weigher.weigh(listing).reasons[-1]
    assert weigher.weigh(replace(listing, start=day("2024-05-01"), end=None)).weight == 2.0
    leaving = made("b", "2024-09-03", type=EventType.DELISTING, actors=(MINISTRY,))
    assert weigher.weigh(leaving).weight == 3.0


def test_every_number_has_its_reason() -> None:
    weights = load_weights()
    for table in (weights.types, weights.statuses, weights.levels, weights.lists):
        assert all(len(one.why) > 10 for one in table.values())


def test_lists_with_a_factor_exist(everything: Knowledge) -> None:
    assert set(load_weights().lists) <= set(everything.lists)


def test_own_weights_are_checked(tmp_path: Path) -> None:
    bundled = Path(__file__).parents[2] / "src" / "retinue" / "data" / "series.yml"
    own = tmp_path / "own.yml"
    own.write_text(bundled.read_text("utf-8").replace("visit: {factor: 1.0", "visit: {factor: 2.0"), "utf-8")
    assert load_weights(own).types[EventType.VISIT].factor == 2
    own.write_text(bundled.read_text("utf-8").replace("visit: {factor: 1.0", "visit: {factor: -1"), "utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.yml:\d+: types.visit.factor"):
        load_weights(own)
    own.write_text(bundled.read_text("utf-8").replace("  visit:", "  inspection:"), "utf-8")
    with pytest.raises(KnowledgeError, match="types"):
        load_weights(own)
    with pytest.raises(UsageError, match="can't be read"):
        load_weights(tmp_path / "none.yml")
