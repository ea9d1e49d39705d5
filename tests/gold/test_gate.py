from __future__ import annotations

import pytest
from gold_measured import MEASURES

from gate import floor_of, lowered, raised

VALUES = dict.fromkeys(MEASURES, 0.8)


def test_a_floor_leaves_a_tolerance_and_is_cut_to_three_digits() -> None:
    assert floor_of(0.8) == 0.795
    assert floor_of(0.12345) == 0.118
    assert floor_of(0.001) == 0.0


def test_floors_only_rise() -> None:
    floors = raised({"events": 0.9, "text": 0.5, "digest": "d"}, VALUES, "d")
    assert floors["events"] == 0.9
    assert floors["text"] == 0.795


def test_changed_gold_is_taken_down_and_lowers_nothing() -> None:
    floors = raised({"events": 0.9, "digest": "old"}, VALUES, "new")
    assert floors["events"] == 0.9
    assert floors["digest"] == "new"


def test_lowering_keeps_the_reason() -> None:
    floors = lowered({"events": 0.9, "digest": "d"}, "events", 0.7, "stricter matching of names")
    assert floors["events"] == 0.7
    assert floors["lowered"] == [
        {"measure": "events", "from": 0.9, "to": 0.7, "reason": "stricter matching of names"}
    ]
    assert raised(floors, VALUES, "d")["lowered"] == floors["lowered"]


@pytest.mark.parametrize(
    ("name", "value", "reason", "told"),
    [("evnts", 0.1, "x", "no measure"), ("events", 0.95, "x", "not below"), ("events", 0.1, " ", "--reason")],
)
def test_a_floor_is_not_lowered_lightly(name: str, value: float, reason: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        lowered({"events": 0.9}, name, value, reason)
