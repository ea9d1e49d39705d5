"""The parse as plain objects: spaCy's tokens with the attributes that coding asks for, read once.

A spaCy token looks its words up in a table and makes a new object for each neighbour at each question, and coding
asks some ten thousand questions an article. What is here answers by the same names, so that a spaCy document would do
as well; the same word is always the same object.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

__all__ = ["Parse", "Stretch", "Word", "plain"]

_COLUMNS = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "IDX", "HEAD", "SENT_START"]
_MEMO = "retinue.plain"


class Word:
    """One token; the attributes are spaCy's. `sent` is its sentence, `children` are in order of the text."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx",
        "lemma_", "lower_", "pos_", "sent", "tag_", "text",
    )  # fmt: skip

    doc: Parse
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    head: Word
    sent: Stretch
    children: tuple[Word, ...]

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def nbor(self, distance: int = 1) -> Word:
        """The word so many places on. Raises IndexError beyond either end."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc.words[self.i + distance]

    @property
    def lefts(self) -> tuple[Word, ...]:
        """The children before it."""
        return tuple(child for child in self.children if child.i < self.i)

    @property
    def like_num(self) -> bool:
        """True for a number in figures or words."""
        return bool(self.doc.source[self.i].like_num)

    @property
    def ancestors(self) -> Iterator[Word]:
        """Its head, that one's head, and so on."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> Iterator[Word]:
        """What hangs on it to the left, it, what hangs on it to the right; each with all below it."""
        pending: list[tuple[Word, bool]] = [(self, False)]
        while pending:
            word, opened = pending.pop()
            if opened:
                yield word
            else:
                rights = [child for child in word.children if child.i > word.i]
                pending.extend((child, False) for child in reversed(rights))
                pending.append((word, True))
                pending.extend((child, False) for child in reversed(word.lefts))


class Stretch:
    """Words `start` to `end` (exclusive) of a parse."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Parse, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, index: int) -> Word:
        return self.doc.words[range(self.start, self.end)[index]]

    @property
    def start_char(self) -> int:
        """Where the first word begins in the text."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Where the last word ends in the text."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def sents(self) -> list[Stretch]:
        """The sentences it touches."""
        return [s for s in self.doc.sents if s.start < self.end and s.end > self.start]

    @property
    def root(self) -> Word:
        """The word nearest to the top of its sentence, the first of several."""
        return min(self, key=lambda word: sum(1 for _ in word.ancestors))

    @property
    def text(self) -> str:
        """The words with the white space between them."""
        return self.doc.text[self.start_char : self.end_char]


class Parse:
    """A parsed document. `source` is spaCy's own."""

    def __init__(self, source: Any) -> None:
        self.source, self.text = source, str(source.text)
        self.user_data: dict[str, Any] = {}
        self.vocab, self.tensor, self.to_array = source.vocab, source.tensor, source.to_array
        self.words: list[Word] = [Word() for _ in range(len(source))]
        self.sents: list[Stretch] = []
        self._fill()

    def _fill(self) -> None:
        words, names = self.words, self.vocab.strings
        table = self.source.to_array(_COLUMNS)
        named = {key: names[key] for key in np.unique(table[:, :7]).tolist()}
        heads = (np.arange(len(words)) + table[:, 8].astype(np.int64)).tolist()
        starts = [i for i, opens in enumerate(table[:, 9].tolist()) if opens == 1 or i == 0]
        self.sents = [Stretch(self, a, b) for a, b in pairwise([*starts, len(words)])]
        below: list[list[Word]] = [[] for _ in words]
        for i, (word, row, head) in enumerate(zip(words, table.tolist(), heads, strict=True)):
            word.doc, word.i, word.idx, word.head = self, i, row[7], words[head]
            word.text, word.lower_, word.lemma_ = named[row[0]], named[row[1]], named[row[2]]
            word.pos_, word.tag_, word.dep_ = named[row[3]], named[row[4]], named[row[5]]
            word.ent_type_ = named[row[6]]
            if head != i:
                below[head].append(word)
        for word, children in zip(words, below, strict=True):
            word.children = tuple(children)
        for sentence in self.sents:
            for word in sentence:
                word.sent = sentence

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            first, last, _ = index.indices(len(self.words))
            return Stretch(self, first, max(first, last))
        return self.words[index]

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Stretch | None:
        """The words that cover these characters, as spaCy finds them; None when there are none."""
        found = self.source.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else Stretch(self, found.start, found.end)


def plain(parsed: Any) -> Parse:
    """The plain form of a spaCy document, made once and kept with it; a plain one is given back."""
    if isinstance(parsed, Parse):
        return parsed
    held = parsed.user_data.get(_MEMO)
    if held is None:
        held = parsed.user_data[_MEMO] = Parse(parsed)
    return held  # type: ignore[no-any-return]  # spaCy's user_data holds anything
