"""What a second worker brings on mixed news: documents a second with one and with two worker processes.

    python benchmarks/pool_bench.py [--documents N] [--share S…] [--rounds N] [--coder NAME]

The whole run, from files into a store, without joining; workers have made their readers before the clock starts
(the first tenth of the documents is not counted). `kept` is the pace of two workers by twice the pace of one: 1 when
a second worker brings as much as the first. `busy` is the CPU time of each process, `queued` the time it waited for a
core that others held, `idle` the time it had nothing to do, all by wall time. Other work on the machine takes from
`kept`; `kept_if_alone` leaves out what was queued for: the time that workers were not idle, by the CPU time that a
document took. Linux only. Writes benchmarks/results/pool.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from mixed_news import Pool, write

from retinue.run import RunOptions, Step, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

RESULTS = Path(__file__).parent / "results"


def used() -> dict[int, tuple[float, float]]:
    """Seconds on a core and seconds in wait of one, of this process and its workers, by their ids."""
    ids = [os.getpid(), *(child.pid or 0 for child in active_children())]
    told = {one: Path(f"/proc/{one}/schedstat").read_text().split() for one in ids}
    return {one: (int(ran) / 1e9, int(queued) / 1e9) for one, (ran, queued, _) in told.items()}


@dataclass
class Clock:
    """Wall and CPU time between the document numbered `first` and the last."""

    first: int
    last: int
    marks: list[tuple[float, dict[int, tuple[float, float]]]] = field(default_factory=list)

    def __call__(self, step: Step) -> None:
        if step.done in (self.first, self.last):
            self.marks.append((time.monotonic(), used()))

    def told(self) -> dict[str, Any]:
        """Documents a second, and the share of the time that writer and workers were busy."""
        (began, before), (ended, after) = self.marks
        took, documents = ended - began, self.last - self.first
        shares = [[(after[one][n] - before.get(one, (0, 0))[n]) / took for n in (0, 1)] for one in after]
        (writer, _), *workers = shares
        return {
            "documents_a_second": round(documents / took, 1), "writer_busy": round(writer, 3),
            "workers_busy": [round(ran, 3) for ran, _ in workers],
            "workers_queued": [round(queued, 3) for _, queued in workers],
            "workers_idle": [round(1 - ran - queued, 3) for ran, queued in workers],
            "worker_ms_a_document": round(sum(ran for ran, _ in workers) * took * 1000 / documents, 2),
        }  # fmt: skip


def kept(one: dict[str, Any], two: dict[str, Any]) -> float:
    """By pace."""
    return float(two["documents_a_second"] / one["documents_a_second"] / 2)


def kept_if_alone(one: dict[str, Any], two: dict[str, Any]) -> float:
    """By what workers were not idle and what a document took them."""
    work = [(1 - statistics.mean(told["workers_idle"])) / told["worker_ms_a_document"] for told in (one, two)]
    return work[1] / work[0]


def once(folder: Path, settings: Settings, documents: int, workers: int) -> dict[str, Any]:
    """One run with so many workers."""
    clock = Clock(documents // 10, documents)
    with tempfile.TemporaryDirectory() as place, Store.open(str(Path(place) / "bench.db")) as store:
        run([folder], settings, store, build_reader, RunOptions(workers=workers, progress=clock, code="bench"))
    return clock.told()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=800)
    parser.add_argument("--share", action="append", type=float)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--coder", default=Settings().coder)
    parser.add_argument("--no-write", action="store_true")
    given = parser.parse_args()
    rows, settings = [], Settings(gate="skip", coder=given.coder)
    for share in given.share or (0.05, 0.25, 1.0):
        with tempfile.TemporaryDirectory() as place:
            write(Path(place), given.documents, share, Pool.of(()))
            rounds = [
                {n: once(Path(place), settings, given.documents, n) for n in (1, 2)} for _ in range(given.rounds)
            ]
        row: dict[str, Any] = {"share": share, "documents": given.documents}
        row |= {f.__name__: round(statistics.median(f(told[1], told[2]) for told in rounds), 2)
                for f in (kept, kept_if_alone)}  # fmt: skip
        rows.append(row | {"rounds": [{"one": told[1], "two": told[2]} for told in rounds]})
        print(json.dumps(rows[-1]), flush=True)
    if not given.no_write:
        machine = {"python": platform.python_version(), "processor": platform.machine(), "cores": os.cpu_count(),
                   "load": [round(value, 1) for value in os.getloadavg()]}  # fmt: skip
        result = {"machine": machine, "coder": given.coder, "rows": rows}
        (RESULTS / "pool.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
