"""Names and words like one that nothing goes by: "did you mean"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from retinue.knowledge.fold import fold
from retinue.store.columns import Facet

__all__ = ["Instead", "like_name", "like_word"]

LIKE = 72  # of 100: from here on a name is like the one asked for


@dataclass(frozen=True, slots=True)
class Instead:
    """Did you mean: in the filter `field`, `value` (shown as `label`) for what was `given`."""

    field: str
    given: str
    value: str
    label: str


def like_name(field_: str, given: str, facet: Facet) -> Iterator[Instead]:
    """Values of a facet whose name is like the one given to the filter `field_`, the likest first."""
    codes = facet.living.nonzero()[0].tolist()
    known = sorted((facet.folded[code], facet.values[code], facet.labels[code]) for code in codes)
    names = [name for name, _, _ in known]
    found = process.extract(fold(given), names, scorer=fuzz.WRatio, limit=3, score_cutoff=LIKE)
    yield from (Instead(field_, given, *known[place][1:]) for _, _, place in found)


def like_word(given: str, facets: Sequence[Facet]) -> Iterator[Instead]:
    """Words of the facets' names that are like the one given, the likest first."""
    labels = [facet.folded[code] for facet in facets for code in facet.living.nonzero()[0].tolist()]
    known = sorted({word for label in labels for word in label.split() if len(word) > 2})
    for word, _, _ in process.extract(fold(given), known, scorer=fuzz.ratio, limit=3, score_cutoff=LIKE):
        yield Instead("text", given, word, word)
