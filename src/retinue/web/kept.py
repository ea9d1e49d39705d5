"""Answers that take long to make, kept by what was asked: a chart of thousands of events, say.

A kept answer has a mark of what it was made from. While the mark is the same, the answer is. When it is another, as
happens every second while a run writes, the old answer may do for `stale` seconds, and a thread makes the new one;
after that, or once `forget` was called, whoever asks waits for it. However many ask, it is made once.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["Kept"]

T = TypeVar("T")
STALE = 60.0  # seconds
SIZE = 512  # answers
THREADS = 2  # make answers


@dataclass(frozen=True, slots=True)
class _Answer:
    mark: Hashable
    made: float
    result: Any


@dataclass(eq=False)
class Kept:
    """Safe for threads; the answers asked for longest ago are let go."""

    stale: float = STALE
    size: int = SIZE
    clock: Callable[[], float] = time.monotonic
    _held: OrderedDict[Hashable, _Answer] = field(default_factory=OrderedDict)
    _jobs: dict[Hashable, Future[Any]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)  # a job may be done before it is noted
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "making"))
    _here: threading.local = field(default_factory=threading.local)
    _times: int = 0

    def get(self, key: Hashable, mark: Hashable, make: Callable[[], T]) -> T:
        """The answer to `key`; what `make` raises is raised, and not kept. `make` may ask for other answers."""
        found: T = self._got(key, mark, make)
        return found

    def _got(self, key: Hashable, mark: Hashable, make: Callable[[], Any]) -> Any:
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
                if held.mark == mark:
                    return held.result
            times = self._times
            within = getattr(self._here, "making", False)
            job = None if within else self._jobs.get(key) or self._begin(key, mark, make)
        if job is None:  # asked for by what is being made: its thread must not wait for a thread
            result = make()
            self._keep(key, mark, times, result)
            return result
        return held.result if held is not None and self.clock() - held.made < self.stale else job.result()

    def _begin(self, key: Hashable, mark: Hashable, make: Callable[[], Any]) -> Future[Any]:
        times = self._times

        def done(job: Future[Any]) -> None:
            with self._lock:
                if self._jobs.get(key) is job:
                    del self._jobs[key]
            if not job.cancelled() and job.exception() is None:
                self._keep(key, mark, times, job.result())

        self._jobs[key] = job = self._pool.submit(self._making, make)
        job.add_done_callback(done)
        return job

    def _making(self, make: Callable[[], Any]) -> Any:
        self._here.making = True
        return make()

    def _keep(self, key: Hashable, mark: Hashable, times: int, result: Any) -> None:
        """Keep what was made, unless all was to be forgotten meanwhile."""
        with self._lock:
            if times == self._times:
                self._held[key] = _Answer(mark, self.clock(), result)
            while len(self._held) > self.size:
                self._held.popitem(last=False)

    def forget(self) -> None:
        """Let all answers go: somebody decided, and wants to see what became of it."""
        with self._lock:
            self._held.clear()
            self._jobs.clear()
            self._times += 1

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
