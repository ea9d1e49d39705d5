"""A second, closer look at sentences that may tell an act: each word as its sentence makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retinue.coding.learned.encoder import SIZE, Encoder
from retinue.coding.learned.features import Surround
from retinue.coding.learned.network import Array, Network, Weights, bundled_weights
from retinue.coding.syntax import Token

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """The encoder, and the network for acts that sees what it makes of words."""

    encoder: Encoder
    triggers: Network

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Context:
        """The parts that ship with Retinue."""
        return cls.read(bundled_weights(), Encoder.bundled())

    @classmethod
    def read(cls, held: Weights, encoder: Encoder) -> Context:
        """The network of a file of weights beside its encoder."""
        return cls(encoder, Network.read(held, "context"))

    def probabilities(self, surround: Surround, tokens: Sequence[Token], rows: Array) -> Array:
        """How likely each word tells an act of each type; `rows` are the features of its first look."""
        seen: dict[int, Array] = {}
        sights = np.zeros((len(tokens), SIZE), np.float32)
        for n, token in enumerate(tokens):
            number = surround.sentence[token.i]
            start, end = surround.bounds[number]
            if number not in seen:
                seen[number] = self.encoder.vectors([t.text for t in surround.doc[start:end]])
            sights[n] = seen[number][token.i - start]
        return self.triggers.probabilities(np.hstack([rows, sights]))
