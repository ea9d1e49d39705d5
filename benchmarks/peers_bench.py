"""Retinue beside others: pages with trafilatura, newspaper4k and news-please, acts with names in a sentence.

    python benchmarks/peers_bench.py --pages FOLDER --gold FOLDER [--peers PYTHON]

--pages:
`ground-truth.json` with `articleBody` and `url` of each page and `html/NAME.html.gz` (the layout of the Article
Extraction Benchmark). --gold: annotated articles
(docs/evaluation.md). --peers: a Python in which newspaper4k and news-please are installed, for example

    uv venv /tmp/peers && uv pip install --python /tmp/peers/bin/python newspaper4k news-please lxml_html_clean

Pages are read without their addresses. The text is scored by the benchmark's own measure, F1 over shingles of four
words; the date only on pages whose address holds a full one, which is then taken out of the page. The loop over names
takes every person or organisation named in a sentence together with another as "did something with": the most that
co-occurrence can find of who acted on whom. Writes benchmarks/results/peers.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from retinue.clean import clean
from retinue.errors import DocumentError
from retinue.ingest import read_paths
from retinue.knowledge import load
from retinue.model import Failure, RawItem, Record
from retinue.run.reader import build_reader
from retinue.settings import Settings

HERE = Path(__file__).parent
PASSES = 4  # over all pages; the least CPU time counts, as in peers_pages.py
_DAY = re.compile(r"(20\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")
_WORD = re.compile(r"\w+")


# ------------------------------------------------------------------------------------------------- pages
def shingles(text: str | None) -> Counter[tuple[str, ...]]:
    """Four words in a row, as the Article Extraction Benchmark counts them; a shorter text is one shingle."""
    words = _WORD.findall(text or "")
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def text_score(truth: str, found: str | None) -> tuple[float, float]:
    """(precision, recall) of one page."""
    right, said = shingles(truth), shingles(found)
    same = sum((right & said).values())
    precision = same / sum(said.values()) if said else float(not right)
    return precision, same / sum(right.values()) if right else 1.0


def retinue_pages(pages: Mapping[str, str]) -> dict[str, Any]:
    """What our cleaning makes of the pages; the headline is no part of the body."""
    knowledge, least = load(()), float("inf")
    for _ in range(PASSES):
        started, found = time.process_time(), {}
        for name, page in pages.items():
            try:
                article = clean(RawItem(name, name, page.encode(), True, name), knowledge, max_chars=200_000)
                day = article.published.date
                found[name] = {"title": article.title, "text": article.text[article.title_end :].strip(),
                               "date": day.isoformat() if day else None}  # fmt: skip
            except DocumentError:
                found[name] = {"title": None, "text": None, "date": None}
        least = min(least, time.process_time() - started)
    return {"seconds": least, "found": found}


def compare_pages(folder: Path, python: str) -> dict[str, Any]:
    """A row for each system."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    days = {name: m for name, one in truth.items() if (m := _DAY.search(one["url"]))}
    pages = {name: _without_address(_page(folder, name), truth[name]["url"], days.get(name)) for name in truth}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "pages.json"
        file.write_text(json.dumps(pages), "utf-8")
        results = {"retinue": retinue_pages(pages)}
        for peer, interpreter in (("trafilatura", sys.executable), ("newspaper4k", python), ("news-please", python)):
            command = [interpreter, str(HERE / "peers_pages.py"), peer, str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=place)
            results[peer] = json.loads(done.stdout.splitlines()[-1])
    base = results["trafilatura"]["seconds"]
    return {name: _row(result, truth, days, base) for name, result in results.items()}


def _page(folder: Path, name: str) -> str:
    return gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")


def _without_address(page: str, url: str, day: re.Match[str] | None) -> str:
    """The page without its own address, which would give the day away."""
    path = url.split("://", 1)[-1].split("/", 1)[-1]
    return (
        page.replace(path, "story").replace(day[0], "story") if day and "/" in day[0] else page.replace(path, "story")
    )


def _row(result: dict[str, Any], truth: Mapping[str, Any], days: Mapping[str, Any], base: float) -> dict[str, Any]:
    found = result["found"]
    scores = [text_score(truth[name]["articleBody"], found[name]["text"]) for name in truth]
    precision, recall = (sum(column) / len(scores) for column in zip(*scores, strict=True))
    dated = [(found[name]["date"], "-".join(m.groups())) for name, m in days.items()]
    return {
        "f1": round(2 * precision * recall / (precision + recall), 3),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "titles": sum(1 for one in found.values() if one["title"]),
        "dates_right": sum(a == b for a, b in dated),
        "dates_wrong": sum(a is not None and a != b for a, b in dated),
        "dates_none": sum(a is None for a, _ in dated),
        "dated_pages": len(dated),
        "pages": len(found),
        "pages_per_cpu_second": round(len(found) / result["seconds"], 1),
        "times_trafilatura": round(base / result["seconds"], 2),
    }


# -------------------------------------------------------------------------------------------------- acts
Pair = frozenset[str]


def compare_acts(folder: Path) -> dict[str, Any]:
    """Who acted on whom: the share of annotated pairs of actor and recipient found, and of told pairs right."""
    settings = Settings(gate="off")
    raws = [item for item in read_paths([folder], settings) if not isinstance(item, Failure)]
    gold = {path.stem: _gold_pairs(json.loads(path.read_text("utf-8"))) for path in folder.glob("*.json")}
    raws = [raw for raw in raws if raw.doc in gold]
    read, baseline, knowledge = build_reader(settings), spacy.load(settings.model), load(())
    texts = {raw.doc: clean(raw, knowledge, max_chars=settings.max_chars).text for raw in raws}
    systems: dict[str, Callable[[RawItem], set[Pair]]] = {
        "retinue": lambda raw: _record_pairs(read(raw)),
        "names together": lambda raw: _together(baseline(texts[raw.doc])),
    }
    rows: dict[str, Any] = {}
    for name, work in systems.items():
        for raw in raws[:10]:
            work(raw)
        started = time.process_time()
        told = {raw.doc: work(raw) for raw in raws}
        seconds = time.process_time() - started
        rows[name] = _acts_row(told, gold) | {
            "documents": len(raws),
            "ms_a_document": round(seconds * 1e3 / len(raws), 1),
        }
    return rows


def _acts_row(
    told: Mapping[str, set[Pair]], gold: Mapping[str, Sequence[tuple[set[str], set[str]]]]
) -> dict[str, Any]:
    """An annotated pair counts as found when some told pair names both; a told one as right likewise."""
    wanted = [(doc, pair) for doc in told for pair in gold[doc]]
    found = sum(any(_meets(mine, pair) for mine in told[doc]) for doc, pair in wanted)
    said = [(doc, mine) for doc, pairs in told.items() for mine in pairs]
    right = sum(any(_meets(mine, pair) for pair in gold[doc]) for doc, mine in said)
    return {
        "pairs": len(wanted), "found": round(found / max(1, len(wanted)), 3),
        "told": len(said), "right": round(right / max(1, len(said)), 3),
    }  # fmt: skip


def _meets(mine: Pair, pair: tuple[set[str], set[str]]) -> bool:
    first, second = (*mine, *mine)[:2]
    return any(_same(a, pair[0]) and _same(b, pair[1]) for a, b in ((first, second), (second, first)))


def _same(name: str, names: set[str]) -> bool:
    """A name equals one of the forms, or holds its last word, or is held: lenient alike for every system."""
    low = name.casefold().removeprefix("the ")
    return any(low == form or low.split()[-1:] == form.split()[-1:] or low in form or form in low for form in names)


def _gold_pairs(annotated: Mapping[str, Any]) -> list[tuple[set[str], set[str]]]:
    forms = {one["id"]: _forms(one) for one in annotated.get("entities", ())}
    return [
        (forms[actor], forms[recipient])
        for event in annotated.get("events", ())
        for actor in event.get("actors", ())
        for recipient in event.get("recipients", ())
        if actor in forms and recipient in forms and actor != recipient
    ]


def _forms(entity: Mapping[str, Any]) -> set[str]:
    names = (entity["name"], *entity.get("mentions", ()), *entity.get("aliases", ()))
    return {name.casefold().removeprefix("the ") for name in names if name}


def _record_pairs(record: Any) -> set[Pair]:
    if not isinstance(record, Record):
        return set()
    names = {entity.id: entity.name for entity in record.entities}
    return {frozenset((names[a], names[r])) for e in record.events for a in e.actors for r in e.recipients if a != r}


def _together(doc: Any) -> set[Pair]:
    return {frozenset(pair) for sentence in doc.sents for pair in combinations(sorted(_named(sentence)), 2)}


def _named(sentence: Any) -> Iterator[str]:
    return iter({ent.text for ent in sentence.ents if ent.label_ in ("PERSON", "ORG", "GPE")})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--peers", default=sys.executable)
    given = parser.parse_args()
    machine = {"python": platform.python_version(), "processor": platform.machine(), "cores": os.cpu_count(),
               "load": [round(value, 1) for value in os.getloadavg()]}  # fmt: skip
    result: dict[str, Any] = {"machine": machine}
    if given.pages:
        result["pages"] = compare_pages(given.pages, given.peers)
    if given.gold:
        result["acts"] = compare_acts(given.gold)
    print(json.dumps(result, indent=2))
    (HERE / "results" / "peers.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
