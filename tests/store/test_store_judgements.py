"""Judgements on disk: kept whole and for good, by two processes at once, whenever one is killed."""

from __future__ import annotations

import datetime as dt
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from store_made import BACK_TO_2, a_happening, a_record

from retinue.errors import StoreError, UsageError
from retinue.model import (
    CORRECTABLE,
    Decided,
    Decision,
    EntityType,
    EventType,
    Judgement,
    JudgementKind,
    Party,
    Passage,
    Scope,
    Span,
)
from retinue.store import EventFilter, Store

NOON = dt.datetime(2026, 11, 30, 12, 30, 5, 250_000, tzinfo=dt.UTC)
Kind = JudgementKind


def passage(doc: str = "a") -> Passage:
    return Passage(doc, f"anchor-{doc}", "v1", EventType.VISIT, Span(3, 9), "toured")


ACCEPT = Judgement(Kind.ACCEPT, "ana", (passage(),), reason="seen", key="k1")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store.open(place, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(module_places: Callable[[], str]) -> Iterator[Store]:
    with Store.open(module_places(), clock=lambda: NOON) as opened:
        yield opened


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
party = st.builds(Party, words, st.sampled_from(EntityType), st.none() | words, st.none() | words, st.none() | words)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Judgement, st.just(Kind.CORRECT), words.filter(str.strip), st.just((passage("a"), passage("b"))),
        field=st.sampled_from(CORRECTABLE), value=st.lists(words | party, max_size=3).map(tuple), reason=words,
        key=st.none() | words,
    )
)  # fmt: skip
def test_any_judgement_comes_back_as_it_was_given(shared: Store, judgement: Judgement) -> None:
    number = shared.judge(judgement)
    assert shared.judgements()[-1] == replace(judgement, id=number, at=NOON)


def test_judgements_are_numbered_in_order_and_found_by_document(store: Store) -> None:
    split = Judgement(Kind.SPLIT, "bob", (passage("a"),), (passage("b"), passage("c")))
    assert [store.judge(ACCEPT), store.judge(split), store.undo(1, "bob", "too early")] == [1, 2, 3]
    assert [one.id for one in store.judgements()] == [1, 2, 3]
    assert [one.id for one in store.judgements("c")] == [2]
    assert store.judgements("c")[0].others == (passage("b"), passage("c"))
    assert store.judgements()[2].undoes == 1
    assert store.counts().judgements == 3


REPLACED = 'INSERT OR REPLACE INTO judgements (id, kind, scope, value, "by", at, reason)'
ACTS = {
    "sqlite": (f"{REPLACED} SELECT id, kind, scope, value, 'eve', at, reason FROM judgements",),
    "postgresql": ("TRUNCATE judgements CASCADE", "TRUNCATE judged"),
}


@pytest.mark.parametrize("act", ["UPDATE judgements SET reason = 'other'", "DELETE FROM judgements",
                                 "UPDATE judged SET doc = 'z'", "DELETE FROM judged"])  # fmt: skip
def test_nothing_decided_is_ever_changed_or_deleted(store: Store, act: str) -> None:
    store.judge(ACCEPT)
    with pytest.raises(StoreError, match="never changed or deleted"), store._writing() as connection:
        connection.execute(text(act))
    assert len(store.judgements()) == 1


def test_no_other_way_leads_round_the_guards(store: Store) -> None:
    store.judge(ACCEPT)
    for act in ACTS[store._engine.dialect.name]:
        with pytest.raises(StoreError, match="never changed or deleted"), store._writing() as connection:
            connection.execute(text(act))
    assert [one.by for one in store.judgements()] == ["ana"]


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (replace(ACCEPT, by=" "), "nobody signs it"),
        (replace(ACCEPT, reports=()), "names no report"),
        (replace(ACCEPT, kind=Kind.MERGE), "fewer than two reports"),
        (replace(ACCEPT, kind=Kind.SPLIT), "no other report"),
        (replace(ACCEPT, kind=Kind.SPLIT, others=(passage(),)), "parted from itself"),
        (replace(ACCEPT, kind=Kind.CORRECT, field="colour"), "no field 'colour'"),
        (replace(ACCEPT, scope=Scope.REPORT, reports=(passage("a"), passage("b"))), "names several"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(store: Store, judgement: Judgement, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        store.judge(judgement)
    assert store.judgements() == ()


def test_only_what_stands_can_be_undone(store: Store) -> None:
    store.judge(ACCEPT)
    with pytest.raises(UsageError, match="no judgement 7"):
        store.undo(7, "ana")
    store.undo(1, "ana")
    with pytest.raises(UsageError, match="judgement 1 is undone already, by 2; undo 2 to bring it back"):
        store.undo(1, "ana")
    store.undo(2, "ana")
    store.undo(1, "ana")
    assert [one.undoes for one in store.judgements()] == [None, 1, 2, 1]


def test_a_judgement_asks_for_fusing_also_when_it_came_while_another_fused(store: Store) -> None:
    store.put_happenings([a_happening()], code="f1", judged=0)
    assert not store.needs_fusing("f1")
    store.judge(ACCEPT)
    assert store.needs_fusing("f1")
    store.put_happenings([a_happening()], code="f1", judged=0)
    assert store.needs_fusing("f1")
    store.put_happenings([a_happening()], code="f1", judged=1)
    assert not store.needs_fusing("f1")


# ------------------------------------------------------------------------------------- reports of today
def test_reports_are_found_by_what_they_are_told_by(store: Store) -> None:
    record = a_record()
    store.put(record, "c1")
    store.put_happenings([a_happening("k1", "a")])
    [before] = store.passages_telling("k1")
    assert (before.ref, before.evidence) == ("a/v1", record.events[0].evidence)
    store.put(replace(record, events=(replace(record.events[0], id="v9"),)), "c2")
    [after] = store.passages_telling("k1")
    assert after == replace(before, event="v9")
    assert store.passages(["a", "nowhere"]) == (after,)
    assert store.passages_of([("a", "v9"), ("a", "v1")]) == (after,)
    assert store.homes([("a", "v1")]) == {"a/v1": ("k1", 1)}


DECISION = Decision(
    3, Kind.CORRECT, "ana", NOON, "why", "start", ("2024-03-05",), ("2024-03-04",), None, "more", True
)


def test_decisions_come_back_with_their_event(store: Store) -> None:
    happening = replace(a_happening(), decided=Decided.CORRECTED, decisions=(DECISION,))
    store.put_happenings([happening])
    assert store.happening("k1") == happening


def test_rejected_events_are_told_only_when_asked_for(store: Store) -> None:
    store.put(a_record(), "c1")
    store.put_happenings([replace(a_happening("k1"), decided=Decided.REJECTED),
                          replace(a_happening("k2"), decided=Decided.ACCEPTED), a_happening("k3")])  # fmt: skip

    def keys(**wanted: bool) -> set[str]:
        return {one.key for one in store.happenings(EventFilter(**wanted))}

    assert keys() == {"k2", "k3"}
    assert keys(rejected=True) == {"k1", "k2", "k3"}
    assert keys(decided=True) == {"k2"}
    assert keys(decided=False) == {"k3"}
    assert keys(decided=True, rejected=True) == {"k1", "k2"}
    assert store.counts().happenings == 2
    assert {one.key for one in store.history("Ana Roe").events} == {"k2", "k3"}  # type: ignore[union-attr]
    assert store.rejected() == {("a", "v1")}
    assert store.happening("k1") is not None


# --------------------------------------------------------------------------------------- from links
def test_judgements_kept_as_links_become_rows_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        store.put(a_record("a"), "c1")
        store.put(a_record("b", "2" * 64), "c1")
        told = {one.ref: one for one in store.passages(["a", "b"])}
    with sqlite3.connect(path) as raw:
        for statement in BACK_TO_2:
            raw.execute(statement)
        rows = [
            ("a/v1", "b/v1", "ana", "different", 1.0, "two days", "2026-11-01 10:00:00.000000"),
            ("a/v1", "gone/v3", "bob", "same", 1.0, "", "2026-11-02 10:00:00.000000"),
            ("a/v1", "b/v1", "rule", "same", 0.9, "alike", "2026-11-03 10:00:00.000000"),
        ]
        raw.executemany(
            'INSERT INTO links ("left", "right", "by", judgement, score, reason, judged_at) VALUES (?,?,?,?,?,?,?)',
            rows,
        )
    raw.close()
    with Store.open(path) as store:
        first, second = store.judgements()
        assert first == Judgement(
            Kind.SPLIT, "ana", (told["a/v1"],), (told["b/v1"],), reason="two days", id=1,
            at=dt.datetime(2026, 11, 1, 10, tzinfo=dt.UTC),
        )  # fmt: skip
        assert (second.kind, [one.ref for one in second.reports]) == (Kind.MERGE, ["a/v1", "gone/v3"])
        assert [one.by for one in store.links()] == ["rule"]
        with pytest.raises(StoreError, match="never changed"), store._writing() as connection:
            connection.execute(text("DELETE FROM judgements"))


def test_what_a_program_sends_twice_under_one_name_is_kept_once(store: Store) -> None:
    sent = replace(ACCEPT, request="night-1 d1g35t")
    assert store.judge(sent) == store.judge(sent) == store.judge(replace(sent, request="night-1 another"))
    assert store.judge(replace(sent, by="bob")) == 2, "somebody else’s name for it is theirs"
    assert store.judge(replace(sent, request="night-10 d1g35t")) == 3
    assert [store.judge(ACCEPT), store.judge(ACCEPT)] == [4, 5], "without a name each is one"
    assert [one.request for one in store.judgements()] == [
        "night-1 d1g35t", "night-1 d1g35t", "night-10 d1g35t", None, None,
    ]  # fmt: skip


# ------------------------------------------------------------------------------------- kills, two at once
JUDGE = """
    import sys
    sys.path.insert(0, sys.argv[1])
    from test_store_judgements import passage
    from retinue.model import Judgement, JudgementKind
    from retinue.store import Store
    with Store.open(sys.argv[2]) as store:
        for number in range(int(sys.argv[4])):
            reports = tuple(passage(f"d{n}") for n in range(40))
            print(store.judge(Judgement(JudgementKind.MERGE, sys.argv[3], reports)), flush=True)
"""


def judging(path: str, by: str, times: int) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", textwrap.dedent(JUDGE), here, path, by, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_two_processes_judge_at_once_and_nothing_is_lost_or_doubled(place: str) -> None:
    path = place
    Store.open(path).close()
    told = [process.communicate()[0].split() for process in [judging(path, by, 40) for by in ("ana", "bob")]]
    with Store.open(path, readonly=True) as store:
        found = store.judgements()
    assert sorted(int(one) for each in told for one in each) == [one.id for one in found] == list(range(1, 81))
    assert {by: [one.id for one in found if one.by == by] for by in ("ana", "bob")} == {
        "ana": [int(one) for one in told[0]], "bob": [int(one) for one in told[1]],
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX only")
def test_a_killed_process_has_kept_each_judgement_whole_or_not_at_all(place: str) -> None:
    path, rng, before = place, random.Random(11), 0
    Store.open(path).close()
    for _ in range(2):
        with judging(path, "ana", 100_000) as process:
            assert process.stdout
            first = process.stdout.readline()
            time.sleep(rng.uniform(0, 0.2))
            process.send_signal(signal.SIGKILL)
            told = [first, *process.stdout.read().splitlines()]
        with Store.open(path, readonly=True) as store:
            found = store.judgements()
            assert len(found) >= int(told[-1]) > before
            assert all(len(one.reports) == 40 for one in found)
            assert store.needs_fusing()
            before = len(found)
