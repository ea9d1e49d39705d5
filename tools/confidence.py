"""Fit the weights behind every confidence on annotated articles, and measure how far they can be trusted.

    python tools/confidence.py GOLD_DIR…            fit and measure; writes the weights, the figures and the diagram
    python tools/confidence.py --check GOLD_DIR…    measure the bundled weights on articles they were not fitted on

Figures of the first form are out of fold: each article is judged by weights fitted on others, articles that tell of
one event together, and how strongly weights are held down is chosen inside each fold. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, GroupKFold

sys.path.insert(0, str(Path(__file__).parent))

from coder.reading import articles

from retinue.annotate import annotate
from retinue.coding import Learned, code
from retinue.coding.learned.context import Context
from retinue.coding.learned.encoder import Encoder
from retinue.confidence import FIELDS, Features, Look, Model, pertinent
from retinue.confidence.weights import bundled
from retinue.evaluate import read_gold, same_name, tied
from retinue.evaluate.pairing import entity_pairs, event_pairs, right_slots
from retinue.export.jsonl import document_line
from retinue.model import Annotation, Coded, Judged
from retinue.pipeline import Tools
from retinue.resolve import resolve
from retinue.settings import Settings
from retinue.sourcing import credit

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "src" / "retinue" / "data" / "confidence.json"
FIGURES = ROOT / "benchmarks" / "results" / "confidence.json"
DIAGRAM = ROOT / "docs" / "confidence.svg"
STRENGTHS = {"C": [0.01, 0.03, 0.1, 0.3, 1.0]}
SEEN = 5  # a feature that fewer events have is left out
FOLDS, INNER, BINS = 10, 4, 10
SLOTS = {"actors": "actors", "recipients": "recipients", "places": "place", "date": "date", "status": "status",
         "signal": "signal"}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One event read: the group of articles it belongs to, its features, and which of its fields are right."""

    group: str
    features: Features
    right: dict[str, bool]


class Coders:
    """The learned part of the coder, fitted without each third of the articles (tools/train_coder.py --folds)."""

    def __init__(self, folder: Path) -> None:
        self._fold: dict[str, int] = json.loads((folder / "folds.json").read_text("utf-8"))
        self._parts = {path.stem: _read(path) for path in folder.glob("*.npz")}

    def without(self, doc: str) -> Learned:
        """One that was not fitted on the article."""
        return self._parts[str(self._fold.get(doc, 0))]


def _read(path: Path) -> Learned:
    """Weights, with the encoder that tools/train_encoder.py put beside them."""
    held, encoder = np.load(path), path.with_suffix("")
    return Learned.read(held, Context.read(held, Encoder.read(encoder)) if encoder.is_dir() else None)


# ------------------------------------------------------------------------------------------- what is right
def cases_in(folder: Path, tools: Tools, coders: Coders | None = None) -> Iterator[Case]:
    """Every event read in the annotated articles of a folder; `coders` gives each article one not fitted on it."""
    gold = {row["doc"]: row for row in read_gold(folder).documents}
    group = tied(gold.values())
    for item, article in articles([folder], tools):
        if item.doc not in gold:
            continue
        annotation = annotate(article, tools.reader, tools.knowledge)
        learned = coders.without(item.doc) if coders else tools.learned
        coded = credit(annotation, code(annotation, tools.knowledge, learned=learned), tools.knowledge)
        row = json.loads(document_line(resolve(annotation, coded, item.sha256, tools.knowledge), {}))
        yield from judged(annotation, coded, row, gold[item.doc], f"{folder}/{group[item.doc]}")


def judged(
    annotation: Annotation, coded: Coded, read: dict[str, Any], wanted: dict[str, Any], group: str
) -> Iterator[Case]:
    """The events of one article with the verdict of its annotation."""
    look, pairs = Look(annotation, coded.events), entity_pairs(read, wanted)
    found = {ours["id"]: theirs for ours, theirs in event_pairs(read, wanted, pairs)}
    met = {theirs["id"] for theirs in found.values()}
    for draft, ours in zip(coded.events, read["events"], strict=True):
        theirs = found.get(ours["id"])
        right = {"event": theirs is not None}
        if (kind := type_right(ours, theirs, wanted, met)) is not None:
            right["type"] = kind
        if theirs is not None:
            slots = right_slots(ours, theirs, pairs)
            right |= {field: slots[slot] for field, slot in SLOTS.items()}
            if "origin" in theirs:
                right["origin"] = same_origin(ours["origin"], theirs["origin"])
        yield Case(group, look.features(draft, len(coded.origins)), right)


def type_right(
    ours: dict[str, Any], theirs: dict[str, Any] | None, wanted: dict[str, Any], met: set[str]
) -> bool | None:
    """Whether an act told in these words has the type; None when none is told there that nobody else stands for."""
    if theirs is not None:
        return True
    words = " ".join(ours["evidence"].split())
    here = [event for event in wanted["events"] if event["id"] not in met and any(told_in(words, event))]
    return any(event["type"] == ours["type"] for event in here) if here else None


def told_in(words: str, event: dict[str, Any]) -> Iterator[bool]:
    """For each place where the article tells an event, whether it is in these words."""
    for told in (event, *event.get("retold", ())):
        evidence = " ".join((told.get("evidence") or "").split())
        yield bool(evidence) and (evidence in words or words in evidence)


def same_origin(ours: str | None, theirs: str | None) -> bool:
    """The same source, or none on both sides."""
    return ours is theirs is None or bool(ours and theirs and same_name([ours], [theirs], False))


# ------------------------------------------------------------------------------------------------- fitting
def fitted(rows: Sequence[Features], right: np.ndarray, groups: Sequence[str]) -> Model:
    """A model of one field. The weights' strength is the best of STRENGTHS over folds of the groups."""
    seen = Counter(name for row in rows for name in row)
    kept = [{name: value for name, value in row.items() if seen[name] >= SEEN} for row in rows]
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform(kept)
    bias, weights = 0.0, np.zeros(table.shape[1])
    if 0 < right.sum() < len(right):
        folds = GroupKFold(min(INNER, len(set(groups))))
        search = GridSearchCV(LogisticRegression(max_iter=2000), STRENGTHS, scoring="neg_log_loss", cv=folds)
        try:
            best = search.fit(table, right, groups=groups).best_estimator_
        except ValueError:  # a fold without one of the two answers
            best = LogisticRegression(C=STRENGTHS["C"][0], max_iter=2000).fit(table, right)
        bias, weights = float(best.intercept_[0]), best.coef_[0]
    else:
        bias = float(np.log((right.sum() + 1) / (len(right) - right.sum() + 1)))
    names = vectors.get_feature_names_out()
    means = table.mean(axis=0)
    strong = {name: (w, m) for name, w, m in zip(names, weights, means, strict=True) if abs(w) >= 0.005}
    return Model(
        round(bias, 3),
        {name: round(float(w), 3) for name, (w, _) in strong.items()},
        {name: round(float(m), 3) for name, (_, m) in strong.items()},
    )


def of_field(field: Judged, cases: Iterable[Case]) -> tuple[list[Features], np.ndarray, list[str]]:
    """Features, verdicts and groups of the cases in which a field can be judged."""
    asked = [case for case in cases if field in case.right]
    rows = [pertinent(field, case.features) for case in asked]
    return rows, np.array([case.right[field] for case in asked], dtype=int), [case.group for case in asked]


def out_of_fold(rows: Sequence[Features], right: np.ndarray, groups: Sequence[str]) -> np.ndarray:
    """The probability of each case by a model fitted on other groups."""
    given = np.zeros(len(right))
    for train, test in GroupKFold(min(FOLDS, len(set(groups)))).split(right, groups=groups):
        model = fitted([rows[i] for i in train], right[train], [groups[i] for i in train])
        given[test] = [model.probability(rows[i]) for i in test]
    return given


# ----------------------------------------------------------------------------------------------- measuring
def bins_of(given: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """(mean probability, share right, cases) of up to BINS bins with about as many cases each."""
    order = np.argsort(given, kind="stable")
    parts = [part for part in np.array_split(order, min(BINS, max(1, len(order) // 10))) if len(part)]
    return [(float(given[part].mean()), float(right[part].mean()), len(part)) for part in parts]


def figures(given: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """Brier score, the same of one number for all, expected calibration error, area under the curve, bins."""
    bins = bins_of(given, right)
    rate = float(right.mean())
    return {
        "cases": len(right),
        "right": round(rate, 4),
        "brier": round(float(((given - right) ** 2).mean()), 4),
        "brier_of_the_rate": round(rate * (1 - rate), 4),
        "ece": round(sum(n * abs(p - r) for p, r, n in bins) / len(right), 4),
        "auc": round(float(roc_auc_score(right, given)), 4) if 0 < right.sum() < len(right) else None,
        "bins": [[round(p, 4), round(r, 4), n] for p, r, n in bins],
    }


def diagram(found: dict[str, dict[str, Any]]) -> str:
    """A reliability diagram for each field, as one SVG."""
    panels = "".join(_panel(number, field, one) for number, (field, one) in enumerate(found.items()))
    style = (
        "svg{color-scheme:light dark;--ink:#222;--soft:#8a8f98;--dot:#1565c0}"
        "@media(prefers-color-scheme:dark){svg{--ink:#e4e7eb;--soft:#79828d;--dot:#7ab8ff}}"
        "text{font:12px sans-serif;fill:var(--ink)}line,path{stroke:var(--soft);fill:none}"
        "circle{fill:var(--dot)}.e{stroke:var(--dot)}"
    )
    rows = -(-len(found) // 3)
    title = "Reliability: share right (up) by confidence given (right), bins of equal size, 95 % intervals"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {rows * 220 + 24}" role="img">'
        f'<title>{title}</title><style>{style}</style><text x="10" y="16">{title}</text>{panels}</svg>\n'
    )


def _panel(number: int, field: str, one: dict[str, Any]) -> str:
    left, top, side = 34 + number % 3 * 220, 44 + number // 3 * 220, 160
    parts = [
        f'<text x="{left}" y="{top - 6}">{field} ({one["cases"]} cases, ECE {one["ece"]:.3f})</text>',
        f'<path d="M{left} {top}V{top + side}H{left + side}"/>',
        f'<line x1="{left}" y1="{top + side}" x2="{left + side}" y2="{top}" stroke-dasharray="3 3"/>',
    ]
    for mark in (0, 0.5, 1):
        parts.append(f'<text x="{left + mark * side - 6:.0f}" y="{top + side + 15}">{mark}</text>')
        parts.append(f'<text x="{left - 24}" y="{top + side - mark * side + 4:.0f}">{mark}</text>')
    for given, share, n in one["bins"]:
        x, y = left + given * side, top + side * (1 - share)
        low, high = (top + side * (1 - limit) for limit in _interval(share, n))
        parts.append(f'<line class="e" x1="{x:.1f}" y1="{low:.1f}" x2="{x:.1f}" y2="{high:.1f}"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>')
    return "".join(parts)


def _interval(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z = 1.96
    middle, width = share + z * z / (2 * n), z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)


# ----------------------------------------------------------------------------------------------------- run
def write(cases: Sequence[Case], day: str, articles: int) -> None:
    """Fit on all cases; measure out of fold; write weights, figures and diagram."""
    models, found = {}, {}
    for field in FIELDS:
        rows, right, groups = of_field(field, cases)
        found[field] = figures(out_of_fold(rows, right, groups), right)
        model = fitted(rows, right, groups)
        models[field] = {"bias": model.bias, "weights": model.weights, "means": model.means}
        print(line(field, found[field]))
    about = {"source": "tools/confidence.py", "checked": day, "articles": articles, "events": len(cases)}
    WEIGHTS.write_text(json.dumps(about | {"models": models}, indent=1, sort_keys=True) + "\n", "utf-8")
    FIGURES.write_text(json.dumps(about | {"fields": found}, indent=1) + "\n", "utf-8")
    DIAGRAM.write_text(diagram(found), "utf-8")


def check(cases: Sequence[Case]) -> None:
    """Measure the bundled weights."""
    for field, model in bundled().items():
        rows, right, _ = of_field(field, cases)
        print(line(field, figures(np.array([model.probability(row) for row in rows]), right)))


def line(field: str, one: dict[str, Any]) -> str:
    """The figures of one field on a line."""
    numbers = ("right", "brier", "brier_of_the_rate", "ece", "auc")
    return f"{field:11}{one['cases']:6}" + "".join(f"  {name} {one[name]}" for name in numbers)


def main() -> None:
    """Read the articles, then fit or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--check", action="store_true", help="measure the bundled weights, write nothing")
    parser.add_argument("--coders", type=Path, metavar="DIR", help="what tools/train_coder.py --folds wrote")
    parser.add_argument("--date", default="2026-11-30", help="the day written beside the weights")
    given = parser.parse_args()
    tools = Tools.build(Settings())
    coders = Coders(given.coders) if given.coders else None
    cases = [case for folder in given.folders for case in cases_in(folder, tools, coders)]
    if given.check:
        check(cases)
    else:
        write(cases, given.date, sum(len(read_gold(folder).documents) for folder in given.folders))


if __name__ == "__main__":
    sys.exit(main())
