"""Scores retinue.dates on a folder of TimeML files, such as TempEval-3 Platinum.

    python benchmarks/dates_bench.py FOLDER [--errors 40]

Compares what `read(text, anchor, ranges=False)` finds with the TIMEX3 tags inside <TEXT>; the anchor is the day the
document was made. Strict: equal character spans once leading prepositions are stripped; relaxed: spans overlap, one
to one. Type and value F1 are the relaxed F1 times the share of right types and values among the matches. Full days
right: gold values of the form YYYY-MM-DD that an overlapping expression gives exactly, over all such values.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from retinue.dates import read

TAG = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>|<[^>]+>")
PREPOSITION = re.compile(r"(?:in|on|at|by|for|since|until|from|during|of|over)\s+", re.I)


@dataclass(frozen=True)
class Timex:
    start: int
    end: int
    type: str
    value: str
    text: str


@dataclass
class Tally:
    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    types: int = 0
    values: int = 0
    days: int = 0
    days_right: int = 0
    by_type: Counter[str] = field(default_factory=Counter)
    right_by_type: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        return 200 * hits / (self.gold + self.found) if self.gold + self.found else 0.0


def load(path: Path) -> tuple[str, dt.date | None, list[Timex]]:
    """The text without tags, its creation day, and the TIMEX3 of <TEXT> as character spans."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", raw, re.S)
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    pieces: list[str] = []
    spans: list[Timex] = []
    opened: list[tuple[int, dict[str, str]]] = []
    position = length = 0
    for tag in TAG.finditer(body):
        piece = html.unescape(body[position : tag.start()])
        pieces.append(piece)
        length, position = length + len(piece), tag.end()
        if tag[1] is not None:
            opened.append((length, dict(re.findall(r'(\w+)="([^"]*)"', tag[1]))))
        elif tag[0] == "</TIMEX3>" and opened:
            start, given = opened.pop()
            spans.append(Timex(start, length, given.get("type", ""), given.get("value", ""), ""))
    text = "".join(pieces) + html.unescape(body[position:])
    gold = [Timex(t.start, t.end, t.type, t.value, text[t.start : t.end]) for t in spans]
    return text, dt.date.fromisoformat(created[1]) if created else None, gold


def stripped(timex: Timex) -> tuple[int, int]:
    lead = PREPOSITION.match(timex.text)
    return timex.start + (lead.end() if lead else 0), timex.end


def score(tally: Tally, name: str, gold: list[Timex], found: list[Timex]) -> None:
    tally.gold += len(gold)
    tally.found += len(found)
    tally.strict += len({stripped(t) for t in gold} & {stripped(t) for t in found})
    unused = list(found)
    for timex in gold:
        tally.by_type[timex.type] += 1
        match = next((f for f in unused if f.start < timex.end and timex.start < f.end), None)
        if match:
            unused.remove(match)
            tally.relaxed += 1
            tally.types += match.type == timex.type
            tally.values += match.value == timex.value
            tally.right_by_type[timex.type] += match.value == timex.value
        count_day(tally, timex, found)
        if not match or match.value != timex.value:
            got = f"{match.text!r} {match.type} {match.value}" if match else "nothing"
            tally.errors.append(f"{name}: {timex.text!r} {timex.type} {timex.value} <- {got}")
    tally.errors.extend(f"{name}: extra {f.text!r} {f.type} {f.value}" for f in unused)


def count_day(tally: Tally, timex: Timex, found: list[Timex]) -> None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", timex.value):
        tally.days += 1
        overlapping = [f for f in found if f.start < timex.end and timex.start < f.end]
        tally.days_right += any(f.value == timex.value for f in overlapping)


def documents(folder: Path) -> Iterator[tuple[str, str, dt.date | None, list[Timex]]]:
    for path in sorted(p for p in folder.rglob("*.tml") if not p.name.startswith(".")):
        yield path.stem, *load(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to list")
    options = parser.parse_args()
    tally, seconds, words, count = Tally(), 0.0, 0, 0
    read("Warm up on 7 October 2023.", None)
    for name, text, created, gold in documents(options.folder):
        began = time.process_time()
        expressions = read(text, created, ranges=False)
        seconds += time.process_time() - began
        words, count = words + len(text.split()), count + 1
        found = [Timex(e.span.start, e.span.end, e.type, e.value, e.text) for e in expressions]
        score(tally, name, gold, found)
    report(tally, seconds, words, count)
    print(*tally.errors[: options.errors], sep="\n")


def report(tally: Tally, seconds: float, words: int, count: int) -> None:
    precision = 100 * tally.relaxed / tally.found if tally.found else 0.0
    recall = 100 * tally.relaxed / tally.gold if tally.gold else 0.0
    print(f"documents {count}, TIMEX3 {tally.gold}, found {tally.found}")
    print(f"strict F1 {tally.f1(tally.strict):.1f}")
    print(f"relaxed F1 {tally.f1(tally.relaxed):.1f} (precision {precision:.1f}, recall {recall:.1f})")
    print(f"type F1 {tally.f1(tally.types):.1f}, value F1 {tally.f1(tally.values):.1f}")
    print("value right: " + ", ".join(f"{t} {tally.right_by_type[t]}/{n}" for t, n in sorted(tally.by_type.items())))
    print(f"full days right {tally.days_right}/{tally.days} = {100 * tally.days_right / max(1, tally.days):.1f} %")
    print(f"speed {words / 500 / seconds if seconds else 0:.0f} articles of 500 words per CPU second")


if __name__ == "__main__":
    main()
