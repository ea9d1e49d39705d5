"""A parsed document as plain lists: spaCy's token attributes read once, so that the readers run on cheap Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from retinue.knowledge.fold import fold
from retinue.model import Span

__all__ = ["Words", "words_of"]

_COLUMNS = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "IDX", "HEAD", "SENT_START", "SPACY"]


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens of one document by index: texts, tags, syntax, character offsets, sentence numbers.

    `children` lists a token's dependants left to right. `title_end` is the first token after the headline.
    """

    source: str
    text: tuple[str, ...]
    lower: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    sentence: tuple[int, ...]
    opens: tuple[bool, ...]
    children: tuple[tuple[int, ...], ...]
    title_end: int = 0

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens `first` up to, not including, `last`."""
        return Span(self.start[first], self.end[last - 1])

    def said(self, first: int, last: int) -> str:
        """The exact words of tokens `first` up to, not including, `last`."""
        return self.source[self.start[first] : self.end[last - 1]]

    def folded(self, first: int, last: int) -> str:
        """Those words as the indexes of knowledge hold them."""
        return fold(self.said(first, last))

    def head_of(self, first: int, last: int) -> int:
        """The token of the range that the rest of it hangs on: its head lies outside."""
        for i in range(last - 1, first - 1, -1):
            if not first <= self.head[i] < last or self.head[i] == i:
                return i
        return last - 1

    def word(self, index: int) -> str:
        """The lower-case word at `index`, "" beyond either end."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""


def words_of(parsed: Any, title_chars: int = 0) -> Words:
    """Read spaCy's Doc into lists; `title_chars` is where the headline ends in its text."""
    names = parsed.vocab.strings
    table = parsed.to_array(_COLUMNS)
    text = tuple(names[key] for key in table[:, 0].tolist())
    lemma, pos, tag, dep = (tuple(names[key] for key in column) for column in table[:, 1:5].T.tolist())
    start = tuple(table[:, 5].tolist())
    head = tuple((np.arange(len(table)) + table[:, 6].astype(np.int64)).tolist())
    children: list[list[int]] = [[] for _ in text]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    opens = table[:, 7] == 1
    return Words(
        source="".join([w + " " if spaced else w for w, spaced in zip(text, table[:, 8].tolist(), strict=True)]),
        text=text,
        lower=tuple(w.lower() for w in text),
        lemma=tuple(w.lower() for w in lemma),
        pos=pos,
        tag=tag,
        dep=dep,
        head=head,
        start=start,
        end=tuple(s + len(w) for s, w in zip(start, text, strict=True)),
        sentence=tuple(np.maximum(np.cumsum(opens) - 1, 0).tolist()),
        opens=tuple(opens.tolist()),
        children=tuple(tuple(c) for c in children),
        title_end=sum(s < title_chars for s in start),
    )
