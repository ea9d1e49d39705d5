"""How fast is each room, and the whole line, against spaCy's default pipeline over the same articles?

    python benchmarks/line_bench.py [FOLDER] [--rounds N]

FOLDER holds .txt and .html (default: the bundled sample). Each round runs the baseline, then every room, on every
article, in one process; figures are medians of rounds in documents per CPU-second, and the ratio of the whole line's
time to the baseline's, round by round. Writes benchmarks/results/line.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from retinue.annotate import annotate
from retinue.clean import clean
from retinue.cli.demo import sample_folder
from retinue.coding import code
from retinue.confidence import weigh
from retinue.fuse import fuse
from retinue.ingest import read_paths
from retinue.model import Failure, RawItem
from retinue.pipeline import Tools
from retinue.resolve import resolve
from retinue.settings import Settings
from retinue.sourcing import credit
from retinue.store import Store

RESULTS = Path(__file__).parent / "results"


class Stopwatch:
    """CPU seconds by room."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, room: str, work: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = work()
        self.seconds[room] = self.seconds.get(room, 0.0) + time.process_time() - started
        return result


def one_round(raws: list[RawItem], tools: Tools, baseline: Any) -> dict[str, float]:
    """CPU seconds of the baseline and of each room over all articles."""
    watch, records = Stopwatch(), []
    articles = [clean(raw, tools.knowledge, max_chars=tools.settings.max_chars) for raw in raws]
    watch.time("baseline", lambda: [baseline(article.text) for article in articles])
    for raw in raws:
        article = watch.time("clean", lambda raw=raw: clean(raw, tools.knowledge, max_chars=tools.settings.max_chars))
        seen = watch.time("annotate", lambda article=article: annotate(article, tools.reader, tools.knowledge))
        coded = watch.time("coding", lambda seen=seen: code(seen, tools.knowledge, learned=tools.learned))
        sourced = watch.time("sourcing", lambda seen=seen, coded=coded: credit(seen, coded, tools.knowledge))
        sure = watch.time("confidence", lambda seen=seen, sourced=sourced: weigh(seen, sourced))
        records.append(
            watch.time("resolve", lambda seen=seen, s=sure, raw=raw: resolve(seen, s, raw.sha256, tools.knowledge))
        )
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db") as store:
        watch.time("store", lambda: [store.put(record, "bench") for record in records])
        fused = watch.time("fuse", lambda: fuse(records, tools.knowledge))
        watch.time("store", lambda: store.put_happenings(fused.happenings))
    return watch.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=sample_folder())
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    settings = Settings()
    tools, baseline = Tools.build(settings), spacy.load(settings.model)
    raws = [item for item in read_paths([given.folder], settings) if not isinstance(item, Failure)]
    one_round(raws, tools, baseline)  # warm-up
    rounds = [one_round(raws, tools, baseline) for _ in range(given.rounds)]
    report(raws, rounds, settings)


def report(raws: list[RawItem], rounds: list[dict[str, float]], settings: Settings) -> None:
    """Print the table and write it as JSON."""
    rows = {}
    for room in rounds[0]:
        seconds = statistics.median(r[room] for r in rounds)
        ratio = statistics.median(r[room] / r["baseline"] for r in rounds)
        rows[room] = {"documents_per_cpu_second": round(len(raws) / seconds, 1), "ratio_to_baseline": round(ratio, 3)}
    whole = [sum(s for room, s in r.items() if room != "baseline") for r in rounds]
    ratio = statistics.median(w / r["baseline"] for w, r in zip(whole, rounds, strict=True))
    rows["whole line"] = {
        "documents_per_cpu_second": round(len(raws) / statistics.median(whole), 1),
        "ratio_to_baseline": round(ratio, 3),
    }
    print(f"{'room':12} {'documents/CPU-s':>16} {'time / baseline':>16}")
    for room, row in rows.items():
        print(f"{room:12} {row['documents_per_cpu_second']:>16} {row['ratio_to_baseline']:>16}")
    machine = {"python": platform.python_version(), "processor": platform.machine(), "cores": os.cpu_count()}
    RESULTS.mkdir(exist_ok=True)
    result = {
        "machine": machine,
        "model": settings.model,
        "documents": len(raws),
        "rounds": len(rounds),
        "rooms": rows,
    }
    (RESULTS / "line.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
