"""Does time per document stay, and memory? And what does a second worker bring?

    python benchmarks/flat_bench.py [--documents 20000] [--share 0.05] [--coder light] [--seconds 600]

Made mixed news (mixed_news.py) is read with `gate = skip` through one reader in this process and stored; every tenth
of the way CPU time per document, memory and size of the store are noted. When `--seconds` are over it stops where it
is. Then the first 1,000 documents are read by one worker process and by two. Writes benchmarks/results/flat.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from mixed_news import Pool, write

from retinue.fuse import join
from retinue.knowledge import load
from retinue.run import RunOptions, Step, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

RESULTS = Path(__file__).parent / "results"
A_PAIR = 1000  # documents for the comparison of one worker with two


def memory_mb() -> int:
    """Resident memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() // 2**20


class Watch:
    """Notes a row every so many documents; interrupts the run when time is over."""

    def __init__(self, every: int, seconds: float, base: Path) -> None:
        self.every, self.base, self.rows = every, base, list[dict[str, Any]]()
        self.end, self.cpu = time.monotonic() + seconds, time.process_time()
        self.over = False

    def __call__(self, step: Step) -> None:
        if step.done % self.every == 0:
            now = time.process_time()
            size = sum(p.stat().st_size for p in self.base.parent.glob(self.base.name + "*"))
            row = {"documents": step.done, "cpu_ms_a_document": round((now - self.cpu) * 1e3 / self.every, 2),
                   "memory_mb": memory_mb(), "store_mb": round(size / 1e6, 1)}  # fmt: skip
            self.rows.append(row)
            self.cpu = now
            print(json.dumps(row), flush=True)
        if time.monotonic() > self.end:
            self.over = True
            raise KeyboardInterrupt


def flat(folder: Path, settings: Settings, documents: int, seconds: float) -> dict[str, Any]:
    """Rows along the way, then joining."""
    base = folder.parent / "flat.db"
    read = build_reader(settings)
    with Store.open(str(base)) as store:
        watch = Watch(max(100, documents // 10), seconds, base)
        try:
            run([folder], settings, store, lambda _: read, RunOptions(code="bench", progress=watch))
        except KeyboardInterrupt:
            if not watch.over:
                raise
        counts, started = store.counts(), time.process_time()
        join(store, load(()), "bench")
        joined = (time.process_time() - started) * 1e3 / max(1, counts.documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "rows": watch.rows,
        "relevant": counts.documents,
        "join_ms_a_relevant_document": round(joined, 1),
        "peak_mb": peak,
    }


def pair(folder: Path, settings: Settings) -> dict[str, Any]:
    """Wall seconds of one worker process and of two over the same documents, started before."""
    seconds = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as place, Store.open(str(Path(place) / "pair.db")) as store:
            begun: list[float] = []
            options = RunOptions(
                code="bench", workers=workers, progress=lambda _, b=begun: b.append(time.monotonic())
            )
            run([folder], settings, store, build_reader, options)
            skipped = len(begun) // 10  # the readers are built while the first ones wait
            seconds[workers] = (begun[-1] - begun[skipped]) / (len(begun) - skipped)
    return {"ms_one": round(seconds[1] * 1e3, 2), "ms_two": round(seconds[2] * 1e3, 2),
            "kept_per_core": round(seconds[1] / seconds[2] / 2, 2)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--coder", default=Settings().coder)
    parser.add_argument("--seconds", type=float, default=600)
    given = parser.parse_args()
    settings = Settings(gate="skip", coder=given.coder)
    with tempfile.TemporaryDirectory() as place:
        pool = Pool.of()
        write(Path(place) / "news", given.documents, given.share, pool)
        result = flat(Path(place) / "news", settings, given.documents, given.seconds)
        write(Path(place) / "pair", min(A_PAIR, given.documents), 0.25, pool)
        result["workers"] = pair(Path(place) / "pair", settings)
    result |= {"share": given.share, "coder": given.coder, "asked_for": given.documents}
    load = [round(value, 1) for value in os.getloadavg()]
    result["machine"] = {
        "python": platform.python_version(), "processor": platform.machine(), "cores": os.cpu_count(), "load": load,
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "flat.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result["workers"]), result["peak_mb"])


if __name__ == "__main__":
    main()
