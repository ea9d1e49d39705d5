"""Hostile documents through the whole line: each is a record or a problem with its reason, and the run goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hostile import LEAD, REASONS, SOUND, write
from ledger import FULL, Ledger
from trials import Zygote, unsound

pytestmark = [pytest.mark.model, pytest.mark.slow]
SECONDS = 60.0 if FULL else 3.0
# Tens of thousands of signs that the language model takes for a word each: on a busy machine their time may be over.
HEAVY = {f"{name}.txt" for name in (
    "brackets", "quotes", "dots", "commas", "said", "names", "days", "days-2", "paragraphs-small", "joiners", "zalgo",
)}  # fmt: skip


def test_each_is_a_record_or_a_problem_with_its_reason(retinue: Zygote, tmp_path: Path, ledger: Ledger) -> None:
    write(tmp_path / "news")
    began = time.monotonic()
    argv = ["run", "news", "--db", "news.db", "--workers", "0", "--seconds", str(SECONDS)]
    answer = retinue.run(tmp_path, *argv, most=1500.0)
    assert answer.code == 1, answer
    assert "Traceback" not in answer.err
    told = json.loads(retinue.done(tmp_path, "problems", "--db", "news.db", "--format", "json"))
    problems = {one["source"].rsplit("/", 1)[-1]: one for one in told}
    assert not [one for one in told if one["reason"] in ("bug", "bad_record", "worker_died", "memory")], told
    heavy = {name for name, one in problems.items() if one["reason"] == "timeout"}
    assert heavy <= HEAVY, heavy
    assert {name: problems.get(name, {}).get("reason") for name in REASONS if name not in problems} == {}
    for name, reasons in REASONS.items():
        assert problems[name]["reason"] in reasons, problems[name]
    read = json.loads(answer.out)
    retinue.done(tmp_path, "show", SOUND, "--db", "news.db")
    retinue.done(tmp_path, "show", "last", "--db", "news.db")
    assert not unsound(retinue, tmp_path, "news.db")
    for form in ("jsonl", "csv", "xlsx", "graphml"):
        retinue.done(tmp_path, "export", "out", "--db", "news.db", "--format", form)
    again = retinue.run(tmp_path, *argv)
    assert json.loads(again.out)["read"] == 0, again
    ledger.note(
        "hostile documents: bombs, nesting, charsets, controls, long runs, broken archives and JSON, odd files",
        f"{read['documents']} read, {read['failed']} put aside with their reasons; the run goes on",
        read["documents"] + read["failed"],
    )
    assert time.monotonic() - began < 1500


def test_files_that_vanish_or_change_meanwhile_cost_nothing_else(
    retinue: Zygote, tmp_path: Path, ledger: Ledger
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(60):
        (folder / f"a{number:03}.txt").write_text(f"Story {number}\n\n{LEAD}\n")
    stop = threading.Event()

    def meddle() -> None:
        number = 59
        while not stop.wait(0.02) and number > 20:
            path = folder / f"a{number:03}.txt"
            if number % 3 == 0:
                path.unlink()
            elif number % 3 == 1:
                path.write_text("")
            else:
                path.write_text(f"Other story {number}\n\n{LEAD}\n")
            number -= 1

    thread = threading.Thread(target=meddle)
    thread.start()
    answer = retinue.run(tmp_path, "run", "news", "--db", "news.db", "--workers", "0")
    stop.set()
    thread.join()
    assert answer.code in (0, 1), answer
    assert not unsound(retinue, tmp_path, "news.db")
    last = retinue.run(tmp_path, "run", "news", "--db", "news.db", "--workers", "0")
    assert "Traceback" not in answer.err + last.err
    told = json.loads(retinue.done(tmp_path, "problems", "--db", "news.db", "--format", "json"))
    assert {one["reason"] for one in told} <= {"empty", "vanished"}
    there = sum(1 for path in folder.iterdir() if path.stat().st_size)
    titles = json.loads(retinue.run(tmp_path, "status", "--db", "news.db", "--format", "json").out)
    assert titles["documents"] >= there
    ledger.note("files that vanish, shrink or change during a run", "problems; the next run has them as they are", 39)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_what_may_not_be_read_is_a_problem(tmp_path: Path, ledger: Ledger) -> None:
    """As another user, in the room that takes in: the rest is read."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.jsonl", "d.warc"):
        (folder / name).write_text(LEAD)
    (folder / "shut").mkdir()
    (folder / "shut" / "e.txt").write_text(LEAD)
    for path in (folder / "b.txt", folder / "c.jsonl", folder / "d.warc", folder / "shut"):
        path.chmod(0)
    code = (
        "import os, sys; os.chdir(sys.argv[1])\n"
        "from retinue.ingest import read_paths; from retinue.settings import Settings\n"
        "os.setgroups([]); os.setuid(65534)\n"
        "for one in read_paths(['.'], Settings()): print(one.source, getattr(one, 'reason', 'read'))"
    )
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == 0 and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    told = dict(row.rsplit(" ", 1) for row in done.stdout.splitlines())
    assert told.pop("a.txt") == "read"
    assert set(told) == {"b.txt", "c.jsonl", "d.warc", "shut"}
    assert "read" not in told.values()
    ledger.note("files and folders that may not be read", "problems with the reason; the rest is read", 4)
