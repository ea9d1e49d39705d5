"""Who is named and who speaks, where neither knowledge nor the model helps: lone names, described bodies, turns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.model import EventType, Record

Read = Callable[[str], Record]


def said(record: Record) -> set[tuple[str, str]]:
    names = {e.id: e.name for e in record.entities}
    return {(names[s.speaker], s.content) for s in record.statements}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norvika, a start-up, was blocked by the ministry in February.", "Norvika"),
        ("The Peruvian antitrust office fined Corvane Group.", "Peruvian antitrust office"),
        ("China's embassy lodged a complaint on Friday.", "China's embassy"),
        ("A court in Lyon fined Corvane Group.", "court in Lyon"),
        ("Kenya said that the central bank fined Corvane Group.", "central bank"),
        ("He met Resources Minister Helen King in Perth.", "Helen King"),
        ("Gov. Nora Quist met General Laura Holm.", "Laura Holm"),
    ],
)
def test_a_name_is_found(read: Read, text: str, name: str) -> None:
    assert name in {e.name for e in read(text).entities}


@pytest.mark.parametrize("text", ["The Company said so in May.", "The office of Corvane Group was raided."])
def test_a_plain_noun_is_no_name(read: Read, text: str) -> None:
    assert {e.name for e in read(text).entities} <= {"Corvane Group"}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Corvane Group is weighing its options, a spokesman said.",
            "Corvane Group",
            "Corvane Group is weighing its options",
        ),
        ("A lawyer for Corvane Group said that it would sue.", "Corvane Group", "it would sue"),
        ("Corvane Group denied any wrongdoing.", "Corvane Group", "any wrongdoing"),
        ("Corvane Group called that fiction.", "Corvane Group", "fiction"),
        (
            "Corvane Group said in a statement that it was dismayed and would push for a reversal.",
            "Corvane Group",
            "it was dismayed and would push for a reversal",
        ),
    ],
)
def test_a_statement_finds_its_speaker_and_end(read: Read, text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in said(read(text))


def test_turns_of_a_transcript_are_statements_and_questions_are_not(read: Read) -> None:
    text = (
        "Press conference\n\nNora Quist: Good day. The minister will travel to Peru.\n\n"
        "Nora Quist: Any questions?\n\nNora Quist: We have noted the report."
    )
    assert said(read(text)) == {
        ("Nora Quist", "Good day. The minister will travel to Peru."),
        ("Nora Quist", "We have noted the report."),
    }


def test_a_firm_that_asks_a_court_to_act_makes_no_statement(read: Read) -> None:
    assert not said(read("Corvane Group asked the ministry to withdraw the decision."))


def test_brussels_acts_through_the_commission(read: Read) -> None:
    assert {e.name for e in read("Brussels fined Corvane Group.").entities} == {
        "European Commission",
        "Corvane Group",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The European Commission fined Corvane Group on Monday. In May the Commission had warned Corvane Group.",
        "Commission fines Corvane Group\n\nThe European Commission fined Corvane Group on Monday.",
    ],
)
def test_a_body_called_by_its_noun_alone_is_no_firm(read: Read, text: str) -> None:
    assert {e.name for e in read(text).entities} <= {"European Commission", "Corvane Group"}


def test_the_government_is_that_of_the_country_spoken_of(read: Read) -> None:
    record = read("Corvane Group runs three mills in Finland. In May the government fined Corvane Group.")
    fine = next(e for e in record.events if e.type is EventType.REGULATORY_ACTION)
    assert [e.name for e in record.entities if e.id in fine.actors] == ["Finnish government"]


@pytest.mark.parametrize(
    ("text", "american"),
    [
        ("Peru has a new mine. Congress fined Corvane Group in May.", False),
        ("The United States has a new mine. Congress fined Corvane Group in May.", True),
    ],
)
def test_congress_is_american_only_where_the_article_is(read: Read, text: str, american: bool) -> None:
    assert ("US Congress" in {e.name for e in read(text).entities}) is american


def test_a_code_is_no_firm_that_the_company_may_be(read: Read) -> None:
    record = read(
        "Corvane Group makes sensors. The B3141 is its best. In May the European Commission fined the company."
    )
    fine = next(e for e in record.events if e.type is EventType.REGULATORY_ACTION)
    assert [e.name for e in record.entities if e.id in fine.recipients] == ["Corvane Group"]
