"""Fit the two small networks with numpy: Adam, dropout, decoupled weight decay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.example import Example
from retinue.coding.learned.network import Network

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit: hidden units, passes over the data, and how much is left out at random."""

    hidden: int
    epochs: int
    rate: float = 2e-3
    batch: int = 256
    input_dropout: float = 0.1
    hidden_dropout: float = 0.5
    decay: float = 1e-2
    seed: int = 0


TRIGGERS, ARGUMENTS = Plan(hidden=192, epochs=30), Plan(hidden=64, epochs=20)
_BAG_BAR, _BAG_WEIGHT = 0.02, 0.3


def triggers(examples: Sequence[Example], plan: Plan = TRIGGERS) -> Network:
    """The network for words that tell acts; bags are settled by a first fit."""
    rows = np.concatenate([e.rows for e in examples])
    network = fit(
        rows, np.concatenate([e.labels for e in examples]), np.concatenate([e.weights for e in examples]), plan
    )
    if not any(e.bags for e in examples):
        return network
    settled_rows = [settled(e, network) for e in examples]
    return fit(rows, np.concatenate([s[0] for s in settled_rows]), np.concatenate([s[1] for s in settled_rows]), plan)


def arguments(examples: Sequence[Example], plan: Plan = ARGUMENTS) -> Network:
    """The network for parties: actor and recipient."""
    parts = [part for e in examples for part in e.parties()]
    return fit(*(np.concatenate([getattr(part, of) for part in parts]) for of in ("rows", "labels", "weights")), plan)


def settled(example: Example, network: Network) -> tuple[Array, Array]:
    """Labels and weights of a text's words, each bag left to the word that the network holds likeliest."""
    labels, weights = example.labels.copy(), example.weights.copy()
    for column, rows in example.bags:
        chances = network.probabilities(example.rows[rows])[:, column]
        if chances.max() > _BAG_BAR:
            best = rows[int(chances.argmax())]
            weights[rows, column] = _BAG_WEIGHT
            labels[best, column], weights[best, column] = 1, 1
    return labels, weights


def stored(name: str, network: Network) -> dict[str, npt.NDArray[np.float16]]:
    """A network's arrays as the file of weights holds them, in half precision; `Network.read` reads them."""
    parts = ("inner", "inner_bias", "outer", "outer_bias")
    return {f"{name}.{part}": getattr(network, part).astype(np.float16) for part in parts}


def fit(rows: Array, labels: Array, weights: Array, plan: Plan) -> Network:
    """Minimise weighted cross entropy; the learning rate rises over 100 steps, then falls to nothing."""
    random = np.random.default_rng(plan.seed)
    width, outputs, hidden = rows.shape[1], labels.shape[1], plan.hidden
    parts: list[Array] = [
        random.normal(0, np.sqrt(2 / width), (width, hidden)).astype(np.float32),
        np.zeros(hidden, np.float32),
        random.normal(0, np.sqrt(1 / hidden), (hidden, outputs)).astype(np.float32),
        np.full(outputs, -3, np.float32),
    ]
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    steps, step = plan.epochs * -(-len(rows) // plan.batch), 0
    for _ in range(plan.epochs):
        order = random.permutation(len(rows))
        for start in range(0, len(rows), plan.batch):
            chosen = order[start : start + plan.batch]
            step += 1
            rate = plan.rate * min(1, step / 100) * (1 - step / (steps + 1))
            slopes = _slopes(parts, rows[chosen], labels[chosen], weights[chosen], plan, random)
            for n, slope in enumerate(slopes):
                first[n] = 0.9 * first[n] + 0.1 * slope
                second[n] = 0.999 * second[n] + 0.001 * slope**2
                move = first[n] / (1 - 0.9**step) / (np.sqrt(second[n] / (1 - 0.999**step)) + 1e-8)
                shrink = plan.decay * parts[n] if n in (0, 2) else 0
                parts[n] = (parts[n] - rate * (move + shrink)).astype(np.float32)
    return Network(*parts)


def _slopes(
    parts: Sequence[Array], rows: Array, labels: Array, weights: Array, plan: Plan, random: np.random.Generator
) -> list[Array]:
    inner, inner_bias, outer, outer_bias = parts
    keep = 1 - plan.input_dropout
    seen = rows * (random.random(rows.shape, np.float32) < keep) / keep
    before = seen @ inner + inner_bias
    kept = (random.random(before.shape, np.float32) < 1 - plan.hidden_dropout) / (1 - plan.hidden_dropout)
    hidden = np.maximum(before, 0) * kept
    logits = np.clip(hidden @ outer + outer_bias, -30, 30)
    error = (1 / (1 + np.exp(-logits)) - labels) * weights / len(rows)
    back = (error @ outer.T) * kept * (before > 0)
    return [seen.T @ back, back.sum(0), hidden.T @ error, error.sum(0)]
