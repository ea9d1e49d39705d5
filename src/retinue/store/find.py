"""Answers to a `Query`: which events, how many, what they are about, in pages that stay put while a run writes.

A `Finder` holds events and documents as columns in memory (`columns.py`), follows the database, and asks it only
for full text. It is made once and used by many threads.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from retinue.knowledge.fold import fold
from retinue.model import Decided, Happening
from retinue.store import browse
from retinue.store import schema as s
from retinue.store.alike import Instead, like_name, like_word
from retinue.store.browse import Brief, SaidQuery
from retinue.store.columns import Columns, Facet, Mask, Numbers
from retinue.store.cursors import marker, order_of, place_of
from retinue.store.filters import days, measures
from retinue.store.follow import Held, changes, followed
from retinue.store.fulltext import Piece, matching_ids, pieces
from retinue.store.query import Asked, DocumentQuery, Query
from retinue.store.read import happenings_of
from retinue.store.recent import Recent
from retinue.store.store import Store
from retinue.store.types import Counts, Said

__all__ = ["EVENT_FACETS", "Counted", "Finder", "Found", "Instead", "Wanted"]

EVENT_FACETS = (
    "type", "status", "signal", "person", "office", "firm", "body", "place", "country", "list", "outlet", "origin",
    "source", "discrepancy", "decided", "year",
)  # fmt: skip
DOCUMENT_FACETS = ("outlet", "origin", "language")
# No part of a name will do for these.
EXACT = {"type", "status", "signal", "country", "doc", "discrepancy", "decided", "language", "source"}
# A facet is counted without the filters that choose among its own values.
OWN = {"list": {"list"}, "year": {"since", "until", "dated"}}
SEARCHED = ("party", "office", "place", "list")  # names in which the words of a search count as well
SMALL = 5_000  # rows up to which a question waits until it is up to date
SHARE = 20  # following takes no more than one part in so many of the time, however large the record
REJECTED = Decided.REJECTED.value
CACHED = 64  # answers kept
COUNTING = 5.0  # seconds that counts of the whole record stand
KEPT = 4_000  # fused events kept, some 4 kB each


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the answer: at most `limit` keys after the place that `cursor` marks.

    A cursor comes from `Found.next` or `Found.previous`, and belongs to one order. Without one the part begins after
    `skip` keys. `facets` names those to count, each with its `top` values.
    """

    limit: int = 25
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    top: int = 12
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a facet: `value` is what the filter takes, `label` what a person reads."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of keys. `first` counts the keys before it; `number` is the change of the record it was made from.

    `previous` is None on the first page and "" on the second (the first page needs no cursor).
    """

    keys: tuple[str, ...]
    total: int
    first: int
    next: str | None
    previous: str | None
    facets: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    instead: tuple[Instead, ...] = ()
    number: int = 0


class Finder:
    """Searches one database. `every` is how many seconds pass before it is looked at for changes again; 0 is always.

    Methods may raise StoreError, and UsageError for a cursor that is none.
    """

    def __init__(self, store: Store, every: float = 0.25) -> None:
        self._store, self._every = store, every
        self._held, self._looked, self._pause = Held(), float("-inf"), 0.0
        self._again, self._lock = False, threading.Lock()
        self._job: Future[None] | None = None
        self._follower = ThreadPoolExecutor(1, "follow")
        self._happenings = Recent(KEPT)
        self._counting: Future[None] | None = None
        self._counted: Counts | None = None
        self._counted_at = float("-inf")
        self._answers, self._masks, self._rows, self._texts = (Recent(CACHED) for _ in range(4))

    # ------------------------------------------------------------------------------------- asking
    def events(self, query: Query, wanted: Wanted = Wanted()) -> Found:
        """One page of the fused events that the query asks for."""
        held = self.held()
        return self._answer(query, wanted, (held, held.events, held.events_number))

    def documents(self, query: DocumentQuery, wanted: Wanted = Wanted()) -> Found:
        """One page of the current documents that the query asks for."""
        held = self.held()
        return self._answer(query, wanted, (held, held.documents, held.documents_number))

    def keys(self, query: Query) -> Iterator[str]:
        """All keys of a query in its order, as of one moment; for exports."""
        held = self.held()
        names = held.events.keys
        return (names[row] for row in self._sorted(query, (held, held.events, held.events_number)))

    def mark(self, query: Query) -> tuple[int, int]:
        """(how many events the query asks for, the number of their last change): the same while they are the same."""
        held = self.held()
        rows = self._sorted(query, (held, held.events, held.events_number))
        changed = held.events.number("changed")[rows]
        return len(rows), int(changed.max()) if len(rows) else 0

    def documents_mark(self) -> int:
        """The number of the last change of documents."""
        return self.held().documents_number

    def happenings(self, keys: Sequence[str]) -> tuple[Happening, ...]:
        """The fused events of these keys, in that order; those that are gone meanwhile are left out.

        Kept in memory as long as the record does not change them.
        """
        columns = self.held().events
        changed = columns.number("changed")
        marks = {key: (key, int(changed[columns.rows[key]])) for key in keys if key in columns.rows}
        found = {key: held for key, mark in marks.items() if (held := self._happenings.peek(mark)) is not None}
        if missing := [key for key in keys if key not in found]:
            with self._store.reading() as connection:
                read = {one.key: one for one in happenings_of(connection, missing)}
            for key in read.keys() & marks.keys():
                self._happenings.put(marks[key], read[key])
            found |= read
        return tuple(found[key] for key in keys if key in found)

    def moments(self, keys: Sequence[str]) -> Mapping[str, tuple[dt.datetime, dt.datetime]]:
        """When each of the events came into the record, and when what lists show of it last changed."""
        with self._store.reading() as connection:
            return browse.moments(connection, keys)

    def briefs(self, docs: Sequence[str], words: str = "") -> tuple[Brief, ...]:
        """The current documents `docs` as lists show them, with their excerpts for `words`."""
        with self._store.reading() as connection:
            return tuple(browse.briefs(connection, docs, words))

    def statements(self, query: DocumentQuery, said: SaidQuery, wanted: Wanted) -> tuple[Found, tuple[Said, ...]]:
        """One page of documents with such statements, and the statements."""
        held = self.held()
        of = (held, held.documents, held.documents_number)
        key = (held.documents_number, said)
        mask = self._texts.get(key, lambda: _among(held.row_of_id, self._with(said), len(held.documents)))
        rows = self._sorted(query, of)
        found = _page(query, wanted, held.documents, rows[mask[rows]])
        with self._store.reading() as connection:
            return found, browse.said_in(connection, found.keys, said)

    def _with(self, said: SaidQuery) -> npt.NDArray[np.int64]:
        with self._store.reading() as connection:
            return np.asarray(browse.documents_with(connection, said), np.int64)

    def counts(self) -> Counts:
        """How much the record holds; a large one, all of which that reads, is counted anew beside the answers."""
        if len(self.held().events) < SMALL:
            return self._store.counts()
        with self._lock:
            if self._counting is None or (self._counting.done() and time.monotonic() - self._counted_at > COUNTING):
                self._counting = self._follower.submit(self._count)
        if self._counted is None:
            self._counting.result()
        return self._counted or self._store.counts()

    def _count(self) -> None:
        self._counted = self._store.counts()
        self._counted_at = time.monotonic()

    def stated(self) -> tuple[tuple[str, str | None, str, str | None, str], ...]:
        """(name, knowledge id, list, since, document) of each listing that a current document states."""

        def read() -> tuple[tuple[str, str | None, str, str | None, str], ...]:
            with self._store.reading() as connection:
                return browse.stated(connection)

        return self._texts.get((self.held().documents_number, "stated"), read)

    def values(self, facet: str, part: str = "", limit: int | None = 100) -> tuple[Counted, ...]:
        """Values of a facet of events whose name holds `part`, the most frequent first."""
        held = self.held()
        found, wanted = held.events.facet(facet), fold(part)
        counts = found.living
        order = np.argsort(-counts, kind="stable")
        fitting = (
            int(code)
            for code in order
            if counts[code] and (wanted in found.folded[code] or found.values[code] == part)
        )
        chosen = [code for code, _ in zip(fitting, range(limit or len(order)), strict=False)]
        return tuple(Counted(found.values[c], found.labels[c], int(counts[c]), chosen=False) for c in chosen)

    # ---------------------------------------------------------------------------------- following
    def held(self) -> Held:
        """What is held; when it is time to look, a small record is brought up to date first, a large one later."""
        held, again = self._held, self._again
        if again or time.monotonic() - self._looked >= self._pause:
            job = self._job_of(anew=again)
            if again or not self._every or len(held.events) + len(held.documents) < SMALL or job.done():
                job.result()
        return self._held

    def look_again(self) -> None:
        """Look for changes at the next question, and wait for them: somebody wants to see theirs."""
        self._again = True

    def close(self) -> None:
        """Let go of the thread that follows."""
        self._follower.shutdown()

    def _job_of(self, *, anew: bool) -> Future[None]:
        """The following under way, or a new one."""
        with self._lock:
            if anew or self._job is None or self._job.done():
                self._again = False
                self._job = self._follower.submit(self._follow)
            return self._job

    def _follow(self) -> None:
        """In one thread always: each other one would keep memory of its own for what comes and goes here."""
        began, held = time.monotonic(), self._held
        with self._store.reading() as connection:
            if changes(connection) != (held.events_number, held.documents_number):
                self._held = followed(connection, held)
        self._looked = time.monotonic()
        self._pause = max(self._every, SHARE * (self._looked - began)) if self._every else 0.0

    # ------------------------------------------------------------------------------------ choosing
    def _answer(self, query: Asked, wanted: Wanted, of: _Of) -> Found:
        return self._answers.get((of[2], query, wanted), lambda: self._found(query, wanted, of))

    def _found(self, query: Asked, wanted: Wanted, of: _Of) -> Found:
        _, columns, number = of
        rows = self._sorted(query, of)
        return replace(
            _page(query, wanted, columns, rows),
            facets={name: self._facet(query, name, wanted.top, of) for name in wanted.facets},
            instead=() if len(rows) else tuple(self._instead(query, of)),
            number=number,
        )

    def _sorted(self, query: Asked, of: _Of) -> Numbers:
        def make() -> Numbers:
            mask, (name, down) = self._mask(query, frozenset(), of), order_of(query)
            order = columns.order(name, down=down)
            found: Numbers = order[mask[order]]
            return found

        _, columns, number = of
        return self._rows.get((number, query), make)

    def _facet(self, query: Asked, name: str, top: int, of: _Of) -> tuple[Counted, ...]:
        _, columns, _ = of
        facet = columns.facet(name)
        own = frozenset(OWN.get(name, {name}))
        counts = facet.counts(self._mask(query, own, of))
        chosen = self._codes(facet, name, getattr(query, name)) if hasattr(query, name) else []
        codes = dict.fromkeys((*_largest(counts, top), *chosen))
        ordered = sorted(codes, key=lambda code: (-counts[code], facet.labels[code], facet.values[code]))
        return tuple(Counted(facet.values[c], facet.labels[c], int(counts[c]), c in chosen) for c in ordered)

    def _mask(self, query: Asked, without: frozenset[str], of: _Of) -> Mask:
        """The rows that every filter but `without` lets through."""
        _, columns, number = of
        asked = _unsorted(query)
        for name in without:
            asked = asked.without(name) if name in asked.names() else asked

        def make() -> Mask:
            found = columns.alive.copy()
            for one in self._filters(asked, of):
                found &= one
            if isinstance(query, Query) and "decided" not in without and REJECTED not in query.decided:
                decided = columns.facet("decided")  # what people rejected falls out unless it is asked for
                found &= ~decided.having([decided.index[REJECTED]] if REJECTED in decided.index else [], len(columns))
            return found

        return self._masks.get((number, asked), make)

    def _filters(self, query: Asked, of: _Of) -> Iterator[Mask]:
        _, columns, _ = of
        for name in query.names():
            value = getattr(query, name)
            if name == "text" and value:
                wanted = pieces(value)
                yield from (self._holding(piece, of) for piece in wanted)
                if not wanted:  # signs only: they stand nowhere
                    yield np.zeros(len(columns), np.bool_)
            elif isinstance(value, tuple) and value:
                facet = columns.facet(name)
                yield facet.having(self._codes(facet, name, value), len(columns))
        if isinstance(query, Query):
            yield from measures(query, columns)
        if isinstance(query, Query | DocumentQuery):
            yield from days(query, columns)

    def _codes(self, facet: Facet, name: str, values: Sequence[str]) -> list[int]:
        """The values of a facet that a filter's values mean; other names that documents use lead to their bearers."""
        if name in EXACT:
            return facet.codes_of_values(values)
        found = facet.codes_for(values)
        if values and not found and name in {"party", "person", "firm", "body"}:
            found = facet.codes_for(bearers) if (bearers := self._bearers(values)) else []
        return found

    def _bearers(self, values: Sequence[str]) -> list[str]:
        """Knowledge ids of those whom documents call one of these names."""
        n, e = s.names.c, s.entities.c
        wanted = [value.strip('"') for value in values]
        found = select(e.known).join(s.names, (n.document == e.document) & (n.entity == e.id))
        with self._store.asking() as connection:
            rows = connection.execute(found.where(n.name.in_(wanted), e.known.is_not(None)).distinct())
            return sorted(rows.scalars())

    # ----------------------------------------------------------------------------------- full text
    def _holding(self, piece: Piece, of: _Of) -> Mask:
        """Rows that hold a piece: documents by their text; events by their reports' texts or by their names."""
        held, columns, number = of

        def make() -> Mask:
            ids = self._ids(piece)
            if columns is held.documents:
                return _among(held.row_of_id, ids, len(columns))
            docs = columns.facet("doc")
            found = docs.having_mask(_among(held.doc_of_id, ids, len(docs.values)), len(columns))
            for name in SEARCHED:
                facet = columns.facet(name)
                found |= facet.having(facet.codes_with(piece.words, prefix=piece.prefix), len(columns))
            return found

        return self._texts.get((number, columns is held.documents, piece), make)

    def _ids(self, piece: Piece) -> npt.NDArray[np.int64]:
        with self._store.asking() as connection:
            return np.asarray(matching_ids(connection, piece), np.int64)

    # --------------------------------------------------------------------------------- did you mean
    def _instead(self, query: Asked, of: _Of) -> Iterator[Instead]:
        _, columns, _ = of
        for name in query.names():
            value = getattr(query, name)
            if name == "text":
                lost = (piece for piece in pieces(value) if not self._holding(piece, of).any())
                yield from (
                    one for piece in lost for one in like_word(piece.words, [columns.facet(one) for one in SEARCHED])
                )
            elif isinstance(value, tuple):
                facet = columns.facet(name)
                lost_ = (one for one in value if not self._codes(facet, name, [one]))
                yield from (found for one in lost_ for found in like_name(name, one, facet))


_Of = tuple[Held, Columns, int]  # all that is held, the columns asked, the change they are of


def _unsorted(query: Asked) -> Asked:
    return query.without("sort")


def _page(query: Asked, wanted: Wanted, columns: Columns, rows: Numbers) -> Found:
    """The page of `rows` that is wanted, without counts."""
    place = place_of(query, columns, rows, wanted.cursor) if wanted.cursor else min(wanted.skip, len(rows))
    page = rows[place : place + wanted.limit]
    mark = marker(query, columns)
    return Found(
        keys=tuple(columns.keys[row] for row in page),
        total=len(rows),
        first=place,
        next=mark(page[-1]) if len(page) and place + len(page) < len(rows) else None,
        previous=None if not place else mark(rows[place - wanted.limit - 1]) if place > wanted.limit else "",
    )


def _among(place_of: Numbers, ids: npt.NDArray[np.int64], size: int) -> Mask:
    found = np.zeros(size, np.bool_)
    places = place_of[ids[ids < len(place_of)]]
    found[places[places >= 0]] = True
    return found


def _largest(counts: Numbers, top: int) -> list[int]:
    """Numbers of the `top` values that count most."""
    if len(counts) > top * 4:
        kept = np.argpartition(-counts, top * 2)[: top * 2]
        kept = kept[np.lexsort((kept, -counts[kept]))]
    else:
        kept = np.argsort(-counts, kind="stable")
    return [int(code) for code in kept[:top] if counts[code]]
