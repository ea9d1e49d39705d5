from __future__ import annotations

import datetime as dt
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from retinue.errors import StoreError
from retinue.knowledge import load, unknown_key
from retinue.lists import Entry, FileRead, Register, RowProblem, with_lists

JAN, FEB, MARCH = (dt.date(2026, month, 1) for month in (1, 2, 3))
SINCE = dt.date(2020, 5, 5)
NORVIK = Entry("x-list", "1", "Norvik Ltd", ("诺维克",), "organisation", since=SINCE, citation="Notice 1")
IVANOV = Entry("x-list", "2", "IVANOV, Ivan", (), "person")


def read(*entries: Entry, problems: tuple[RowProblem, ...] = ()) -> FileRead:
    return FileRead("own", entries, problems)


@pytest.fixture
def register(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Register(tmp_path / "lists.db") as opened:
        yield opened


def test_what_vanishes_is_closed_and_what_returns_begins_anew(register: Register) -> None:
    assert register.put(read(NORVIK, IVANOV), "a", JAN).added == 2
    again = register.put(read(NORVIK), "b", FEB)
    assert (again.added, again.kept, again.closed) == (0, 1, 1)
    back = register.put(read(NORVIK, IVANOV), "c", MARCH)
    assert (back.added, back.kept, back.closed) == (1, 1, 0)
    times = [(row.seen, row.until, row.vanished) for row in register.listings().values() if row.ref == "2"]
    assert times == [(JAN, dt.date(2026, 1, 31), True), (MARCH, None, False)]
    first = next(row for row in register.listings().values() if row.ref == "2")
    assert [first.covers(day) for day in (JAN, dt.date(2026, 1, 31), FEB)] == [True, True, False]


def test_the_same_file_again_changes_nothing(register: Register) -> None:
    register.put(read(NORVIK, IVANOV), "a", JAN)
    before = register.listings()
    report = register.put(read(NORVIK, IVANOV), "a", JAN)
    assert (report.added, report.kept, report.changed, report.closed) == (0, 2, 0, 0)
    assert register.listings() == before


def test_a_corrected_row_is_changed_in_place(register: Register) -> None:
    register.put(read(IVANOV), "a", JAN)
    corrected = Entry("x-list", "2", "Petrov, Petr", (), "person", since=SINCE)
    assert register.put(read(corrected), "b", FEB).changed == 1
    assert [row.name for row in register.listings().values()] == ["Petrov, Petr"]
    assert register.named("Petr Petrov")
    assert not register.named("Ivan Ivanov")


def test_a_row_that_could_not_be_read_closes_nothing(register: Register) -> None:
    register.put(read(NORVIK, IVANOV), "a", JAN)
    broken = RowProblem(3, "3 columns instead of 2", "", "2\nIVANOV, Ivan\nx")
    assert register.put(read(NORVIK, problems=(broken,)), "b", FEB).closed == 0


def test_part_of_a_list_closes_nothing(register: Register) -> None:
    register.put(read(NORVIK, IVANOV), "a", JAN)
    assert register.put(read(NORVIK), "b", FEB, whole=False).closed == 0


def test_other_lists_are_left_alone(register: Register) -> None:
    register.put(read(NORVIK), "a", JAN)
    register.put(read(Entry("y-list", "1", "Other")), "b", FEB)
    assert register.counts() == {"x-list": (1, 0), "y-list": (1, 0)}
    assert register.as_of() == {"x-list": JAN, "y-list": FEB}


def test_an_older_file_is_refused(register: Register) -> None:
    register.put(read(NORVIK), "a", FEB)
    with pytest.raises(StoreError, match="as of 2026-02-01"):
        register.put(read(IVANOV), "b", JAN)
    assert len(register.listings()) == 1


@pytest.mark.parametrize("asked", ["Norvik", "NORVIK LIMITED", "诺维克", "Ivan Ivanov"])
def test_names_are_found_however_they_are_written(register: Register, asked: str) -> None:
    register.put(read(NORVIK, IVANOV), "a", JAN)
    assert len({listed.ref for _, listed in register.named(asked)}) == 1
    assert not register.named("Norvald")


def test_a_killed_import_leaves_nothing(tmp_path: Path) -> None:
    code = """
        import datetime as dt, os, signal, sys
        from pathlib import Path
        from retinue.lists import Entry, FileRead, Register
        Register._close = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        with Register(Path(sys.argv[1])) as register:
            entries = tuple(Entry("x-list", str(n), f"Firm {n}") for n in range(500))
            register.put(FileRead("own", entries, ()), "a", dt.date(2026, 2, 1))
    """
    path = tmp_path / "lists.db"
    with Register(path) as register:
        register.put(read(NORVIK), "a", JAN)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(path)], check=False)
    assert done.returncode == -9
    with Register(path) as register:
        assert [row.name for row in register.listings().values()] == ["Norvik Ltd"]
        assert register.put(read(NORVIK, IVANOV), "b", FEB).added == 1


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0rubbish" * 99])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lists.db"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        Register(path)
    assert path.read_bytes() == content


def test_knowledge_takes_in_imported_listings(register: Register) -> None:
    known = load()
    kind = "organisation"
    register.put(
        read(
            NORVIK,
            Entry("x-list", "3", "HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD.", (), kind, since=SINCE),
            Entry("x-list", "4", "Li Qiang", (), "person"),
            Entry("us-entity-list", "5", "Hikvision", (), kind, since=dt.date(2021, 1, 1)),
        ),
        "a",
        JAN,
    )
    merged = with_lists(known, register)
    hikvision = [(row.list, row.since) for row in merged.listings_by_entity["hikvision"]]
    assert ("x-list", SINCE) in hikvision
    assert ("us-entity-list", dt.date(2021, 1, 1)) not in hikvision  # known since 2019 already
    assert merged.listings_by_entity[unknown_key("Norvik")][0].citation == "Notice 1"
    assert merged.listings_by_entity.get("li-qiang") == known.listings_by_entity.get("li-qiang")  # a name is no proof
    assert merged.lists["x-list"].name == "x-list"
