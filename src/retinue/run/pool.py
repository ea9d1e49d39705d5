"""Worker processes: each builds its own reader once, reads what it is sent, and sends records back."""

from __future__ import annotations

import gc
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

from retinue.errors import RetinueError
from retinue.model import Failure, RawItem
from retinue.run.attempt import Outcome, Read, attempt
from retinue.run.limits import GRACE, MEBIBYTE, bounded, end_with_parent, hold_memory
from retinue.settings import Settings

__all__ = ["Build", "Work", "read_all"]

Build = Callable[[Settings], Read]
Result = tuple[RawItem, Outcome]
Left = tuple[RawItem, Outcome | None]  # under way when a worker died, with what had come of it by then

# Documents under way for each worker. Results are given in order: while one document is read, the other workers need
# more to do than the few behind it, for on mixed news most cost next to nothing. Large ones are held back for memory.
PER_WORKER, FEWEST = 48, 3
AHEAD = 32 * MEBIBYTE  # of documents' content under way, from which on there are the fewest
# Documents after which a reader is made anew: spaCy keeps every word it ever met, some 15 kB a document in all.
RENEWED = 10_000


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each document: `build` makes the reader, `seconds` bound it, `workers` share it.

    `workers` are processes, which hold to `settings.memory`; with 0 this process reads by itself.
    """

    build: Build
    settings: Settings
    seconds: float
    workers: int


@dataclass(frozen=True, slots=True)
class _Unbuilt:
    """A worker could not make its reader; the message alone crosses back between processes."""

    message: str


ROUNDING = 0.5  # seconds
STARTS = 2  # of a process for one document, before something else than the document is at fault

_readers: dict[str, Read] = {}  # in a worker: its one reader, made with the first document


def read_all(items: Iterable[RawItem], work: Work) -> Generator[Result, None, None]:
    """Each item with what came of it, in order; the reader is built when the first item comes.

    Without workers all is done in this process. With some, `work.build` must be a function that other processes
    can import. A worker that dies (a crash in a library, or one that did not return in time) costs the document
    that killed it alone: whichever may have done so are read again one by one. Readers are made anew from time to
    time, so that memory stays. Raises RetinueError when a reader can't be built.
    """
    if work.workers > 0:
        yield from _in_processes(iter(items), work)
        return
    read: Read | None = None
    for number, item in enumerate(items):
        if read is None or number % RENEWED == 0:
            read = None  # let go of the old one before there is a new one
            read = work.build(work.settings)
        yield item, attempt(item, read, work.seconds)


def _in_processes(items: Iterator[RawItem], work: Work) -> Iterator[Result]:
    """Pool after pool, each for so many documents or until one of its workers dies."""
    while (first := next(items, None)) is not None:
        broken = yield from _in_pool(chain([first], islice(items, RENEWED * work.workers - 1)), work)
        suspects = work.workers  # documents are begun in order: the killer is hardly behind the first ones not done
        while broken and suspects:
            item, outcome = broken.popleft()
            suspects -= outcome is None
            yield item, outcome or _alone(item, work)
        items = chain([item for item, _ in broken], items)  # a killer among them ends the next pool


def _in_pool(items: Iterator[RawItem], work: Work) -> Generator[Result, None, deque[Left]]:
    """Results in order until the items end (returns nothing) or a worker dies (returns what was under way).

    What is not under way then stays with the iterator behind `items`.
    """
    under_way: deque[tuple[RawItem, Future[Outcome | _Unbuilt]]] = deque()
    unsent: list[RawItem] = []
    held = 0
    with _pool(work.workers, work.settings.memory) as pool:
        try:
            for item in items:
                unsent = [item]
                under_way.append((item, pool.submit(_read, item, work)))
                unsent = []
                held += len(item.content)
                while len(under_way) >= work.workers * (PER_WORKER if held <= AHEAD else FEWEST):
                    yield under_way[0][0], _built(under_way[0][1])
                    held -= len(under_way.popleft()[0].content)
            while under_way:
                yield under_way[0][0], _built(under_way[0][1])
                under_way.popleft()
        except BrokenProcessPool:
            return deque([*((item, _done(future)) for item, future in under_way), *((item, None) for item in unsent)])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # whoever stops listening waits for no more than runs
    return deque()


def _done(future: Future[Outcome | _Unbuilt]) -> Outcome | None:
    """What came of a document before another one killed a worker; None when it was not read to its end."""
    if not future.done() or future.cancelled() or future.exception():
        return None
    return _built(future)


def _alone(item: RawItem, work: Work) -> Outcome:
    """Read one document in a process of its own.

    Raises RetinueError when such processes end before they read anything: the document is not to blame.
    """
    for _ in range(STARTS):
        with _pool(1, work.settings.memory) as pool:
            try:
                unbuilt = pool.submit(_ready, work).result()
            except BrokenProcessPool:
                continue
            if unbuilt is not None:
                raise RetinueError(unbuilt.message)
            return _first_read(item, work, pool)
    raise RetinueError(
        "processes that should read end before they read anything: too little memory (setting `memory`), a library "
        'that crashes, or a script that calls Retinue without `if __name__ == "__main__":`; with 0 workers this '
        "process reads by itself"
    )


def _first_read(item: RawItem, work: Work, pool: ProcessPoolExecutor) -> Outcome:
    began = time.monotonic()
    try:
        return _built(pool.submit(_read, item, work))
    except BrokenProcessPool:
        reason, message = "worker_died", "the process that read it died: out of memory, or a crash in a library"
        if 0 < work.seconds < time.monotonic() - began - GRACE + ROUNDING:
            reason = "timeout"
            message = f"not read within {work.seconds:g} seconds, by a library that did not return; given up"
        return Failure(item.doc, item.source, item.sha256, "read", reason, message, transient=False)


def _pool(workers: int, memory: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(memory,))


def _built(future: Future[Outcome | _Unbuilt]) -> Outcome:
    result = future.result()
    if isinstance(result, _Unbuilt):
        raise RetinueError(result.message)
    return result


def _begin(memory: int) -> None:
    """Ctrl-C reaches every process of the terminal; only the parent acts on it, and without it there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    hold_memory(memory)


def _ready(work: Work) -> _Unbuilt | None:
    """Have the worker's reader, so that no document's time is spent on it."""
    if "reader" not in _readers:
        try:
            _readers["reader"] = work.build(work.settings)
        except RetinueError as error:
            return _Unbuilt(str(error))
    return None


def _read(raw: RawItem, work: Work) -> Outcome | _Unbuilt:
    if unbuilt := _ready(work):
        return unbuilt
    with bounded(work.seconds):
        outcome = attempt(raw, _readers["reader"], work.seconds)
    if isinstance(outcome, Failure) and outcome.reason == "memory":
        _readers.clear()  # what was taken is given back before the next one comes
        gc.collect()
    return outcome
