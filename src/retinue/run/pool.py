"""Worker processes: each builds its own reader once, reads what it is sent, and sends records back."""

from __future__ import annotations

import signal
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
from retinue.settings import Settings

__all__ = ["Build", "Work", "read_all"]

Build = Callable[[Settings], Read]
Result = tuple[RawItem, Outcome]

PER_WORKER = 3  # documents sent ahead for each worker: enough that none waits, few enough for memory
# Documents after which a reader is made anew: spaCy keeps every word it ever met, some 15 kB a document in all.
RENEWED = 10_000


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each document: `build` makes the reader, `seconds` bound it, `workers` share it."""

    build: Build
    settings: Settings
    seconds: float
    workers: int


@dataclass(frozen=True, slots=True)
class _Unbuilt:
    """A worker could not make its reader; the message alone crosses back between processes."""

    message: str


_readers: dict[str, Read] = {}  # in a worker: its one reader, made with the first document


def read_all(items: Iterable[RawItem], work: Work) -> Generator[Result, None, None]:
    """Each item with what came of it, in order; the reader is built when the first item comes.

    With one worker all is done in this process. With more, `work.build` must be a function that other processes
    can import. A worker that dies (memory, a crash in a library) costs the document that killed it alone: those
    under way are read again one by one. Readers are made anew from time to time, so that memory stays. Raises
    RetinueError when a reader can't be built.
    """
    if work.workers > 1:
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
    for first in items:
        broken = yield from _in_pool(chain([first], islice(items, RENEWED * work.workers - 1)), work)
        for item in broken or ():
            yield item, _alone(item, work)


def _in_pool(items: Iterator[RawItem], work: Work) -> Generator[Result, None, list[RawItem] | None]:
    """Results in order until the items end (returns None) or a worker dies (returns the items under way).

    What is not under way then stays with the iterator behind `items`.
    """
    under_way: deque[tuple[RawItem, Future[Outcome | _Unbuilt]]] = deque()
    unsent: list[RawItem] = []
    with _pool(work.workers) as pool:
        try:
            for item in items:
                unsent = [item]
                under_way.append((item, pool.submit(_read, item, work)))
                unsent = []
                if len(under_way) >= work.workers * PER_WORKER:
                    yield under_way[0][0], _built(under_way[0][1])
                    under_way.popleft()
            while under_way:
                yield under_way[0][0], _built(under_way[0][1])
                under_way.popleft()
        except BrokenProcessPool:
            return [item for item, _ in under_way] + unsent
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # whoever stops listening waits for no more than runs
    return None


def _alone(item: RawItem, work: Work) -> Outcome:
    """Read one document in a process of its own."""
    with _pool(1) as pool:
        try:
            return _built(pool.submit(_read, item, work))
        except BrokenProcessPool:
            message = "the process that read it died: out of memory, or a crash in a library"
            return Failure(item.doc, item.source, item.sha256, "read", "worker_died", message, transient=False)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_ignore_interrupt)


def _built(future: Future[Outcome | _Unbuilt]) -> Outcome:
    result = future.result()
    if isinstance(result, _Unbuilt):
        raise RetinueError(result.message)
    return result


def _ignore_interrupt() -> None:
    """Ctrl-C reaches every process of the terminal; only the parent acts on it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(raw: RawItem, work: Work) -> Outcome | _Unbuilt:
    try:
        read = _readers.get("reader") or _readers.setdefault("reader", work.build(work.settings))
    except RetinueError as error:
        return _Unbuilt(str(error))
    return attempt(raw, read, work.seconds)
