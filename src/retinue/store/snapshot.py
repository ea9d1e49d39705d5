"""The record as of one moment, a batch in memory at a time: what the exports read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from retinue.model import Happening, Record
from retinue.store import queries, read
from retinue.store import schema as s
from retinue.store.types import EventFilter

__all__ = ["Snapshot", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """One document with the fused events it tells.

    `keys` maps its event ids to keys; an event that has not been fused yet has none. `wanted` are the ids of the
    events that were asked for: all of them when nothing particular was.
    """

    record: Record
    keys: Mapping[str, str]
    wanted: frozenset[str]


class Snapshot:
    """Fused events that fit a filter, or have one of the keys given, and the documents that tell them.

    What people rejected is in neither, unless the filter asks for it or its key is given.
    Both come in a stable order, keys given in theirs. Everything comes from one transaction of `connection`, so that
    the parts fit together while a run writes.
    """

    def __init__(self, connection: Connection, wanted: EventFilter | tuple[str, ...]) -> None:
        self._connection = connection
        self._filter = wanted
        self._all = isinstance(wanted, EventFilter) and replace(wanted, rejected=False) == EventFilter()

    def happenings(self) -> Iterator[Happening]:
        """Fused events, earliest first, undated ones last; or in the order of the keys given."""
        yield from read.happenings_of(self._connection, self._keys())

    def _keys(self) -> Sequence[str]:
        if isinstance(self._filter, EventFilter):
            return queries.keys_matching(self._connection, self._filter)
        return self._filter

    def documents(self) -> Iterator[Told]:
        """Current documents in the order of their ids: all, or those that tell an event asked for."""
        keys = None if self._all else set(self._keys())
        ids = self._ids(keys)
        shown = isinstance(self._filter, EventFilter) and self._filter.rejected
        rejected = frozenset() if shown else queries.rejected(self._connection)
        for start in range(0, len(ids), read.BATCH):
            batch = ids[start : start + read.BATCH]
            known: dict[str, dict[str, str]] = {}
            for (doc, event), key in queries.keys_of_events(self._connection, batch).items():
                known.setdefault(doc, {})[event] = key
            for record in read.records_of(self._connection, batch):
                yield _told(_standing(record, rejected), known.get(record.article.doc, {}), keys)

    def _ids(self, keys: set[str] | None) -> list[int]:
        if keys is None:
            return queries.current_ids(self._connection)
        telling = {
            doc for doc, key in self._connection.execute(select(s.reports.c.doc, s.reports.c.key)) if key in keys
        }
        current = select(s.documents.c.id, s.documents.c.doc).where(queries.CURRENT).order_by(s.documents.c.doc)
        return [number for number, doc in self._connection.execute(current) if doc in telling]


def _standing(record: Record, rejected: frozenset[tuple[str, str]]) -> Record:
    """The record without the events (doc, event id) that are rejected."""
    kept = tuple(one for one in record.events if (record.article.doc, one.id) not in rejected)
    return record if len(kept) == len(record.events) else replace(record, events=kept)


def _told(record: Record, keys: Mapping[str, str], wanted: set[str] | None) -> Told:
    ids = (event.id for event in record.events)
    return Told(record, keys, frozenset(id_ for id_ in ids if wanted is None or keys.get(id_) in wanted))
