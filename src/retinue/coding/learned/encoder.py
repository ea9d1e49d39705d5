"""Words as their sentence makes them: a small sentence encoder, fitted to the words that tell acts.

all-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), fitted further by tools/train_encoder.py, its
weights as whole numbers of eight bits, run by ONNX Runtime on one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retinue.coding.learned.network import Array
from retinue.coding.learned.pieces import Pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["LONGEST", "Encoder"]

LONGEST = 128  # pieces of a sentence that are looked at
SIZE = 384


@dataclass(frozen=True, slots=True)
class Encoder:
    """Gives each word of a sentence a vector of `SIZE` numbers."""

    pieces: Pieces
    session: InferenceSession

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Encoder:
        """The encoder that ships with Retinue."""
        return cls.read(Path(str(resources.files("retinue") / "coding" / "learned" / "encoder")))

    @classmethod
    def read(cls, folder: Path) -> Encoder:
        """The encoder of a folder that tools/train_encoder.py wrote: vocabulary.txt and encoder.onnx."""
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415  takes a tenth of a second

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a worker has one core
        words = (folder / "vocabulary.txt").read_text("utf-8").split("\n")
        session = InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        return cls(Pieces({word: n for n, word in enumerate(words) if word}), session)

    def vectors(self, words: Sequence[str]) -> Array:
        """One row for each word of one sentence."""
        numbers, firsts = self.pieces.of(words, LONGEST)
        (seen,) = self.session.run(None, {"ids": np.array([numbers], np.int64)})
        return np.asarray(seen[0][firsts], np.float32)
