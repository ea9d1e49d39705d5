"""How quickly the served record answers while a run writes: `python benchmarks/web_bench.py RECORD`.

RECORD is made by benchmarks/made_record.py when it is not there (100,000 events, 50,000 documents). A server process
serves it; a writer process puts documents into it, five a second, and changes twenty events every five seconds; a
reader process sends requests over twenty connections at once, each waiting for its answer and then for `--think`
seconds. Prints and writes to benchmarks/results/web.json, per kind of request: how many, median, 95th and 99th
percentile in milliseconds, median size; and the server's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from made_record import NOW, World, happening, make, record

PORT = 8977
READERS = 20
RESULTS = Path(__file__).parent / "results" / "web.json"


# ------------------------------------------------------------------------------- what is asked for
class Asker:
    """Requests as readers make them: by what is in the record, the frequent more often than the rare."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        answer = fetch("/api/v1/events?limit=200&facet=firm&facet=person&facet=place&facet=list&facet=outlet")
        self.facets = {name: [one["value"] for one in values] for name, values in answer["facets"].items()}
        self.keys = [one["key"] for one in answer["items"]]
        self.keys += [f"made-{rng.randrange(100_000):06}" for _ in range(300)]
        self.docs = [f"d{rng.randrange(50_000):06}" for _ in range(300)]
        self.firms = [one["id"] for one in fetch("/api/v1/entities?kind=firm&limit=200")["items"]]
        self.firm_names = self.named("firm")
        self.words = [quote(name.split()[0]) for name in self.named("person")]

    def named(self, facet: str) -> list[str]:
        return [one["name"] for one in fetch(f"/api/v1/entities?kind={facet}&limit=100")["items"]]

    def name(self) -> str:
        """A firm's name."""
        return quote(self.rng.choice(self.firm_names), safe="")

    def filters(self) -> str:
        """One to three filters."""
        rng, year = self.rng, self.rng.randint(2015, 2024)
        possible: list[tuple[str, str]] = [
            ("type", rng.choice(("visit", "meeting", "policy"))), ("signal", rng.choice(("support", "control"))),
            ("firm", rng.choice(self.facets["firm"])), ("person", rng.choice(self.facets["person"])),
            ("place", rng.choice(self.facets["place"])), ("listed", "yes"), ("from", f"{year}-01-01"),
            ("min_origins", "2"), ("q", unquote(rng.choice(self.words))), ("sort", rng.choice(("-origins", "date"))),
        ]  # fmt: skip
        return urlencode(dict(rng.sample(possible, rng.randint(1, 3))))

    def paths(self) -> dict[str, str]:
        """One path of each kind."""
        rng = self.rng
        key, doc, firm = rng.choice(self.keys), rng.choice(self.docs), quote(rng.choice(self.firms), safe="")
        api = "/api/v1"
        facets = "facet=type&facet=firm&facet=person&facet=place&facet=outlet&facet=year"
        return {
            "page: start": "/", "page: search": f"/search?{self.filters()}", "page: event": f"/events/{key}",
            "page: compare": f"/events/{key}/compare", "page: planned": "/planned", "page: latest": "/documents",
            "page: document": f"/documents/{doc}", "page: entity": f"/entities/{firm}",
            "page: discrepancies": "/discrepancies", "page: sources": f"/sources?{self.filters()}",
            "page: review": "/review", "page: names": "/entities", "page: map": "/map", "page: offices": "/offices",
            "page: documents": f"/documents?q={rng.choice(self.words)}", "page: statements": "/statements",
            "page: status": "/status", "page: problems": "/problems",
            "api: events": f"{api}/events?{self.filters()}&{facets}", "api: event": f"{api}/events/{key}",
            "api: documents": f"{api}/documents?q={rng.choice(self.words)}&facet=outlet",
            "api: document": f"{api}/documents/{doc}", "api: entities": f"{api}/entities?q={rng.choice(self.words)}",
            "api: entity": f"{api}/entities/{firm}", "api: statements": f"{api}/statements?speaker={firm}",
            "api: listings": f"{api}/listings?q=hua", "api: discrepancies": f"{api}/discrepancies?{self.filters()}",
            "api: sources": f"{api}/sources", "api: offices": f"{api}/offices?country=CN",
            "api: series": f"{api}/series?of={self.name()}", "api: status": f"{api}/status",
            "api: problems": f"{api}/problems", "api: judgements": f"{api}/judgements",
            "api: searches": f"{api}/searches",
            "api: feed": f"{api}/feed.atom?{self.filters()}", "api: calendar": f"{api}/events.ics?{self.filters()}",
            "healthz": "/healthz",
            "chart: map": "/charts/map.svg", "chart: origins": "/charts/origins.svg",
            "chart: signal": f"/charts/signal.svg?of={self.name()}",
        }  # fmt: skip


def fetch(path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        return json.load(answer)


# ------------------------------------------------------------------------------------- the readers
async def read(connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str) -> tuple[int, int]:
    """(status, bytes) of one request; as little work as can be, since readers share the machine with the server."""
    reader, writer = connection
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    if length:
        size = len(await reader.readexactly(int(length)))
    else:
        size = 0
        while (part := int(await reader.readline(), 16)) > 0:
            size += len(await reader.readexactly(part + 2))
        await reader.readline()
    return int(head.split()[1]), size


async def one_reader(paths: Iterator[tuple[str, str]], told: argparse.Namespace, seen: dict[str, list]) -> None:
    connection = await asyncio.open_connection("127.0.0.1", PORT)
    end = time.perf_counter() + told.seconds
    await asyncio.sleep(random.random() * told.think)
    for kind, path in paths:
        began = time.perf_counter()
        if began > end:
            break
        try:
            status, size = await read(connection, path)
        except (asyncio.IncompleteReadError, ConnectionError):  # the server lets idle connections go
            connection = await asyncio.open_connection("127.0.0.1", PORT)
            status, size = await read(connection, path)
        seen[kind].append((time.perf_counter() - began, size, status))
        if told.think:
            await asyncio.sleep(random.expovariate(1 / told.think))
    connection[1].close()


def endless(asker: Asker, *, charts: bool) -> Iterator[tuple[str, str]]:
    while True:
        yield from ((kind, path) for kind, path in asker.paths().items() if charts or not kind.startswith("chart"))


async def all_readers(told: argparse.Namespace) -> dict[str, list]:
    seen: dict[str, list] = defaultdict(list)
    asker = Asker(random.Random(1))
    everything = endless(asker, charts=told.charts)
    await asyncio.gather(*(one_reader(everything, told, seen) for _ in range(READERS)))
    return seen


# -------------------------------------------------------------------------------------- the writer
def write(path: str) -> None:
    """Documents and changed events, as a run brings them, until the process is ended."""
    from retinue.store import Store  # noqa: PLC0415 (this process only)
    from retinue.store.facts import index_happenings  # noqa: PLC0415

    rng = random.Random(3)
    world = World(rng, 2_000)
    docs = [f"new{n:05}" for n in range(1000)]
    with Store.open(path) as store:
        for number in range(100_000):
            doc = docs[number % len(docs)]
            told = [happening(rng, world, 900_000 + number * 3 + n, [doc]) for n in range(3)]
            store.put(record(rng, world, doc, told, "New Daily"), f"c{number}")
            if number % 25 == 0:
                with store._writing() as connection:
                    changed = [happening(rng, world, rng.randrange(100_000), docs) for _ in range(20)]
                    index_happenings(connection, changed, (), NOW)
            time.sleep(0.2)


# -------------------------------------------------------------------------------------- everything
def serve(path: str) -> None:
    import uvicorn  # noqa: PLC0415 (this process only)

    from retinue.settings import Settings  # noqa: PLC0415
    from retinue.web import create_app  # noqa: PLC0415

    app = create_app(Settings(database=path))
    app.state.reader.look().finder.held()
    uvicorn.run(app, port=PORT, log_level="warning", access_log=False)


def started(part: str, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, str(path), "--part", part])


def memory(process: subprocess.Popen[bytes]) -> int:
    """MiB that a process has in memory."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024


def wait() -> None:
    for _ in range(600):
        try:
            fetch("/healthz")
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not come up")


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(told: argparse.Namespace) -> dict[str, Any]:
    server = started("serve", told.path)
    writer = None
    try:
        wait()
        writer = started("write", told.path) if told.writer else None
        asyncio.run(
            all_readers(argparse.Namespace(seconds=5, think=0, charts=told.charts))
        )  # a first round, so that nothing is cold
        load = os.getloadavg()[0]
        seen = asyncio.run(all_readers(told))
        held = memory(server)
    finally:
        for process in (server, writer):
            if process:
                process.terminate()
                process.wait()
    rows = {}
    for kind, answers in sorted(seen.items()):
        times = [1000 * seconds for seconds, _, _ in answers]
        wrong = [status for _, _, status in answers if status not in (200, 404)]
        shares = {f"p{share}_ms": round(quantile(times, share / 100), 1) for share in (50, 95, 99)}
        size = int(statistics.median(bytes_ for _, bytes_, _ in answers))
        rows[kind] = {"requests": len(times)} | shares | {"bytes": size, "errors": len(wrong)}
    total = [1000 * seconds for answers in seen.values() for seconds, _, _ in answers]
    rows["all"] = {"requests": len(total), "p50_ms": round(statistics.median(total), 1),
                   "p95_ms": round(quantile(total, 0.95), 1), "p99_ms": round(quantile(total, 0.99), 1),
                   "per_second": round(len(total) / told.seconds, 1)}  # fmt: skip
    return {"readers": READERS, "think_s": told.think, "seconds": told.seconds, "writer": told.writer,
            "server_mib": held, "load_before": round(load, 1), "kinds": rows}  # fmt: skip


def show(result: dict[str, Any]) -> None:
    load, size = result["load_before"], result["server_mib"]
    print(f"{READERS} readers, think {result['think_s']} s, load before {load}, server {size} MiB")
    for kind, row in result["kinds"].items():
        times = " ".join(f"{row[name]:8}" for name in ("p50_ms", "p95_ms", "p99_ms"))
        print(f"{kind:22} {row['requests']:6} {times} {row.get('bytes', ''):>9}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--think", type=float, action="append", help="seconds a reader looks at an answer; may be repeated"
    )
    parser.add_argument("--charts", action="store_true", help="ask for charts too")
    parser.add_argument("--no-writer", dest="writer", action="store_false")
    parser.add_argument("--part", choices=("serve", "write"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.part:
        {"serve": serve, "write": write}[told.part](str(told.path))
        return
    if not told.path.exists():
        make(told.path)
    results = []
    for think in told.think or [1.0, 0.0]:
        results.append(measure(argparse.Namespace(**vars(told) | {"think": think})))
        show(results[-1])
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    RESULTS.write_text(json.dumps({"machine": machine, "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
