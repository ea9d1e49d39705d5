"""A small feed-forward network, applied with numpy: one hidden layer, independent sigmoid outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

__all__ = ["Array", "Network", "Weights", "bundled_weights"]

Array = npt.NDArray[np.float32]
Weights = Mapping[str, npt.NDArray[np.float16]]  # arrays by name, as numpy.load gives them


@dataclass(frozen=True, slots=True)
class Network:
    """Weights of `relu(x @ inner + inner_bias) @ outer + outer_bias`, read as log odds."""

    inner: Array
    inner_bias: Array
    outer: Array
    outer_bias: Array

    def probabilities(self, rows: Array) -> Array:
        """One row of probabilities, one for each output, for each row of features."""
        hidden = np.maximum(rows @ self.inner + self.inner_bias, 0)
        logits = np.clip(hidden @ self.outer + self.outer_bias, -30, 30)
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    @classmethod
    def read(cls, held: Weights, name: str) -> Network:
        """The network called `name` in a file of weights."""
        parts = (held[f"{name}.{part}"].astype(np.float32) for part in ("inner", "inner_bias", "outer", "outer_bias"))
        return cls(*parts)


def bundled_weights() -> Weights:
    """The weights that ship with Retinue."""
    with (resources.files("retinue") / "coding" / "learned" / "weights.npz").open("rb") as file:
        return dict(np.load(file))
