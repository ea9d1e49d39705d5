"""The cheaper pipeline says of each token what spaCy's own says; names are asked for only where needed."""

from __future__ import annotations

import pytest
import spacy

from factory import MODEL
from retinue.annotate import Reader
from retinue.annotate.gazetteer import Hit
from retinue.annotate.recognise import recognise
from retinue.annotate.shortcut import shorten
from retinue.annotate.words import words_of

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("shortcut")]

TEXT = (
    "The ministry said it had fined Huawei and isn't done. "
    "There are rules, and they've been broken before; let's see.\n\n"
    "Premier Li Qiang, who can't have known, visited Hikvision's plants in Hangzhou on 3 May. "
    "“I don't know,” he'd said. "
    "Those who got tickets were doing what others didn't: nothing was gonna stop them, whether or not it rained."
)


def test_table_and_components_agree_token_by_token() -> None:
    plain, short = spacy.load(MODEL), shorten(spacy.load(MODEL))
    assert "table" in short.pipe_names
    for one, other in zip(plain(TEXT), short(TEXT), strict=True):
        told = [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.is_sent_start) for t in (one, other)]
        assert told[0] == told[1]


def test_a_pipeline_of_other_parts_is_left_alone() -> None:
    blank = spacy.blank("en")
    assert shorten(blank).pipe_names == []


class Recogniser:
    """Marks nothing, but remembers what it was asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, doc: object) -> object:
        self.asked.append(str(doc))
        return doc


def test_only_unexplained_capitals_are_asked_about(reader: Reader) -> None:
    parsed = reader.language("The minister met Huawei on Monday. It rained. Bernd Schulz spoke later. He left.")
    words, asked = words_of(parsed), Recogniser()
    huawei = words.text.index("Huawei")
    recognise(parsed, words, [Hit(huawei, huawei + 1, ("huawei",))], asked, frozenset({"minister"}))
    assert [text.strip() for text in asked.asked] == ["Bernd Schulz spoke later."]


def test_without_a_recogniser_no_entities_are_found(reader: Reader) -> None:
    parsed = reader.language("Bernd Schulz spoke.")
    assert recognise(parsed, words_of(parsed), [], None, frozenset()) == []
