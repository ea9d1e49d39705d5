"""Frames are checked when they are read: what is wrong is said with the file's name."""

from __future__ import annotations

import pytest

from retinue.coding.lexicon import Lexicon
from retinue.coding.needs import PREDICATES
from retinue.coding.words import words
from retinue.errors import KnowledgeError
from retinue.model import EventType

GOOD = """
type: visit
source: here
checked: 2026-01-01
roles: {actor: {types: [person]}, recipient: {types: [company]}}
frames: [{id: go, verbs: [go to], actor: [subj], recipient: [obj]}]
"""


def test_bundled_frames_cover_every_type() -> None:
    assert {frame.type for frame in Lexicon.bundled().frames} == set(EventType)


def test_every_need_is_a_predicate_or_a_word_class_of_its_type() -> None:
    lexicon = Lexicon.bundled()
    for frame in lexicon.frames:
        for need in frame.needs:
            assert need in PREDICATES or need in lexicon.words[frame.type], (frame.id, need)


def test_a_good_file_is_read() -> None:
    (trigger,) = Lexicon.parse({"visit.yml": GOOD}).by_head["go"]
    assert (trigger.rest, trigger.frame.id) == (("to",), "visit/go")


@pytest.mark.parametrize(
    "broken",
    [
        GOOD.replace("verbs: [go to]", "verbz: [go to]"),
        GOOD.replace("type: visit", "type: voyage"),
        GOOD.replace("types: [company]", "types: [firm]"),
        GOOD.replace("frames: [", "frames: [{"),
        GOOD.replace("recipient: [obj]}", "when: {obj: NOWHERE}}"),
    ],
)
def test_a_broken_file_is_named(broken: str) -> None:
    with pytest.raises(KnowledgeError, match=r"visit\.yml"):
        Lexicon.parse({"visit.yml": broken})


def test_word_classes() -> None:
    assert "regulator" in words("enforcers")
    with pytest.raises(KeyError):
        words("no such class")
