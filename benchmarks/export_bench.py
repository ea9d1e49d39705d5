"""Speed and peak memory of each export on made events: 10,000 and 100,000 of them, each told by one document.

Memory must not grow with the record; each figure is a process of its own. `python benchmarks/export_bench.py` writes
benchmarks/results/export.json; with a format and a number it measures one and prints it.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from retinue.export import EXPORTERS, Material
from retinue.knowledge import load
from retinue.model import (
    Article,
    Discrepancy,
    Entity,
    EntityType,
    Event,
    EventType,
    Happening,
    Party,
    Precision,
    Published,
    Record,
    Reliability,
    Report,
    Restriction,
    Signal,
    Span,
    Statement,
    Status,
)
from retinue.store import Told

RESULTS = Path(__file__).parent / "results" / "export.json"
NUMBERS = (10_000, 100_000)
FIRMS, OFFICIALS = 5_000, 500
PLACES = (("Hangzhou", "Zhejiang", "China"), ("Shenzhen",), ("Brussels",), (), ("China",))
FIRST = dt.date(2015, 1, 1)
DAYS = 3_650


@dataclass(frozen=True)
class Made:
    """Contents that are made while they are read."""

    number: int

    def happenings(self) -> Iterator[Happening]:
        """One event after another."""
        return map(happening, range(self.number))

    def documents(self) -> Iterator[Told]:
        """The document that tells each."""
        return map(told, range(self.number))


def happening(n: int) -> Happening:
    """A visit by one of 500 officials to one of 5,000 firms."""
    day = FIRST + dt.timedelta(days=n % DAYS)
    official = Party(f"Official {n % OFFICIALS}", EntityType.PERSON, f"Minister {n % OFFICIALS}")
    firm = Party(f"Firm {n % FIRMS} Group", EntityType.COMPANY)
    listed = (Restriction(firm.name, "US Entity List", "2019-10-09", "a made list"),) if n % 10 == 0 else ()
    contradicted = (Discrepancy("start", {f"d{n}": "2020-01-01", f"e{n}": "2020-01-02"}),) if n % 20 == 0 else ()
    return Happening(
        f"visit-{n:06}", EventType.VISIT, (official,), (firm,), PLACES[n % len(PLACES)], day, day, Precision.DAY,
        Status.OCCURRED, Signal.SUPPORT, (Report(f"d{n:06}", "v1", "Made News", "Made Agency", day),), 1,
        contradicted, listed, 0.8,
    )  # fmt: skip


def told(n: int) -> Told:
    """A document of about 1,500 characters with one event and one statement."""
    day = FIRST + dt.timedelta(days=n % DAYS)
    evidence = f"Official {n % OFFICIALS} visited Firm {n % FIRMS} Group on {day}"
    speech = "They will do well"
    text = f"A visit\n\n{evidence}. {speech}, the official said. " + "The firm makes many things for many. " * 35
    at, said = text.index(evidence), text.index(speech)
    article = Article(
        f"d{n:06}", f"in/d{n:06}.txt", text, "A visit", 7, "en", Published(day, "meta", Reliability.HIGH), "Made News"
    )
    event = Event(
        "v1", EventType.VISIT, ("e1",), ("e2",), PLACES[n % len(PLACES)], day, day, Precision.DAY, Status.OCCURRED,
        Signal.SUPPORT, "Made Agency", evidence, Span(at, at + len(evidence)), 0.8, "made",
    )  # fmt: skip
    entities = (
        Entity("e1", EntityType.PERSON, f"Official {n % OFFICIALS}"),
        Entity("e2", EntityType.COMPANY, f"Firm {n % FIRMS} Group"),
    )
    statement = Statement("e1", "direct", "said", speech, Span(said, said + len(speech)))
    record = Record(article, f"{n:064}", ("Made Agency",), entities, (event,), (statement,))
    return Told(record, {"v1": f"visit-{n:06}"}, frozenset({"v1"}))


def measure(form: str, number: int) -> dict[str, Any]:
    """CPU seconds, bytes and peak memory of one format in this process."""
    known = cache(load)
    started, length = time.process_time(), 0
    for part in EXPORTERS[form].parts:
        length += sum(map(len, part.chunks(Material(Made(number), known))))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "events": number, "cpu_seconds": round(seconds, 1), "events_per_second": round(number / seconds),
        "megabytes": round(length / 1e6, 1), "peak_mb": round(peak),
    }  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measure one, or all and write the results."""
    if arguments:
        print(json.dumps(measure(arguments[0], int(arguments[1]))))
        return
    found: dict[str, list[Any]] = {}
    for form in EXPORTERS:
        for number in NUMBERS:
            command = [sys.executable, __file__, form, str(number)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found.setdefault(form, []).append(json.loads(done.stdout))
            print(form, found[form][-1], flush=True)
    told_of = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "formats": found,
    }
    RESULTS.write_text(json.dumps(told_of, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
