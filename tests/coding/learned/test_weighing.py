"""Expressions found in a parse, and what the learned part adds to and takes from the frames."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.coding import Learned, code
from retinue.coding.learned.expressions import Expressions
from retinue.knowledge import Knowledge
from retinue.model import Annotation, EventType

See = Callable[[str], Annotation]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]

LEXICON = Expressions.parse(
    "v:wave through\tapproval:3\nv:tour\tvisit:3\nvo:give nod\tapproval:2\nvp:put on blacklist\tlisting:3\n"
    "n:green light\tapproval:2\nan:blacklisted\tlisting:2\n"
)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The regulator waved the merger through on Monday.", "waved", {EventType.APPROVAL: 3}),
        ("The crowd waved at the minister.", "waved", {}),
        ("The ministry gave the deal its nod.", "gave", {EventType.APPROVAL: 2}),
        ("The nod was given by the ministry.", "given", {EventType.APPROVAL: 2}),
        ("Washington put the firm on a blacklist.", "put", {EventType.LISTING: 3}),
        ("The merger got a green light.", "light", {EventType.APPROVAL: 2}),
        ("The light was green.", "light", {}),
    ],
)
def test_expressions_in_a_parse(see: See, text: str, word: str, wanted: dict[EventType, int]) -> None:
    [token] = [t for t in see(text).parsed if t.text == word]
    assert LEXICON.strengths(token, [t.lower_ for t in token.doc[token.i + 1 :]]) == wanted


def test_without_the_learned_part_nothing_is_weighed(see: See, everything: Knowledge) -> None:
    [event] = code(see("Premier Li Qiang visited BYD on Tuesday."), everything).events
    assert event.learned is None


def test_a_frames_hit_keeps_its_rule_and_gets_a_chance(see: See, everything: Knowledge) -> None:
    [event] = code(see("Premier Li Qiang visited BYD on Tuesday."), everything, learned=Learned.bundled()).events
    assert event.rule == "visit/visit"
    assert event.learned is not None
    assert event.learned > 0.5


def test_what_is_added_has_a_party_and_says_so(see: See, everything: Knowledge) -> None:
    text = (
        "Margrethe Vestager fired a warning shot at Apple on Monday. Her officials then took Qualcomm to task. "
        "In May the European Commission had reined in Google."
    )
    frames, both = (code(see(text), everything, learned=part).events for part in (None, Learned.bundled()))
    added = [e for e in both if e.rule.endswith("/learned")]
    assert len(both) >= len(frames)
    assert all(e.actors or e.recipients for e in added)
    assert all(e.learned is not None and e.learned >= 0.4 for e in added)


def test_prose_that_tells_no_act_gains_none(see: See, everything: Knowledge) -> None:
    text = (
        "The Mate 60 Pro is a fast phone with a fine screen. Huawei sells it in four colours, and buyers like the "
        "camera. The weather in Shenzhen was mild, and traffic was light."
    )
    assert not code(see(text), everything, learned=Learned.bundled()).events
