"""What is put comes back the same, once, and in its newest form; older forms stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text
from store_made import TEXT, a_happening, a_record, happenings, records

from retinue.model import Copy, Failure, Happening, Link, Record, Report, SourceKind, Span, Stretch, Taking
from retinue.store import Store
from retinue.store.upkeep import check

LATER = "Minister Ana Roe toured Nordwind Cells in Brno on Monday, a day later than told before."


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store.open(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(module_places: Callable[[], str]) -> Iterator[Store]:
    with Store.open(module_places()) as opened:
        yield opened


def rows(store: Store, table: str) -> int:
    with store._engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(record=records())
def test_any_record_comes_back_as_it_was_put(shared: Store, record: Record) -> None:
    shared.put(record, "c1")
    assert shared.record("a") == record
    assert list(shared.records()) == [record]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(fused=happenings())
def test_any_fused_set_comes_back_as_it_was_put(shared: Store, fused: tuple[Happening, ...]) -> None:
    shared.put_happenings(fused)
    assert {one.key: one for one in shared.happenings()} == {one.key: one for one in fused}


def test_putting_twice_adds_no_row(store: Store) -> None:
    store.put(a_record(), "c1")
    tables = ("documents", "entities", "names", "mentions", "events", "parties", "claims", "statements", "listed")
    before = {table: rows(store, table) for table in tables}
    store.put(a_record(), "c1")
    assert {table: rows(store, table) for table in tables} == before
    assert all(before.values())


def test_changed_content_makes_a_version_and_keeps_the_old(store: Store) -> None:
    old, new = a_record(), a_record(sha256="2" * 64, text=LATER)
    store.put(old, "c1")
    store.put(new, "c1")
    assert store.record("a") == new
    assert store.record("a", version=1) == old
    assert [(one.number, one.current) for one in store.versions("a")] == [(1, False), (2, True)]
    assert list(store.records()) == [new]


def test_content_that_comes_back_makes_its_version_current_again(store: Store) -> None:
    old, new = a_record(), a_record(sha256="2" * 64, text=LATER)
    store.put(old, "c1")
    store.put(new, "c1")
    store.put_happenings([])
    store.revive("a", old.sha256)
    assert store.record("a") == old
    assert store.needs_fusing()
    assert len(store.versions("a")) == 2


def test_reading_again_with_newer_code_replaces_what_was_read(store: Store) -> None:
    store.put(a_record(), "c1")
    poorer = a_record(events=(), statements=(), listed=())
    store.put(poorer, "c2")
    assert store.record("a") == poorer
    assert [one.code for one in store.versions("a")] == ["c2"]
    assert rows(store, "claims") == 0


def test_seen_asks_for_document_content_and_code(store: Store) -> None:
    store.put(a_record(), "c1")
    assert store.seen("a", "1" * 64, "c1")
    assert not store.seen("a", "1" * 64, "c2")
    assert not store.seen("a", "2" * 64, "c1")
    assert not store.seen("b", "1" * 64, "c1")


def test_a_terminal_failure_counts_as_seen_a_transient_one_does_not(store: Store) -> None:
    store.put_failure(Failure("x", "x.txt", "3" * 64, "read", "empty", "nothing in it", transient=False), "c1")
    store.put_failure(Failure("y", "y.txt", "4" * 64, "read", "memory", "no room", transient=True), "c1")
    assert store.seen("x", "3" * 64, "c1")
    assert not store.seen("x", "3" * 64, "c2")
    assert not store.seen("y", "4" * 64, "c1")


def test_a_failure_is_one_row_however_often_it_is_seen_and_goes_when_the_document_is_read(store: Store) -> None:
    failure = Failure("a", "news/a.txt", "3" * 64, "read", "empty", "nothing in it", transient=False)
    store.put_failure(failure, "c1")
    store.put_failure(failure, "c1")
    assert [one.failure for one in store.problems()] == [failure]
    store.put(a_record(), "c1")
    assert store.problems() == ()


def test_problems_of_taking_in_are_forgotten_below_a_path_only(store: Store) -> None:
    for doc, source in (("a-1", "in/a.jsonl:1"), ("b-1", "in/ab.jsonl:1"), ("c", "in/c.txt")):
        store.put_failure(Failure(doc, source, "", "ingest", "broken_json", "no", transient=False), "c1")
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
    assert store.forget_problems(["in/a.jsonl"], later) == 1
    assert store.forget_problems(["in"], later - dt.timedelta(days=1)) == 0
    assert store.forget_problems(["in"], later) == 2


def test_every_field_of_an_event_is_a_claim_with_words(store: Store) -> None:
    store.put(a_record(), "c1")
    with store._engine.connect() as connection:
        found = connection.execute(text("SELECT field, value, wording, start, read FROM claims")).all()
    fields = {row.field for row in found}
    assert fields == {
        "actor", "recipient", "place", "amount", "type", "status", "signal", "precision", "start", "end",
    }  # fmt: skip
    assert all(row.wording and row.start is not None for row in found)
    assert [row.value for row in found if row.read] == ["e1"]
    assert {row.value for row in found if row.field == "recipient"} == {"Nordwind Cells"}


def test_claim_ids_stay_when_a_document_is_read_again(store: Store) -> None:
    def ids() -> set[str]:
        with store._engine.connect() as connection:
            return set(connection.execute(text("SELECT id FROM claims")).scalars())

    store.put(a_record(), "c1")
    before = ids()
    store.put(a_record(), "c2")
    assert ids() == before


def test_keys_follow_an_event_whose_id_shifts(store: Store) -> None:
    record = a_record()
    store.put(record, "c1")
    store.put_happenings([a_happening("k1", "a")])
    assert store.keys() == {("a", "v1"): "k1"}
    first = replace(record.events[0], id="v1", evidence="Minister", fields=(), actors=())
    store.put(a_record(events=(first, replace(record.events[0], id="v2"))), "c2")
    assert store.keys() == {("a", "v2"): "k1"}


def test_fusing_is_asked_for_after_each_change_only(store: Store) -> None:
    assert not store.needs_fusing()
    store.put(a_record(), "c1")
    assert store.needs_fusing()
    store.put_happenings([a_happening()])
    assert not store.needs_fusing()
    assert store.happening("k1") == a_happening()
    store.put_happenings([])
    assert store.happening("k1") is None


def test_other_code_asks_for_fusing(store: Store) -> None:
    store.put_happenings([a_happening()], code="f1")
    assert not store.needs_fusing("f1")
    assert store.needs_fusing("f2")


def test_fusing_replaces_the_links_of_rules(store: Store) -> None:
    person = Link("a/v1", "b/v1", "different", 1, "read", "ana")
    old, new = Link("a/v1", "c/v1", "same", 0.8, "alike"), Link("b/v1", "c/v1", "same", 0.9, "alike")
    store.put_happenings([], [old])
    store.put_happenings([], [new, person])
    assert store.links() == (new,)
    assert store.links(["c/v1"]) == (new,)
    assert store.links([]) == ()


def test_a_fused_set_that_breaks_off_leaves_the_one_before(store: Store) -> None:
    def breaking() -> Iterator[Happening]:
        yield a_happening("k2")
        raise ValueError("no more")

    store.put_happenings([a_happening("k1")])
    with pytest.raises(ValueError, match="no more"):
        store.put_happenings(breaking())
    assert store.happenings() == (a_happening("k1"),)


def test_a_document_that_is_well_again_unchanged_has_no_problem_any_more(store: Store) -> None:
    store.put(a_record(), "c1")
    store.put_failure(Failure("a", "news/a.txt", "", "ingest", "no_permission", "no", transient=False), "c1")
    store.revive("a", "1" * 64)
    assert store.problems() == ()
    failure = Failure("x", "x.txt", "3" * 64, "read", "empty", "nothing", transient=False)
    store.put_failure(failure, "c1")
    store.revive("x", "3" * 64)
    assert [one.failure for one in store.problems()] == [failure]


def test_an_id_belongs_to_the_document_or_failure_that_has_it(store: Store) -> None:
    store.put(a_record(), "c1")
    store.put_failure(Failure("x", "in/x.txt", "3" * 64, "read", "empty", "nothing", transient=False), "c1")
    assert store.owner("a") == ("news/a.txt", "1" * 64)
    assert store.owner("x") == ("in/x.txt", "3" * 64)
    assert store.owner("z") is None


def test_the_full_text_follows_a_text_that_is_read_otherwise(store: Store, place: str) -> None:
    store.put(a_record(), "c1")
    store.put(a_record(text=TEXT.replace("plant", "workshop")), "c2")
    assert store.search("plant") == ()
    assert [hit.doc for hit in store.search("workshop")] == ["a"]
    assert [one.name for one in check(place) if not one.sound] == []


def test_copies_come_back_as_they_were_and_are_replaced_as_a_whole(store: Store) -> None:
    one = Copy("b", "a", "within", "why", 0.9, 0.3, 0.9, (Stretch(Span(5, 40), Span(0, 35), 7),), "Wire")
    other = Copy("c", "b", "exact", "why", 1.0)
    store.put_happenings([], copies=[one, other])
    assert store.copies() == (one, other)
    assert store.copies(["a"]) == (one,)
    assert store.copies(["b"]) == (one, other)
    assert store.copies([]) == ()
    store.put_happenings([], copies=[other])
    assert store.copies() == (other,)


def test_where_a_report_has_its_news_from_comes_back(store: Store) -> None:
    report = Report(
        "a", "v1", "Daily", "Wire", None, "b", "why", Taking.COPY, "b", "Wire", SourceKind.AGENCY
    )  # fmt: skip
    made = replace(a_happening(), reports=(report,))
    store.put_happenings([made])
    assert store.happening(made.key) == made
