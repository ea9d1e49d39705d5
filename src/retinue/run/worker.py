"""What a worker of a cluster does: read one part of the input and leave its shard, whole, in the folder."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retinue.errors import RetinueError
from retinue.ingest import DOCUMENTS, Part, Wishes, cut, read_part
from retinue.model import Failure, RawItem
from retinue.run.attempt import Outcome, Read, attempt
from retinue.run.known import mark_of
from retinue.run.limits import bounded, hold_memory
from retinue.run.pool import Build
from retinue.run.shards import Mark, Row, Shards
from retinue.run.version import shard_version
from retinue.settings import Settings

__all__ = ["Common", "Job", "Refused", "cut_part", "read_shard"]

TRIES = 3  # readings of a document whose failure may pass
PAUSE = 0.5  # seconds before the second; twice as long before each further one


@dataclass(frozen=True, slots=True)
class Common:
    """What all jobs of a run share.

    `home` is the folder the run was started in, on which paths rest; `shards` and `known` (a file of what was read
    before, see `known`) are paths from there. `version` is the driver's `shard_version`; `documents` the size of
    parts.
    """

    home: str
    shards: str
    version: str
    settings: Settings
    build: Build
    seconds: float
    known: str | None = None
    again: bool = False
    documents: int = DOCUMENTS


@dataclass(frozen=True, slots=True)
class Job:
    """A part to be read, for the `attempt`th time from 0.

    `put_aside` are the numbers of documents that workers died of; a `heedless` job reads what is known too.
    """

    part: Part
    put_aside: frozenset[int] = frozenset()
    heedless: bool = False
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A worker can't work at all; its message ends the run."""

    message: str


_readers: dict[str, Read] = {}  # in a worker: its one reader, made with the first document
_versions: dict[Settings, str] = {}


def read_shard(common: Common, job: Job) -> Mark | Refused:
    """Read a part and write its shard. Raises OSError when the folder of shards can't be written to."""
    try:
        os.chdir(common.home)
    except OSError as error:
        node = os.uname().nodename
        why = f"{common.home} can't be reached on {node}: {error.strerror}; all machines must see it under this path"
        return Refused(why)
    hold_memory(common.settings.memory)
    shards = Shards(Path(common.shards), common.version)
    if not common.again and job.attempt == 0 and (mark := shards.mark(job.part)) and not mark.transient:
        return mark
    try:
        return _Reading(common, job, shards).whole()
    except RetinueError as error:
        return Refused(str(error))


def cut_part(common: Common, part: Part) -> tuple[Part, ...]:
    """Cut a large file and keep where; as a whole where it can't be read, which reading it will tell."""
    try:
        os.chdir(common.home)
        cuts = cut(part, common.settings.max_bytes, common.documents)
        Shards(Path(common.shards), common.version).put_cuts(part, cuts)
    except OSError:
        return (part,)
    return cuts


class _Reading:
    """One job."""

    def __init__(self, common: Common, job: Job, shards: Shards) -> None:
        self._common, self._job, self._shards = common, job, shards
        self._aside: Counter[str] = Counter()
        self._known = None if job.heedless or not common.known else np.load(common.known, mmap_mode="r")

    def whole(self) -> Mark:
        """The shard of the job's part, written."""
        settings = self._common.settings
        if settings not in _versions:
            _versions[settings] = shard_version(settings)
        if _versions[settings] != self._common.version:
            raise RetinueError(
                f"{os.uname().nodename} has another version of Retinue, its model or its knowledge: install the same"
                " on all machines"
            )
        note = self._shards.note(self._job.part)
        note.parent.mkdir(parents=True, exist_ok=True)
        with note.open("w") as stream:
            mark = self._shards.write(self._job.part, self._rows(stream.fileno()), self._aside)
        note.unlink(missing_ok=True)
        return mark

    def _rows(self, note: int) -> Iterator[Row]:
        wishes = Wishes()
        items = read_part(self._job.part, self._common.settings.max_bytes, wishes, self._put_aside)
        number = 0
        while True:
            os.pwrite(note, f"{self._job.attempt} {number:<12}\n".encode(), 0)  # before it is taken in: that may kill
            item = next(items, None)
            if item is None:
                return
            if isinstance(item, Failure):
                yield Row(number, "", "", item.source, "", item)
            else:
                yield Row(number, item.doc, wishes.home, item.source, item.sha256, self._outcome(item, number))
            number += 1

    def _put_aside(self, reason: str) -> None:
        self._aside[reason] += 1

    def _outcome(self, item: RawItem, number: int) -> Outcome | None:
        if number in self._job.put_aside:
            message = "the process that read it died twice: out of memory, out of time, or a crash in a library"
            return Failure(item.doc, item.source, item.sha256, "read", "worker_died", message, transient=False)
        if self._known is not None and _holds(self._known, mark_of(item.source, item.sha256)):
            return None
        read = _readers.get("reader") or _readers.setdefault("reader", self._common.build(self._common.settings))
        with bounded(TRIES * (self._common.seconds + PAUSE * TRIES) if self._common.seconds else 0):
            return _patient(lambda: attempt(item, read, self._common.seconds))


def _patient(trial: Callable[[], Outcome]) -> Outcome:
    """What comes of a document, tried again after a pause while its failure may pass."""
    for again in range(1, TRIES):
        outcome = trial()
        if not (isinstance(outcome, Failure) and outcome.transient):
            return outcome
        time.sleep(PAUSE * 2**again / 2)
    return trial()


def _holds(sorted_marks: np.ndarray, mark: int) -> bool:
    place = int(np.searchsorted(sorted_marks, np.uint64(mark)))
    return place < len(sorted_marks) and int(sorted_marks[place]) == mark
