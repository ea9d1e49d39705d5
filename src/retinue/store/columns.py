"""Rows held as columns in memory, so that filters and counts over 100,000 rows take milliseconds.

A `Columns` never changes; `grown` gives a new one with rows added, replaced or taken out. Rows are numbered; a row
that is replaced stays, dead, until more than half are. Nothing here knows what the rows mean.

Sets of rows are boolean arrays. A facet with several values per row is a list of postings (row, value). Why columns
in memory and not SQL: docs/decisions/0013-search.md.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from retinue.knowledge.fold import fold

__all__ = ["MISSING", "Columns", "Facet", "Labelled", "Row"]

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Postings = npt.NDArray[np.int32]
Labelled = Mapping[str, str]  # value → how a person reads it
MISSING = -(2**62)
HAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, its numbers by column (`MISSING` for none), and for each facet value → label."""

    key: str
    numbers: Mapping[str, int]
    facets: Mapping[str, Labelled]


@dataclass(frozen=True, eq=False)
class Facet:
    """Values of one facet, and which rows have them; `alive` are the rows that count.

    A value that no living row has any more keeps its number, but is never answered.
    """

    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    rows: Postings = field(default_factory=lambda: np.empty(0, np.int32))
    codes: Postings = field(default_factory=lambda: np.empty(0, np.int32))
    alive: Mask = field(default_factory=lambda: np.empty(0, np.bool_))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Value → its number."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def living(self) -> Numbers:
        """For each value, how many living rows have it."""
        return self.counts(self.alive)

    @cached_property
    def folded(self) -> Sequence[str]:
        """Each label as names are compared."""
        return [fold(label) for label in self.labels]

    @cached_property
    def _page(self) -> tuple[str, Sequence[int]]:
        """All folded labels in one text, each between spaces on a line of its own, and where each line starts.

        Looking through one text is a hundred times quicker than through as many labels.
        """
        lines = [f" {label} \n" for label in self.folded]
        return "".join(lines), [0, *accumulate(map(len, lines))]

    def _lines_with(self, part: str) -> Iterator[int]:
        page, starts = self._page
        place = page.find(part)
        while place >= 0:
            line = bisect_right(starts, place) - 1
            if self.living[line]:
                yield line
            place = page.find(part, starts[line + 1])

    def codes_for(self, wanted: Iterable[str]) -> list[int]:
        """Numbers of the values asked for: the value itself, "exactly this label", or part of a label."""
        return list(dict.fromkeys(code for one in wanted for code in self._codes_of(one)))

    def _codes_of(self, one: str) -> Iterable[int]:
        if exact := self.codes_of_values([one]):
            return exact
        if not (part := fold(one)):
            return []
        quoted = len(one) > 1 and one[0] == one[-1] == '"'
        return (code for code in self._lines_with(part) if not quoted or self.folded[code] == part)

    def codes_of_values(self, wanted: Iterable[str]) -> list[int]:
        """Numbers of exactly these values."""
        return [code for one in wanted if (code := self.index.get(one)) is not None and self.living[code]]

    def codes_with(self, words: str, *, prefix: bool) -> list[int]:
        """Numbers of the values whose label holds these words whole, or as the beginning of words."""
        if not (part := fold(words)):
            return []
        # Han names are not parted by spaces.
        return list(self._lines_with(part if HAN.search(part) else f" {part}" if prefix else f" {part} "))

    def having(self, codes: Sequence[int], size: int) -> Mask:
        """The rows that have any of the values `codes`."""
        wanted = np.zeros(len(self.values), np.bool_)
        wanted[np.asarray(codes, np.int64)] = True
        return self.having_mask(wanted, size)

    def having_mask(self, wanted: Mask, size: int) -> Mask:
        """The rows that have any of the values for which `wanted` is true."""
        found = np.zeros(size, np.bool_)
        found[self.rows[wanted[self.codes]]] = True
        return found

    def counts(self, mask: Mask) -> Numbers:
        """For each value, how many rows of `mask` have it."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))


class _Postings:
    """A facet while rows are added to it."""

    def __init__(self, facet: Facet | None = None) -> None:
        facet = facet or Facet()
        self.facet, self.index = facet, dict(facet.index)
        self.values, self.labels = list(facet.values), list(facet.labels)
        self.rows, self.codes = array("i"), array("i")

    def add(self, row: int, found: Labelled) -> None:
        for value, label in found.items():
            if (code := self.index.get(value)) is None:
                code = self.index[value] = len(self.values)
                self.values.append(value)
                self.labels.append(label)
            self.rows.append(row)
            self.codes.append(code)

    def done(self, alive: Mask) -> Facet:
        rows = np.concatenate([self.facet.rows, np.asarray(self.rows, np.int32)])
        codes = np.concatenate([self.facet.codes, np.asarray(self.codes, np.int32)])
        return Facet(tuple(self.values), tuple(self.labels), rows, codes, alive)


@dataclass(frozen=True, eq=False)
class Columns:
    """All rows: `keys` by row number, `alive` those that count, `numbers` and `facets` by name."""

    keys: tuple[str, ...] = ()
    alive: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    facets: Mapping[str, Facet] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)  # key → its living row
    _orders: dict[tuple[str, bool], Numbers] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many row numbers there are, dead ones too."""
        return len(self.keys)

    def grown(self, rows: Iterable[Row], gone: Iterable[str] = ()) -> Columns:
        """With `rows` added, in place of those with the same keys, and the keys `gone` taken out.

        All rows name the same numbers and facets. They are taken one by one, so that none need stay in memory.
        """
        first, living, keys = len(self), dict(self.rows), list(self.keys)
        dead = [row for key in gone if (row := living.pop(key, None)) is not None]
        numbers: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        facets = defaultdict(_Postings, {name: _Postings(facet) for name, facet in self.facets.items()})
        for place, one in enumerate(rows, first):
            if (before := living.get(one.key)) is not None:
                dead.append(before)
            living[one.key] = place
            keys.append(one.key)
            for name, number in one.numbers.items():
                numbers[name].append(number)
            for name, found in one.facets.items():
                facets[name].add(place, found)
        alive = np.concatenate([self.alive, np.ones(len(keys) - first, np.bool_)])
        alive[dead] = False
        return Columns(
            tuple(keys),
            alive,
            {
                name: np.concatenate([self.number(name), np.asarray(numbers[name], np.int64)])
                for name in (*self.numbers, *(one for one in numbers if one not in self.numbers))
            },
            {name: postings.done(alive) for name, postings in facets.items()},
            living,
        )

    @property
    def wasteful(self) -> bool:
        """True when most rows are dead, so that building anew is worth it."""
        return len(self) > 1000 and len(self.rows) * 2 < len(self)

    @cached_property
    def _rank(self) -> Numbers:
        """For each row its place in the order of keys."""
        rank = np.empty(len(self), np.int64)
        rank[sorted(range(len(self)), key=self.keys.__getitem__)] = np.arange(len(self))
        return rank

    def order(self, name: str, *, down: bool) -> Numbers:
        """All living rows by a number, missing ones last, equals by key. Kept once made."""
        if (name, down) not in self._orders:
            values = self.sortable(name, down=down)
            order = np.lexsort((self._rank, values))
            self._orders[name, down] = order[self.alive[order]]
        return self._orders[name, down]

    def sortable(self, name: str, *, down: bool) -> Numbers:
        """A number such that less comes first and missing ones last."""
        values = self.number(name)
        return np.where(values == MISSING, -MISSING, -values if down else values)

    def number(self, name: str) -> Numbers:
        """A column of numbers; all missing when no row has it."""
        return self.numbers.get(name, np.full(len(self), MISSING, np.int64))

    def facet(self, name: str) -> Facet:
        """A facet; empty when no row has it."""
        return self.facets.get(name, Facet())
