"""Words cut into the pieces that the sentence encoder knows.

WordPiece as BERT's uncased vocabulary has it (Wu et al., 2016; Devlin et al., 2019): lower case, no accents, each
sign of punctuation and each Han character by itself, then the longest known piece again and again. The library that
does this for the encoder's makers brings a client for downloads along; thirty lines do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Pieces"]

_PARTS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+|[\W_]")
_LONGEST = 100  # a longer word is unknown, as in BERT


@dataclass(frozen=True, slots=True)
class Pieces:
    """`ids` numbers the pieces; those inside a word begin with ##."""

    ids: Mapping[str, int]
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def of(self, words: Sequence[str], limit: int) -> tuple[list[int], list[int]]:
        """Numbers of a sentence's pieces, with marks of its begin and end, and where each word's first one stands.

        At most `limit` pieces; words behind them stand at 0, the mark of the beginning, as do words of nothing.
        """
        numbers, firsts = [self.ids["[CLS]"]], []
        for word in words:
            own = self._word(word)
            fits = own and len(numbers) + len(own) < limit
            firsts.append(len(numbers) if fits else 0)
            numbers += own if fits else ()
        return [*numbers, self.ids["[SEP]"]], firsts

    def _word(self, word: str) -> tuple[int, ...]:
        held = self._seen.get(word)
        if held is None:
            plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
            parts = [part for part in _PARTS.findall(plain) if not part.isspace()]
            held = tuple(number for part in parts for number in self._part(part))
            if len(self._seen) < 50_000:  # words of a long run must not fill the memory
                self._seen[word] = held
        return held

    def _part(self, part: str) -> tuple[int, ...]:
        unknown = (self.ids["[UNK]"],)
        if len(part) > _LONGEST:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(part):
            mark = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if mark + part[start:e] in self.ids), None)
            if end is None:
                return unknown
            found.append(self.ids[mark + part[start:end]])
            start = end
        return tuple(found)
