"""Looking after a record: faults are found, copies are whole, restoring destroys nothing unasked."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool
from store_made import BACK_TO_2, a_happening, a_record

from retinue.errors import StoreError, UsageError
from retinue.model import EventType, Failure, Judgement, JudgementKind, Passage, Span
from retinue.store import RunEnd, Store
from retinue.store.find import Finder, Wanted
from retinue.store.query import Query
from retinue.store.schema import VERSION
from retinue.store.upkeep import back_up, check, restore, upgrade, vacuum

Places = Callable[[], str]
HERE = Passage("a", "", "v1", EventType.VISIT, Span(3, 9), "toured")


def filled(place: str, documents: int = 3) -> str:
    """A record with a bit of everything; undone and dangling judgements, old versions, NUL, Han."""
    with Store.open(place) as store:
        number, _ = store.begin_run("c1")
        for n in range(documents):
            store.put(a_record(f"d{n}", sha256=f"{n:064}"), "c1")
        store.put(a_record("d0", sha256="f" * 64), "c2")
        store.put(a_record("odd", text="华为\0 toured Brno on Monday."), "c1")
        docs = [f"d{n}" for n in range(documents)]
        store.put_happenings([a_happening("k1", *docs[:2]), a_happening("k2", docs[-1])], code="f1")
        store.put_failure(Failure("x", "x.txt", "3" * 64, "read", "empty", "nothing", transient=False), "c1")
        first = store.judge(Judgement(JudgementKind.ACCEPT, "ana", store.passages(["d0"]), key="k1"))
        store.undo(first, "bob")
        store.judge(Judgement(JudgementKind.REJECT, "ana", (HERE,), key="gone"))
        store.save_search("mine", "q=x", "ana")
        store.finish_run(number, RunEnd(documents, 0, 1, False))
    return place


def told(place: str) -> list[object]:
    """All that a reader is told of a record."""
    with Store.open(place, readonly=True) as store:
        found: list[object] = [list(store.records()), store.happenings(), store.judgements(), store.problems()]
        found += [store.searches(), store.counts(), store.last_run(), store.versions("d0"), store.needs_fusing()]
        found.append([hit.doc for hit in store.search("华为")])
        finder = Finder(store, 0)
        found.append(finder.events(Query(), Wanted(facets=("type", "person", "firm"))))
        finder.close()
        return found


def faults(place: str) -> set[str]:
    return {one.name for one in check(place) if not one.sound}


def said(place: str, *statements: str) -> None:
    with Store.open(place) as store, store._writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


# --------------------------------------------------------------------------------------------- check
def test_a_sound_record_is_found_sound_and_dangling_judgements_are_counted(place: str) -> None:
    found = {one.name: one for one in check(filled(place))}
    assert all(one.sound for one in found.values())
    assert found["judgements"].found.startswith("1 speak")
    assert {"tables", "versions", "spans", "reports", "facts", "full text"} < set(found)


@pytest.mark.parametrize(
    ("broken", "statement", "words"),
    [
        ("versions", "UPDATE documents SET current = (1 = 0) WHERE doc = 'd1'", "d1 has 0 current versions"),
        ("spans", "UPDATE claims SET \"end\" = 9999 WHERE field = 'actor'", "claims of d0: what stands at 0 to 9999"),
        ("spans", "UPDATE events SET evidence = 'toured Nordwind'", "events of d0"),
        ("spans", 'UPDATE mentions SET start = 1, "end" = 0', "mentions of d0: what stands at 1 to 0"),
        ("reports", "UPDATE reports SET doc = 'lost' WHERE doc = 'd2'", "k2 counts lost/v1 among its reports"),
        ("reports", "UPDATE events SET anchor = 'other'", "k1 counts d0/v1"),
        ("facts", "UPDATE happenings SET confidence = 0.123 WHERE key = 'k1'", "k1 is known to searching as it was"),
        ("facts", "DELETE FROM happening_facts WHERE key = 'k2'", "k2 is not known to searching"),
        ("facts", "UPDATE happening_facts SET key = 'k9' WHERE key = 'k2'", "k9 is gone, but searching finds it"),
        ("changes", "UPDATE happening_facts SET number = 1", "2 events have the change 1"),
    ],
)
def test_what_breaks_a_rule_is_found(place: str, broken: str, statement: str, words: str) -> None:
    said(filled(place), statement)
    found = {one.name: one for one in check(place)}
    assert not found[broken].sound
    assert words in found[broken].found


def test_missing_guards_and_columns_are_found(places: Places) -> None:
    guarded, whole = filled(places()), filled(places())
    postgres = "://" in guarded
    drop = "DROP TRIGGER judgements_no_change ON judgements" if postgres else "DROP TRIGGER judgements_no_update"
    said(guarded, drop)
    assert faults(guarded) == {"guards"}
    said(whole, "ALTER TABLE ties DROP COLUMN reason")
    assert faults(whole) == {"tables"}


def test_words_out_of_step_are_found(place: str) -> None:
    filled(place)
    if "://" in place:
        said(place, "ALTER TABLE documents ALTER words DROP EXPRESSION", "UPDATE documents SET words = NULL")
    else:
        said(place, "INSERT INTO fulltext(fulltext) VALUES ('delete-all')")
    assert faults(place) == {"full text"}


def test_an_index_that_is_not_valid_is_found(places: Places) -> None:
    place = filled(places())
    if "://" not in place:
        pytest.skip("only PostgreSQL has such")
    engine = create_engine(place, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection, pytest.raises(IntegrityError):  # two versions have one source
        connection.execute(text("CREATE UNIQUE INDEX CONCURRENTLY sources ON documents (source)"))
    engine.dispose()
    assert faults(place) == {"indices"}


@pytest.mark.parametrize("seed", range(4))
def test_a_page_that_was_overwritten_is_found(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "t.db"
    filled(str(path), 60)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        number = raw.execute("PRAGMA page_count").fetchone()[0]
        unused = raw.execute("PRAGMA freelist_count").fetchone()[0]
    assert not unused
    page = 2 + (number - 2) * (seed + 1) // 5
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes((seed * 37 + n * 101) % 256 for n in range(4096))
    path.write_bytes(content)
    try:
        found = faults(str(path))
    except StoreError as error:  # too broken to be opened
        found = {str(error)}
    assert found
    with pytest.raises(StoreError):
        back_up(str(path), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_there_must_be_a_record_to_check(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database at"):
        check(str(tmp_path / "none.db"))


# ------------------------------------------------------------------------------------ backup, restore
def test_a_copy_holds_the_whole_record_and_comes_back_into_either(
    places: Places, tmp_path: Path, postgres: object
) -> None:
    place = filled(places())
    copied = back_up(place, tmp_path / "copy.db")
    assert (copied.documents, copied.happenings, copied.judgements) == (5, 2, 3)
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]
    assert told(str(tmp_path / "copy.db")) == told(place)
    lent = postgres.lent()  # type: ignore[attr-defined]
    with lent as server:
        for target in (str(tmp_path / "back.db"), server):
            assert restore(tmp_path / "copy.db", target).rows == copied.rows
            assert told(target) == told(place)
            assert faults(target) == set()
            with Store.open(target) as store:  # it goes on from there
                assert store.undo(3, "eve") == 4
                store.put(a_record("later"), "c1")
                store.begin_run("c2")


def test_nothing_is_overwritten_unasked(places: Places, tmp_path: Path) -> None:
    place, other = filled(places()), filled(places(), 1)
    copy = tmp_path / "copy.db"
    back_up(place, copy)
    before = copy.read_bytes()
    with pytest.raises(UsageError, match="is there already; --force replaces it"):
        back_up(other, copy)
    assert copy.read_bytes() == before
    with pytest.raises(UsageError, match="holds a record already; --force"):
        restore(copy, other)
    assert len(told(other)[0]) == 2  # type: ignore[arg-type]
    restore(copy, other, force=True)
    assert told(other) == told(place)
    back_up(other, copy, force=True)
    assert told(str(copy)) == told(place)


def test_the_record_itself_is_no_copy_of_it(tmp_path: Path) -> None:
    path = filled(str(tmp_path / "t.db"))
    with pytest.raises(UsageError, match="name another"):
        back_up(path, Path(path), force=True)
    with pytest.raises(UsageError, match="is the record itself"):
        restore(Path(path), path, force=True)
    with pytest.raises(UsageError, match="no folder"):
        back_up(path, tmp_path / "nowhere" / "copy.db")


def test_a_copy_that_is_not_sound_is_not_restored(places: Places, tmp_path: Path) -> None:
    place = filled(places(), 1)
    notes, broken = tmp_path / "notes.db", tmp_path / "broken.db"
    notes.write_text("These are my notes, and no database at all. " * 40)
    filled(str(broken))
    said(str(broken), "DELETE FROM happening_facts")
    before = told(place)
    for copy, words in ((notes, "not a Retinue database"), (broken, "is not sound: facts")):
        with pytest.raises(StoreError, match=words):
            restore(copy, place, force=True)
    with pytest.raises(UsageError, match="there is no file"):
        restore(tmp_path / "none.db", place, force=True)
    assert told(place) == before


def test_a_copy_of_an_older_schema_climbs_on_the_way(places: Places, tmp_path: Path) -> None:
    place, old = places(), tmp_path / "old.db"
    with Store.open(old) as store:
        store.put(a_record(), "c1")
    back_in_time(old)
    restore(old, place)
    with Store.open(place, readonly=True) as store:
        assert list(store.records()) == [a_record()]
        assert [hit.doc for hit in store.search("plant")] == ["a"]
    with pytest.raises(StoreError, match="older schema 2"):
        Store.open(old, readonly=True)


def test_a_record_of_another_program_is_never_restored_over(tmp_path: Path) -> None:
    copy, shop = tmp_path / "copy.db", tmp_path / "shop.db"
    back_up(filled(str(tmp_path / "t.db")), copy)
    with closing(sqlite3.connect(shop)) as raw:
        raw.execute("CREATE TABLE orders (id)")
    with pytest.raises(StoreError, match="not a Retinue database"):
        restore(copy, str(shop), force=True)


COPIES = """
    import sys
    from pathlib import Path
    from retinue.store.upkeep import back_up
    print("go", flush=True)
    for number in range(1000):
        back_up(sys.argv[1], Path(sys.argv[2]), force=True)
        print(number, flush=True)
"""


def test_a_copy_taken_while_a_run_writes_is_whole(places: Places, tmp_path: Path) -> None:
    place, copy = filled(places()), tmp_path / "copy.db"
    with (
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(COPIES), place, str(copy)], stdout=subprocess.PIPE, text=True
        ) as copying,
        Store.open(place) as store,
    ):
        assert copying.stdout is not None
        copying.stdout.readline()
        for number in range(150):
            store.put(a_record(f"more{number}", sha256=f"9{number:063}"), "c1")
            if number == 100:
                assert copying.stdout.readline().strip().isdigit()
        copying.stdout.readline()
        copying.send_signal(signal.SIGKILL)
    assert faults(str(copy)) == set()
    with Store.open(copy, readonly=True) as store:
        for record in store.records():
            if record.article.doc.startswith("more"):
                assert record == a_record(record.article.doc, record.sha256)
    back_up(place, copy, force=True)
    assert told(str(copy)) == told(place)


# ----------------------------------------------------------------------------------- upgrade, vacuum
def back_in_time(path: Path) -> None:
    """To schema 2."""
    with closing(sqlite3.connect(path)) as raw:
        for statement in BACK_TO_2:
            raw.execute(statement)
        raw.commit()


def test_an_upgrade_may_be_tried_first(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        store.put(a_record(), "c1")
    back_in_time(path)
    tried = upgrade(str(path), dry_run=True)
    assert (tried.before, tried.after, tried.tried) == (2, VERSION, True)
    assert [step.split(":")[0] for step in tried.steps] == [str(number) for number in range(3, VERSION + 1)]
    with pytest.raises(StoreError, match="older schema 2; `retinue db upgrade`"):
        Store.open(path, readonly=True)
    done = upgrade(str(path))
    assert (done.steps, done.tried) == (tried.steps, False)
    assert faults(str(path)) == set()
    assert upgrade(str(path)).steps == ()


def test_what_can_t_be_upgraded_is_said_and_left(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with pytest.raises(StoreError, match="no database at"):
        upgrade(str(path))
    assert not path.exists()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 0")
        raw.execute("CREATE TABLE t (a)")
        raw.execute("DROP TABLE t")
    with pytest.raises(StoreError, match="holds no Retinue tables"):
        upgrade(str(path))


def test_on_postgresql_an_upgrade_finds_nothing_to_do_yet(places: Places) -> None:
    place = filled(places())
    assert upgrade(place).steps == ()


def test_vacuum_gives_room_back_and_changes_nothing(place: str) -> None:
    filled(place, 40)
    said(place, "DELETE FROM documents WHERE doc LIKE 'd3%' AND NOT current", "DELETE FROM mentions")
    before = told(place)
    size = vacuum(place)
    assert size.after > 0
    if "://" not in place:
        assert size.after < size.before
    assert told(place) == before
    assert faults(place) == set()


@pytest.fixture(autouse=True)
def _no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    assert not [path for path in tmp_path.iterdir() if path.name.endswith((".part", ".part-wal", ".part-journal"))
                and not _alive(path)]  # fmt: skip


def _alive(path: Path) -> bool:
    """Left by the process that was killed on purpose."""
    return int(path.name.split(".part")[0].rsplit(".", 1)[1]) != os.getpid()
