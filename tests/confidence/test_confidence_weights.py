"""From features to probabilities with reasons; and what is bundled."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from retinue.coding import code
from retinue.confidence import FIELDS, Model, weigh
from retinue.confidence.reasons import in_words
from retinue.confidence.weights import bundled
from retinue.knowledge import Knowledge
from retinue.model import Annotation, Judged
from retinue.resolve import resolve

MODEL = Model(
    1.0,
    {"actor:pronoun": -2.0, "tellings:3": 0.5, "date:none": 0.01, "dated:x": 3.0},
    {"actor:pronoun": 0.25, "tellings:3": 0.0, "date:none": 0.0, "dated:x": 0.0},
)


def test_the_log_odds_add_up() -> None:
    assert MODEL.probability({}) == pytest.approx(1 / (1 + math.exp(-1)))
    assert MODEL.probability({"actor:pronoun": 1, "never:seen": 5}) == pytest.approx(1 / (1 + math.exp(1)))


def test_no_odds_are_too_long() -> None:
    assert Model(5000.0, {}, {}).probability({}) == pytest.approx(1)
    assert Model(-5000.0, {}, {}).probability({}) == pytest.approx(0)


def test_reasons_name_what_is_unusual_in_plain_words() -> None:
    judged = MODEL.judge(Judged.ACTORS, {"actor:pronoun": 1, "tellings:3": 1, "date:none": 1, "dated:x": 1})
    assert judged.reasons == ("more likely: told three times or more", "less likely: actor found by a pronoun")
    assert judged.field is Judged.ACTORS


def test_bundled_models_judge_by_features_of_their_field() -> None:
    models = bundled()
    assert set(models) == set(FIELDS)
    for field, model in models.items():
        assert model.weights.keys() == model.means.keys()
        assert {name.partition(":")[0] for name in model.weights} <= FIELDS[field]
        assert any(in_words(name) for name in model.weights)


@pytest.mark.model
@pytest.mark.xdist_group("coding")
def test_confidence_reaches_the_record(see: Callable[[str], Annotation], everything: Knowledge) -> None:
    annotation = see("Premier Li Qiang visited BYD and CATL in Shenzhen on Tuesday.")
    coded = weigh(annotation, code(annotation, everything))
    assert coded.events
    for event in resolve(annotation, coded, "0" * 64, everything).events:
        sure = {one.field: one.value for one in event.confidences}
        assert set(sure) == set(Judged)
        assert event.confidence == sure[Judged.EVENT]
        fields = {field.name: field.confidence for field in event.fields}
        assert fields["actor"] == sure[Judged.ACTORS]
        assert fields["start"] == fields["end"] == sure[Judged.DATE]
        assert all(0 < value < 1 for value in sure.values())
