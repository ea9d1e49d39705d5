"""What a record tells of its documents: texts, statements, names, problems, runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select

from retinue.model import PassedOver, Record
from retinue.store import people, queries, read, saved
from retinue.store import schema as s
from retinue.store.opened import Opened
from retinue.store.people import StatementFilter
from retinue.store.saved import SavedSearch
from retinue.store.snapshot import Snapshot
from retinue.store.types import (
    ALL,
    Counts,
    EventFilter,
    History,
    Hit,
    LastRun,
    Named,
    Page,
    Problem,
    RunEnd,
    Said,
    SourceRow,
    Unknown,
    Version,
)

__all__ = ["AskingDocuments"]


class AskingDocuments(Opened):
    """The part of `Store` that answers about documents."""

    def last_run(self) -> LastRun | None:
        """The run that began last, or None before the first."""
        c = s.runs.c
        with self._reading() as connection:
            row = connection.execute(select(s.runs).order_by(c.id.desc()).limit(1)).first()
        if row is None:
            return None
        end = None if row.finished is None else RunEnd(row.read, row.skipped, row.failed, row.interrupted)
        return LastRun(row.started, row.finished, row.code, end)

    def seen(self, doc: str, sha256: str, code: str) -> bool:
        """True when this code has read this content of this document, passed it over or found it unreadable."""
        d, p, o = s.documents.c, s.problems.c, s.passed_over.c
        read_before = select(d.id).where(d.doc == doc, d.sha256 == sha256, d.code == code)
        failed_before = select(p.id).where(p.doc == doc, p.sha256 == sha256, p.code == code, p.transient.is_(False))
        passed_before = select(o.doc).where(o.doc == doc, o.sha256 == sha256, o.code == code)
        with self._reading() as connection:
            queries_ = (read_before, failed_before, passed_before)
            return any(connection.execute(query).first() is not None for query in queries_)

    def owner(self, doc: str) -> tuple[str, str] | None:
        """(source, content hash) of the document with this id, or of the failure under it; None when it is free."""
        d, p = s.documents.c, s.problems.c
        with self._reading() as connection:
            row = connection.execute(select(d.source, d.sha256).where(d.doc == doc, queries.CURRENT)).first()
            row = row or connection.execute(select(p.source, p.sha256).where(p.doc == doc)).first()
        return None if row is None else (row.source, row.sha256)

    def counts(self) -> Counts:
        """How much the record holds."""
        with self._reading() as connection:
            return queries.counts(connection)

    def passed_over(self, page: Page = ALL) -> tuple[PassedOver, ...]:
        """Documents on other matters that were left unread, the nearest to our subject first."""
        with self._reading() as connection:
            return queries.passed_over(connection, page)

    def problems(self, page: Page = ALL) -> tuple[Problem, ...]:
        """Documents that could not be read, the latest seen first."""
        with self._reading() as connection:
            return queries.problems(connection, page)

    @contextmanager
    def snapshot(self, wanted: EventFilter | tuple[str, ...] = EventFilter()) -> Iterator[Snapshot]:  # noqa: B008
        """The events that fit a filter and the documents that tell them, as of one moment, for a reader of it all."""
        with self._reading() as connection:
            yield Snapshot(connection, wanted)

    def records(self) -> Iterator[Record]:
        """Every current document in the order of ids, a batch in memory at a time, as of one moment."""
        with self._reading() as connection:
            yield from read.records_of(connection, queries.current_ids(connection))

    def record(self, doc: str, version: int | None = None) -> Record | None:
        """One document as it was read: its current version unless a number is given; None when there is none."""
        d = s.documents.c
        which = queries.CURRENT if version is None else d.version == version
        with self._reading() as connection:
            ids = list(connection.execute(select(d.id).where(d.doc == doc, which)).scalars())
            return next(read.records_of(connection, ids), None)

    def versions(self, doc: str) -> tuple[Version, ...]:
        """All versions of one document, oldest first; empty when there is none."""
        with self._reading() as connection:
            return queries.versions(connection, doc)

    def sources(self, docs: Sequence[str]) -> tuple[SourceRow, ...]:
        """Where these current documents came from, the earliest published first."""
        with self.reading() as connection:
            return tuple(queries.sources(connection, docs))

    def search(self, query: str, page: Page = Page()) -> tuple[Hit, ...]:  # noqa: B008 (frozen)
        """Current documents whose title or text hold every word and "quoted phrase" of `query`, best first."""
        with self._reading() as connection:
            return queries.search(connection, query, page)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Searches kept by name."""
        with self._reading() as connection:
            return saved.kept(connection)

    def statements(self, wanted: StatementFilter = StatementFilter(), page: Page = ALL) -> tuple[Said, ...]:  # noqa: B008
        """Statements of current documents with their speakers' names, the latest published first."""
        with self._reading() as connection:
            return people.said(connection, wanted, page)

    def called_exactly(self, name: str) -> tuple[Named, ...]:
        """Entities with just this name or knowledge id, the most frequent first."""
        with self._reading() as connection:
            return people.named_exactly(connection, name)

    def names(self, part: str, page: Page = ALL) -> tuple[Named, ...]:
        """Entities whose name or alias holds `part`, the most frequent first; for "did you mean"."""
        with self._reading() as connection:
            return people.named(connection, part, page)

    def unknown(self) -> tuple[Unknown, ...]:
        """Names that stand for nobody known, the most frequent first."""
        with self._reading() as connection:
            return people.unknown(connection)

    def history(self, name: str, *, events: bool = True, page: Page = ALL) -> History | None:
        """All on the one who bears this name, alias or knowledge id exactly (case aside); None when nobody does.

        `events` False leaves these out, `page` takes a part of the statements.
        """
        with self._reading() as connection:
            return people.history(connection, name, events=events, page=page)
