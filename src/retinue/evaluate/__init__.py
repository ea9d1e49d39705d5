"""Score a record against annotated articles, field by field, and show where they differ."""

from __future__ import annotations

from retinue.evaluate.alike import same_name, shingles, wording
from retinue.evaluate.gold import GoldError, read_gold
from retinue.evaluate.score import Difference, Measure, Scores, score

__all__ = ["Difference", "GoldError", "Measure", "Scores", "read_gold", "same_name", "score", "shingles", "wording"]
