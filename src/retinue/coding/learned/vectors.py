"""Word vectors small enough to ship: what a sentence encoder makes of each single word, in 64 numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

__all__ = ["Vectors"]


@dataclass(frozen=True, slots=True)
class Vectors:
    """`matrix[row]` is a word's vector of length 1; `rows` finds its row."""

    rows: Mapping[str, int]
    matrix: npt.NDArray[np.float32]

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        return int(self.matrix.shape[1])

    def find(self, word: str, lemma: str) -> int:
        """The row of a lower-cased word, else of its lemma; -1 for a word it does not know."""
        row = self.rows.get(word)
        return row if row is not None else self.rows.get(lemma, -1)

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Vectors:
        """The vectors that ship with Retinue."""
        with (resources.files("retinue") / "coding" / "learned" / "vectors.npz").open("rb") as file:
            held = np.load(file)
            matrix = held["q"].astype(np.float32) / 127
            return cls({str(w): n for n, w in enumerate(held["words"])}, matrix)
