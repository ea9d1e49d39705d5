"""Fit the closer look's network for parties, which sees what the sentence encoder makes of an act and a party.

    python tools/train_parties.py                                  fit on training/, add it to the weights that ship
    python tools/train_parties.py --gold MY_GOLD --gold training/articles --marked training/marked --weights FILE
    python tools/train_parties.py --folds DIR                      to each fit in DIR, without its third of articles

Run it after tools/train_coder.py and tools/train_encoder.py: the encoder stays as it is. Snippets are left out: a
party that stands in an earlier sentence is rare in them. Some five minutes on one core for what is bundled.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from coder import gold, snippets
from coder.example import Example
from coder.fit import Plan, fit, stored
from train_coder import ROOT, WEIGHTS

from retinue.coding.learned.context import paired
from retinue.coding.learned.encoder import SIZE, Encoder
from retinue.coding.learned.network import Array
from retinue.pipeline import Tools
from retinue.settings import Settings

PLAN = Plan(hidden=128, epochs=12, batch=512)
NAME = "context_parties"


def add(examples: Sequence[Example], encoder: Encoder, weights: Path) -> None:
    """Fit on the examples and write the network into the file of weights."""
    parts = [part for e in examples for part in seen(e, encoder)]
    network = fit(*(np.concatenate([part[n] for part in parts]) for n in range(3)), PLAN)
    np.savez_compressed(weights, **{**np.load(weights), **stored(NAME, network)})


def seen(example: Example, encoder: Encoder) -> Iterator[tuple[Array, Array, Array]]:
    """(rows, labels, weights) of the possible parties of each act, as the closer look sees them."""
    surround, sights = example.surround, dict[int, Array]()
    for one in example.parties():
        number = surround.sentence[one.token]
        start, end = surround.bounds[number]
        if number not in sights:
            sights[number] = encoder.vectors([t.text for t in surround.doc[start:end]])
        nothing = np.zeros(SIZE, np.float32)
        parties = [nothing if head is None else sights[number][head - start] for head in one.heads]
        yield paired(one.rows, sights[number][one.token - start], parties), one.labels, one.weights


def main() -> None:
    """Read the articles, then fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, action="append")
    parser.add_argument("--marked", type=Path, action="append")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--encoder", type=Path, default=WEIGHTS.parent / "encoder")
    parser.add_argument("--folds", type=Path)
    given = parser.parse_args()
    tools = Tools.build(Settings(coder="frames"))
    annotated = [e for f in given.gold or [ROOT / "training" / "articles"] for e in gold.examples(f, tools)]
    marked = [e for f in given.marked or [ROOT / "training" / "marked"] for e in snippets.articles(f, tools)]
    if not given.folds:
        add([*annotated, *marked], Encoder.read(given.encoder), given.weights)
        return
    fold: dict[str, int] = json.loads((given.folds / "folds.json").read_text("utf-8"))
    for path in sorted(given.folds.glob("*.npz")):
        others = [e for e in annotated if fold[e.name] != int(path.stem)]
        add([*others, *marked], Encoder.read(path.with_suffix("")), path)


if __name__ == "__main__":
    main()
