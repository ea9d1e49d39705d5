"""What a draft's confidence is judged by, on sentences made for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from retinue.coding import code
from retinue.confidence import FIELDS, Features, Look, pertinent
from retinue.knowledge import Knowledge
from retinue.model import Annotation, Coded, Judged
from retinue.sourcing import credit

Judge = Callable[[str], list[Features]]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]


@pytest.fixture(scope="module")
def judge(see: Callable[[str], Annotation], everything: Knowledge) -> Judge:
    """The features of every act told in a text."""

    def features(text: str) -> list[Features]:
        annotation = see(text)
        coded: Coded = credit(annotation, code(annotation, everything), everything)
        look = Look(annotation, coded.events)
        return [look.features(draft, len(coded.origins)) for draft in coded.events]

    return features


def test_a_plain_act(judge: Judge) -> None:
    [plain] = judge("Premier Li Qiang visited BYD on Tuesday.")
    wanted = {
        "type:visit", "form:verb", "clause:ROOT", "tense:VBD", "actor:name", "recipient:name", "recipient:after",
        "date:day", "date:same_clause", "date:near", "crowd:1", "tellings:1", "origin:none", "filled:visit_11",
    }  # fmt: skip
    assert wanted <= plain.keys()
    assert not {"quoted:yes", "hypothetical:words", "actor:elsewhere", "headline:only"} & plain.keys()


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Premier Li Qiang came to Shenzhen on Monday. He visited BYD on Tuesday.", "actor:pronoun"),
        ("The Chinese premier visited BYD on Tuesday.", "actor:role"),
        (
            "Apple said it could appeal after the European Commission fined it.",
            "hypothetical:words",
        ),
        ("The European Commission fined Apple and Meta, and ordered Google to pay, officials said.", "crowd:2"),
        ("On Tuesday, while the markets were closed for the holiday, Premier Li Qiang visited BYD.", "date:far"),
        ("Apple was fined by the European Commission on Tuesday.", "voice:passive"),
        ("Shares rose after a visit to BYD by Premier Li Qiang on Tuesday.", "form:noun"),
        ("Premier Li Qiang visited BYD.", "date:none"),
    ],
)
def test_what_sets_an_act_apart(text: str, sign: str, judge: Judge) -> None:
    assert any(sign in features for features in judge(text))


def test_the_probability_of_a_learned_coder_is_a_feature(
    see: Callable[[str], Annotation], everything: Knowledge
) -> None:
    annotation = see("Premier Li Qiang visited BYD on Tuesday.")
    [draft] = code(annotation, everything).events
    learned = [replace(draft, learned=chance) for chance in (0.5, 0.9, 1.0)]
    odds = [Look(annotation, [one]).features(one, 0)["learned:odds"] for one in learned]
    assert odds[0] == 0
    assert odds[1] == pytest.approx(2.197, abs=0.001)
    assert odds[2] > odds[1]
    assert "learned:odds" not in Look(annotation, [draft]).features(draft, 0)


def test_every_field_has_its_own_features() -> None:
    assert set(FIELDS) == set(Judged)
    features = {"actor:pronoun": 1.0, "date:none": 1.0, "type:visit": 1.0}
    assert set(pertinent(Judged.ACTORS, features)) == {"actor:pronoun", "type:visit"}
    assert set(pertinent(Judged.DATE, features)) == {"date:none", "type:visit"}
