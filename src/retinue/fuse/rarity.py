"""How rare a word is in news, from a fixed table: what two reports have in common counts for more the rarer it is."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

__all__ = ["likeness", "rarest", "rarity"]


@lru_cache(maxsize=1)
def _table() -> tuple[int, Mapping[str, int]]:
    """The number of articles counted, and in how many of them each stem stands (`tools/word_counts.py`)."""
    text = (resources.files("retinue") / "data" / "fusion" / "words.txt").read_text("utf-8")
    head, *rows = text.splitlines()
    return int(head), MappingProxyType({word: int(count) for word, count in map(str.split, rows)})


@lru_cache(maxsize=65_536)
def rarity(stem: str) -> float:
    """The inverse document frequency of a stem: 0 where every article has it, about 5.8 where none does."""
    articles, counts = _table()
    return max(math.log((articles + 1) / (counts.get(stem, 0) + 0.5)), 0.0)


def likeness(left: Collection[str], right: Collection[str]) -> float:
    """The cosine, 0 to 1, of two sets of stems weighed by their rarity."""
    ours, theirs = (sum(rarity(w) ** 2 for w in side) for side in (left, right))
    if not ours or not theirs:
        return 0.0
    return sum(rarity(w) ** 2 for w in set(left) & set(right)) / math.sqrt(ours * theirs)


def rarest(left: Collection[str], right: Collection[str], most: int = 3) -> list[str]:
    """The rarest stems that both sides have, rarest first."""
    return sorted(set(left) & set(right), key=lambda w: (-rarity(w), w))[:most]
