"""Small word classes that the coder asks about, from data/triggers/words.yml."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import yaml

__all__ = ["words"]


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    text = (resources.files("retinue") / "data" / "triggers" / "words.yml").read_text("utf-8")
    raw = yaml.safe_load(text)
    return {name: frozenset(map(str, value)) for name, value in raw.items() if isinstance(value, list)}


def words(name: str) -> frozenset[str]:
    """The class of that name. Raises KeyError for one that the file does not hold."""
    return _classes()[name]
