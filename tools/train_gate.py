"""Work out which words speak for the subject; writes src/retinue/data/gate.tsv.

    python tools/train_gate.py [--dry-run]

Texts on the subject: training/articles, and the lines of training/snippets, twelve to a text (without other.txt,
which is general news). English at large: the word frequencies of the `wordfreq` library (Speer 2022), as the chance
that a text of 350 words holds a word. A word's weight is the logarithm of the ratio of the two odds, between -2 and
3; words in fewer than three texts are left out.
Prints quantiles of the scores of the training articles, and of training/kept, which no weight is worked out from.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import wordfreq

from retinue.gate import Gate, visible

HERE = Path(__file__).parent.parent
OUT = HERE / "src/retinue/data/gate.tsv"
LENGTH, RARE, LINES = 350, 3, 12
LEAST, MOST = -2.0, 3.0
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARK = re.compile(r"\{\{\w+\|(.*?)\}\}|\[\[[\w#]+\|(.*?)\]\]")
_HEAD = """\
# Words and what they say of a text: positive for our subject, negative against it.
# Written by tools/train_gate.py from training/ and the English frequencies of wordfreq (CC BY-SA 4.0).
"""


def articles(folder: Path) -> Iterator[str]:
    """The pages of a folder as texts."""
    for path in sorted(folder.iterdir()):
        if path.suffix in {".txt", ".html"}:
            yield visible(path.read_bytes())


def snippets(folder: Path) -> Iterator[str]:
    """Lines of all files in a fixed random order, a dozen to a text, without their marks."""
    paths = [path for path in sorted(folder.glob("*.txt")) if path.name != "other.txt"]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    lines = [_MARK.sub(r"\1\2", line) for line in lines if line and not line.startswith("#")]
    random.Random(3).shuffle(lines)
    for start in range(0, len(lines), LINES):
        yield " ".join(lines[start : start + LINES])


def weigh(texts: Iterable[str]) -> dict[str, float]:
    """Each word's weight."""
    held: Counter[str] = Counter()
    number = 0
    for text in texts:
        held.update({word.lower() for word in _WORD.findall(text)})
        number += 1
    found = {}
    for word, times in held.items():
        if times >= RARE:
            ours = (times + 0.5) / (number + 1)
            chance = 1 - math.exp(-wordfreq.word_frequency(word, "en") * LENGTH)
            theirs = (chance * number + 0.5) / (number + 1)
            odds = math.log(ours / (1 - ours)) - math.log(theirs / (1 - theirs))
            found[word] = max(LEAST, min(MOST, odds))
    return found


def report(name: str, gate: Gate, texts: Iterable[str]) -> None:
    """Print how the scores of `texts` are spread."""
    scores = sorted(gate.look(text).score for text in texts)
    points = (0, 0.01, 0.05, 0.25, 0.5)
    spread = ", ".join(f"{point:.0%} {scores[int(len(scores) * point)]:.2f}" for point in points)
    print(f"{name}: {len(scores)} texts; lowest scores: {spread}")


def main() -> None:
    """Work out, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dry-run", action="store_true")
    given = parser.parse_args()
    training = HERE / "training"
    weights = weigh([*articles(training / "articles"), *snippets(training / "snippets")])
    lines = [f"{word}\t{weight:.2f}\n" for word, weight in sorted(weights.items(), key=lambda row: (-row[1], row[0]))]
    text = _HEAD + "".join(lines)
    gate = Gate.parse(text)
    print(f"{len(weights)} words")
    for name in ("articles", "kept"):
        report(f"training/{name}", gate, articles(training / name))
    if not given.dry_run:
        OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
