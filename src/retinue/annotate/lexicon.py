"""Words that tell what kind of thing a phrase refers to, read from data/triggers/nominals.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from retinue.errors import KnowledgeError
from retinue.model import EntityType

__all__ = ["Lexicon", "load_lexicon"]

_FILE = Path(__file__).parents[1] / "data" / "triggers" / "nominals.yml"
_KEYS = {
    "source", "checked", "nominals", "strict", "trades", "last", "first", "legal", "roles", "vague", "ranks",
    "former", "portfolios", "stative", "acts", "address", "attitudes", "inert", "given", "surnames",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of nominals.yml, each explained there.

    `roles` maps a role noun to public, private, either; `plurals` and `offices` the plurals of nominals and of other
    role nouns to their singulars.
    """

    nominals: Mapping[str, EntityType]
    plurals: Mapping[str, str]
    offices: Mapping[str, str]
    strict: frozenset[str]
    trades: Mapping[str, tuple[str, ...]]
    last: Mapping[str, EntityType]
    first: Mapping[str, EntityType]
    legal: frozenset[str]
    roles: Mapping[str, str]
    vague: frozenset[str]
    ranks: frozenset[str]
    former: frozenset[str]
    portfolios: Mapping[str, str]
    stative: frozenset[str]
    acts: frozenset[str]
    address: frozenset[str]
    attitudes: frozenset[str]
    inert: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]

    def plain(self) -> frozenset[str]:
        """Lower-case words of titles and honours, and inert ones: a capital on them names nobody."""
        titles = {part for role in (*self.roles, *self.portfolios) for part in role.lower().split()}
        return frozenset(
            {*titles, *self.ranks, *self.former, *(word.lower() for word in self.inert), "mr", "ms", "mrs", "dr"}
        )

    def singular(self, word: str) -> str | None:
        """The singular of a plural noun that stands for something ("companies"), else None."""
        return self.plurals.get(word)


@cache
def load_lexicon(path: Path = _FILE) -> Lexicon:
    """Read the word lists. Raises KnowledgeError when a key is unknown or missing, or a type is no entity type."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or set(raw) != _KEYS:
        wrong = sorted(_KEYS.symmetric_difference(raw if isinstance(raw, dict) else ()))
        raise KnowledgeError(f"keys unknown or missing: {', '.join(wrong)}", path=str(path))
    nominals = _typed(raw, "nominals", path)
    roles = {word: kind for kind, words in raw["roles"].items() for word in words}
    return Lexicon(
        nominals=nominals,
        plurals={_plural(word): word for word in nominals},
        offices={_plural(word): word for word in roles if word not in nominals},
        strict=frozenset(raw["strict"]),
        trades={word: tuple(sectors) for word, sectors in raw["trades"].items()},
        last=_typed(raw, "last", path),
        first=_typed(raw, "first", path),
        legal=frozenset(raw["legal"]),
        roles=roles,
        vague=frozenset(raw["vague"]),
        ranks=frozenset(raw["ranks"]),
        former=frozenset(raw["former"]),
        portfolios=raw["portfolios"],
        stative=frozenset(raw["stative"]),
        acts=frozenset(raw["acts"]),
        address=frozenset(raw["address"]),
        attitudes=frozenset(raw["attitudes"]),
        inert=frozenset(raw["inert"]),
        given=frozenset(raw["given"]),
        surnames=frozenset(raw["surnames"]),
    )


def _typed(raw: dict[str, Any], key: str, path: Path) -> dict[str, EntityType]:
    try:
        return {word: EntityType(kind) for kind, words in raw[key].items() for word in words}
    except (ValueError, AttributeError) as error:
        raise KnowledgeError(f"`{key}` maps entity types to lists of words: {error}", path=str(path)) from error


def _plural(word: str) -> str:
    if word.endswith(("y",)) and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "sh", "x")) else "s")
