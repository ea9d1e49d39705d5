"""All that a brief on one subject needs, read once from the record, the knowledge and the lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.ask import ListedAnswer, listed
from retinue.knowledge import Knowledge
from retinue.lists import Register
from retinue.model import EntityType, Happening, Party
from retinue.series import By, Series, Side, Subject, Weigher, build, happenings_of
from retinue.series import Options as SeriesOptions
from retinue.series.subject import is_one_of
from retinue.store import History, Said, SourceRow, StatementFilter, Store

__all__ = ["Gathered", "gather"]


MONTHLY, QUARTERLY = 4, 15  # years up to which a chart has a point for each month, each quarter


@dataclass(frozen=True, slots=True)
class Gathered:
    """`happenings` have the subject on either side, earliest first, undated last; `series` is of its usual side."""

    subject: Subject
    day: dt.date
    history: History | None
    happenings: tuple[Happening, ...]
    series: Series
    lists: ListedAnswer
    said_by: tuple[Said, ...]
    said_about: tuple[Said, ...]
    sources: tuple[SourceRow, ...]

    @property
    def id(self) -> str | None:
        """The subject's knowledge id; None for one that only the record knows."""
        return next(iter(sorted(self.subject.ids)), None)

    def is_subject(self, party: Party) -> bool:
        """True when a party is the subject or one of its units."""
        return is_one_of(party, self.subject)

    def dated(self) -> tuple[Happening, ...]:
        """The happenings that have a day."""
        return tuple(one for one in self.happenings if one.start)


def gather(
    subject: Subject, day: dt.date, store: Store, knowledge: Knowledge, register: Register | None, weigher: Weigher
) -> Gathered:
    """Read everything on a firm, body or person as of `day`."""
    happenings, _ = happenings_of(subject, knowledge, store, Side.EITHER)
    ours, side = happenings_of(subject, knowledge, store)
    series = build(subject.name, subject.kind, ours, weigher, SeriesOptions(_size(ours), side=side))
    who = next(iter(sorted(subject.ids)), subject.name)
    docs = sorted({report.doc for one in happenings for report in one.reports})
    by = _exactly(store.statements(StatementFilter(speaker=who)), subject, about=False)
    about = _exactly(store.statements(StatementFilter(about=who)), subject, about=True)
    docs = sorted({*docs, *(one.doc for one in (*by, *about))})
    return Gathered(
        subject=subject,
        day=day,
        history=store.history(who),
        happenings=happenings,
        series=series,
        lists=listed(knowledge, register, subject.name, day),
        said_by=by,
        said_about=about,
        sources=store.sources(docs),
    )


def _size(happenings: tuple[Happening, ...]) -> By:
    """Points as small as a reader can tell apart on one page."""
    days = [one.start for one in happenings if one.start]
    years = (max(days) - min(days)).days / 365 if days else 0.0
    return By.MONTH if years <= MONTHLY else By.QUARTER if years <= QUARTERLY else By.YEAR


def _exactly(said: tuple[Said, ...], subject: Subject, *, about: bool) -> tuple[Said, ...]:
    """Without those of longer names that only hold the subject's; ids are matched exactly by the store."""
    if subject.ids:
        return said
    return tuple(one for one in said if subject.name in (one.about if about else (one.speaker,)))


def is_official(party: Party) -> bool:
    """True for a public body, and for a person with an office."""
    return party.type is EntityType.BODY or (party.type is EntityType.PERSON and party.office is not None)
