"""The one hand that writes: what came of each document goes into the store, and is counted."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Any

from retinue.ingest import printable
from retinue.model import Failure, PassedOver
from retinue.run.attempt import Outcome as Result
from retinue.store import RunEnd, Store

__all__ = ["Outcome", "RunOptions", "RunReport", "Step", "Taker"]

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

    `seconds` bounds the reading of one document; `workers` is the number of processes (0: this one reads); `again`
    reads unchanged documents too; `progress` is called after each document; `code` names the version of code
    and knowledge ("" = worked out, see `code_version`).
    """

    seconds: float = 60.0
    workers: int = 0
    again: bool = False
    progress: Callable[[Step], None] | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. `failures` holds the first `FIRST` of them; the rest stand in the store.

    `passed` counts documents on other matters or in other languages that were left unread; `aside` tells by kind
    how many records of archives are no documents (redirects, images).
    """

    read: int
    skipped: int
    failed: int
    events: int
    seconds: float
    interrupted: bool
    failures: tuple[Failure, ...]
    passed: int = 0
    aside: Mapping[str, int] = field(default_factory=dict)


FIRST = 20


class Taker:
    """Writes one run into the store: begun when this is made, ended by `end`."""

    def __init__(self, store: Store, code: str, options: RunOptions) -> None:
        self._store, self._code, self._options = store, code, options
        self._counts = dict.fromkeys(Outcome, 0)
        self._aside: Counter[str] = Counter()
        self._events = 0
        self._failures: list[Failure] = []
        self._started = time.monotonic()
        self._number, self._moment = store.begin_run(code)
        self.stopped = False

    def aside(self, reason: str, times: int = 1) -> None:
        """Count a record of an archive that is no document."""
        self._aside[reason] += times

    def known(self, doc: str, source: str, sha256: str) -> bool:
        """True, and counted as unchanged, when this code has read this content of this document already."""
        if self._options.again or not self.seen(doc, sha256):
            return False
        self._store.revive(doc, sha256)
        self._done(doc, source, Outcome.SKIPPED)
        return True

    def seen(self, doc: str, sha256: str) -> bool:
        """True when this code has read this content of this document already."""
        return self._store.seen(doc, sha256, self._code)

    def keep(self, outcome: Result) -> None:
        """Store what came of a document."""
        if isinstance(outcome, Failure):
            self.fail(outcome)
        elif isinstance(outcome, PassedOver):
            self._store.pass_over(outcome, self._code)
            self._done(outcome.doc, outcome.source, Outcome.PASSED)
        else:
            self._store.put(outcome, self._code)
            self._events += len(outcome.events)
            article = outcome.article
            self._done(article.doc, article.source, Outcome.READ, len(outcome.events))

    def fail(self, failure: Failure) -> None:
        """Store a problem."""
        self._store.put_failure(failure, self._code)
        if len(self._failures) < FIRST:
            self._failures.append(failure)
        self._done(failure.doc, failure.source, Outcome.FAILED)

    def end(self, paths: Sequence[str | Path]) -> RunReport:
        """Note how the run over `paths` ended; problems of taking them in that are mended go when it was whole."""
        if not self.stopped and STDIN not in map(str, paths):
            self._store.forget_problems([printable(Path(path)) for path in paths], self._moment)
        report = self._report(time.monotonic() - self._started)
        self._store.finish_run(self._number, RunEnd(report.read, report.skipped, report.failed, report.interrupted))
        return report

    def _done(self, doc: str, source: str, outcome: Outcome, events: int = 0) -> None:
        self._counts[outcome] += 1
        if self._options.progress:
            self._options.progress(Step(sum(self._counts.values()), doc, source, outcome, events))

    def _report(self, seconds: float) -> RunReport:
        read, skipped, failed, passed = (self._counts[outcome] for outcome in Outcome)
        return RunReport(
            read, skipped, failed, self._events, seconds, self.stopped, tuple(self._failures), passed,
            dict(sorted(self._aside.items())),
        )  # fmt: skip

    @contextmanager
    def until_interrupted(self) -> Iterator[None]:
        """The first signal asks to stop after the document at hand; then signals mean what they meant before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        earlier: dict[signal.Signals, Any] = {}

        def stop(number: int, frame: FrameType | None) -> None:
            self.stopped = True
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
