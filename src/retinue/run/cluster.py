"""A run on many machines: Ray's workers leave shards in a folder, this process takes them into the store in order.

    files ─▶ parts ─▶ workers (a task each) ─▶ shard + mark ─▶ one writer, in the order of the input ─▶ store

A task that ends without a mark is done again. Whatever dies, what is marked stays; the store is written by this
process alone, document by document as in a run without Ray, so that the record is the same.
"""

from __future__ import annotations

import heapq
import itertools
import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from retinue.errors import RetinueError
from retinue.ingest import DOCUMENTS, Names, Part, parts_of
from retinue.model import Failure, PassedOver
from retinue.run.attempt import Outcome
from retinue.run.known import write_known
from retinue.run.pool import Build
from retinue.run.session import Lost, Session
from retinue.run.shards import KNOWN, Mark, Row, Shards
from retinue.run.taking import RunOptions, RunReport, Taker
from retinue.run.version import code_version, shard_version
from retinue.run.worker import Common, Job, Refused
from retinue.settings import Settings
from retinue.store import Store
from retinue.store.known import read_by

__all__ = ["Cluster", "run_on_cluster"]

AHEAD = 4  # parts sent out for each processor: none waits for work while this process writes
CUTTING = 8  # large files cut ahead
TRIES = 3  # of a shard whose errors may pass
DEATHS = 6  # of workers on one shard, with no document to blame for two of them
PAUSE = 1.0  # seconds before a shard is tried again; twice as long before each further time
LOOK = 0.2  # seconds between two looks at what is done


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which cluster, and where shards are kept.

    `address` as Ray takes it ("auto", "10.0.0.1:6379"); None starts Ray on this machine, with as many processors as
    the run has workers. `shards` must be one folder for all machines. Parts hold about so many `documents`: what
    a death costs, and how much a worker does without a word.
    """

    shards: Path
    address: str | None = None
    documents: int = DOCUMENTS


@dataclass(slots=True)
class _Slot:
    """A part, or a failure in its place, from when it is planned until it is taken in."""

    part: Part | None = None
    failure: Failure | None = None
    mark: Mark | None = None
    job: Job | None = None
    deaths: int = 0
    tries: int = 0
    last: int | None = None
    given_up: str = ""

    @property
    def ready(self) -> bool:
        return bool(self.failure or self.mark or self.given_up)


@dataclass(slots=True)
class _Queue:
    """Slots in the order of the input, and those of them that are to be sent again later."""

    slots: deque[_Slot] = field(default_factory=deque)
    later: list[tuple[float, int, _Slot]] = field(default_factory=list)
    count: Iterator[int] = field(default_factory=itertools.count)

    def postpone(self, slot: _Slot) -> None:
        """Send it again after a pause that grows with its trials."""
        moment = time.monotonic() + PAUSE * 2 ** (slot.tries + slot.deaths - 1)
        heapq.heappush(self.later, (moment, next(self.count), slot))

    def due(self) -> Iterator[_Slot]:
        """Those whose pause is over."""
        while self.later and self.later[0][0] <= time.monotonic():
            yield heapq.heappop(self.later)[2]


def run_on_cluster(
    paths: Sequence[str | Path],
    settings: Settings,
    store: Store,
    build: Build,
    options: RunOptions,
    cluster: Cluster,
) -> RunReport:  # fmt: skip
    """`run`, with the reading done by Ray's workers; the record is the same.

    Finished shards are not read again by a further run, unless their files, the code or the settings changed. Raises
    SettingsError when the cluster can't be reached, and what `run` raises.
    """
    code = options.code or code_version(settings)
    version = shard_version(settings)
    shards = Shards(cluster.shards, version)
    known = _known(store, code, cluster.shards) if not options.again else None
    common = Common(
        str(Path.cwd()), str(cluster.shards), version, settings, build, options.seconds, known, options.again,
        cluster.documents,
    )  # fmt: skip
    session: Session[_Slot] = Session(cluster.address, max(1, options.workers), common)
    with session:
        taker = Taker(store, code, options)
        with taker.until_interrupted():
            _Run(session, shards, taker, Names(store.owner)).over(parts_of(paths, cluster.documents), options.again)
    if known:
        Path(known).unlink(missing_ok=True)
    return taker.end(paths)


def _known(store: Store, code: str, folder: Path) -> str | None:
    """A file of what this store has read with this code; None when that is nothing."""
    path = folder / f"known-{os.uname().nodename}-{os.getpid()}.npy"
    with store.reading() as connection:
        number = write_known(path, read_by(connection, code))
    if number:
        return str(path)
    path.unlink()
    return None


class _Run:
    """The driver's side of one run."""

    def __init__(self, session: Session[_Slot], shards: Shards, taker: Taker, names: Names) -> None:
        self._session, self._shards, self._taker, self._names = session, shards, taker, names
        self._queue = _Queue()

    def over(self, parts: Iterator[Part | Failure], again: bool) -> None:
        """Until all is taken in, or the run is asked to stop."""
        planned = self._planned(parts)
        slots, ended = self._queue.slots, False
        while (slots or not ended) and not self._taker.stopped:
            while not ended and len(slots) < AHEAD * self._session.processors + AHEAD:
                slot = next(planned, None)
                if slot is None or (slot.part is None and slot.failure is None):
                    ended = slot is None
                    break
                slots.append(slot)
                self._begin(slot, again)
            for slot in self._queue.due():
                self._send(slot)
            if slots and slots[0].ready:
                if self._take_in(slots[0]):
                    slots.popleft()
                continue
            for slot, result in self._session.done(LOOK):
                self._settle(slot, result)

    # ---------------------------------------------------------------------------------------- plan
    def _planned(self, source: Iterator[Part | Failure]) -> Iterator[_Slot]:
        """All parts in order, large files cut; an empty slot stands for "not yet"."""
        ahead: deque[Part | Failure] = deque()
        while True:
            while len(ahead) < CUTTING and (one := next(source, None)) is not None:
                ahead.append(one)
                if isinstance(one, Part) and one.large and not self._shards.cuts(one):
                    self._session.cut(one)
            if not ahead:
                return
            first = ahead[0]
            if isinstance(first, Failure):
                yield _Slot(failure=first)
            elif not first.large:
                yield _Slot(part=first)
            else:
                while (cuts := self._shards.cuts(first) or self._session.cuts(first)) is None:
                    yield _Slot()
                yield from (_Slot(part=replace(part, large=False)) for part in cuts)
            ahead.popleft()

    def _begin(self, slot: _Slot, again: bool) -> None:
        if slot.part is None:
            return
        mark = None if again else self._shards.mark(slot.part)
        if mark and not mark.transient:
            slot.mark = mark
        else:
            slot.job = Job(slot.part)
            self._send(slot)

    def _send(self, slot: _Slot) -> None:
        assert slot.job is not None, "only what has a job is sent"
        self._session.read(slot, replace(slot.job, attempt=slot.tries + slot.deaths))

    # -------------------------------------------------------------------------------------- results
    def _settle(self, slot: _Slot, result: Mark | Refused | Lost) -> None:
        """What a task came to: a shard, an end of the run, or another trial."""
        if isinstance(result, Refused):
            raise RetinueError(result.message)
        if isinstance(result, Mark):
            if result.retry and slot.tries + 1 < TRIES:
                slot.tries += 1
                self._queue.postpone(slot)
            else:
                slot.mark = result
        elif result.died:
            self._mourn(slot, result)
        elif result.passing and slot.tries + 1 < TRIES:
            slot.tries += 1
            self._queue.postpone(slot)
        else:
            slot.given_up = result.message

    def _mourn(self, slot: _Slot, result: Lost) -> None:
        """A worker died: try again; a document at which two died in a row is put aside."""
        assert slot.part is not None, "only parts are read"
        assert slot.job is not None, "only what was sent can be lost"
        number = self._noted(slot.part, slot.tries + slot.deaths)
        slot.deaths += 1
        if number is not None and number == slot.last:
            slot.job = replace(slot.job, put_aside=slot.job.put_aside | {number})
            slot.last, slot.tries, slot.deaths = None, slot.tries + 1, 0
        else:
            slot.last = number
        if slot.deaths >= DEATHS:
            slot.given_up = result.message
        else:
            self._queue.postpone(slot)

    def _noted(self, part: Part, attempt: int) -> int | None:
        """At which document the worker was."""
        try:
            noted, number = self._shards.note(part).read_text().split()
        except (OSError, ValueError):
            return None
        return int(number) if int(noted) == attempt else None

    # -------------------------------------------------------------------------------------- taking in
    def _take_in(self, slot: _Slot) -> bool:
        """Store what came of a slot; False when its shard turned out to be unsound and is read again."""
        if slot.failure:
            self._taker.fail(slot.failure)
        elif slot.given_up and slot.part:
            self._taker.fail(_bad(slot.part, slot.given_up))
        elif slot.mark and slot.part:
            return self._take(slot, slot.mark, slot.part)
        return True

    def _take(self, slot: _Slot, mark: Mark, part: Part) -> bool:
        if not self._shards.sound(mark):
            self._shards.forget(mark)
            return self._anew(slot, replace(slot.job or Job(part), heedless=False))
        if mark.kinds.get(KNOWN) and not all(self._is_there(*one) for one in self._shards.unread(mark)):
            return self._anew(slot, replace(slot.job or Job(part), heedless=True))
        for reason, times in mark.aside.items():
            self._taker.aside(reason, times)
        for row in self._shards.rows(mark):
            if self._taker.stopped:
                return False
            self._take_row(row)
        return True

    def _anew(self, slot: _Slot, job: Job) -> bool:
        slot.mark, slot.job = None, job
        slot.tries += 1
        self._send(slot)
        return False

    def _is_there(self, row: Row, left: bool) -> bool:
        """True for what the worker read, and for what it left since the store has it under the id it gets."""
        doc = self._names.settle(row.wish, row.home, row.sha256) if row.wish else ""
        return not left or self._taker.seen(doc, row.sha256)

    def _take_row(self, row: Row) -> None:
        if not row.wish and isinstance(row.outcome, Failure):
            self._taker.fail(row.outcome)
            return
        doc = self._names.settle(row.wish, row.home, row.sha256)
        if self._taker.known(doc, row.source, row.sha256):
            return
        assert row.outcome is not None, "what the store has not is in the shard"
        self._taker.keep(_called(row.outcome, doc))


def _called(outcome: Outcome, doc: str) -> Outcome:
    """The same outcome under the id that its document has in this store."""
    if isinstance(outcome, Failure | PassedOver):
        return replace(outcome, doc=doc)
    return replace(outcome, article=replace(outcome.article, doc=doc))


def _bad(part: Part, message: str) -> Failure:
    """The problem of a part that was given up."""
    stem = Path(part.files[0].path).name.split(".")[0]
    told = f"{part.source}: not read: {message}; a further run tries again"
    return Failure(stem, part.source, "", "ingest", "bad_shard", told, transient=True)
