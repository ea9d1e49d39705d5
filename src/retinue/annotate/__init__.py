"""Mentions, coreference, times and quotations of one article."""

from retinue.annotate.annotation import annotate
from retinue.annotate.reader import Reader

__all__ = ["Reader", "annotate"]
