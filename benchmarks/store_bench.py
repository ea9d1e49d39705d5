"""PostgreSQL against SQLite: `python benchmarks/store_bench.py --write`.

Both in one run, in turn, on one machine, the server on the loopback with its usual safety (fsync on): putting made
documents one by one and joining them; a whole run over the bundled sample, the model loaded before; and twenty
readers at once on a made record, each asking in turn for a search with facets, for an event, for a document. Printed
and written to benchmarks/results/store.json. The server is the one tests start (tests/postgres_server.py).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from made_news import NOTHING_KNOWN, news
from made_record import make

import postgres_server
from retinue.fuse import join
from retinue.judge.fusing import bring_together
from retinue.model import Record
from retinue.run import RunOptions, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store
from retinue.store.find import Finder, Wanted
from retinue.store.query import Query
from retinue.store.upkeep import restore

RESULTS = Path(__file__).parent / "results" / "store.json"
SAMPLE = str(resources.files("retinue") / "data" / "sample")
SERVER = ("shared_buffers=256MB", "max_connections=80")  # all else as it comes: fsync and synchronous_commit on
FACETS = ("type", "person", "firm", "place", "outlet", "year")
READERS = 20
Row = dict[str, Any]
Place = Callable[[], str]  # makes an empty place for a record


# ------------------------------------------------------------------------------------------- writing
def stored(place: str, records: Sequence[Record]) -> Row:
    """Seconds to put records one by one, and to join them."""
    with Store.open(place) as store:
        begun = time.perf_counter()
        for record in records:
            store.put(record, "bench")
        put = time.perf_counter()
        join(store, NOTHING_KNOWN, "bench")
        return {"put_s": round(put - begun, 2), "join_s": round(time.perf_counter() - put, 2)}


def read_sample(place: str, settings: Settings, reader: Any) -> Row:
    """Seconds of a whole run over the sample: reading, storing, joining."""
    with Store.open(place) as store:
        begun = time.perf_counter()
        run([SAMPLE], settings, store, lambda *_: reader, RunOptions(code="bench"))
        bring_together(store, settings)
        return {"run_s": round(time.perf_counter() - begun, 2)}


# ------------------------------------------------------------------------------------------- readers
class Asker:
    """Asks for what is in the record, with a seed of its own."""

    def __init__(
        self, store: Store, finder: Finder, known: tuple[list[str], list[str], list[str]], seed: int
    ) -> None:
        self.store, self.finder, self.rng = store, finder, random.Random(seed)
        self.keys, self.docs, self.words = known

    def ask(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """One question of each kind."""
        rng = self.rng
        words, key, doc = rng.choice(self.words), rng.choice(self.keys), rng.choice(self.docs)
        query = Query(text=words, min_origins=rng.randint(1, 3))
        yield "search with facets", lambda: self.finder.events(query, Wanted(facets=FACETS))
        yield "event", lambda: self.store.happening(key)
        yield "document", lambda: self.store.record(doc)
        yield "documents by words", lambda: self.store.search(words)


def readers(place: str, rounds: int) -> Row:
    """Twenty at once, each its questions one after another: milliseconds by kind, questions a second over all."""
    took: dict[str, list[float]] = defaultdict(list)
    with Store.open(place, readonly=True) as store:
        finder = Finder(store)
        finder.events(Query(), Wanted(facets=FACETS))
        known = _known(store)

        def reading(seed: int) -> None:
            asker = Asker(store, finder, known, seed)
            for _ in range(rounds):
                for kind, question in asker.ask():
                    begun = time.perf_counter()
                    question()
                    took[kind].append((time.perf_counter() - begun) * 1000)

        threads = [threading.Thread(target=reading, args=(seed,)) for seed in range(READERS)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begun
        finder.close()
    asked = sum(map(len, took.values()))
    return {"questions_per_s": round(asked / seconds), **{kind: _spread(found) for kind, found in took.items()}}


def _known(store: Store) -> tuple[list[str], list[str], list[str]]:
    from sqlalchemy import select  # noqa: PLC0415

    from retinue.store import schema as s  # noqa: PLC0415

    with store.reading() as connection:
        keys = list(connection.execute(select(s.happenings.c.key).order_by(s.happenings.c.key)).scalars())
        docs = list(connection.execute(select(s.documents.c.doc).order_by(s.documents.c.doc)).scalars())
        names = list(connection.execute(select(s.entities.c.name).distinct().order_by(s.entities.c.name)).scalars())
    return keys, docs, [name.split()[0] for name in names[:: max(1, len(names) // 300)]]


def _spread(found: list[float]) -> Row:
    ordered = sorted(found)
    p95 = ordered[int(len(ordered) * 0.95)]
    return {"asked": len(ordered), "median_ms": round(statistics.median(ordered), 2), "p95_ms": round(p95, 2)}


# ------------------------------------------------------------------------------------------ the whole
@contextmanager
def places() -> Iterator[dict[str, Place]]:
    """Where records may be put, by the name of the store."""
    with tempfile.TemporaryDirectory() as folder, postgres_server.serving(SERVER) as server:
        databases = postgres_server.Databases(server)
        numbers = iter(range(1000))
        yield {"sqlite": lambda: str(Path(folder) / f"{next(numbers)}.db"), "postgresql": databases.new}
        databases.close()


def measure(asked: argparse.Namespace) -> Row:
    made = [one.record for one in islice(news(asked.documents, 7), asked.documents)]
    settings = Settings()
    reader = build_reader(settings)
    found: dict[str, list[Row]] = {"sqlite": [], "postgresql": []}
    with places() as where, tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.rounds):
            for name, place in where.items():
                found[name].append(stored(place(), made) | read_sample(place(), settings, reader))
        record = Path(folder) / "made.db"
        make(record, asked.events, asked.events // 2)
        server = where["postgresql"]()
        restore(record, server)
        for place in (str(record), server):  # to warm up
            readers(place, 2)
        reading: dict[str, list[Row]] = {"sqlite": [], "postgresql": []}
        for _ in range(asked.rounds):
            reading["sqlite"].append(readers(str(record), asked.questions))
            reading["postgresql"].append(readers(server, asked.questions))
    return _told(found, reading, asked)


def _told(found: dict[str, list[Row]], reading: dict[str, list[Row]], asked: argparse.Namespace) -> Row:
    best = {name: {part: min(row[part] for row in rows) for part in rows[0]} for name, rows in found.items()}
    fastest = {name: max(rows, key=lambda row: row["questions_per_s"]) for name, rows in reading.items()}
    lite, post = best["sqlite"], best["postgresql"]
    ratio = {part: round(post[part] / lite[part], 2) for part in lite}
    ratio["put_and_join"] = _ratio(post, lite, "put_s", "join_s")
    ratio["readers"] = round(fastest["postgresql"]["questions_per_s"] / fastest["sqlite"]["questions_per_s"], 2)
    return {
        "machine": machine(), "documents": asked.documents, "events": asked.events, "rounds": asked.rounds,
        "load_at_start": asked.load, "writing": best, "readers": fastest, "postgresql_to_sqlite": ratio,
    }  # fmt: skip


def _ratio(one: Row, other: Row, *parts: str) -> float:
    return round(sum(one[part] for part in parts) / sum(other[part] for part in parts), 2)


def machine() -> Row:
    """What this was measured on."""
    return {
        "cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version(),
        "load": [round(one, 2) for one in os.getloadavg()],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--events", type=int, default=10_000, help="of the made record that is read")
    parser.add_argument("--questions", type=int, default=20, help="rounds of questions each reader asks")
    parser.add_argument("--rounds", type=int, default=2, help="the better one counts")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS}")
    asked = parser.parse_args()
    if why := postgres_server.missing():
        sys.exit(why)
    asked.load = [round(one, 2) for one in os.getloadavg()]
    told = measure(asked)
    print(json.dumps(told, indent=1))
    if asked.write:
        RESULTS.write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
