"""Joining what changed gives what joining all from scratch gives, in whatever order and portions documents come."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fuse_crowd import assert_as_from_scratch, crowded
from fuse_made import FIRM, KNOWLEDGE, OTHER, PREMIER, Paper, Told, report
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, event

from retinue.errors import UsageError
from retinue.fuse import block, copies, incremental, join
from retinue.model import EventType, Happening, Judgement, JudgementKind, Party, Record, Scope
from retinue.store import EventFilter, Store
from retinue.store.fused_tables import Tables

VISIT = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store.open(place) as opened:
        yield opened


@contextmanager
def small_blocks() -> Iterator[None]:
    """Blocks that are overfull with a few tellings, and keys of texts that lead to a few only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "FULL", 4)
        patch.setattr(block, "WINDOW", 2)
        patch.setattr(copies, "MOST", 3)
        yield


def put(store: Store, *records: Record) -> None:
    for record in records:
        store.put(record, "c1")


def told(doc: str, what: Told = VISIT, published: str = "2031-06-05", body: str = "") -> Record:
    return report(doc, what, Paper(published, f"The {doc} Post", body=body))


def keys(store: Store) -> dict[str, str]:
    return {f"{r.doc}/{r.event}": h.key for h in store.happenings() for r in h.reports}


# ------------------------------------------------------------------------------------------- properties
@given(st.integers(0, 2**32), st.integers(4, 18))
@settings(max_examples=12)
def test_portions_and_new_versions_give_what_joining_all_gives(seed: int, count: int) -> None:
    rng = random.Random(seed)
    names = [f"d{i}" for i in range(count)]
    rng.shuffle(names)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "t.db") as store, small_blocks():
        done: list[str] = []
        while names:
            portion, names = names[:4], names[4:]
            put(store, *(crowded(name, rng) for name in portion))
            done += portion
            put(store, *(crowded(rng.choice(done), rng, rng.randint(1, 9)) for _ in range(rng.randrange(2))))
            join(store, KNOWLEDGE, "f1", chunk=rng.choice([1, 2, 1000]))
            assert_as_from_scratch(store)
        assert not store.needs_fusing("f1")
        join(store, KNOWLEDGE, "f2", chunk=3)
        assert_as_from_scratch(store)


@given(st.integers(0, 2**32))
@example(89)  # a syndicated copy among events that a judgement parts
@settings(max_examples=8)
def test_judgements_in_between_are_heeded_where_they_bear_only(seed: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "t.db") as store, small_blocks():
        for portion in range(4):
            put(store, *(crowded(f"d{portion}{i}", rng) for i in range(4)))
            join(store, KNOWLEDGE, "f1")
            for _ in range(rng.randint(1, 3)):
                _judge(store, rng)
            join(store, KNOWLEDGE, "f1")
            assert_as_from_scratch(store)


def _judge(store: Store, rng: random.Random) -> None:
    """Some judgement on what there is; one that says nothing is refused."""
    here = store.happenings(EventFilter(rejected=True))
    reports = [(r.doc, r.event) for one in here for r in one.reports]
    if not reports:
        return
    own = [(r.doc, r.event) for r in rng.choice(here).reports]
    said = store.judgements()
    with pytest.MonkeyPatch.context():
        try:
            if said and rng.random() < 0.25:
                store.undo(rng.choice(said).id, "ana")
            else:
                store.judge(_judgement(store, rng, reports, own))
        except UsageError:
            return


def _judgement(
    store: Store, rng: random.Random, reports: list[tuple[str, str]], own: list[tuple[str, str]]
) -> Judgement:
    kind, one = JudgementKind, store.passages_of([rng.choice(reports)])
    lumen = Party("Lumen Optics", OTHER.type, None, "lumen")
    return rng.choice([
        Judgement(kind.MERGE, "ana", store.passages_of(rng.sample(reports, min(3, len(reports))))),
        Judgement(kind.SPLIT, "ana", store.passages_of(own[:1]), store.passages_of(own[1:])),
        Judgement(kind.REJECT, "ana", one, scope=Scope.REPORT),
        Judgement(kind.REJECT, "ana", store.passages_of(own)),
        Judgement(kind.CORRECT, "ana", store.passages_of(own), field="start", value=("2031-06-05",)),
        Judgement(kind.CORRECT, "ana", one, scope=Scope.REPORT, field="recipients", value=(lumen,)),
    ])  # fmt: skip


@pytest.mark.parametrize("seed", [3, 5])
def test_the_order_in_which_a_database_gives_rows_changes_nothing(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    records = [crowded(f"d{i:02}", rng) for i in range(16)]
    with Store.open(tmp_path / "plain.db") as plain, Store.open(tmp_path / "shuffled.db") as shuffled, small_blocks():
        for portion in (records[:9], records[9:]):
            put(plain, *portion)
            join(plain, KNOWLEDGE, "f1")
        monkeypatch.setattr(Tables, "_rows", _shuffling(Tables._rows, random.Random(seed)))
        for portion in (records[:9], records[9:]):
            put(shuffled, *portion)
            join(shuffled, KNOWLEDGE, "f1")
        assert shuffled.happenings() == plain.happenings()
        assert shuffled.links() == plain.links()
        assert shuffled.copies() == plain.copies()


def _shuffling(rows: Callable[..., Iterator[object]], rng: random.Random) -> Callable[..., Iterator[object]]:
    def shuffled(self: Tables, wanted: Select[tuple[object]], *given: object) -> Iterator[object]:
        found = list(rows(self, wanted, *given))
        if not wanted._order_by_clauses:
            rng.shuffle(found)
        return iter(found)

    return shuffled


@pytest.mark.slow
def test_many_documents_at_once_are_twenty_shuffled_portions(tmp_path: Path) -> None:
    rng = random.Random(7)
    many = int(os.environ.get("RETINUE_MANY", "400"))  # 2,000 take minutes
    records = [_spread(f"d{i:04}", rng) for i in range(many)]
    with Store.open(tmp_path / "once.db") as once, Store.open(tmp_path / "portions.db") as portions:
        put(once, *records)
        join(once, KNOWLEDGE, "f1")
        rng.shuffle(records)
        for start in range(0, many, many // 20):
            put(portions, *records[start : start + many // 20])
            join(portions, KNOWLEDGE, "f1")
        assert _same(once) == _same(portions)
        assert once.links() == portions.links()
        assert set(once.copies()) == set(portions.copies())


def _spread(doc: str, rng: random.Random) -> Record:
    """A report of one of 500 visits, some of them copies."""
    act = rng.randrange(500)
    day = f"2031-{1 + act % 12:02}-{1 + act % 28:02}"
    what = Told(
        rng.choice([EventType.VISIT, EventType.VISIT, EventType.MEETING]), [PREMIER], [(FIRM, OTHER)[act % 2]],
        [("Havn",), ("Bergby",)][act % 3 == 0], None if rng.random() < 0.1 else day,
    )  # fmt: skip
    body = " ".join(random.Random(rng.choice([act, act, 1000 + rng.randrange(9**6)])).choices(CALM, k=60))
    return told(doc, what, day, body)


CALM = [f"v{i}" for i in range(900)]


def _same(store: Store) -> list[tuple[object, ...]]:
    def fields(one: Happening) -> tuple[object, ...]:
        return tuple(getattr(one, name) for name in Happening.__slots__ if name != "key")

    return sorted(map(fields, store.happenings()), key=repr)


# ------------------------------------------------------------------------------------------ what is touched
def _written(store: Store) -> list[tuple[str, int]]:
    rows: list[tuple[str, int]] = []

    def note(_: object, cursor: object, statement: str, parameters: object, __: object, many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            count = (
                len(parameters) if many and isinstance(parameters, list) else max(getattr(cursor, "rowcount", 0), 0)
            )
            rows.append((statement.split()[1 if statement.startswith("UPDATE") else 2], count))

    event.listen(store._engine, "after_cursor_execute", note)
    return rows


def test_a_report_of_one_event_writes_no_row_of_another(store: Store) -> None:
    put(store, *(told(f"a{i}") for i in range(3)))
    far = Told(actors=[PREMIER], recipients=[OTHER], places=("Bergby",), start="2032-02-04")
    put(store, *(told(f"b{i}", far, "2032-02-05") for i in range(40)))
    join(store, KNOWLEDGE, "f1")
    before = keys(store)
    put(store, told("a3"))
    rows = _written(store)
    join(store, KNOWLEDGE, "f1")
    assert sum(count for table, count in rows if table == "happenings") == 2  # one goes, one comes in its place
    assert sum(count for table, count in rows if table == "reports") == 3 + 4
    assert keys(store) == before | {"a3/v1": before["a0/v1"]}


def test_nothing_new_writes_nothing(store: Store) -> None:
    put(store, told("a"), told("b"))
    join(store, KNOWLEDGE, "f1")
    rows = _written(store)
    join(store, KNOWLEDGE, "f1")
    assert sum(count for table, count in rows if table != "state") == 0


# --------------------------------------------------------------------------------------------- keys
def test_keys_stay_as_reports_come_and_change(store: Store) -> None:
    put(store, told("b"))
    join(store, KNOWLEDGE, "f1")
    before = keys(store)["b/v1"]
    put(store, told("a", published="2031-06-04"))
    join(store, KNOWLEDGE, "f1")
    assert keys(store) == {"a/v1": before, "b/v1": before}
    longer = report(
        "b", [Told(EventType.MEETING, [PREMIER], [OTHER], words="met"), VISIT], Paper("2031-06-05", "The b Post")
    )
    put(store, longer)
    join(store, KNOWLEDGE, "f1")
    assert keys(store)["b/v2"] == before  # now the second event of its document, told by the same words
    join(store, KNOWLEDGE, "f2")
    assert keys(store)["a/v1"] == keys(store)["b/v2"] == before


# ------------------------------------------------------------------------------------------- breaking off
@pytest.mark.parametrize("step", ["make", "_Step"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_breaks_off_is_made_good_by_the_next_run(
    store: Store, step: str, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(after)
    put(store, *(crowded(f"d{i}", rng) for i in range(6)))
    join(store, KNOWLEDGE, "f1")
    before = store.happenings()
    put(store, *(crowded(f"d{i}", rng, 1) for i in range(3, 9)))
    whole, calls = getattr(incremental, step), iter([*range(after), None])

    def breaking(*given: object) -> object:
        if step == "make" or next(calls, None) is None:
            raise KeyboardInterrupt
        return whole(*given)

    with monkeypatch.context() as patch:
        patch.setattr(incremental, step, breaking)
        with pytest.raises(KeyboardInterrupt):
            join(store, KNOWLEDGE, "f1", chunk=2)
    assert store.happenings() == before  # readers saw the events of before all the time
    assert store.needs_fusing("f1")
    join(store, KNOWLEDGE, "f1", chunk=2)
    assert_as_from_scratch(store)
    assert not store.needs_fusing("f1")


def test_other_code_joins_all_anew_and_the_old_events_stay_till_then(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, told("a"), told("b"))
    join(store, KNOWLEDGE, "f1")
    before = store.happenings()
    with monkeypatch.context() as patch:
        patch.setattr(incremental, "make", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            join(store, KNOWLEDGE, "f2", chunk=1)
    assert store.happenings() == before
    join(store, KNOWLEDGE, "f2")
    assert store.happenings() == before
