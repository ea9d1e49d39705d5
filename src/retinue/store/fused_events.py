"""Fused events as joining writes them, and which of them belong together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from retinue.model import Decided, EventType, Happening, Related, Status
from retinue.store import schema as s
from retinue.store import write
from retinue.store.facts import index_happenings
from retinue.store.fused_tables import Tables
from retinue.store.read import happenings_of

__all__ = ["Events", "Tie"]


class Tie(NamedTuple):
    """`one` may belong with `other`, told from the side of `one`."""

    one: str
    other: str
    kind: str
    reason: str
    score: float


class Events(Tables):
    """The part of `fused.Fusing` that is about events."""

    def __init__(self, connection: Connection, now: dt.datetime) -> None:
        super().__init__(connection, now)
        self._touched: set[str] = set()

    def index(self) -> None:
        """Bring what searching knows of the events touched up to date; before the transaction ends."""
        there = self.bears(self._touched)
        written = happenings_of(self._connection, sorted(there))  # a batch in memory at a time
        index_happenings(self._connection, written, sorted(self._touched - there), self._now)
        self._touched.clear()

    def outdate(self, keys: Iterable[str], parts: Iterable[str] = ()) -> None:
        """Events that lost a report, and clusters that are to be written as events."""
        for table, column, values in ((s.outdated, "key", keys), (s.unmade, "part", parts)):
            new = set(values)
            self._drop(table, table.c[column], new)
            self._add(table, [{column: value} for value in sorted(new)])

    def unmade(self) -> tuple[set[str], set[str]]:
        """(clusters to be written, keys of events that lost a report)."""
        return (
            set(self._connection.execute(select(s.unmade.c.part)).scalars()),
            set(self._connection.execute(select(s.outdated.c.key)).scalars()),
        )

    def reports(self, keys: Collection[str]) -> list[tuple[str, str | None, str]]:
        """(doc, anchor, key) of the reports of events."""
        c = s.reports.c
        return [(r.doc, r.anchor, r.key) for r in self._rows(select(c.doc, c.anchor, c.key), c.key, keys)]

    def bears(self, keys: Collection[str]) -> set[str]:
        """Those of the keys that some event has."""
        c = s.happenings.c.key
        return {row.key for row in self._rows(select(c), c, keys)}

    def drop_happenings(self, keys: Collection[str]) -> None:
        """Take events away."""
        self._touched.update(keys)
        for table in write.FUSED:
            self._drop(table, table.c.key, keys)

    def put_happenings(self, happenings: Sequence[Happening], anchors: Mapping[tuple[str, str], str]) -> None:
        """Add events."""
        self._touched.update(happening.key for happening in happenings)
        write.add_happenings(self._connection, happenings, anchors)

    def made(self) -> None:
        """All clusters are written."""
        for table in (s.unmade, s.outdated):
            self._connection.execute(delete(table))

    # ---------------------------------------------------------------------------------- belonging together
    def circles(self, keys: Collection[str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """(event, document that reports it) and (event, identity of a party of it); none for rejected events."""
        h, r, p = s.happenings.c, s.reports.c, s.happening_parties.c
        counted = or_(h.decided.is_(None), h.decided != str(Decided.REJECTED))
        docs = select(h.key, r.doc).join(s.reports, r.key == h.key).where(counted)
        parties = select(h.key, p.identity).join(s.happening_parties, p.key == h.key).where(counted)
        return (
            {(row.key, row.doc) for row in self._rows(docs, h.key, keys)},
            {(row.key, row.identity) for row in self._rows(parties, h.key, keys)},
        )

    def told_by(self, docs: Collection[str]) -> set[str]:
        """Events that some of the documents report."""
        c = s.reports.c
        return {row.key for row in self._rows(select(c.key), c.doc, docs)}

    def parties(self, identities: Collection[str]) -> dict[str, set[str]]:
        """Identity → the events, but for rejected ones, of which it is a party."""
        h, p = s.happenings.c, s.happening_parties.c
        counted = or_(h.decided.is_(None), h.decided != str(Decided.REJECTED))
        wanted = select(p.identity, p.key).join(s.happenings, h.key == p.key).where(counted)
        found: dict[str, set[str]] = {}
        for identity, key in self._rows(wanted, p.identity, identities):
            found.setdefault(identity, set()).add(key)
        return found

    def party_sizes(self, identities: Collection[str]) -> dict[str, int]:
        """Identity → how many events, but for rejected ones, it is a party of."""
        h, p = s.happenings.c, s.happening_parties.c
        counted = or_(h.decided.is_(None), h.decided != str(Decided.REJECTED))
        size = func.count(func.distinct(p.key)).label("size")
        wanted = select(p.identity, size).join(s.happenings, h.key == p.key).where(counted).group_by(p.identity)
        return {row.identity: row.size for row in self._rows(wanted, p.identity, identities)}

    def happenings(self, keys: Collection[str]) -> dict[str, Happening]:
        """Events by key."""
        return {one.key: one for one in happenings_of(self._connection, sorted(keys))}

    def outlines(self, keys: Collection[str]) -> dict[str, tuple[EventType, Status, dt.date | None, dt.date | None]]:
        """Key → type, status, first and last day of an event."""
        c = s.happenings.c
        rows = self._rows(select(c.key, c.type, c.status, c.start, c.end), c.key, keys)
        return {row.key: (EventType(row.type), Status(row.status), row.start, row.end) for row in rows}

    def related(self, keys: Collection[str]) -> dict[str, tuple[Related, ...]]:
        """Key → the events that one belongs with, as it is written."""
        c = s.happenings.c
        rows = self._rows(select(c.key, c.related), c.key, keys)
        return {row.key: tuple(Related(**one) for one in row.related) for row in rows}

    def starts(self, keys: Collection[str]) -> dict[str, dt.date | None]:
        """Key → the day an event began."""
        c = s.happenings.c
        return {row.key: row.start for row in self._rows(select(c.key, c.start), c.key, keys)}

    def ties(self, keys: Collection[str], *, back: bool = False) -> set[Tie]:
        """Ties of events; with `back` also those that others have to them."""
        c = s.ties.c
        sides = (c.one, c.other) if back else (c.one,)
        return {Tie(*row) for side in sides for row in self._rows(select(s.ties), side, keys)}

    def put_ties(self, ties: Iterable[Tie]) -> None:
        """Keep ties."""
        self._add(s.ties, [tie._asdict() for tie in sorted(ties)])

    def drop_ties(self, keys: Collection[str]) -> None:
        """Forget all ties from and to events."""
        for column in (s.ties.c.one, s.ties.c.other):
            self._drop(s.ties, column, keys)

    def put_related(self, related: Mapping[str, Sequence[Related]]) -> None:
        """Write which events each belongs with."""
        self._touched.update(related)
        if related:
            h = s.happenings.c
            change = update(s.happenings).where(h.key == bindparam("which")).values(related=bindparam("those"))
            rows = [{"which": key, "those": [asdict(one) for one in all_]} for key, all_ in related.items()]
            self._connection.execute(change, rows)
