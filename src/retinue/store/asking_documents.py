"""What a record tells of its documents: texts, statements, names, problems, runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import BindParameter, bindparam, literal, select, union_all

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

# Asked for every document of a run, and so said once.
_D, _P, _O = s.documents.c, s.problems.c, s.passed_over.c
_DOC: BindParameter[str] = bindparam("doc")
_SHA256: BindParameter[str] = bindparam("sha256")
_CODE: BindParameter[str] = bindparam("code")
_SEEN = union_all(
    select(_D.doc).where(_D.doc == _DOC, _D.sha256 == _SHA256, _D.code == _CODE),
    select(_P.doc).where(_P.doc == _DOC, _P.sha256 == _SHA256, _P.code == _CODE, _P.transient.is_(False)),
    select(_O.doc).where(_O.doc == _DOC, _O.sha256 == _SHA256, _O.code == _CODE),
).limit(1)
_OWNER = union_all(
    select(_D.source, _D.sha256, literal(0).label("rank")).where(_D.doc == _DOC, queries.CURRENT),
    select(_P.source, _P.sha256, literal(1).label("rank")).where(_P.doc == _DOC),
).order_by("rank").limit(1)  # fmt: skip


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
        told = {"doc": doc, "sha256": sha256, "code": code}
        with self._reading(once=True) as connection:
            return connection.execute(_SEEN, told).first() is not None

    def owner(self, doc: str) -> tuple[str, str] | None:
        """(source, content hash) of the document with this id, or of the failure under it; None when it is free."""
        with self._reading(once=True) as connection:
            row = connection.execute(_OWNER, {"doc": doc}).first()
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
