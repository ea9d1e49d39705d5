"""When two names denote one thing, and how much two wordings overlap."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

__all__ = ["overlap", "same_name", "shingles", "tokens", "wording"]

# Words that tell legal form or kind, not who: they never make two names differ.
_FORM = frozenset(
    [
        "co",
        "ltd",
        "inc",
        "corp",
        "corporation",
        "company",
        "limited",
        "plc",
        "llc",
        "ag",
        "nv",
        "sa",
        "group",
        "the",
        "of",
        "and",
        "technology",
        "technologies",
        "holdings",
        "holding",
    ]
)
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_]+")


def tokens(text: str) -> list[str]:
    """Folded words: case, accents and possessive endings dropped; each Han character is a word."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return _TOKEN.findall(re.sub(r"['’]s\b", "", plain))


def same_name(ours: Iterable[str], theirs: Iterable[str], person: bool) -> bool:
    """True when a name of one side denotes the same as a name of the other.

    Word order does not matter; for all but people, words of legal form are ignored and a shorter name inside a
    longer one is the same.
    """
    others = [words for name in theirs if (words := tokens(name))]
    return any(_same(words, other, person) for name in ours if (words := tokens(name)) for other in others)


def _same(left: list[str], right: list[str], person: bool) -> bool:
    if sorted(left) == sorted(right):
        return True
    a, b = set(left) - _FORM, set(right) - _FORM
    return not person and bool(a and b) and (a <= b or b <= a)


def overlap(left: str, right: str) -> float:
    """Dice coefficient of the two wordings' words, 0 to 1."""
    a, b = Counter(tokens(left)), Counter(tokens(right))
    both = (a & b).total()
    return 2 * both / (a.total() + b.total()) if both else 0.0


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of `size` words; one run of what there is for a shorter text."""
    words = tokens(text)
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def wording(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())
