"""The world fails: disks full, files locked, read-only, damaged, cut off. Said plainly, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from cases import BACKUP, IMPORT, RUN, SHOWN, _lists, fill, news, record, register
from ledger import FULL, SEED, Ledger
from trials import Answer, Zygote, unsound

pytestmark = [pytest.mark.model, pytest.mark.slow]
STORE = 4
PAGE = 4096


def plainly(answer: Answer, *words: str) -> Answer:
    """A failure that is said in words and not as a traceback."""
    assert "Traceback" not in answer.err, answer
    assert all(word in answer.err + answer.out for word in words), answer
    return answer


@pytest.fixture
def filled(retinue: Zygote, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A record of a few articles; made once, never written to."""
    kept = getattr(retinue, "filled", None)
    if kept is None:
        kept = tmp_path_factory.mktemp("filled")
        fill(retinue, kept)
        retinue.filled = kept  # type: ignore[attr-defined]
    return kept  # type: ignore[no-any-return]


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of so many bytes at `folder`/disk."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def grow(disk: Path, size: str = "200m") -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


# ------------------------------------------------------------------------------------------ full disks
SIZES = ("64k", "200k", "400k", "600k", "800k", "1m", "1200k", "1400k") if FULL else ("400k", "900k")


@pytest.mark.parametrize("size", SIZES)
def test_a_run_onto_a_full_disk_says_so_and_goes_on_when_there_is_room(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger, size: str
) -> None:
    with small_disk(tmp_path, size) as disk:
        news(disk.parent, *SHOWN)
        run = ("run", "news", "--db", "disk/news.db", "--workers", "0")
        plainly(answer := retinue.run(tmp_path, *run))
        assert answer.code == STORE
        assert "the disk is full" in answer.err or "the disk reports an error" in answer.err
        assert not unsound(retinue, tmp_path, "disk/news.db")
        grow(disk)
        retinue.done(tmp_path, *run)
        assert not unsound(retinue, tmp_path, "disk/news.db")
        for name in ("news.db", "news.db-wal"):
            if (disk / name).exists():
                shutil.copy(disk / name, tmp_path)
    assert record(retinue, tmp_path) == record(retinue, filled)
    ledger.note("disk full in the middle of a run", "said; the same command goes on when there is room", 1)


@pytest.mark.parametrize("most", [60_000, 250_000, 500_000] if FULL else [250_000])
def test_a_file_that_may_not_grow_is_like_a_full_disk(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger, most: int
) -> None:
    news(tmp_path, *SHOWN)
    plainly(answer := retinue.run(tmp_path, *RUN, limits={"RLIMIT_FSIZE": most}))
    assert answer.code == STORE
    assert not unsound(retinue, tmp_path, "news.db")
    retinue.done(tmp_path, *RUN)
    assert record(retinue, tmp_path) == record(retinue, filled)
    ledger.note("a file that may not grow (RLIMIT_FSIZE)", "said; the same command goes on", 1)


def test_copies_and_exports_onto_a_full_disk_leave_what_was_there(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger
) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    with small_disk(tmp_path, "300k") as disk:
        plainly(answer := retinue.run(tmp_path, "db", "backup", "disk/copy.db", "--db", "news.db"))
        assert answer.code == STORE
        assert not list(disk.iterdir())
        (disk / "events.jsonl").write_text("before")
        with (disk / "filler").open("wb", buffering=0) as stream, suppress(OSError):  # until there is no room
            while stream.write(bytes(PAGE)):
                pass
        plainly(answer := retinue.run(tmp_path, "export", "disk", "--db", "news.db"))
        assert answer.code
        assert {path.name for path in disk.iterdir()} == {"events.jsonl", "filler"}
        assert (disk / "events.jsonl").read_text() == "before"
        ledger.note("disk full in a backup or an export", "said; what was there stays, nothing half is left", 2)


def test_a_full_folder_for_temporary_files_is_said_or_does_not_matter(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger
) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    retinue.done(tmp_path, *BACKUP)
    with small_disk(tmp_path, "8k") as disk:
        (disk / "full").write_bytes(bytes(2 * PAGE))
        env = {"TMPDIR": str(disk), "SQLITE_TMPDIR": str(disk)}
        news(tmp_path, "xiaomi-delisted.html", "mofcom-objects.html")
        verbs = (RUN, ("db", "restore", "copy.db", "--force", "--db", "news.db"), ("db", "vacuum", "--db", "news.db"))
        verbs += (("export", "out", "--db", "news.db", "--format", "xlsx"), ("db", "check", "--db", "news.db"))
        for verb in verbs:
            plainly(answer := retinue.run(tmp_path, *verb, env=env))
            assert answer.code in (0, 2, STORE), answer
            assert not unsound(retinue, tmp_path, "news.db")
        ledger.note("a full folder for temporary files", "said, or not needed", len(verbs))


def test_an_import_of_lists_onto_a_full_disk_leaves_the_register_as_it_was(
    retinue: Zygote, tmp_path: Path, ledger: Ledger
) -> None:
    _lists(retinue, tmp_path)
    before = register(retinue, tmp_path)
    plainly(answer := retinue.run(tmp_path, *IMPORT, limits={"RLIMIT_FSIZE": 100_000}))
    assert answer.code == STORE
    assert register(retinue, tmp_path) == before
    retinue.done(tmp_path, *IMPORT)
    ledger.note("disk full in an import of lists", "said; the register stays as it was", 1)


# ------------------------------------------------------------------------------------- locked, read-only
HOLD = """
import sqlite3, sys, time
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(not FULL, reason="waits for the lock, fifteen seconds each; tests/store has a quick one")
def test_a_record_locked_by_another_process_is_waited_for_and_then_said(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger
) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    key = retinue.done(tmp_path, "events", "--db", "news.db", "--format", "csv").splitlines()[1].split(",")[0]
    verbs = (RUN, ("accept", key, "--db", "news.db"), ("db", "vacuum", "--db", "news.db"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "news.db")], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        other.stdout.readline()
        for verb in verbs:
            plainly(answer := retinue.run(tmp_path, *verb), "is locked by another program")
            assert answer.code == STORE
        retinue.done(tmp_path, "events", "--db", "news.db")
        other.kill()
    retinue.done(tmp_path, *RUN)
    assert record(retinue, tmp_path) == record(retinue, filled)
    ledger.note("record locked by another process", "waited for 15 s, then said; readers read on", len(verbs))


def test_a_record_on_a_disk_that_only_reads_can_be_read_and_nothing_else(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger
) -> None:
    with small_disk(tmp_path, "50m") as disk:
        shutil.copytree(filled, disk, dirs_exist_ok=True)
        with closing(sqlite3.connect(disk / "news.db")) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        news(tmp_path, "xiaomi-delisted.html", "mofcom-objects.html")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        verbs = (("run", "news", "--db", "disk/news.db", "--workers", "0"), ("db", "vacuum", "--db", "disk/news.db"))
        verbs += (("accept", "x", "--db", "disk/news.db"), ("run", "news", "--db", "disk/new.db", "--workers", "0"))
        for verb in verbs:
            plainly(answer := retinue.run(tmp_path, *verb))
            assert answer.code == STORE, answer
        plainly(answer := retinue.run(tmp_path, "export", "disk", "--db", "disk/news.db"))
        assert answer.code
        for verb_ in (("events",), ("export", "out"), ("search", "Hikvision"), ("problems",)):
            retinue.done(tmp_path, *verb_, "--db", "disk/news.db")
        ledger.note("record on a read-only disk", "read as ever; writing is refused in words", len(verbs) + 1)


# --------------------------------------------------------------------------------------------- damaged
@pytest.mark.parametrize("number", range(40 if FULL else 4))
def test_a_damaged_page_is_found_by_check_and_never_a_traceback_to_readers(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger, number: int
) -> None:
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(filled / "news.db")) as raw, closing(sqlite3.connect(path)) as copy:
        raw.backup(copy)
    draw = random.Random(SEED + number)
    content = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as raw:
        assert not raw.execute("PRAGMA freelist_count").fetchone()[0]
    start = draw.randrange(len(content) // PAGE) * PAGE
    what = draw.choice(("noise", "zeros", "another page", "cut off"))
    if what == "cut off":
        content = content[: max(PAGE, start)]
    else:
        other = draw.randrange(len(content) // PAGE) * PAGE
        made = {"noise": draw.randbytes(PAGE), "zeros": bytes(PAGE), "another page": content[other : other + PAGE]}
        content[start : start + PAGE] = made[what]
    changed = bytes(content) != path.read_bytes()
    path.write_bytes(content)
    plainly(answer := retinue.run(tmp_path, "db", "check", "--db", "news.db"))
    assert answer.code == (STORE if changed else 0), (what, start // PAGE, answer)
    readers = (("events",), ("export", "out"), ("search", "Hikvision"), ("statements",), ("show", "xiaomi-delisted"))
    for verb in readers:
        plainly(answer := retinue.run(tmp_path, *verb, "--db", "news.db"))
        assert answer.code in (0, 3, STORE), answer
        assert answer.code != STORE or "damaged" in answer.err or "not a Retinue database" in answer.err, answer
    plainly(answer := retinue.run(tmp_path, "db", "backup", "copy.db", "--db", "news.db"))
    assert not changed or (answer.code == STORE and not (tmp_path / "copy.db").exists()), answer
    ledger.note("a page of the record overwritten, or the file cut off", "db check finds it; never copied", 1)


@pytest.mark.parametrize("number", range(20 if FULL else 2))
def test_a_journal_cut_off_costs_its_last_documents_and_the_next_run_reads_them_again(
    retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger, number: int
) -> None:
    news(tmp_path, *SHOWN)
    draw = random.Random(SEED + number)
    while not retinue.run(tmp_path, *RUN, kill=draw.uniform(0.3, 1.5)).killed:
        for path in tmp_path.glob("news.db*"):
            path.unlink()
    journal = tmp_path / "news.db-wal"
    if journal.exists():
        with journal.open("r+b") as stream:
            stream.truncate(draw.randrange(journal.stat().st_size + 1))
    assert not unsound(retinue, tmp_path, "news.db")
    retinue.done(tmp_path, *RUN)
    assert not unsound(retinue, tmp_path, "news.db")
    assert record(retinue, tmp_path) == record(retinue, filled)
    ledger.note("the journal of a killed run cut off at any byte", "sound; the next run reads the rest again", 1)


def test_rights_that_are_missing_are_said(retinue: Zygote, filled: Path, tmp_path: Path, ledger: Ledger) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may do everything; the read-only disk is the test for it")
    shutil.copy(filled / "news.db", tmp_path)
    (tmp_path / "news.db").chmod(0o400)
    plainly(answer := retinue.run(tmp_path, *RUN))
    assert answer.code == STORE
