"""The whole line, from files to joined events, on mixed news, against spaCy's default pipeline.

    python benchmarks/mixed_bench.py [FOLDER…] [--rounds N] [--coder NAME…] [--documents N]

FOLDERs hold more relevant articles than the sample and training/articles; --others other news. For each share of
relevant documents a folder of files is written (mixed_news.py); each round reads the cleaned articles with spaCy,
one by one as its documentation begins and in batches (`nlp.pipe`), then takes the folder in, reads it with
`gate = skip`, stores and joins it, in one process. Models and knowledge are loaded before. Figures are CPU seconds,
medians of rounds; ratios are of one round. Writes benchmarks/results/mixed.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from mixed_news import Pool, write

from retinue.clean import clean
from retinue.fuse import join
from retinue.ingest import read_paths
from retinue.knowledge import Knowledge, load
from retinue.model import Failure
from retinue.run import RunOptions, run
from retinue.run.attempt import Read
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

RESULTS = Path(__file__).parent / "results"
SHARES = {0.05: 300, 0.25: 160, 1.0: 120}  # share of relevant documents → documents in all
TARGETS = {0.05: 10.0, 0.25: 4.0, 1.0: 1.0}  # times spaCy's pace
BATCH = 32


def cpu(work: Callable[[], Any]) -> float:
    """CPU seconds of this process, all threads."""
    started = time.process_time()
    work()
    return time.process_time() - started


def texts_of(folder: Path, settings: Settings, knowledge: Knowledge) -> list[str]:
    """The cleaned articles below a folder."""
    raws = [item for item in read_paths([folder], settings) if not isinstance(item, Failure)]
    return [clean(raw, knowledge, max_chars=settings.max_chars).text for raw in raws]


def whole_line(folder: Path, settings: Settings, read: Read, knowledge: Knowledge) -> None:
    """Files to joined events, in a new store."""
    with tempfile.TemporaryDirectory() as place, Store.open(str(Path(place) / "bench.db")) as store:
        run([folder], settings, store, lambda _: read, RunOptions(code="bench"))
        join(store, knowledge, "bench")


def measure(share: float, documents: int, pool: Pool, rounds: int, coders: Sequence[str]) -> dict[str, Any]:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "news"
        write(folder, documents, share, pool)
        baseline = spacy.load(Settings().model)
        knowledge = load(())
        texts = texts_of(folder, Settings(), knowledge)
        readers = {coder: build_reader(Settings(gate="skip", coder=coder)) for coder in coders}
        works: dict[str, Callable[[], Any]] = {
            "spacy": lambda: [baseline(text) for text in texts],
            "spacy_pipe": lambda: list(baseline.pipe(texts, batch_size=BATCH)),
        } | {
            coder: lambda coder=coder, read=read: whole_line(folder, Settings(gate="skip"), read, knowledge)
            for coder, read in readers.items()
        }  # fmt: skip
        for name, work in works.items():  # warm caches; spaCy's needs few texts for it
            work() if name in coders else [baseline(text) for text in texts[:20]]
        seconds = [{name: cpu(work) for name, work in works.items()} for _ in range(rounds)]
    row: dict[str, Any] = {"share": share, "documents": documents, "target": TARGETS[share]}
    row["words_an_article"] = round(sum(len(text.split()) for text in texts) / len(texts))
    row |= {f"{name}_ms_a_document": _median(s[name] * 1000 / documents for s in seconds) for name in works}
    for coder in coders:
        row[f"{coder}_times_spacy"] = _median(s["spacy"] / s[coder] for s in seconds)
        row[f"{coder}_times_spacy_pipe"] = _median(s["spacy_pipe"] / s[coder] for s in seconds)
    return row


def _median(values: Any) -> float:
    return round(statistics.median(values), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--others", type=Path, help="folder of .txt on other matters, in place of made ones")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--coder", action="append", help="settings of `coder` to measure (default: the default)")
    parser.add_argument("--share", action="append", type=float, help="only these shares")
    parser.add_argument("--no-write", action="store_true")
    given = parser.parse_args()
    coders, pool, rows = given.coder or [Settings().coder], Pool.of(given.folders, given.others), []
    for share, documents in SHARES.items():
        if not given.share or share in given.share:
            rows.append(measure(share, documents, pool, given.rounds, coders))
            print(json.dumps(rows[-1]), flush=True)
    if not given.no_write:
        write_results({"rows": rows, "rounds": given.rounds})


def write_results(result: dict[str, Any]) -> None:
    """benchmarks/results/mixed.json, with machine and load."""
    machine = {
        "python": platform.python_version(), "processor": platform.machine(), "cores": os.cpu_count(),
        "load": [round(value, 1) for value in os.getloadavg()], "spacy": spacy.__version__,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "mixed.json").write_text(json.dumps({"machine": machine} | result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
