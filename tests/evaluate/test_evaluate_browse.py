"""Errors with their words: marks, context, values in words, reasons."""

from __future__ import annotations

from dataclasses import replace

from evaluate_made import EVENT, SAID, TEXT, exported, fused, made_gold

from retinue.evaluate import Case, Kind, Part, browse, score
from retinue.model import (
    Article,
    Confidence,
    Entity,
    EntityType,
    Event,
    EventType,
    Field,
    Judged,
    Precision,
    Record,
    Signal,
    Span,
    Status,
)

SENTENCE = Span(TEXT.index("Minister Anna"), len(TEXT))


def _span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


FIELDS = (
    Field("type", "visit", _span("visited"), "visited", "visit/visit"),
    Field("actor", "Anna Berg", _span("Anna Berg"), "Anna Berg", "known name"),
    Field("start", "2031-06-03", _span("Tuesday"), "Tuesday", "publication"),
)
ONE = Event(
    "v1", EventType.VISIT, ("e1",), ("e2",), (), None, None, Precision.UNKNOWN, Status.OCCURRED, Signal.SUPPORT,
    None, SENTENCE.of(TEXT), SENTENCE, 0.9, "visit/visit", fields=FIELDS, reasons=("status: a finite verb",),
    confidences=(
        Confidence(Judged.EVENT, 0.9),
        Confidence(Judged.DATE, 0.4, ("less likely: date in another clause",)),
        Confidence(Judged.PLACES, 0.8),
    ),
)  # fmt: skip
RECORD = Record(
    Article("a", "a.txt", TEXT), "0" * 64,
    entities=(Entity("e1", EntityType.PERSON, "Anna Berg"), Entity("e2", EntityType.COMPANY, "Norrland Cable")),
    events=(ONE,),
)  # fmt: skip


def _cases(records: dict[str, Record] | None = None, gold_event: dict[str, object] | None = None) -> list[Case]:
    gold = made_gold()
    if gold_event:
        events = [{**gold.documents[0]["events"][0], **gold_event}]
        gold = replace(gold, documents=({**gold.documents[0], "events": events},))
    row = {**EVENT, "span": list(SENTENCE), "evidence": SENTENCE.of(TEXT)}
    scores = score([exported(events=[row])], [fused()], gold)
    return list(browse(scores, {"a": RECORD} if records is None else records, gold))


def test_a_wrong_slot_shows_both_sides_and_why() -> None:
    [case] = _cases(gold_event={"start": "2031-06-04", "end": "2031-06-04"})
    assert (case.kind, case.slots, case.rule) == (Kind.WRONG, ("date",), "visit/visit")
    assert case.read is not None
    assert case.expected is not None
    assert (case.read["date"], case.expected["date"]) == ("2031-06-03", "2031-06-04")
    assert case.read["actors"] == "Anna Berg"
    assert case.reasons == (
        "status: a finite verb",
        "confidence of date 0.40; less likely: date in another clause",
        "start “Tuesday”: publication",
    )
    marked = {piece.role: piece.text for piece in case.pieces}
    assert marked["trigger"] == "visited"
    assert marked["date"] == "Tuesday"
    assert "".join(piece.text for piece in case.pieces) == TEXT


def test_a_missed_event_shows_what_was_to_be_found_and_what_was_read_there() -> None:
    changed = {"type": "meeting", "evidence": "Anna Berg  visited Norrland\nCable", "trigger": "visited"}
    missed = next(case for case in _cases(gold_event=changed) if case.kind is Kind.MISSED)
    assert missed.reasons == ("read in the same words: visit by visit/visit",)
    assert [(p.role, p.text) for p in missed.pieces if p.role.startswith("expected")] == [
        ("expected actor", "Anna Berg"), ("expected trigger", "visited"), ("expected recipient", "Norrland Cable"),
    ]  # fmt: skip


def test_a_document_that_was_not_read_is_said_to_be_so() -> None:
    gold = made_gold()
    cases = list(browse(score([], [], gold), {}, gold))
    assert {case.part for case in cases} == set(Part)
    assert all("could not be read" in case.reasons[-1] for case in cases)
    said = next(case for case in cases if case.part is Part.STATEMENT)
    assert said.expected == {"speaker": "Anna Berg", "kind": "indirect", "cue": "", "content": SAID["content"]}
    assert said.pieces == ()


def test_long_paragraphs_are_cut_between_words() -> None:
    long = "word " * 200
    text = f"{long}{TEXT} {long}".strip()
    moved = replace(ONE, span=Span(len(long), len(long) + len(TEXT)), evidence=TEXT, fields=())
    record = replace(RECORD, article=Article("a", "a.txt", text), events=(moved,))
    gold = made_gold()
    row = {**EVENT, "span": list(moved.span), "evidence": TEXT, "status": "planned"}
    [case] = browse(score([exported(events=[row])], [fused()], gold), {"a": record}, gold)
    before, told, after = case.pieces
    assert (before.role, told.role, after.role) == ("context", "evidence", "context")
    assert told.text == TEXT
    assert set(f"{before.text} {after.text}".split()) == {"word"}
    assert len(before.text) <= 300
