"""Texts cut at their marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retinue.model import Span
from retinue.web.marks import Mark, pieces, quoted, sentence_around

TEXT = "He came. Premier Li Qiang visited Hikvision on Saturday. He left."


@given(st.data())
def test_pieces_are_the_text_again_and_carry_the_marks_over_them(data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=40))
    spans = st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(lambda two: Span(*sorted(two)))
    within = data.draw(spans)
    marks = [Mark(span, str(n)) for n, span in enumerate(data.draw(st.lists(spans, max_size=5)))]
    found = pieces(text, within, marks)
    assert "".join(piece.text for piece in found) == within.of(text)
    at = within.start
    for piece in found:
        for place in range(at, at + len(piece.text)):
            assert set(piece.kinds) == {m.kind for m in marks if m.span.start <= place < m.span.end}
        at += len(piece.text)


def test_the_shortest_mark_gives_note_and_address() -> None:
    wide, narrow = (
        Mark(Span(9, 56), "event", "the act", "/events/x", "v1"),
        Mark(Span(17, 25), "name", "Li", "/entities/li"),
    )
    piece = next(p for p in pieces(TEXT, Span(0, len(TEXT)), [wide, narrow]) if p.text == "Li Qiang")
    assert (piece.kinds, piece.note, piece.url, piece.refers) == (("name", "event"), "Li", "/entities/li", ("v1",))


def test_a_claim_is_quoted_in_its_evidence_or_in_the_sentence_around_its_words() -> None:
    evidence, words = Span(9, 56), Span(17, 25)
    assert [p.text for p in quoted(TEXT, evidence, words, "actor")] == [
        "Premier ",
        "Li Qiang",
        " visited Hikvision on Saturday.",
    ]
    assert "".join(p.text for p in quoted(TEXT, Span(0, 8), words, "actor")).startswith("Premier Li Qiang")
    assert [p.kinds for p in quoted(TEXT, evidence, None, "actor")] == [()]


def test_a_sentence_ends_at_punctuation_and_at_lines() -> None:
    assert sentence_around(TEXT, Span(17, 25)).of(TEXT) == "Premier Li Qiang visited Hikvision on Saturday."
    assert sentence_around("a\nbcd\ne", Span(3, 4)).of("a\nbcd\ne").strip() == "bcd"
