"""A parsed document as plain lists: spaCy's token attributes read once, so that the readers run on cheap Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retinue.knowledge.fold import fold
from retinue.model import Span

__all__ = ["Words", "words_of"]


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
    tokens = list(parsed)
    children: list[list[int]] = [[] for _ in tokens]
    head = tuple(t.head.i for t in tokens)
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    start = tuple(t.idx for t in tokens)
    sentence, opens, number = [], [], -1
    for t in tokens:
        first = bool(t.is_sent_start)
        number += first
        sentence.append(max(number, 0))
        opens.append(first)
    text = tuple(t.text for t in tokens)
    return Words(
        source=parsed.text,
        text=text,
        lower=tuple(w.lower() for w in text),
        lemma=tuple(t.lemma_.lower() for t in tokens),
        pos=tuple(t.pos_ for t in tokens),
        tag=tuple(t.tag_ for t in tokens),
        dep=tuple(t.dep_ for t in tokens),
        head=head,
        start=start,
        end=tuple(s + len(w) for s, w in zip(start, text, strict=True)),
        sentence=tuple(sentence),
        opens=tuple(opens),
        children=tuple(tuple(c) for c in children),
        title_end=sum(s < title_chars for s in start),
    )
