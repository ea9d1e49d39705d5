"""The words of time, read once from data/dates/english.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from retinue.errors import KnowledgeError

__all__ = ["Lexicon", "lexicon", "load_yaml"]

Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Tables word → meaning; each is described in the data file."""

    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday_abbreviations: Mapping[str, int]
    weekday_plurals: Mapping[str, int]
    numbers: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague_numbers: frozenset[str]
    units: Mapping[str, str]
    unit_plurals: Mapping[str, str]
    seasons: Mapping[str, str]
    season_months: Mapping[str, int]
    parts: Mapping[str, str]
    clock_words: Mapping[str, str]
    zones: frozenset[str]
    references: Mapping[str, str]
    adverbs_of_repetition: Mapping[str, str]
    future: frozenset[str]
    future_before_to: frozenset[str]
    past: frozenset[str]
    contexts: Mapping[str, frozenset[str]]

    def month(self, word: str) -> int:
        """Number of the month that `word` (lower case) names."""
        found = self.months.get(word)
        return found if found is not None else self.month_abbreviations[word]

    def weekday(self, word: str) -> int:
        """Monday = 0 … Sunday = 6; takes full names, abbreviations, plurals."""
        for table in (self.weekdays, self.weekday_abbreviations, self.weekday_plurals):
            if word in table:
                return table[word]
        raise KeyError(word)

    def unit(self, word: str) -> str:
        """Letter of the unit that `word` names, in singular or plural."""
        found = self.units.get(word)
        return found if found is not None else self.unit_plurals[word]


def load_yaml(name: str) -> dict[str, Any]:
    """Read one file of data/dates. Raises KnowledgeError when it is no mapping."""
    path = files("retinue") / "data" / "dates" / name
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise KnowledgeError("expected a mapping at the top", path=str(path))
    return content


@cache
def lexicon() -> Lexicon:
    """The lexicon, loaded on first use. Raises KnowledgeError when a table is missing or unknown."""
    content = load_yaml("english.yml")
    tables = {key: value for key, value in content.items() if key not in ("source", "checked")}
    expected = {f.name for f in fields(Lexicon)}
    if tables.keys() != expected:
        wrong = ", ".join(sorted(tables.keys() ^ expected))
        raise KnowledgeError(f"missing or unknown tables: {wrong}", path="data/dates/english.yml")
    tables["contexts"] = {name: frozenset(words) for name, words in tables["contexts"].items()}
    tables["references"] = {word: value for value, words in tables["references"].items() for word in words}
    frozen: dict[str, Any] = {key: frozenset(v) if isinstance(v, list) else v for key, v in tables.items()}
    return Lexicon(**frozen)
