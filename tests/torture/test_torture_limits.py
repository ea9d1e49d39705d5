"""What a document may use: time that no library overstays, memory, and no worker outlives its run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hungry import build
from ledger import Ledger

from retinue.run import RunOptions, RunReport, run
from retinue.run.limits import GRACE
from retinue.settings import Settings
from retinue.store import Store

HERE = str(Path(__file__).parent)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is kept on Linux")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[RunReport, list[str]]]:
    """A run over texts of one word each, in workers; its report, and the documents of the record."""

    def reading(*words: str, seconds: float = 60.0, memory: int = 1024) -> tuple[RunReport, list[str]]:
        folder = tmp_path / "news"
        folder.mkdir()
        for number, word in enumerate(words):
            (folder / f"{number}.txt").write_text(word)
        settings = replace(Settings(), memory=memory)
        with Store.open(tmp_path / "t.db") as store:
            report = run([folder], settings, store, build, RunOptions(code="c1", seconds=seconds, workers=2))
            return report, [record.article.doc for record in store.records()]

    return reading


@pytest.mark.slow
def test_a_library_that_does_not_return_costs_its_document_alone(
    read: Callable[..., tuple[RunReport, list[str]]], ledger: Ledger
) -> None:
    began = time.monotonic()
    report, kept = read("Acme", "BURN", "Borea", "Ceres", "Delta", seconds=1.0)
    assert [(one.doc, one.reason, one.transient) for one in report.failures] == [("1", "timeout", False)]
    assert "a library that did not return" in report.failures[0].message
    assert kept == ["0", "2", "3", "4"]
    assert time.monotonic() - began < 2 * (1.0 + GRACE) + 60
    ledger.note("a document that keeps a C library busy beyond its time", "put aside: timeout", 1)


@linux
@pytest.mark.slow
def test_a_document_that_eats_memory_is_put_aside(
    read: Callable[..., tuple[RunReport, list[str]]], ledger: Ledger
) -> None:
    report, kept = read("Acme", "EAT", "Borea", "EAT-IN-C", "Ceres", memory=1024)
    assert [(one.doc, one.reason, one.transient) for one in report.failures] == [
        ("1", "memory", False), ("3", "memory", False),
    ]  # fmt: skip
    assert "more than 1,024 MiB of memory (setting memory)" in report.failures[0].message
    assert kept == ["0", "2", "4"]
    ledger.note("a document that takes more memory than its worker may", "put aside: memory", 2)


RUN = """
    import sys
    sys.path.insert(0, sys.argv[1])
    from hungry import build
    from retinue.run import RunOptions, run
    from retinue.settings import Settings
    from retinue.store import Store
    if __name__ == "__main__":
        with Store.open(sys.argv[2]) as store:
            tell = lambda step: print(step.doc, flush=True)
            run([sys.argv[3]], Settings(), store, build, RunOptions(code="c1", workers=2, progress=tell))
"""


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@linux
@pytest.mark.slow
def test_workers_of_a_run_that_was_killed_end_too(tmp_path: Path, ledger: Ledger) -> None:
    script = tmp_path / "start.py"
    script.write_text(textwrap.dedent(RUN))
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(f'{{"id": "d{n}", "text": "Firm{n} grows."}}\n' for n in range(20_000)))
    command = [sys.executable, str(script), HERE, str(tmp_path / "t.db"), str(feed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.readline()
        started = _children(process.pid)
        process.send_signal(signal.SIGKILL)
    assert len(started) >= 2
    end = time.monotonic() + 20
    while (left := [pid for pid in started if _runs(pid)]) and time.monotonic() < end:
        time.sleep(0.1)
    assert not left
    ledger.note("workers whose run was killed", "they end", len(started))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_there_is_no_limit_where_none_is_wanted() -> None:
    assert os.name != "posix" or Settings().memory > 0
