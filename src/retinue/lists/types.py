"""What passes between the parts of `retinue.lists`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

__all__ = ["Entry", "ImportReport", "Listed", "RowProblem"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a published list: a party, on a list, as the file says.

    `list` is a list's id (see data/imports.yml), `ref` the publisher's number for the party, unique on that list;
    `kind` person, organisation, vessel, aircraft or empty; `since` and `until` only where the file gives them.
    """

    list: str
    ref: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    programme: str = ""
    authority: str = ""
    citation: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was not imported, and why; `row` counts lines of the file from 1."""

    row: int
    what: str
    ref: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many listings were new, unchanged, changed or closed, per list, and rows left out."""

    path: str
    form: str
    as_of: dt.date
    lists: tuple[str, ...]
    added: int = 0
    kept: int = 0
    changed: int = 0
    closed: int = 0
    problems: tuple[RowProblem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Listed:
    """A time on a list as the register keeps it.

    `since` is the day the file gives; where it gives none, `seen` (the date of the first file with the party) is the
    latest day it can have begun. `until` is the last day; `vanished` is True when it is known only from the party's
    absence in a later file.
    """

    list: str
    name: str
    ref: str
    kind: str
    since: dt.date | None
    seen: dt.date
    until: dt.date | None
    vanished: bool
    programme: str
    authority: str
    citation: str

    def covers(self, day: dt.date) -> bool:
        """True when the party is known to have stood on the list on `day`."""
        return (self.since or self.seen) <= day and (self.until is None or day <= self.until)
