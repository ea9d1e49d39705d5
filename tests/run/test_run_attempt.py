"""Whatever a document does to its reader, a row comes out."""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_made import a_record, read

from retinue.model import Article, Failure, Listed, RawItem, Record, Span, Statement
from retinue.run import attempt
from retinue.run.check import faults


def raw(text: str) -> RawItem:
    return RawItem("a", "a.txt", text, False, "0" * 64)


@pytest.mark.parametrize(
    ("text", "reason", "transient"),
    [
        ("EMPTY", "empty", False),
        ("LATER", "disk", True),
        ("BUG", "bug", False),
        ("DEEP", "too_deep", False),
        ("HUGE", "memory", True),
    ],
)
def test_every_kind_of_failure_is_a_row(text: str, reason: str, transient: bool) -> None:
    failure = attempt(raw(text), read)
    assert isinstance(failure, Failure)
    assert (failure.doc, failure.stage, failure.reason, failure.transient) == ("a", "read", reason, transient)
    assert failure.message


def test_a_bug_says_where_it_was_raised() -> None:
    failure = attempt(raw("BUG"), read)
    assert isinstance(failure, Failure)
    assert failure.message.startswith("ZeroDivisionError: no good (run_made.py:")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="POSIX only")
def test_a_document_that_hangs_is_given_up_in_time_even_by_code_that_swallows_exceptions() -> None:
    before, started = signal.getsignal(signal.SIGALRM), time.monotonic()
    failure = attempt(raw("HANG"), read, 0.1)
    assert isinstance(failure, Failure)
    assert failure.reason == "timeout"
    assert time.monotonic() - started < 5
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_the_limit_leaves_no_alarm_behind_a_document_that_is_read() -> None:
    assert isinstance(attempt(raw("Acme grows"), read, 30), Record)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_elsewhere_than_in_the_main_thread_there_is_no_limit_and_no_error() -> None:
    results: list[Record | Failure] = []
    thread = threading.Thread(target=lambda: results.append(attempt(raw("Acme grows"), read, 0.1)))
    thread.start()
    thread.join()
    assert isinstance(results[0], Record)


def test_an_interrupt_is_not_swallowed() -> None:
    def interrupted(item: RawItem) -> Record:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(raw("Acme"), interrupted)


GOOD = a_record("a", "Acme grows.")
EVENT = GOOD.events[0]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (replace(GOOD, entities=()), "names entity 'e1'"),
        (replace(GOOD, entities=GOOD.entities * 2), "entity id 'e1' is given twice"),
        (replace(GOOD, events=(EVENT, EVENT)), "event id 'v1' is given twice"),
        (replace(GOOD, events=(replace(EVENT, span=Span(0, 99)),)), "lies outside"),
        (replace(GOOD, events=(replace(EVENT, evidence="Acme grew"),)), "evidence is not what stands"),
        (replace(GOOD, events=(replace(EVENT, confidence=float("nan")),)), "outside 0 to 1"),
        (replace(GOOD, statements=(Statement("e1", "direct", None, "grew", Span(5, 10)),)), "content is not"),
        (replace(GOOD, statements=(Statement("e9", "direct", None, "grows", Span(5, 10)),)), "names entity 'e9'"),
        (replace(GOOD, listed=(Listed("e1", "Entity List", "May 2019", Span(0, 4)),)), "has not the form"),
        (replace(GOOD, article=Article("a", "a.txt", "Acme grows \ud800")), "surrogate"),
        (replace(GOOD, article=replace(GOOD.article, title_end=99)), "headline ends beyond"),
    ],
)
def test_a_record_that_breaks_its_promises_is_a_failure(record: Record, told: str) -> None:
    failure = attempt(raw("x"), lambda item: record)
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.reason) == ("check", "bad_record")
    assert told in failure.message


def test_a_sound_record_has_no_faults() -> None:
    assert list(faults(GOOD)) == []


@given(text=st.text(min_size=1).filter(str.strip))
def test_any_text_is_a_record_or_a_failure(text: str) -> None:
    outcome = attempt(raw(text), read)
    if isinstance(outcome, Failure):
        outcome.message.encode()
