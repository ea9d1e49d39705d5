"""What the store is asked, and what it answers beside records and happenings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.model import EntityType, EventType, Failure, Happening, Signal, Status

__all__ = [
    "ALL",
    "Counts",
    "EventFilter",
    "History",
    "Hit",
    "LastRun",
    "Named",
    "Page",
    "Problem",
    "RunEnd",
    "Said",
    "SourceRow",
    "Version",
]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a long answer; `limit` None gives all from `offset` on."""

    limit: int | None = 50
    offset: int = 0


ALL = Page(limit=None)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which fused events are wanted; a field left None asks nothing.

    `actor`, `firm` (either side) and `place` match a name or part of one, without regard to case; `actor` and
    `firm` also a knowledge id exactly. `since` and `until` keep events whose span of days touches that time;
    undated ones fall out. `listed` True keeps events with a party on some restriction list that day, False those
    without, a string those with a list of such a name. `doc` keeps what one document reports. `decided` True keeps
    what a person has judged, False the rest. Events that people rejected fall out unless `rejected` is True.
    """

    type: EventType | None = None
    actor: str | None = None
    firm: str | None = None
    place: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    status: Status | None = None
    signal: Signal | None = None
    listed: bool | str | None = None
    doc: str | None = None
    decided: bool | None = None
    rejected: bool = False
    parties: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()
    in_places: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where one current document came from; `version` is the number of its content."""

    doc: str
    source: str
    title: str | None
    publisher: str | None
    published: dt.date | None
    syndicated_from: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with its speaker's and subjects' names; `span` lies in the text of `doc`."""

    doc: str
    published: dt.date | None
    publisher: str | None
    speaker: str
    office: str | None
    kind: str
    cue: str | None
    content: str
    span: tuple[int, int]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A current document that holds the words searched for; `excerpt` shows them in [brackets]."""

    doc: str
    title: str | None
    published: dt.date | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no knowledge entry was found for, in how many current documents, and one of them."""

    name: str
    type: EntityType
    documents: int
    example: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the record, and in how many current documents it stands."""

    name: str
    type: EntityType
    known: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class History:
    """All that the record holds on one person, firm or body.

    `names` are the forms its documents use; `offices` rows (office, first and last publication day it is told on,
    number of documents); `listed` rows (list, since, doc) that articles state.
    """

    name: str
    type: EntityType
    known: str | None
    names: tuple[str, ...]
    offices: tuple[tuple[str, dt.date | None, dt.date | None, int], ...]
    listed: tuple[tuple[str, str | None, str], ...]
    events: tuple[Happening, ...]
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One content of a document: which number, whether it counts now, when and by which code it was read."""

    doc: str
    number: int
    current: bool
    sha256: str
    code: str
    read_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """A document that could not be read, and when that was last seen."""

    failure: Failure
    code: str
    seen_at: dt.datetime


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended: documents read, passed over as unchanged, failed; and whether it was asked to stop."""

    read: int
    skipped: int
    failed: int
    interrupted: bool


@dataclass(frozen=True, slots=True)
class LastRun:
    """The latest run; `finished` and `end` are None while it is under way, or when it was killed."""

    started: dt.datetime
    finished: dt.datetime | None
    code: str
    end: RunEnd | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds.

    `documents` are current ones, `versions` all; `events` tells per document; `happenings` leave out rejected ones.
    """

    documents: int
    versions: int
    entities: int
    events: int
    happenings: int
    statements: int
    listed: int
    problems: int
    passed_over: int
    links: int
    judgements: int
