"""Words that speak for the subject and words that speak against it, added up.

A word's weight is the logarithm of how many times likelier a text on our subject holds it than English at large (a
naive Bayes model over the set of a text's words; Maron 1961), bounded so that no single word decides. The sum is
divided by the root of the number of words, which makes long and short texts comparable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from retinue.errors import KnowledgeError

__all__ = ["Gate", "Look"]

# Where the bars stand and what they cost is measured in docs/gate.md.
FAR = -2.0  # a text below tells no act of our kind
OUTSIDE = -1.0  # a text below is not worth the language model, where only what is relevant is wanted
WITHIN = 2.5  # nor is it then when no passage reaches this
PASSAGE, STEP = 120, 60  # words of a passage, and how far one begins after the other
FEWEST = 15  # known words; with fewer there is nothing to go by, and the text passes
SHORTEST = 30  # words that a text counts as at least
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Look:
    """What the words of a text say: its score, that of its best passage, and the words that spoke loudest."""

    score: float
    passage: float
    judged: bool
    words: tuple[str, ...] = ()

    @property
    def far(self) -> bool:
        """True when no act of our kind is to be expected: nothing found there should be believed."""
        return self.judged and self.score < FAR and self.passage < WITHIN

    @property
    def outside(self) -> bool:
        """True when the text may be passed over unread."""
        return self.judged and self.score < OUTSIDE and self.passage < WITHIN

    @property
    def reason(self) -> str:
        """The verdict in words."""
        if not self.judged:
            return "too few known words to judge by"
        return f"score {self.score:.1f}, best passage {self.passage:.1f}; loudest: {', '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Gate:
    """The weights of words; read-only, one per worker."""

    weights: Mapping[str, float]

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> Gate:
        """The weights that ship with Retinue. Raises KnowledgeError naming the line at fault."""
        return cls.parse((resources.files("retinue") / "data" / "gate.tsv").read_text("utf-8"))

    @classmethod
    def parse(cls, text: str) -> Gate:
        """Read `WORD<TAB>WEIGHT` lines; `#` opens a comment. Raises KnowledgeError."""
        weights = {}
        for number, line in enumerate(text.splitlines(), 1):
            if line and not line.startswith("#"):
                try:
                    word, weight = line.split("\t")
                    weights[word] = float(weight)
                except ValueError as error:
                    message = f"line {number}: {line!r} is not a word, a tab and a number"
                    raise KnowledgeError(message, path="data/gate.tsv") from error
        return cls(weights)

    def look(self, text: str) -> Look:
        """Judge a text, or a whole page with its debris."""
        words = [word.lower() for word in _WORD.findall(text)]
        distinct = set(words)
        known = [word for word in distinct if word in self.weights]
        loudest = sorted(known, key=lambda word: (-abs(self.weights[word]), word))[:5]
        score = self._score(distinct)
        return Look(score, max(score, self._passage(words)), len(known) >= FEWEST, tuple(loudest))

    def _score(self, words: Set[str]) -> float:
        held = self.weights
        return sum([held[word] for word in words if word in held]) / math.sqrt(max(len(words), SHORTEST))

    def _passage(self, words: Sequence[str]) -> float:
        """The score of the best passage, -infinity for a text of one passage."""
        starts = range(0, len(words) - PASSAGE + STEP, STEP) if len(words) > PASSAGE else ()
        return max((self._score(set(words[start : start + PASSAGE])) for start in starts), default=-math.inf)
