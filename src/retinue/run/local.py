"""A run on this machine: what is new is read and stored; fusing comes after, by the caller."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Any

from retinue.ingest import printable, read_paths
from retinue.model import Failure, PassedOver, RawItem
from retinue.run.attempt import Outcome as Result
from retinue.run.pool import Build, Work, read_all
from retinue.run.version import code_version
from retinue.settings import Settings
from retinue.store import RunEnd, Store

__all__ = ["Outcome", "RunOptions", "RunReport", "Step", "run"]

STDIN = "-"


class Outcome(StrEnum):
    """What came of one document."""

    READ = "read"
    SKIPPED = "skipped"
    FAILED = "failed"
    PASSED = "passed over"


@dataclass(frozen=True, slots=True)
class Step:
    """One document is done: the `done`th of this run; `events` counts what was found in it."""

    done: int
    doc: str
    source: str
    outcome: Outcome
    events: int = 0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run.

    `seconds` bounds the reading of one document; `workers` is the number of processes (1: this one); `again`
    reads unchanged documents too; `progress` is called after each document; `code` names the version of code
    and knowledge ("" = worked out, see `code_version`).
    """

    seconds: float = 60.0
    workers: int = 1
    again: bool = False
    progress: Callable[[Step], None] | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. `failures` holds the first `FIRST` of them; the rest stand in the store.

    `passed` counts documents on other matters that were left unread.
    """

    read: int
    skipped: int
    failed: int
    events: int
    seconds: float
    interrupted: bool
    failures: tuple[Failure, ...]
    passed: int = 0


FIRST = 20


def run(
    paths: Sequence[str | Path], settings: Settings, store: Store, build: Build, options: RunOptions | None = None
) -> RunReport:
    """Read all documents under `paths` that are new or changed and store each as it is done.

    A document that can't be read becomes a problem in the store and the run goes on. Ctrl-C (or a request to
    terminate) finishes the document at hand, then returns a report that says so; a second Ctrl-C raises
    KeyboardInterrupt at once. `build` makes the reader (`retinue.run.reader.build_reader`). Raises StoreError,
    and what `build` raises.
    """
    return _Run(settings, store, options or RunOptions()).over(paths, build)


class _Run:
    def __init__(self, settings: Settings, store: Store, options: RunOptions) -> None:
        self._settings, self._store, self._options = settings, store, options
        self._code = options.code or code_version(settings)
        self._counts = dict.fromkeys(Outcome, 0)
        self._events = 0
        self._failures: list[Failure] = []
        self._stopped = False

    def over(self, paths: Sequence[str | Path], build: Build) -> RunReport:
        started = time.monotonic()
        number, moment = self._store.begin_run(self._code)
        work = Work(build, self._settings, self._options.seconds, self._options.workers)
        with self._until_interrupted(), closing(read_all(self._fresh(paths), work)) as results:
            for raw, outcome in results:
                self._keep(raw, outcome)
                if self._stopped:
                    break
        if not self._stopped and STDIN not in map(str, paths):
            self._store.forget_problems([printable(Path(path)) for path in paths], moment)
        report = self._report(time.monotonic() - started)
        self._store.finish_run(number, RunEnd(report.read, report.skipped, report.failed, report.interrupted))
        return report

    def _fresh(self, paths: Sequence[str | Path]) -> Iterator[RawItem]:
        """The documents to read; on the way, failures are stored and unchanged documents counted."""
        for item in read_paths(paths, self._settings, owner=self._store.owner):
            if self._stopped:
                return
            if isinstance(item, Failure):
                self._fail(item)
            elif not self._options.again and self._store.seen(item.doc, item.sha256, self._code):
                self._store.revive(item.doc, item.sha256)
                self._done(item.doc, item.source, Outcome.SKIPPED)
            else:
                yield item

    def _keep(self, raw: RawItem, outcome: Result) -> None:
        if isinstance(outcome, Failure):
            self._fail(outcome)
            return
        if isinstance(outcome, PassedOver):
            self._store.pass_over(outcome, self._code)
            self._done(raw.doc, raw.source, Outcome.PASSED)
            return
        self._store.put(outcome, self._code)
        self._events += len(outcome.events)
        self._done(raw.doc, raw.source, Outcome.READ, len(outcome.events))

    def _fail(self, failure: Failure) -> None:
        self._store.put_failure(failure, self._code)
        if len(self._failures) < FIRST:
            self._failures.append(failure)
        self._done(failure.doc, failure.source, Outcome.FAILED)

    def _done(self, doc: str, source: str, outcome: Outcome, events: int = 0) -> None:
        self._counts[outcome] += 1
        if self._options.progress:
            self._options.progress(Step(sum(self._counts.values()), doc, source, outcome, events))

    def _report(self, seconds: float) -> RunReport:
        read, skipped, failed, passed = (self._counts[outcome] for outcome in Outcome)
        return RunReport(read, skipped, failed, self._events, seconds, self._stopped, tuple(self._failures), passed)

    @contextmanager
    def _until_interrupted(self) -> Iterator[None]:
        """The first signal asks to stop after the document at hand; then signals mean what they meant before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        earlier: dict[signal.Signals, Any] = {}

        def stop(number: int, frame: FrameType | None) -> None:
            self._stopped = True
            for one, handler in earlier.items():
                signal.signal(one, handler)

        for one in (signal.SIGINT, signal.SIGTERM):
            # None: set by something other than Python, which can't be put back.
            earlier[one] = signal.signal(one, stop) or signal.SIG_DFL
        try:
            yield
        finally:
            for one, handler in earlier.items():
                signal.signal(one, handler)
