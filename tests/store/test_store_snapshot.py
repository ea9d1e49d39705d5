"""The record as of one moment: filtered, in batches, untouched by what is written meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from retinue.model import (
    Article,
    Entity,
    EntityType,
    Event,
    EventType,
    Happening,
    Party,
    Precision,
    Record,
    Report,
    Signal,
    Span,
    Status,
)  # fmt: skip
from retinue.store import EventFilter, Store, read

TEXT = "Ada met Bo. Ada fined Cy."


def record(doc: str) -> Record:
    """A document that tells two events, the second of which is a fine."""
    events = tuple(
        Event(
            id_, type_, ("e1",), (), (), None, None, Precision.UNKNOWN, Status.OCCURRED, Signal.NEUTRAL, None, words,
            Span(TEXT.index(words), TEXT.index(words) + len(words)), 0.5, "made",
        )
        for id_, type_, words in (
            ("v1", EventType.MEETING, "Ada met Bo."), ("v2", EventType.REGULATORY_ACTION, "Ada fined Cy."),
        )
    )  # fmt: skip
    return Record(Article(doc, doc, TEXT), f"{doc:0>64}", (), (Entity("e1", EntityType.PERSON, "Ada"),), events)


def happening(key: str, type_: EventType, *told: tuple[str, str]) -> Happening:
    """An event that the given (document, event) tell."""
    reports = tuple(Report(doc, event, None, None, None) for doc, event in told)
    return Happening(
        key, type_, (Party("Ada", EntityType.PERSON),), (), (), dt.date(2024, 1, 1), None, Precision.DAY,
        Status.OCCURRED, Signal.NEUTRAL, reports, 1,
    )  # fmt: skip


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Three documents; a and b tell one meeting, each of the three a fine of its own, c's not fused yet."""
    made = Store.open(place)
    for doc in "abc":
        made.put(record(doc), "code")
    meeting = happening("met", EventType.MEETING, ("a", "v1"), ("b", "v1"))
    fines = [happening(f"fined-{doc}", EventType.REGULATORY_ACTION, (doc, "v2")) for doc in "ab"]
    made.put_happenings([meeting, *fines])
    yield made
    made.close()


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_all_of_it_comes_in_order_whatever_the_batch(
    store: Store, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "BATCH", batch)
    with store.snapshot() as found:
        assert tuple(found.happenings()) == store.happenings()
        told = list(found.documents())
    assert [one.record for one in told] == list(store.records())
    assert [one.keys for one in told] == [{"v1": "met", "v2": "fined-a"}, {"v1": "met", "v2": "fined-b"}, {}]
    assert all(one.wanted == {"v1", "v2"} for one in told)


def test_a_filter_keeps_events_and_the_documents_that_tell_them(store: Store) -> None:
    with store.snapshot(EventFilter(type=EventType.MEETING)) as found:
        assert [one.key for one in found.happenings()] == ["met"]
        told = list(found.documents())
    assert [(one.record.article.doc, one.wanted) for one in told] == [("a", {"v1"}), ("b", {"v1"})]
    assert told[0].keys == {"v1": "met", "v2": "fined-a"}


def test_a_document_replaced_since_is_told_of_by_what_it_says_now(store: Store) -> None:
    store.put(replace(record("a"), events=record("a").events[1:], sha256="f" * 64), "code")
    with store.snapshot(EventFilter(type=EventType.MEETING)) as found:
        told = {one.record.article.doc: one.wanted for one in found.documents()}
    assert told == {"a": frozenset(), "b": {"v1"}}


def test_what_is_written_meanwhile_is_not_seen(store: Store) -> None:
    with store.snapshot() as found:
        first = list(found.happenings())
        store.put(record("d"), "code")
        store.put_happenings([])
        assert list(found.happenings()) == first
        assert len(list(found.documents())) == 3
    assert store.happenings() == ()
