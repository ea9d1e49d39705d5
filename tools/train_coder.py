"""Fit the learned part of the coder on annotated articles, marked snippets and marked articles.

    python tools/train_coder.py                                  fit on training/, write the weights that ship
    python tools/train_coder.py --gold MY_GOLD --gold training/articles --snippets training/snippets --out weights.npz
    python tools/train_coder.py --folds DIR                      fit thrice, each time without a third of the articles
    python tools/train_coder.py --check                          cross-validate frames alone and with the learned part

--gold folders hold NAME.json beside NAME.txt or NAME.html (docs/evaluation.md); events with `trigger` and `retold`
teach most, others are used as far as frames know their words. --check fits on all but one third of the articles,
three times, and scores events of the articles left out. --folds keeps such fits; folds.json tells which article
each was kept from; tools/confidence.py --coders DIR needs them: a coder is surer of articles it was fitted on.
Marked articles (--marked) teach who takes part, not which words tell acts (docs/decisions/0024-marked-articles.md).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from coder import fit, gold, snippets
from coder.check import FOLDS, check, folds_of
from coder.example import Example

from retinue.coding.learned.network import Network
from retinue.pipeline import Tools
from retinue.settings import Settings

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "src" / "retinue" / "coding" / "learned" / "weights.npz"


def write(path: Path, triggers: Network, arguments: Network) -> None:
    """Store the weights in half precision."""
    np.savez_compressed(path, **fit.stored("triggers", triggers), **fit.stored("arguments", arguments))


def write_folds(
    folder: Path, articles: Sequence[Example], short: Sequence[Example], marked: Sequence[Example]
) -> None:
    """Weights without each third of the articles, and which article is in which third."""
    folder.mkdir(parents=True, exist_ok=True)
    fold = folds_of([e.name for e in articles])
    for k in range(FOLDS):
        seen = [*(e for e in articles if fold[e.name] != k), *short]
        write(folder / f"{k}.npz", fit.triggers(seen), fit.arguments([*seen, *marked]))
    (folder / "folds.json").write_text(json.dumps(fold), "utf-8")


def main() -> None:
    """Read the articles and snippets, then fit or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, action="append")
    parser.add_argument("--snippets", type=Path, action="append")
    parser.add_argument("--marked", type=Path, action="append")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    tools = Tools.build(Settings(coder="frames"))
    short = [e for f in given.snippets or [ROOT / "training" / "snippets"] for e in snippets.examples(f, tools)]
    folders = given.gold or [ROOT / "training" / "articles"]
    if given.check:
        print(json.dumps(check(folders, short, tools), indent=2))
        return
    marked = [e for f in given.marked or [ROOT / "training" / "marked"] for e in snippets.articles(f, tools)]
    articles = [e for folder in folders for e in gold.examples(folder, tools)]
    if given.folds:
        write_folds(given.folds, articles, short, marked)
        return
    examples = [*articles, *short]
    write(given.out, fit.triggers(examples), fit.arguments([*examples, *marked]))
    acts = sum(len(e.acts) for e in examples)
    print(f"{given.out}: fitted on {len(examples)} texts with {acts} words that tell acts")


if __name__ == "__main__":
    main()
