"""Time and memory to join made-up reports, and whether they grow: `python benchmarks/fuse_bench.py --write`.

Per size, each in a process of its own: reports are put into a database (not timed), joined from scratch, then 100
more are put and joined. Printed and written to benchmarks/results/fuse.json: processor seconds, milliseconds per
report, rows written, peak memory, how many of the pairs told of one act were joined, and how many copies were found.
Beside it: datasketch's MinHash LSH over the same texts. For the smallest size every pair of tellings is compared as
well, to see what blocking leaves out. What the news are like: `made_news.py`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import re
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from made_news import NOTHING_KNOWN, Made, news
from sqlalchemy import event

from retinue.fuse import Fusion, fuse, join
from retinue.fuse.telling import Telling, group
from retinue.store import Store, write

RESULTS = Path(__file__).parent / "results" / "fuse.json"
MORE = 100  # reports added to a joined database
TOLD_WORDS = re.compile(r"\w+")
Row = dict[str, Any]
Pairs = set[tuple[str, str]]


def load(store: Store, made: Iterable[Made]) -> None:
    """Put reports, many in one transaction; only joining is measured here."""
    todo = iter(made)
    while batch := list(islice(todo, 1000)):
        with store._writing() as connection:
            for one in batch:
                write.put_record(connection, one.record, "bench", store._clock())


def pairs(home: Mapping[str, Hashable]) -> Pairs:
    """All pairs of names that are at home in one place."""
    together: dict[Hashable, list[str]] = defaultdict(list)
    for name, place in home.items():
        together[place].append(name)
    return {pair for names in together.values() for pair in combinations(sorted(names), 2)}


def shares(given: Pairs, wanted: Pairs) -> dict[str, float]:
    right = len(given & wanted)
    return {"precision": round(right / max(1, len(given)), 4), "recall": round(right / max(1, len(wanted)), 4)}


class Counter:
    """Rows that a store's engine writes while this is on."""

    def __init__(self, store: Store) -> None:
        self.rows = 0
        event.listen(store._engine, "after_cursor_execute", self._count)

    def _count(
        self, connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> None:
        if statement.startswith(("INSERT", "DELETE", "UPDATE")):
            self.rows += len(parameters) if executemany else max(cursor.rowcount, 0)


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    found = act()
    return time.process_time() - begun, found


def families(store: Store) -> dict[str, str]:
    """Document → the first document of its family of copies, whichever way they hang together."""
    above: dict[str, str] = {}

    def root(doc: str) -> str:
        while above.get(doc, doc) != doc:
            doc = above[doc]
        return doc

    for copy in store.copies():
        above[root(copy.doc)] = root(copy.copy_of)
    return {copy.doc: root(copy.doc) for copy in store.copies()} | {
        c.copy_of: root(c.copy_of) for c in store.copies()
    }


def peak() -> float:
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(size: int, seed: int, folder: str) -> Row:
    """One size, from putting to adding 100 more."""
    path = Path(folder) / f"fuse-{size}.db"
    made = news(size + MORE, seed)
    acts: dict[str, int] = {}
    kin: dict[str, str] = {}

    def noted(some: Iterable[Made]) -> Iterable[Made]:
        for one in some:
            doc = one.record.article.doc
            acts.update({f"{doc}/{event}": act for event, act in one.acts.items()})
            kin[doc] = one.family
            yield one

    with Store.open(path) as store:
        load(store, noted(islice(made, size)))
        before, counter = peak(), Counter(store)
        begun = time.monotonic()
        seconds, _ = timed(lambda: join(store, NOTHING_KNOWN, "bench"))
        wall = time.monotonic() - begun
        row: Row = {
            "reports": size, "tellings": len(acts), "seconds": round(seconds, 2), "wall": round(wall, 2),
            "ms_per_report": round(1000 * seconds / size, 3), "rows_per_report": round(counter.rows / size, 1),
            "peak_mb": round(peak()), "peak_mb_before": round(before), "happenings": store.count_happenings(),
        }  # fmt: skip
        home = {f"{r.doc}/{r.event}": h.key for h in store.happenings() for r in h.reports}
        row["links"] = shares(pairs(home), pairs(acts))
        row["copies"] = shares(pairs(families(store)), pairs(kin))
        load(store, noted(made))
        counter.rows = 0
        seconds, _ = timed(lambda: join(store, NOTHING_KNOWN, "bench"))
        row["adding_100"] = {"seconds": round(seconds, 3), "rows": counter.rows}
        row["database_mb"] = round(path.stat().st_size / 2**20)
    return row


def lsh(size: int, seed: int) -> Row:
    """datasketch alone: word 5-grams, 128 permutations, Jaccard 0.5; it finds copies, not events."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  a peer, needed here alone

    texts = {m.record.article.doc: m.record.article.text for m in news(size, seed)}
    kin = {m.record.article.doc: m.family for m in news(size, seed)}

    def find() -> Pairs:
        index, found = MinHashLSH(threshold=0.5, num_perm=128), Pairs()
        for doc, text in texts.items():
            words = TOLD_WORDS.findall(text.casefold())
            sketch = MinHash(num_perm=128)
            sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
            found.update((min(doc, other), max(doc, other)) for other in index.query(sketch))
            index.insert(doc, sketch)
        return found

    seconds, found = timed(find)
    return {"reports": size, "seconds": round(seconds, 2), "ms_per_report": round(1000 * seconds / size, 3),
            "copies": shares(found, pairs(kin)), "peak_mb": round(peak())}  # fmt: skip


def all_pairs(size: int, seed: int) -> Row:
    """Every telling against every other of its group of types: what blocking saves, and what it loses."""
    made = list(news(size, seed))
    records = [m.record for m in made]
    acts = {f"{m.record.article.doc}/{event}": act for m in made for event, act in m.acts.items()}

    def every(tellings: Sequence[Telling], copied: Iterable[frozenset[str]] = ()) -> set[tuple[int, int]]:
        kinds = [group(t.event.type) for t in tellings]
        return {(a, b) for a, b in combinations(range(len(tellings)), 2) if kinds[a] is kinds[b]}

    def joined(fusion: Fusion) -> Pairs:
        return pairs({f"{r.doc}/{r.event}": h.key for h in fusion.happenings for r in h.reports})

    blocked, ours = timed(lambda: joined(fuse(records, NOTHING_KNOWN)))
    with patch("retinue.fuse.fusion.candidates", every):
        seconds, whole = timed(lambda: joined(fuse(records, NOTHING_KNOWN)))
    return {
        "reports": size, "seconds": round(seconds, 2), "seconds_blocked": round(blocked, 2),
        "links": shares(whole, pairs(acts)), "pairs": len(whole), "also_joined_in_blocks": len(whole & ours),
        "only_joined_in_blocks": len(ours - whole),
    }  # fmt: skip


def apart(act: Callable[..., Row], *given: Any) -> Row:
    """Run in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(act, *given).result()


def machine() -> Row:
    return {"python": platform.python_version(), "system": platform.platform(), "cpus": os.cpu_count()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-peers", action="store_true", help="only Retinue")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    args = parser.parse_args()
    found: Row = {"machine": machine(), "seed": args.seed, "join": [], "lsh": [], "all_pairs": None}
    with tempfile.TemporaryDirectory() as folder:
        for size in args.sizes:
            row = apart(measure, size, args.seed, folder)
            found["join"].append(row)
            print(json.dumps(row), flush=True)
            if not args.no_peers:
                found["lsh"].append(apart(lsh, size, args.seed))
                print("  lsh", json.dumps(found["lsh"][-1]), flush=True)
    if not args.no_peers:
        found["all_pairs"] = apart(all_pairs, min(args.sizes), args.seed)
        print("  all pairs", json.dumps(found["all_pairs"]), flush=True)
    each = [row["ms_per_report"] for row in found["join"]]
    found["growth"] = round(each[-1] / each[0], 2)
    print(f"time per report grows {found['growth']} times from {args.sizes[0]:,} to {args.sizes[-1]:,}")
    if args.write:
        RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
