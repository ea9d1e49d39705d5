"""Answers that take long to make, kept by what was asked: a chart of thousands of events, say.

A kept answer has a mark of what it was made from. While the mark is the same, the answer is. When it is another, as
happens every second while a run writes, the old answer may do for `stale` seconds, and a thread makes the new one;
after that, or once `forget` was called, whoever asks waits for it. However many ask, it is made once, and while it
may be old no more often than takes a tenth of the time.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["Kept"]

T = TypeVar("T")
STALE = 60.0  # seconds
SIZE = 512  # answers
SHARE = 10  # times as long as it took to make, an answer stands: making takes a tenth of the time at most


@dataclass(frozen=True, slots=True)
class _Answer:
    mark: Hashable
    made: float
    took: float
    result: Any


@dataclass(frozen=True, slots=True)
class _Making:
    mark: Hashable
    make: Callable[[], Any]


@dataclass(eq=False)
class Kept:
    """Safe for threads; the answers asked for longest ago are let go."""

    stale: float = STALE
    size: int = SIZE
    clock: Callable[[], float] = time.monotonic
    _held: OrderedDict[Hashable, _Answer] = field(default_factory=OrderedDict)
    _jobs: dict[Hashable, Future[Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "making"))
    _here: threading.local = field(default_factory=threading.local)
    _times: int = 0

    def get(self, key: Hashable, mark: Hashable, make: Callable[[], T]) -> T:
        """The answer to `key`; what `make` raises is raised, and not kept.

        `make` may ask for other answers; those are never old ones.
        """
        found: T = self._got(key, _Making(mark, make))
        return found

    def _got(self, key: Hashable, making: _Making) -> Any:
        within = getattr(self._here, "making", False)
        with self._lock:
            held, job = self._held.get(key), self._jobs.get(key)
            if held is not None:
                self._held.move_to_end(key)
                if held.mark == making.mark:
                    return held.result
            usable = held is not None and not within and self.clock() - held.made < self.stale
            if held is not None and usable and self.clock() - held.made < SHARE * held.took:
                return held.result
            if ours := job is None or within:
                job = self._jobs[key] = Future()
            times = self._times
        if held is not None and usable:
            if ours:
                self._pool.submit(self._make, key, making, (job, times))
            return held.result
        if ours:
            return self._make(key, making, (job, times))
        with suppress(CancelledError):
            return job.result()
        return self._got(key, making)  # whoever made it failed: perhaps we don't

    def _make(self, key: Hashable, making: _Making, of: tuple[Future[Any], int]) -> Any:
        """Make the answer, keep it unless all was to be forgotten meanwhile, and tell those who wait."""
        job, times = of
        before, self._here.making = getattr(self._here, "making", False), True
        began = self.clock()
        try:
            result = making.make()
            with self._lock:
                if times == self._times:
                    now = self.clock()
                    self._held[key] = _Answer(making.mark, now, now - began, result)
                while len(self._held) > self.size:
                    self._held.popitem(last=False)
            job.set_result(result)
            return result
        finally:
            self._here.making = before
            with self._lock:
                if self._jobs.get(key) is job:
                    del self._jobs[key]
            job.cancel()

    def forget(self) -> None:
        """Let all answers go: somebody decided, and wants to see what became of it."""
        with self._lock:
            self._held.clear()
            self._jobs.clear()
            self._times += 1

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
