"""Learn which time dates an act, from annotated articles; writes src/retinue/data/coding/ties.json.

    python tools/train_dates.py GOLD_DIR [GOLD_DIR ...] [--dry-run]

A gold folder is what `retinue evaluate` reads. An event may name the words that tell it (`trigger`, within its
`evidence`) and other tellings (`retold`: rows of `evidence` and `trigger`); without them the triggers that the rules
find in the evidence stand in. Each telling is one choice among the times around it and no date
(`retinue.coding.when.Clock.options`); the weights are those of a conditional logit with an L2 penalty. Prints the
share of tellings and of events dated right, cross-validated by article. With --dry-run nothing is written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from coder.reading import annotated

from retinue.annotate import annotate
from retinue.coding.candidates import candidates
from retinue.coding.lexicon import Lexicon
from retinue.coding.scene import Scene
from retinue.coding.syntax import governor
from retinue.coding.ties import Act
from retinue.coding.when import Option
from retinue.model import Annotation, EventType
from retinue.pipeline import Tools
from retinue.settings import Settings

OUT = Path(__file__).parent.parent / "src/retinue/data/coding/ties.json"
FOLDS, RARE, PENALTY, SMALL = 5, 3, 2.0, 0.02
STEPS, RATE = 400, 0.05
Row = Mapping[str, Any]
Days = tuple[str, str] | None  # first and last day of a date; None when there is none


@dataclass(frozen=True)
class Choice:
    """One telling of an event: the options for its date, the days each stands for, which of them are right."""

    doc: str
    event: str
    options: Sequence[Option]
    days: Sequence[Days]
    good: frozenset[int]
    gold: Row
    weight: float


def articles(folder: Path, tools: Tools) -> Iterator[tuple[Row, Annotation]]:
    """Annotated articles with what the reader makes of them; their day is the gold's."""
    for _, article, gold in annotated(folder, tools):
        if gold["published"] and article.published.date is None:
            day = dt.date.fromisoformat(gold["published"])
            article = replace(article, published=replace(article.published, date=day))
        yield gold, annotate(article, tools.reader, tools.knowledge)


def choices(gold: Row, annotation: Annotation, tools: Tools, lexicon: Lexicon) -> Iterator[Choice]:
    """Every telling of the article's events, in order of the text."""
    scene = Scene.of(annotation, tools.knowledge, lexicon)
    found = [(hit.token, hit.frame.type) for hit, _ in candidates(scene)]
    told = sorted(tellings(gold, annotation, found), key=lambda t: t[1].i)
    triggers = [token for _, token, _ in told] + [token for token, _ in found]
    before: list[Row] = []
    for event, token, first in told:
        rivals = [t for t in triggers if t.sent.start == token.sent.start and t.i != token.i]
        thread = [e for e in before if set(e["actors"]) & set(event["actors"])]
        tours = [e for e in thread if e["type"] == "visit"]
        verb = governor(token) if token.pos_ in ("NOUN", "PROPN") else token
        kind = EventType(event["type"])
        act = Act(token, verb, kind, rivals, times_of(thread, annotation), times_of(tours, annotation))
        yield choice(gold["doc"], event, scene.clock.options(act), annotation, first)
        before.append(event)


def tellings(gold: Row, annotation: Annotation, found: Sequence[tuple[Any, str]]) -> Iterator[tuple[Row, Any, bool]]:
    """(event, the token that tells it, whether it is the main telling)."""
    text = annotation.article.text
    for event in gold["events"]:
        if not event.get("trigger"):
            start = text.find(event["evidence"])
            inside = range(start, start + len(event["evidence"])) if start >= 0 else range(0)
            yield from ((event, t, True) for t, kind in found if kind == event["type"] and t.idx in inside)
            continue
        for n, telling in enumerate([event, *event.get("retold", ())]):
            start = text.find(telling["evidence"])
            place = text.find(telling["trigger"], start) if start >= 0 else -1
            token = head(annotation.parsed, place, place + len(telling["trigger"])) if place >= 0 else None
            if token is not None:
                yield event, token, n == 0


def head(parsed: Any, start: int, end: int) -> Any:
    """The token that a trigger's syntax hangs on: its first verb, else its last noun."""
    inside = [t for t in parsed if start <= t.idx < end and not t.is_space]
    verbs = [t for t in inside if t.pos_ == "VERB"]
    nouns = [t for t in inside if t.pos_ in ("NOUN", "PROPN")]
    return (verbs or nouns[::-1] or inside or [None])[0]


def choice(doc: str, event: Row, options: Sequence[Option], annotation: Annotation, first: bool) -> Choice:
    """The options of a telling, with the right ones: the gold's days, from the act's own sentence if there."""
    days = [None if i is None else days_of(i, annotation) for i, _ in options]
    right = {n for n, d in enumerate(days) if d is not None and dated(event, d)}
    own = {n for n in right if options[n][1][0] == "near"}
    good = (own if not first and own else right) or {0}
    sure = first and (bool(right) or event["start"] is None)
    return Choice(doc, event["id"], options, days, frozenset(good), event, 1.0 if sure else 0.5)


def days_of(index: int, annotation: Annotation) -> Days:
    """First and last day of a time of the article."""
    time = annotation.times[index]
    return None if time.start is None else (time.start.isoformat(), (time.end or time.start).isoformat())


def dated(event: Row, days: Days) -> bool:
    """True when these are the event's days; what goes on needs only its first."""
    if days is None or event["start"] is None:
        return days is None and event["start"] is None
    ongoing = event["status"] == "ongoing" and event["end"] is None
    return days[0] == event["start"] and (ongoing or days[1] == (event["end"] or event["start"]))


def times_of(events: Sequence[Row], annotation: Annotation) -> frozenset[int]:
    """The times of the article that give the days of any of these events."""
    times = range(len(annotation.times))
    return frozenset(i for i in times for e in events if e["start"] and dated(e, days_of(i, annotation)))


# -------------------------------------------------------------------------------------------- learning
def learn(told: Sequence[Choice]) -> dict[str, float]:
    """Weights that make the right options likeliest (Adam, full batch)."""
    counts = Counter(trait for one in told for _, traits in one.options for trait in set(traits))
    names = sorted(name for name, count in counts.items() if count >= RARE)
    index = {name: n for n, name in enumerate(names)}
    rows, columns, owner, good = packed(told, index)
    strength = np.array([one.weight for one in told])[owner]
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = np.bincount(rows, weights[columns], len(owner))
        likely = np.exp(scores - scores.max())
        share = likely / np.bincount(owner, likely)[owner]
        wanted = likely * good / np.bincount(owner, likely * good)[owner]
        slope = np.bincount(columns, (strength * (share - wanted))[rows], len(names)) + PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        pace = RATE * (1 - step / (STEPS + 1))
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(w), 2) for name, w in zip(names, weights, strict=True) if abs(w) >= SMALL}


def packed(told: Sequence[Choice], index: Mapping[str, int]) -> tuple[Any, Any, Any, Any]:
    """The traits as (row, column) pairs, a row for every option; whose option each is, and whether it is right."""
    rows, columns, owner, good = [], [], [], []
    for number, one in enumerate(told):
        for place, (_, traits) in enumerate(one.options):
            known = [index[t] for t in traits if t in index]
            rows += [len(owner)] * len(known)
            columns += known
            owner.append(number)
            good.append(place in one.good)
    return np.array(rows), np.array(columns), np.array(owner), np.array(good, dtype=float)


def chosen(one: Choice, weights: Mapping[str, float]) -> Days:
    """The days that the weights choose, as `Clock.of` does."""
    mass: dict[Days, float] = defaultdict(float)
    for days, (_, traits) in zip(one.days, one.options, strict=True):
        mass[days] += float(np.exp(sum(weights.get(t, 0.0) for t in traits)))
    return max(mass, key=lambda days: mass[days])


def cross_validated(told: Sequence[Choice]) -> tuple[float, float]:
    """The share of main tellings and of events dated right by weights that never saw their article."""
    docs = sorted({one.doc for one in told})
    fold = {doc: n % FOLDS for n, doc in enumerate(docs)}
    events: dict[tuple[str, str], list[tuple[Choice, Days]]] = defaultdict(list)
    for number in range(FOLDS):
        weights = learn([one for one in told if fold[one.doc] != number])
        for one in (one for one in told if fold[one.doc] == number):
            events[one.doc, one.event].append((one, chosen(one, weights)))
    firsts = [dated(rows[0][0].gold, rows[0][1]) for rows in events.values()]
    merged = [dated(rows[0][0].gold, closest([days for _, days in rows])) for rows in events.values()]
    return sum(firsts) / len(firsts), sum(merged) / len(merged)


def closest(found: Sequence[Days]) -> Days:
    """The most exact of the days that an event's tellings were given, as merging takes it."""
    day = dt.date.fromisoformat
    return min((d for d in found if d), key=lambda d: (day(d[1]) - day(d[0])).days, default=None)


def main() -> None:
    """Read, cross-validate, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--dry-run", action="store_true", help="only print the shares")
    args = parser.parse_args()
    tools, lexicon = Tools.build(Settings()), Lexicon.bundled()
    read = [pair for folder in args.gold for pair in articles(folder, tools)]
    told = [one for gold, annotation in read for one in choices(gold, annotation, tools, lexicon)]
    first, event = cross_validated(told)
    print(
        f"{len(read)} articles, {len(told)} tellings; right: tellings {100 * first:.1f} %, events {100 * event:.1f} %"
    )
    if not args.dry_run:
        source = f"Learned by tools/train_dates.py from {len(read)} annotated articles with {len(told)} tellings"
        content = {"source": source, "checked": "2026-11-30", "weights": learn(told)}
        OUT.write_text(json.dumps(content, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
