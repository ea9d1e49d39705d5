"""Numbers that stand for several named before: "the two", "all five", "both", "the pair"."""

from __future__ import annotations

from retinue.annotate.nominals import COUNTS
from retinue.annotate.past import Past
from retinue.annotate.scene import Scene
from retinue.model import MentionKind

__all__ = ["NUMBERS", "GroupLinker"]

_NUMBERS = {**COUNTS, "six": 6, "seven": 7}
_NOUNS = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4}
NUMBERS = frozenset({*_NUMBERS, *_NOUNS})
_BEFORE = {"the", "all", "these", "those"}
_HEADS = ("NOUN", "PROPN", "NUM", "ADJ", "SYM")
_BESIDE = {"det", "preconj", "cc", "predet", "appos"}  # what "both" is to a noun or a pair of them


class GroupLinker:
    """Ties such numbers of one scene to the parties of one kind that are just as many."""

    def __init__(self, scene: Scene, past: Past) -> None:
        self.scene, self.past, self.words = scene, past, scene.words

    def tie(self, i: int) -> bool:
        """Tie the number at `i`; False where it is none, or counts something else."""
        count, first = self._count(i)
        if count == 0 or i < self.words.title_end:
            return False
        sighting = self.scene.see(first, i + 1, MentionKind.NOMINAL)
        sighting.referents = self.past.as_many(sighting, count)
        self.past.remember(sighting)
        return True

    def _count(self, i: int) -> tuple[int, int]:
        """How many are meant, and where the phrase begins."""
        words, lower, before = self.words, self.words.lower[i], self.words.word(i - 1)
        if lower == "both":
            apart = words.pos[i] in ("PRON", "DET") and words.dep[i] not in _BESIDE
            return (2, i) if apart and words.pos[min(i + 1, len(words) - 1)] not in (*_HEADS, "DET") else (0, i)
        if before not in _BEFORE or words.word(i + 1) in ("of", "-"):
            return 0, i
        if lower in _NOUNS:
            return (_NOUNS[lower], i - 1) if before == "the" and words.dep[i] != "compound" else (0, i)
        counting = words.dep[i] in ("nummod", "compound", "amod", "quantmod")
        following = words.pos[i + 1] if i + 1 < len(words) else ""
        return (0, i) if counting or following in _HEADS else (_NUMBERS.get(lower, 0), i - 1)
