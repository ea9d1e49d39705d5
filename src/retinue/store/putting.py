"""What is put into a record: documents, failures, fused events, judgements, runs, kept searches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import insert, select, update

from retinue.model import Copy, Failure, Happening, Judgement, JudgementKind, Link, PassedOver, Record
from retinue.store import judgements, queries, saved, write
from retinue.store import schema as s
from retinue.store.fused import Fusing
from retinue.store.opened import Opened
from retinue.store.saved import SavedSearch
from retinue.store.types import (
    RunEnd,
)

__all__ = ["Putting"]


class Putting(Opened):
    """The part of `Store` that writes."""

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

    def save_search(self, name: str, query: str, by: str) -> SavedSearch:
        """Keep a search (URL parameters); the same person's earlier one of that name gives way."""
        with self._writing() as connection:
            return saved.save(connection, name, query, by, self._clock())

    def forget_search(self, id_: int) -> bool:
        """Let a kept search go; False when there is none of this number."""
        with self._writing() as connection:
            return saved.forget(connection, id_)
