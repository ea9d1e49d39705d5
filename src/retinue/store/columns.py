"""Rows held as columns in memory, so that filters and counts over 100,000 rows take milliseconds.

A `Columns` never changes; `grown` gives a new one with rows added, replaced or taken out. Rows are numbered; a row
that is replaced stays, dead, until more than half are. Nothing here knows what the rows mean.

Sets of rows are boolean arrays. A facet with several values per row is a list of postings (row, value). Why columns
in memory and not SQL: docs/decisions/0013-search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retinue.knowledge.fold import fold

__all__ = ["MISSING", "Columns", "Facet", "Labelled", "Row"]

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Postings = npt.NDArray[np.int32]
Labelled = Mapping[str, str]  # value → how a person reads it
MISSING = -(2**62)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, its numbers by column (`MISSING` for none), and for each facet value → label."""

    key: str
    numbers: Mapping[str, int]
    facets: Mapping[str, Labelled]


@dataclass(frozen=True, eq=False)
class Facet:
    """Values of one facet, and which rows have them."""

    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    rows: Postings = field(default_factory=lambda: np.empty(0, np.int32))
    codes: Postings = field(default_factory=lambda: np.empty(0, np.int32))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Value → its number."""
        return {value: number for number, value in enumerate(self.values)}

    @cached_property
    def folded(self) -> Sequence[str]:
        """Each label as names are compared."""
        return [fold(label) for label in self.labels]

    def codes_for(self, wanted: Iterable[str]) -> list[int]:
        """Numbers of the values asked for: the value itself, "exactly this label", or part of a label."""
        found: dict[int, None] = {}
        for one in wanted:
            found |= dict.fromkeys(self._codes_of(one))
        return list(found)

    def _codes_of(self, one: str) -> list[int]:
        if one in self.index:
            return [self.index[one]]
        part = fold(one)
        if len(one) > 1 and one[0] == one[-1] == '"':
            return [number for number, label in enumerate(self.folded) if part == label]
        return [number for number, label in enumerate(self.folded) if part in label] if part else []

    def having(self, codes: Sequence[int], size: int) -> Mask:
        """The rows that have any of the values `codes`."""
        found = np.zeros(size, np.bool_)
        if codes:
            wanted = np.zeros(len(self.values), np.bool_)
            wanted[np.asarray(codes)] = True
            found[self.rows[wanted[self.codes]]] = True
        return found

    def counts(self, mask: Mask) -> Numbers:
        """For each value, how many rows of `mask` have it."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))

    def grown(self, added: Sequence[tuple[int, Labelled]]) -> Facet:
        """With the postings of further rows."""
        numbers, values, labels = dict(self.index), list(self.values), list(self.labels)
        rows, codes = [], []
        for row, found in added:
            for value, label in found.items():
                if (code := numbers.get(value)) is None:
                    code = numbers[value] = len(values)
                    values.append(value)
                    labels.append(label)
                rows.append(row)
                codes.append(code)
        both = (np.concatenate([old, np.asarray(new, np.int32)]) for old, new in ((self.rows, rows), (self.codes, codes)))
        return Facet(tuple(values), tuple(labels), *both)


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

    def grown(self, rows: Sequence[Row], gone: Iterable[str] = ()) -> Columns:
        """With `rows` added, in place of those with the same keys, and the keys `gone` taken out."""
        first, living = len(self), dict(self.rows)
        dead = [row for key in (*gone, *(one.key for one in rows)) if (row := living.pop(key, None)) is not None]
        alive = np.concatenate([self.alive, np.ones(len(rows), np.bool_)])
        alive[dead] = False
        living |= {one.key: first + n for n, one in enumerate(rows)}
        names = {name for one in rows for name in one.numbers} | set(self.numbers)
        facets = {name for one in rows for name in one.facets} | set(self.facets)
        return Columns(
            (*self.keys, *(one.key for one in rows)),
            alive,
            {name: self._number(name, rows) for name in names},
            {name: self._facet(name, rows) for name in facets},
            living,
        )

    def _number(self, name: str, rows: Sequence[Row]) -> Numbers:
        before = self.numbers.get(name, np.full(len(self), MISSING, np.int64))
        return np.concatenate([before, np.asarray([one.numbers.get(name, MISSING) for one in rows], np.int64)])

    def _facet(self, name: str, rows: Sequence[Row]) -> Facet:
        first = len(self)
        added = [(first + n, one.facets[name]) for n, one in enumerate(rows) if one.facets.get(name)]
        return self.facets.get(name, Facet()).grown(added)

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
        values = self.numbers.get(name, np.full(len(self), MISSING, np.int64))
        return np.where(values == MISSING, -MISSING, -values if down else values)

    def number(self, name: str) -> Numbers:
        """A column of numbers; all missing when no row has it."""
        return self.numbers.get(name, np.full(len(self), MISSING, np.int64))

    def facet(self, name: str) -> Facet:
        """A facet; empty when no row has it."""
        return self.facets.get(name, Facet())

