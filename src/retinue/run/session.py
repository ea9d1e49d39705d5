"""Ray, held at arm's length: tasks out, results or what became of them back. Nothing else knows Ray."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, TypeVar

import ray
from ray import exceptions as errors

from retinue.errors import RetinueError, SettingsError
from retinue.ingest import Part
from retinue.run.shards import Mark
from retinue.run.worker import Common, Job, Refused, cut_part, read_shard

__all__ = ["Lost", "Session"]

OBJECT_STORE = 100 * 1024 * 1024  # bytes; what passes through it are marks of a few hundred
RECYCLED = 40  # parts after which a worker process is replaced by a fresh one
KNOCK_SECONDS = 10
LONGEST = 300  # characters of what Ray says that are kept

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that left no result: its worker `died`, or an error was raised, `passing` if another trial may help."""

    message: str
    died: bool
    passing: bool


class Session(Generic[S]):
    """A connection to a cluster, as a context; `S` is whatever the caller knows its jobs by.

    Ray is started on this machine when there is no address, and stopped at the end. Entering raises SettingsError
    when the cluster does not answer.
    """

    def __init__(self, address: str | None, workers: int, common: Common) -> None:
        self._address, self._workers, self._common = address, workers, common
        self._flying: dict[Any, S] = {}
        self._cutting: dict[Part, Any] = {}
        self.processors = workers

    def __enter__(self) -> Session[S]:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # the new way; the old one warns
        how: dict[str, Any] = {"address": self._address or "local", "log_to_driver": False}
        if not self._address:
            how |= {"num_cpus": self._workers, "object_store_memory": OBJECT_STORE, "include_dashboard": False}
        try:
            _knock(self._address or "")
            ray.init(logging_level=logging.ERROR, **how)
        except (OSError, RuntimeError, ValueError, errors.RayError) as error:
            where = self._address or "this machine"
            raise SettingsError(f"no Ray cluster answers at {where}: {str(error)[:LONGEST]}") from error
        self.processors = max(1, int(_resources()["CPU"]))
        # Ray's own retries are off: how often, and whether at all, is decided by what went wrong.
        self._read = ray.remote(max_retries=0, max_calls=RECYCLED, num_cpus=1)(read_shard)
        self._cut = ray.remote(max_retries=2, num_cpus=0)(cut_part)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for ref in [*self._flying, *self._cutting.values()]:
            with contextlib.suppress(Exception):
                ray.cancel(ref, force=True)
        ray.shutdown()

    def read(self, slot: S, job: Job) -> None:
        """Send a job out; `done` gives it back under `slot`."""
        self._flying[self._read.remote(self._common, job)] = slot

    def done(self, seconds: float) -> Iterator[tuple[S, Mark | Refused | Lost]]:
        """The jobs that are over, as soon as there are some, or none after so many seconds."""
        if not self._flying:
            time.sleep(seconds)
            return
        try:
            if not ray.wait([*self._flying], num_returns=1, timeout=seconds)[0]:
                return
            for ref in ray.wait([*self._flying], num_returns=len(self._flying), timeout=0)[0]:
                yield self._flying.pop(ref), self._result(ref)
        except (ConnectionError, errors.RaySystemError) as error:
            raise RetinueError(
                f"the cluster is gone: {str(error)[:LONGEST]}; run again to go on from here"
            ) from error

    def cut(self, part: Part) -> None:
        """Have a large file cut."""
        self._cutting[part] = self._cut.remote(self._common, part)

    def cuts(self, part: Part) -> tuple[Part, ...] | None:
        """How it was cut; None until that is known. As a whole when whoever cut it died."""
        ref = self._cutting[part]
        if not ray.wait([ref], num_returns=1, timeout=0)[0]:
            return None
        del self._cutting[part]
        found = self._result(ref)
        return (part,) if isinstance(found, Lost) else found

    def _result(self, ref: Any) -> Any:
        try:
            return ray.get(ref)
        except errors.RayTaskError as error:
            cause = error.cause if isinstance(error.cause, BaseException) else error
            told = f"{type(cause).__name__}: {cause}"[:LONGEST]
            return Lost(told, died=False, passing=isinstance(cause, OSError))
        except errors.RaySystemError:
            raise
        except errors.RayError as error:
            return Lost(f"its worker died: {str(error).splitlines()[0]}"[:LONGEST], died=True, passing=True)


def _knock(address: str) -> None:
    """Raise OSError when nobody listens at HOST:PORT: Ray itself would try for five minutes."""
    host, _, port = address.rpartition(":")
    if port.isdecimal() and "/" not in host:
        socket.create_connection((host.strip("[]"), int(port)), KNOCK_SECONDS).close()


def _resources() -> dict[str, float]:
    return {"CPU": 1.0} | dict(ray.cluster_resources())  # type: ignore[no-untyped-call]
