"""One database, one face: `Store.open(path)`, then put and ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, insert, select, update

from retinue.errors import StoreError
from retinue.model import Copy, Failure, Happening, Judgement, JudgementKind, Link, Passage, PassedOver, Record
from retinue.store import judgements, people, queries, read, saved, write
from retinue.store import schema as s
from retinue.store.engines import engine_for, reading_options
from retinue.store.fused import Fusing
from retinue.store.migrations import check_version, prepare
from retinue.store.people import StatementFilter
from retinue.store.plain import said_plainly
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

__all__ = ["Store"]

Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """The record on disk. Use as a context manager; every method may raise StoreError.

    One writer at a time is meant; a second one waits its turn. Readers never wait and see whole documents only.
    Each `put` is one transaction: a process killed at any moment leaves what was put before.
    """

    def __init__(self, engine: Engine, where: str, clock: Clock = _now) -> None:
        self._engine = engine
        self._where = where
        self._clock = clock

    @classmethod
    def open(cls, target: str | Path, *, readonly: bool = False, clock: Clock = _now) -> Store:
        """Open a database file, or an SQLAlchemy URL; made, or brought to this code's schema, when writing.

        Raises StoreError when there is nothing to read, when it is not Retinue's, newer than this code, locked,
        damaged, or not to be written to.
        """
        where, engine = engine_for(str(target), readonly=readonly)
        store = cls(engine, where, clock)
        try:
            with store._reading() if readonly else store._writing() as connection:
                (check_version if readonly else prepare)(connection)
        except StoreError as error:
            engine.dispose()
            told = str(error)
            raise StoreError(told if told.startswith(where) else f"{where} {told}") from error
        return store

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dialect(self) -> str:
        """What it is kept in: sqlite or postgresql."""
        return self._engine.dialect.name

    @property
    def where(self) -> str:
        """How to call it in messages; without a password."""
        return self._where

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees the database as of one moment; for what reads with functions of its own."""
        return self._reading()

    def asking(self) -> AbstractContextManager[Connection]:
        """The same for a single statement, which sees one moment by itself: a server is spared the transaction."""
        return self._reading(once=True)

    @contextmanager
    def _reading(self, *, once: bool = False) -> Iterator[Connection]:
        with said_plainly(self._where), self._engine.connect() as plain:
            connection = plain.execution_options(**reading_options(plain, once=once))
            with connection.begin():
                yield connection

    @contextmanager
    def _writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """`durable` False: the next run would do it again, so that a server may write it down a moment later."""
        with said_plainly(self._where), self._engine.connect() as plain:
            connection = plain.execution_options(writing=True, durable=durable)
            with connection.begin():
                yield connection

    # ------------------------------------------------------------------------------------- write
    def put(self, record: Record, code: str) -> None:
        """Store one document read by the code version `code`.

        Content known for this document is replaced row by row, never doubled; new content makes a new version and
        keeps the old.
        """
        with self._writing(durable=False) as connection:
            write.put_record(connection, record, code, self._clock())

    def pass_over(self, passed: PassedOver, code: str) -> None:
        """Keep that a document on other matters was left unread; what was read of it before stays."""
        with self._writing(durable=False) as connection:
            write.pass_over(connection, passed, code, self._clock())

    def put_failure(self, failure: Failure, code: str) -> None:
        """Store one document that could not be read, in place of what was known to be wrong with it."""
        with self._writing(durable=False) as connection:
            write.put_failure(connection, failure, code, self._clock())

    def revive(self, doc: str, sha256: str) -> None:
        """Make an earlier version of a document current again, and forget problems met with it since.

        Nothing happens when it is current and without problems, or when no such version was ever read.
        """
        d, p = s.documents.c, s.problems.c
        with self._reading() as connection:
            current = select(d.id).where(d.doc == doc, d.sha256 == sha256, queries.CURRENT)
            asleep = connection.execute(current).first() is None
            if not asleep and connection.execute(select(p.id).where(p.doc == doc)).first() is None:
                return
        with self._writing() as connection:
            write.revive(connection, doc, sha256)

    def forget_problems(self, sources: Iterable[str], before: dt.datetime) -> int:
        """Drop problems of taking in that stood before `before` under these files or folders; how many those were.

        After a complete run over `sources`: what failed to be taken in then and did not now is gone.
        """
        with self._writing() as connection:
            return sum(write.forget_problems(connection, source, before) for source in sources)

    def put_happenings(
        self,
        happenings: Iterable[Happening],
        links: Iterable[Link] = (),
        code: str = "",
        judged: int | None = None,
        copies: Iterable[Copy] = (),
    ) -> None:
        """Replace the whole fused set, the links that rules made for it, and the copies, in one transaction.

        `code` names what fused it (`run.fusion_version`); `judged` is the number of the last judgement it heeds
        (None: all there are). Where another process added one meanwhile, the set still asks for fusing. `copies`
        replace those known.
        """
        with self._writing() as connection:
            write.put_happenings(connection, happenings, code, self._clock())
            write.put_rule_links(connection, links, self._clock())
            write.put_copies(connection, copies)
            if judged is not None and judgements.last_id(connection) > judged:
                write.mark(connection, "fused", "no")

    @contextmanager
    def fusing(self) -> Iterator[Fusing]:
        """One step of joining reports: all that it reads and writes is one transaction."""
        with self._writing(durable=False) as connection:
            fusing = Fusing(connection, self._clock())
            yield fusing
            fusing.index()

    # -------------------------------------------------------------------------------- judgements
    def judge(self, judgement: Judgement) -> int:
        """Keep what a person decided, for good; its number. Events change at the next fusion.

        One transaction: a process killed at any moment has kept it whole or not at all. Raises UsageError for one
        that says nothing, and for an undo of what is not there or is undone already.
        """
        with self._writing() as connection:
            number = judgements.put(connection, judgement, self._clock())
            if judgement.kind is not JudgementKind.RESOLVE:
                write.mark(connection, "fused", "no")
            return number

    def undo(self, number: int, by: str, reason: str = "") -> int:
        """Take a judgement back by a further one; its number. Undoing that one brings the first back."""
        return self.judge(Judgement(JudgementKind.UNDO, by, reason=reason, undoes=number))

    def judgements(self, doc: str | None = None) -> tuple[Judgement, ...]:
        """All that people decided, or what speaks of one document, oldest first; undone ones too."""
        with self._reading() as connection:
            return judgements.all_of(connection, doc)

    def passages(self, docs: Iterable[str]) -> tuple[Passage, ...]:
        """The words that tell events in the current versions of these documents."""
        with self._reading() as connection:
            return judgements.passages_in(connection, set(docs))

    def passages_of(self, reports: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
        """The same for single reports (doc, event id), in the order given; those not there now are left out."""
        with self._reading() as connection:
            return judgements.passages_of(connection, list(reports))

    def passages_telling(self, key: str) -> tuple[Passage, ...]:
        """The words that the reports of a fused event consist of now, in the order of its reports."""
        with self._reading() as connection:
            return judgements.passages_telling(connection, key)

    def homes(self, reports: Iterable[tuple[str, str]]) -> dict[str, tuple[str, int]]:
        """ "doc/event" → (key of the fused event it is a report of, how many reports that has)."""
        with self._reading() as connection:
            return judgements.homes(connection, list(reports))

    # -------------------------------------------------------------------------------------- runs

    def begin_run(self, code: str) -> tuple[int, dt.datetime]:
        """Note that a run starts; its number and when that is."""
        now = self._clock()
        with self._writing() as connection:
            row = insert(s.runs).values(started=now, code=code).returning(s.runs.c.id)
            return int(connection.execute(row).scalar_one()), now

    def finish_run(self, run: int, end: RunEnd) -> None:
        """Note how a run ended. One without such a note was killed."""
        with self._writing() as connection:
            row = update(s.runs).where(s.runs.c.id == run)
            connection.execute(row.values(finished=self._clock(), **asdict(end)))

    def last_run(self) -> LastRun | None:
        """The run that began last, or None before the first."""
        c = s.runs.c
        with self._reading() as connection:
            row = connection.execute(select(s.runs).order_by(c.id.desc()).limit(1)).first()
        if row is None:
            return None
        end = None if row.finished is None else RunEnd(row.read, row.skipped, row.failed, row.interrupted)
        return LastRun(row.started, row.finished, row.code, end)

    # -------------------------------------------------------------------------------- what is here
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

    # ----------------------------------------------------------------------------------- documents
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

    # ---------------------------------------------------------------------------- across documents
    def happenings(self, wanted: EventFilter = EventFilter(), page: Page = ALL) -> tuple[Happening, ...]:  # noqa: B008
        """Fused events, earliest first, undated ones last."""
        with self._reading() as connection:
            return tuple(read.happenings_of(connection, queries.keys_matching(connection, wanted, page)))

    def place_names(self) -> tuple[str, ...]:
        """Every name that fused events have for a place, in order."""
        with self.reading() as connection:
            return tuple(queries.place_names(connection))

    def count_happenings(self, wanted: EventFilter = EventFilter()) -> int:  # noqa: B008
        """How many fused events a filter matches on all pages together."""
        with self._reading() as connection:
            return queries.count_matching(connection, wanted)

    def happening(self, key: str) -> Happening | None:
        """One fused event by its key."""
        with self._reading() as connection:
            return next(read.happenings_of(connection, [key]), None)

    def called(self, part: str, page: Page = ALL) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(event keys, document ids) that begin with `part`, case aside; also keys that end in "-part"."""
        with self._reading() as connection:
            return tuple(queries.keys_like(connection, part, page)), tuple(queries.docs_like(connection, part, page))

    def keys_in(self, doc: str) -> dict[str, str]:
        """Event id → key of the last fusion, for the events that one current document tells."""
        d = s.documents.c
        with self._reading() as connection:
            ids = list(connection.execute(select(d.id).where(d.doc == doc, queries.CURRENT)).scalars())
            return {event: key for (_, event), key in queries.keys_of_events(connection, ids).items()}

    def keys(self) -> dict[tuple[str, str], str]:
        """(doc, event id) → key of the last fusion, for the events current documents tell; what `fuse` keeps."""
        with self._reading() as connection:
            return queries.keys_of_events(connection)

    def rejected(self) -> frozenset[tuple[str, str]]:
        """(doc, event id) of the reports whose events people rejected; exports leave them out."""
        with self._reading() as connection:
            return queries.rejected(connection)

    def needs_fusing(self, code: str | None = None) -> bool:
        """True when documents or judgements changed since the last fusion, or other `code` than this made it."""
        with self._reading() as connection:
            fused = connection.execute(select(s.state.c.value).where(s.state.c.name == "fused")).scalar_one_or_none()
        return fused is not None and (fused == "no" or (code is not None and fused != f"by {code}"))

    def links(self, references: Iterable[str] | None = None) -> tuple[Link, ...]:
        """Links that rules made: all, or those of one of the `references` ("doc/event")."""
        with self._reading() as connection:
            return read.links_of(connection, references)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Searches kept by name."""
        with self._reading() as connection:
            return saved.kept(connection)

    def save_search(self, name: str, query: str, by: str) -> SavedSearch:
        """Keep a search (URL parameters); the same person's earlier one of that name gives way."""
        with self._writing() as connection:
            return saved.save(connection, name, query, by, self._clock())

    def forget_search(self, id_: int) -> bool:
        """Let a kept search go; False when there is none of this number."""
        with self._writing() as connection:
            return saved.forget(connection, id_)

    def copies(self, docs: Iterable[str] | None = None) -> tuple[Copy, ...]:
        """Which documents took their text from which, with the passages: all, or those that concern `docs`."""
        with self._reading() as connection:
            return read.copies_of(connection, docs)

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
