"""Logistic models, one a field: bundled weights and what they make of features.

The weights are fitted by tools/confidence.py on annotated articles (docs/confidence.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice

from retinue.confidence.features import Features
from retinue.confidence.reasons import in_words
from retinue.model import Confidence, Judged

__all__ = ["Model", "bundled"]

_TOLD = 3  # reasons given
_LEAST = 0.1  # change of the log odds from which a feature is a reason


@dataclass(frozen=True, slots=True)
class Model:
    """Log odds = `bias` + sum of weight times value; `means` are the features' usual values."""

    bias: float
    weights: Mapping[str, float]
    means: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """The chance that the field is right. Features the model does not know count for nothing."""
        odds = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def judge(self, field: Judged, features: Features) -> Confidence:
        """The probability with what sets this case most apart from the usual one."""
        known, means = self.weights, self.means
        push = {name: known[name] * (value - means[name]) for name, value in features.items() if name in known}
        strongest = sorted((name for name in push if abs(push[name]) >= _LEAST), key=lambda name: -abs(push[name]))
        sayable = ((push[name] > 0, words) for name in strongest if (words := in_words(name)))
        told = list(islice(sayable, _TOLD))
        sides = {True: "more likely: ", False: "less likely: "}
        said = {way: dict.fromkeys(words for up, words in told if up is way) for way in sides}
        reasons = tuple(sides[way] + ", ".join(words) for way, words in said.items() if words)
        return Confidence(field, round(self.probability(features), 3), reasons)


@lru_cache(maxsize=1)
def bundled() -> Mapping[Judged, Model]:
    """The models that come with Retinue, by field."""
    raw = json.loads((resources.files("retinue") / "data" / "confidence.json").read_text("utf-8"))
    return {Judged(name): Model(one["bias"], one["weights"], one["means"]) for name, one in raw["models"].items()}
