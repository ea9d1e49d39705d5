"""Score a record against annotated articles, field by field, and show where they differ."""

from __future__ import annotations

from retinue.evaluate.alike import same_name, shingles, wording
from retinue.evaluate.browse import Case, Piece, browse
from retinue.evaluate.compare import Change, compared, read_earlier
from retinue.evaluate.gold import Gold, GoldError, read_gold
from retinue.evaluate.measure import Difference, Kind, Measure, Part, Scores
from retinue.evaluate.page import write_page
from retinue.evaluate.score import score
from retinue.evaluate.split import split, tied

__all__ = [
    "Case",
    "Change",
    "Difference",
    "Gold",
    "GoldError",
    "Kind",
    "Measure",
    "Part",
    "Piece",
    "Scores",
    "browse",
    "compared",
    "read_earlier",
    "read_gold",
    "same_name",
    "score",
    "shingles",
    "split",
    "tied",
    "wording",
    "write_page",
]
