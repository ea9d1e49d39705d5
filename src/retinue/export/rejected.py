"""What people rejected, left out of exports or put back in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from retinue.model import Happening, Record
from retinue.store import EventFilter, Store

__all__ = ["WithRejected", "standing"]


def standing(record: Record, rejected: Collection[tuple[str, str]]) -> Record:
    """The record without the events (doc, event id) that are `rejected`."""
    kept = tuple(one for one in record.events if (record.article.doc, one.id) not in rejected)
    return record if len(kept) == len(record.events) else replace(record, events=kept)


@dataclass(frozen=True, slots=True)
class WithRejected:
    """A store's contents with rejected events among the others."""

    store: Store

    def records(self) -> Iterable[Record]:
        """Every current document."""
        return self.store.records()

    def happenings(self) -> Iterable[Happening]:
        """Every fused event."""
        return self.store.happenings(EventFilter(rejected=True))

    def rejected(self) -> Collection[tuple[str, str]]:
        """Nothing is left out."""
        return ()
