"""The first look: what is far from the subject, what can't be judged, what a long page hides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.errors import KnowledgeError
from retinue.gate import Gate, visible

ON_SUBJECT = """
    China's market regulator fined the e-commerce firm 3 billion yuan on Thursday after an antitrust investigation,
    the State Administration for Market Regulation said in a statement. The ministry of commerce said that it would
    take measures against foreign chip makers under its export control law, while Washington added 37 companies to
    its Entity List, restricting exports of semiconductor equipment without a licence.
"""
OTHER = """
    She slipped twice on the wet grass before she found her feet, then ran down the left wing and crossed low for her
    captain, who scored from close range before half time. The crowd sang all night, although it rained, and the old
    striker, back from a bad knee, waved to his family in the stand. They play again at home next Sunday, and he hopes
    that he will be fit enough to start, his mother told us with a smile over tea and cake.
"""


def test_our_subject_is_near_and_other_matters_are_far() -> None:
    gate = Gate.bundled()
    near, far = gate.look(ON_SUBJECT), gate.look(OTHER)
    assert not near.far
    assert not near.outside
    assert far.far
    assert far.outside
    assert near.score > 2 > -2 > far.score


def test_a_passage_on_our_subject_opens_a_long_page() -> None:
    gate = Gate.bundled()
    assert gate.look(OTHER * 20).outside
    assert not gate.look(OTHER * 10 + ON_SUBJECT * 2 + OTHER * 10).outside


@pytest.mark.parametrize("text", ["", "一二三四五六七八九十" * 50, "Zxq wvt", "1 2 3 4 5 6 7 8 9" * 40])
def test_what_cannot_be_judged_passes(text: str) -> None:
    look = Gate.bundled().look(text)
    assert not look.far
    assert not look.outside
    assert "too few" in look.reason


def test_the_reason_names_the_loudest_words() -> None:
    words = "abcdefghijklmnop"
    gate = Gate.parse("antitrust\t3.0\ngoal\t-2\n" + "".join(f"{c * 2}\t0.1\n" for c in words))
    look = gate.look("antitrust goal " + " ".join(c * 2 for c in words))
    assert look.judged
    assert look.words[:2] == ("antitrust", "goal")
    assert "antitrust, goal" in look.reason


def test_the_score_is_the_sum_of_weights_over_the_root_of_words() -> None:
    gate = Gate({"fined": 2.0, "goal": -1.0})
    words = " ".join("abcdefghijklmnopqrstuvwxyz"[i % 26] * (2 + i // 26) for i in range(62))
    assert gate.look(f"fined goal {words}").score == pytest.approx((2.0 - 1.0) / 64**0.5)
    assert gate.look("Fined fined FINED").score == pytest.approx(2.0 / 30**0.5)


@given(st.text(max_size=400))
def test_any_text_is_judged_the_same_twice(text: str) -> None:
    gate = Gate.bundled()
    assert gate.look(text) == gate.look(text)
    assert gate.look(text).passage >= gate.look(text).score


def test_a_broken_line_is_named() -> None:
    with pytest.raises(KnowledgeError, match="line 2"):
        Gate.parse("a\t1\nb one\n")


def test_a_page_shows_its_words_only() -> None:
    page = b"<html><style>p { x }</style><script>var y = 1 < 2;</script><p>A&nbsp;fine &amp; <b>ban</b><!-- --></p>"
    assert visible(page).split() == ["A", "fine", "&", "ban"]
    assert visible("no < markup here") == "no < markup here"
    assert visible(b"\xff\xfe caf\xc3\xa9").split()[-1] == "café"


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_look(content: bytes) -> None:
    visible(content)
