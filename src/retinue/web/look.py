"""What a request looks through: the record, the knowledge and today's date."""

from __future__ import annotations

import datetime as dt
import gc
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.engine import make_url

from retinue.knowledge import Knowledge, load
from retinue.model import Happening, Record
from retinue.settings import Settings
from retinue.store import Store, schema
from retinue.store.find import Finder
from retinue.store.queries import CURRENT
from retinue.store.read import records_of
from retinue.web.kept import Kept

__all__ = ["Look", "Looking", "Reader"]

FileMark = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Look:
    """All that a view may ask: nothing of it can be written to."""

    store: Store
    finder: Finder
    knowledge: Knowledge
    today: dt.date
    kept: Kept = field(default_factory=Kept)

    def happenings(self, keys: Sequence[str]) -> tuple[Happening, ...]:
        """The events of these keys, in that order; those that are gone meanwhile are left out."""
        return self.finder.happenings(keys)

    def records(self, docs: Iterable[str]) -> dict[str, Record]:
        """The current version of each of these documents that is still there."""
        d = schema.documents.c
        with self.store.reading() as connection:
            rows = connection.execute(select(d.id).where(d.doc.in_(sorted(set(docs))), CURRENT))
            found = records_of(connection, list(rows.scalars()))
            return {record.article.doc: record for record in found}


class Reader:
    """Opens the record when it is first asked for, and anew when another file has taken its place.

    Safe for many threads: a store's every question takes a connection of its own from a pool.
    """

    def __init__(self, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        self.settings = settings
        self._today = today
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._finder: Finder | None = None
        self._mark: FileMark = None
        self._knowledge: Knowledge | None = None
        self._kept = Kept()

    def look(self) -> Look:
        """The record as it is now. Raises StoreError when it can't be read."""
        with self._lock:
            if self._knowledge is None:
                self._knowledge = load(self.settings.layers)
            store, finder = self._opened()
            return Look(store, finder, self._knowledge, self._today(), self._kept)

    def _opened(self) -> tuple[Store, Finder]:
        mark = _mark(self.settings.database)
        if self._store is None or self._finder is None or mark != self._mark:
            self.close()
            self._store = Store.open(self.settings.database, readonly=True)
            self._finder = Finder(self._store)
            self._finder.held()
            # What was loaded stays: passing over it again and again costs a tenth of a second each time.
            gc.collect()
            gc.freeze()
            self._mark = mark
        return self._store, self._finder

    def look_again(self) -> None:
        """What is held in memory follows the database at the next question, however lately it did."""
        if self._finder is not None:
            self._finder.look_again()
        self._kept.forget()

    def close(self) -> None:
        """Let go of the database; the next look opens it again."""
        self._kept.forget()
        if self._finder is not None:
            self._finder.close()
        if self._store is not None:
            self._store.close()
        self._store = self._finder = None


def _mark(database: str) -> FileMark:
    """Which file a database is; None for a server's, or for a file that is not there."""
    if "://" in database:
        url = make_url(database)
        database = (url.database or "") if url.get_backend_name() == "sqlite" else ""
    try:
        found = Path(database).stat() if database else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _look(request: Request) -> Look:
    reader: Reader = request.app.state.reader
    return reader.look()


Looking = Annotated[Look, Depends(_look)]
