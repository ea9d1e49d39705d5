"""Opening: what is refused and in which words; climbing from older schemas; kills, locks and readers."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from store_made import BACK_TO_2, a_happening, a_record

from retinue.errors import StoreError
from retinue.store import Store
from retinue.store import sqlite as only_sqlite
from retinue.store.migrations import prepare
from retinue.store.plain import said_plainly
from retinue.store.schema import metadata
from retinue.store.upkeep import check


@pytest.mark.parametrize("times", [1, 40])
def test_a_text_file_is_refused(tmp_path: Path, times: int) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are my notes, and no database at all. " * times)
    with pytest.raises(StoreError, match="not a Retinue database"):
        Store.open(path)
    assert path.read_text().startswith("These are my notes")


def test_somebody_else_s_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as shop:
        shop.execute("CREATE TABLE orders (id)")
    shop.close()
    for readonly in (True, False):
        with pytest.raises(StoreError, match=r"shop\.db is not a Retinue database"):
            Store.open(path, readonly=readonly)
    with sqlite3.connect(path) as shop:
        assert shop.execute("SELECT name FROM sqlite_master").fetchall() == [("orders",)]
    shop.close()


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE retinue_schema SET version = 99")
    raw.close()
    for readonly in (True, False):
        with pytest.raises(StoreError, match=r"newer Retinue \(schema 99.*upgrade"):
            Store.open(path, readonly=readonly)


def test_nothing_to_read_is_said_and_nothing_made(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with pytest.raises(StoreError, match=r"no database at .*retinue run"):
        Store.open(path, readonly=True)
    assert not path.exists()
    path.touch()
    with pytest.raises(StoreError, match="no Retinue tables"):
        Store.open(path, readonly=True)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened"):
        Store.open(tmp_path / "nowhere" / "t.db")


def test_an_unusable_url_is_a_store_error() -> None:
    with pytest.raises(StoreError, match="nosuch"):
        Store.open("nosuch://host/db")


def test_a_database_that_keeps_nothing_is_refused() -> None:
    with pytest.raises(StoreError, match="name a file"):
        Store.open("sqlite://")


@pytest.mark.skipif(find_spec("pg8000") is not None, reason="the driver is installed here")
def test_a_missing_driver_is_named() -> None:
    with pytest.raises(StoreError, match=r"name:\*\*\*@host/db needs a driver that is not installed: pg8000"):
        Store.open("postgresql+pg8000://name:secret@host/db")


def test_a_url_opens_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.put(a_record(), "c1")
    with Store.open(path, readonly=True) as store:
        assert store.counts().documents == 1


def test_damage_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        for number in range(30):
            store.put(a_record(f"d{number}"), "c1")
    content = bytearray(path.read_bytes())
    content[8192:-4096] = os.urandom(len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged|not a Retinue"), Store.open(path) as store:
        list(store.records())


def test_a_record_of_the_first_schema_climbs_and_keeps_its_events(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        store.put(a_record(), "c1")
        [before] = store.records()
    with sqlite3.connect(path) as raw:
        for statement in BACK_TO_2:
            raw.execute(statement)
        raw.execute("ALTER TABLE events DROP COLUMN confidences")
        raw.execute("ALTER TABLE claims DROP COLUMN confidence")
        raw.execute("UPDATE retinue_schema SET version = 1")
    raw.close()
    with pytest.raises(StoreError, match="older schema 1"):
        Store.open(path, readonly=True)
    with Store.open(path) as store:
        [after] = store.records()
        assert after == before
        assert [hit.doc for hit in store.search("plant")] == ["a"]
        store.put(a_record(), "c2")
        assert list(store.records()) == [before]
        store.put_happenings([a_happening()])
        assert list(store.happenings()) == [a_happening()]


def _shape(path: Path) -> dict[str, object]:
    """Columns and keys of every table, and every index, by name."""
    with closing(sqlite3.connect(path)) as raw:
        kinds = raw.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        tables = {name for kind, name in kinds if kind == "table" and not name.startswith("fulltext")}
        columns = {t: sorted((c[1], c[5]) for c in raw.execute(f"PRAGMA table_info({t})")) for t in tables}
        return {**columns, "indexes": {name for kind, name in kinds if kind == "index"}}


def test_climbing_ends_at_the_schema_that_a_fresh_record_has(tmp_path: Path) -> None:
    fresh, old = tmp_path / "fresh.db", tmp_path / "old.db"
    for path in (fresh, old):
        Store.open(path).close()
    with closing(sqlite3.connect(old)) as raw:
        for statement in BACK_TO_2:
            raw.execute(statement)
        raw.commit()
    Store.open(old).close()
    assert _shape(old) == _shape(fresh)


@pytest.mark.parametrize("readonly", [True, False])
def test_a_damaged_schema_is_said(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE documents", b"CREATE TABLE d\xd6\xd6uments"))
    with pytest.raises(StoreError, match="damaged"), Store.open(path, readonly=readonly) as store:
        list(store.records())


def test_a_lock_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    monkeypatch.setattr(only_sqlite, "LOCK_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with Store.open(path, readonly=True) as reader:
            assert reader.counts().documents == 0
        with pytest.raises(StoreError, match="locked by another program"):
            Store.open(path)
    finally:
        holder.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    path.chmod(0o444)
    with pytest.raises(StoreError, match="can't be written"):
        Store.open(path)


def test_a_store_opened_for_reading_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    with Store.open(path, readonly=True) as store, pytest.raises(StoreError, match="can't be written"):
        store.put(a_record(), "c1")


def test_an_older_schema_climbs_step_by_step_and_a_failed_step_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE retinue_schema SET version = 1")
    raw.close()
    climbed: list[int] = []

    def second(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE runs ADD COLUMN host TEXT"))
        climbed.append(2)

    def third(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE runs ADD COLUMN user TEXT"))
        raise ValueError("half-way")

    def version() -> tuple[int, int]:
        with sqlite3.connect(path) as raw:
            row = raw.execute("SELECT version FROM retinue_schema").fetchone()
            columns = len(raw.execute("PRAGMA table_info(runs)").fetchall())
        raw.close()
        return row[0], columns

    before = version()
    engine = only_sqlite.file_engine(path, readonly=False)
    with pytest.raises(ValueError, match="half-way"), engine.begin() as connection:
        prepare(connection, {2: second, 3: third}, 3)
    assert version() == before
    with engine.begin() as connection:
        prepare(connection, {2: second}, 2)
        prepare(connection, {2: second}, 2)
    engine.dispose()
    assert version() == (before[0] + 1, before[1] + 1)
    assert climbed == [2, 2]


def test_every_table_and_index_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "INDEX" in str(CreateIndex(index).compile(dialect=dialect))


WRITER = """
    import sys
    sys.path.insert(0, sys.argv[1])
    from store_made import a_record
    from retinue.store import Store
    with Store.open(sys.argv[2]) as store:
        for number in range(100_000):
            doc = f"d{number % 300:03}"
            if store.seen(doc, f"{number:064}", "c1"):
                continue
            store.put(a_record(doc, sha256=f"{number:064}"), "c1")
            print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX only")
def test_kills_at_any_moment_leave_whole_documents_and_the_next_run_goes_on(place: str) -> None:
    path, here = place, str(Path(__file__).parent)
    rng, written = random.Random(7), 0
    for _ in range(2 if "://" in path else 4):
        command = [sys.executable, "-c", textwrap.dedent(WRITER), here, path]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            first = writer.stdout.readline()
            time.sleep(rng.uniform(0, 0.25))
            writer.send_signal(signal.SIGKILL)
            told = [first, *writer.stdout.read().splitlines()]
        with Store.open(path) as store:
            counts = store.counts()
            assert counts.versions >= int(told[-1]) + 1 > written  # nothing told as stored is lost, and it moves on
            written = counts.versions
            assert counts.documents == min(written, 300)
            found = list(store.records())
            assert found == [a_record(one.article.doc, one.sha256) for one in found]
            assert [one for one in check(path) if not one.sound] == []


def test_readers_see_whole_documents_while_one_writes(place: str) -> None:
    path = place
    Store.open(path).close()
    done, wrong, looked = threading.Event(), [], [0, 0]

    def look(reader: int) -> None:
        with Store.open(path, readonly=True) as store:
            while not done.is_set() or not looked[reader]:
                wrong.extend(one for one in store.records() if one != a_record(one.article.doc, one.sha256))
                looked[reader] += 1

    threads = [threading.Thread(target=look, args=(reader,)) for reader in range(2)]
    with Store.open(path) as store:
        store.put(a_record("d0"), "c1")
        for thread in threads:
            thread.start()
        for number in range(60 if "://" in path else 120):
            store.put(a_record(f"d{number % 20}", sha256=f"{number % 40:064}"), f"c{number}")
    done.set()
    for thread in threads:
        thread.join(20)
    assert not wrong
    assert all(looked)


def test_a_text_that_is_none_any_more_is_told_as_damage() -> None:
    with closing(sqlite3.connect(":memory:")) as raw, pytest.raises(StoreError) as told, said_plainly("news.db"):
        raw.execute("SELECT CAST(x'22" + "41" * 500 + "ff' AS TEXT)").fetchone()
    assert "news.db is damaged; restore a copy" in str(told.value)
    assert len(str(told.value)) < 400
