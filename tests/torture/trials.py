"""Commands killed at random moments: what is on the disk then, and what the same command makes of it afterwards."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# Tables that tell of runs and of searching's own bookkeeping: a second run adds to these, rightly.
OF_RUNS = ("runs", "sqlite_sequence")

# What `db check` says of a record that has no tables yet, or still those of old.
UNBORN = ("holds no Retinue tables", "has the older schema")


@dataclass(frozen=True)
class Answer:
    """How a command ended: its code (None: killed), whether it was killed, seconds, what it printed."""

    code: int | None
    killed: bool
    seconds: float
    out: str
    err: str


class Zygote:
    """The process that runs commands for a test (see zygote.py)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, folder: Path, *argv: str, **how: Any) -> Answer:
        """`retinue ARGV` in a folder; `kill` after so many seconds, `limits`, `env`."""
        return Answer(**self._ask({"argv": [*argv], "cwd": str(folder), **how}))

    def done(self, folder: Path, *argv: str, codes: tuple[int, ...] = (0,)) -> str:
        """What a command that must go well prints."""
        answer = self.run(folder, *argv)
        assert answer.code in codes, f"{argv}: {answer}"
        return answer.out

    def start(self, folder: Path, *argv: str) -> int:
        """Start a command that stays; its process id."""
        return int(self._ask({"argv": [*argv], "cwd": str(folder), "stay": True})["pid"])

    def end(self, pid: int, after: float = 0.0) -> None:
        """Kill such a command after so many seconds; returns at once unless `after` is 0."""
        self._ask({"end": pid, "after": after})

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def zygote(reader: bool = True) -> Iterator[Zygote]:
    """A zygote, ready; it ends with the block."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "ZYGOTE_READER": "" if reader else "none"}
    with subprocess.Popen(
        [sys.executable, str(HERE / "zygote.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment,
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield Zygote(process)
        finally:
            assert process.stdin
            process.stdin.close()


# ------------------------------------------------------------------------------------- what is looked at
def exported(zygote: Zygote, folder: Path, name: str = "news.db") -> dict[str, str]:
    """The record at `name` as anybody reads it: its export, judgements and problems, byte by byte."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    zygote.done(folder, "export", "out", "--db", name)
    told = {path.name: path.read_text("utf-8") for path in sorted((folder / "out").iterdir())}
    shutil.rmtree(folder / "out")
    for verb in ("judgements", "problems"):
        told[verb] = zygote.done(folder, verb, "--db", name, "--format", "json")
    return told


def rows(path: Path) -> dict[str, int]:
    """How many rows each table has, so that nothing doubled hides."""
    with closing(sqlite3.connect(path)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = [name for name in names if name not in OF_RUNS and not name.startswith("fulltext")]
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(found)}


def listed(path: Path) -> list[str]:
    """All that a register of lists holds, without what an import that was done again is called."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE listings SET import = 0")
        return [line for line in raw.iterdump() if not line.startswith('INSERT INTO "imports"')]


def unsound(zygote: Zygote, folder: Path, name: str) -> str:
    """What `retinue db check` has to say against a record that is there; "" when it is sound, or not there."""
    if not (folder / name).exists() or not (folder / name).stat().st_size:
        return ""
    answer = zygote.run(folder, "db", "check", "--db", name)
    told = answer.out + answer.err
    return "" if answer.code == 0 or any(words in told for words in UNBORN) else told


def files(folder: Path) -> set[str]:
    """Names of all files but SQLite's journals and what commands printed."""
    found = (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return {name for name in found if not name.endswith(("-wal", "-shm")) and name not in (".out", ".err")}


# ---------------------------------------------------------------------------------------------- trials
@dataclass(frozen=True)
class Case:
    """A command to be killed.

    `base` fills a folder in which `argv` is then called; `finish` is what its user does after a kill (the same
    command when empty); `look` gives all that must be the same in the end. `between` tells what may be seen right
    after the kill: any of these looks (none: only soundness counts). `name` is the record that must be sound.
    """

    title: str
    base: Callable[[Zygote, Path], None]
    argv: tuple[str, ...] | Callable[[Path], tuple[str, ...]]
    look: Callable[[Zygote, Path], Any]
    finish: Callable[[Zygote, Path], None] | None = None
    name: str = "news.db"
    whole: bool = False

    def words(self, folder: Path) -> tuple[str, ...]:
        """The command, where it depends on what is in the folder."""
        return self.argv(folder) if callable(self.argv) else self.argv


@dataclass
class Tally:
    """What came of the kills of one case. `lost` names what was found wrong; empty is the wish."""

    title: str
    seed: int
    kills: int = 0
    lost: list[str] = field(default_factory=list)


class Bench:
    """Folders in which cases begin, each made once; and what an undisturbed command leaves."""

    def __init__(self, zygote: Zygote, root: Path) -> None:
        self._zygote, self._root = zygote, root
        self._ready: dict[str, tuple[Path, float, Any, Any, set[str], int]] = {}

    def tried(self, case: Case, kills: int, seed: int) -> Tally:
        """Kill the command so often, at moments drawn by `seed`, and look at what is left each time."""
        base, seconds, before, expected, names, code = self._prepared(case)
        tally, draw = Tally(case.title, seed), random.Random(f"{seed} {case.title}")
        tries = 0
        while tally.kills < kills and tries < 3 * kills + 10:
            tries += 1
            folder = self._root / f"trial-{case.title.replace(' ', '-')}"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(base, folder, symlinks=True)
            moment = draw.uniform(0, seconds)
            times = 2 if draw.random() < 0.25 and not case.finish else 1  # again when it goes on, now and then
            done = 0
            for _ in range(times):
                done += self._zygote.run(folder, *case.words(folder), kill=moment).killed
                moment = draw.uniform(0, seconds)
            if not done:
                continue
            tally.kills += done
            tally.lost += [
                f"{case.title}, seed {seed}, kill {tally.kills} at {moment:.3f} s: {what}"
                for what in self._wrong(case, folder, (before, expected, names, code))
            ]
            shutil.rmtree(folder)
        return tally

    def _prepared(self, case: Case) -> tuple[Path, float, Any, Any, set[str], int]:
        """The folder to begin in, how long the command takes, what is seen before and after it, the files then."""
        if case.title not in self._ready:
            stem = case.title.replace(" ", "-")
            base, after = self._root / f"base-{stem}", self._root / f"after-{stem}"
            base.mkdir()
            case.base(self._zygote, base)
            shutil.copytree(base, after, symlinks=True)
            before = case.look(self._zygote, after) if case.whole else None
            answer = self._zygote.run(after, *case.words(after))
            assert answer.code in (0, 1), f"{case.title}: {answer}"
            expected = case.look(self._zygote, after)
            self._ready[case.title] = (base, answer.seconds, before, expected, files(after), answer.code)
        return self._ready[case.title]

    def _wrong(self, case: Case, folder: Path, wanted: tuple[Any, Any, set[str], int]) -> Iterator[str]:
        before, expected, names, code = wanted
        if what := unsound(self._zygote, folder, case.name):
            yield f"db check after the kill: {what}"
        if case.whole and case.look(self._zygote, folder) not in (before, expected):
            yield "half of it was there after the kill"
        if case.finish:
            case.finish(self._zygote, folder)
        else:
            answer = self._zygote.run(folder, *case.words(folder))
            if answer.code != code:
                yield f"the same command ended with {answer.code} afterwards: {answer.err[-500:]}"
        if what := unsound(self._zygote, folder, case.name):
            yield f"db check in the end: {what}"
        if (found := case.look(self._zygote, folder)) != expected:
            yield f"not what an undisturbed command leaves: {difference(found, expected)}"
        if more := files(folder) - names:
            yield f"files left over: {sorted(more)}"


def difference(found: Any, expected: Any) -> str:
    """Where two looks part, shortly."""
    if isinstance(found, dict) and isinstance(expected, dict):
        parts = [key for key in {*found, *expected} if found.get(key) != expected.get(key)]
        return "; ".join(f"{key}: {difference(found.get(key), expected.get(key))}" for key in sorted(parts)[:3])
    one, other = str(found), str(expected)
    place = max(0, next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one)) - 60)
    return f"{one[place : place + 200]!r} instead of {other[place : place + 200]!r}"


def waited(path: Path, words: str, seconds: float = 60.0) -> str:
    """The line of a file that begins so, as soon as it is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for line in (path.read_text("utf-8") if path.exists() else "").splitlines(keepends=True):
            if line.startswith(words) and line.endswith("\n"):
                return line
        time.sleep(0.05)
    raise AssertionError(f"{path} never said {words!r}")
