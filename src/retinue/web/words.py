"""Data in words: days, acts, counts, as pages and feeds say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from retinue.model import EventType, Happening, Precision, SourceKind, Status

__all__ = [
    "ACTS",
    "SIGNAL_MARKS",
    "count",
    "day",
    "headline",
    "label",
    "listing",
    "percent",
    "source",
    "told",
    "when",
]

# How each act is told: past, participle after "have", base after "to", -ing form.
ACTS = {
    EventType.VISIT: ("visited", "visited", "visit", "visiting"),
    EventType.MEETING: ("met", "met", "meet", "meeting"),
    EventType.ADDRESS: ("spoke to", "spoken to", "speak to", "speaking to"),
    EventType.POLICY: ("set policy for", "set policy for", "set policy for", "setting policy for"),
    EventType.SUPPORT: ("supported", "supported", "support", "supporting"),
    EventType.APPROVAL: ("gave leave to", "given leave to", "give leave to", "giving leave to"),
    EventType.REGULATORY_ACTION: ("acted against", "acted against", "act against", "acting against"),
    EventType.LISTING: ("listed", "listed", "list", "listing"),
    EventType.DELISTING: ("delisted", "delisted", "delist", "delisting"),
    EventType.EXPORT_CONTROL: ("restricted trade with", "restricted trade with", "restrict trade with",
                               "restricting trade with"),
    EventType.AGREEMENT: ("agreed with", "agreed with", "agree with", "agreeing with"),
    EventType.APPOINTMENT: ("changed office", "changed office", "change office", "changing office"),
    EventType.OBJECTION: ("objected to", "objected to", "object to", "objecting to"),
}  # fmt: skip
# A shape beside the colour, so that signals are told apart without it.
SIGNAL_MARKS = {"support": "▲", "control": "■", "restrict": "▼", "neutral": "●"}
MOST_NAMES = 3  # in a headline


# Kinds of sources, as pages tell them apart.
SOURCES = {
    SourceKind.OFFICIAL: "public body’s own account", SourceKind.STATE_MEDIA: "state media",
    SourceKind.AGENCY: "news agency (wire)", SourceKind.OUTLET: "outlet’s own reporting",
    SourceKind.COMPANY: "firm’s own account", SourceKind.ORGANIZATION: "organisation’s own account",
    SourceKind.PERSON: "a person’s account", SourceKind.UNKNOWN: "unknown source",
}  # fmt: skip


def label(value: str) -> str:
    """An enumeration's value as a word: regulatory_action → regulatory action."""
    return value.replace("_", " ")


def source(kind: str) -> str:
    """A kind of source in words: state_media → state media, outlet → outlet's own reporting."""
    return SOURCES[SourceKind(kind)] if kind in set(SourceKind) else kind


def count(number: int, noun: str, plural: str = "") -> str:
    """1 report, 2 reports, 1,024 reports."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """0.874 → 87 %."""
    return f"{share * 100:.0f} %"


def day(date: dt.date | None) -> str:
    """7 Oct 2023, or "undated"."""
    return f"{date.day} {date:%b %Y}" if date else "undated"


def when(start: dt.date | None, end: dt.date | None, precision: Precision | str) -> str:
    """Days as a reader says them: 7 Oct 2023; 7–9 Oct 2023; Oct 2023; 2023; from 7 Oct 2023; undated."""
    if start is None:
        return "undated"
    if precision == Precision.YEAR:
        return f"{start:%Y}"
    if precision == Precision.MONTH:
        return f"{start:%b %Y}"
    if end is None:
        return f"from {day(start)}"
    if start == end:
        return day(start)
    return f"{_beginning(start, end)}–{day(end)}"


def _beginning(start: dt.date, end: dt.date) -> str:
    """The start of a span without the month and year it shares with the end."""
    if (start.year, start.month) == (end.year, end.month):
        return str(start.day)
    return f"{start.day} {start:%b}" if start.year == end.year else day(start)


def listing(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """A; A and B; A, B and C; A, B, C and 4 others."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} other{'s' if len(names) - most > 1 else ''}")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def headline(happening: Happening) -> str:
    """Who did what to whom, as one line: "Li Qiang visited Hikvision"."""
    who = [party.name for party in happening.actors]
    whom = listing([party.name for party in happening.recipients]) or listing(happening.places)
    return told(happening.type, happening.status, listing(who) or "Somebody", whom, len(who))


def told(type_: EventType, status: Status, who: str, whom: str, number: int = 1) -> str:
    """An act as one line, as real as it is: "A and B are to meet C". `number` is how many do it."""
    past, participle, base, going = ACTS[type_]
    be, was = ("are", "were") if number > 1 else ("is", "was")
    what = {
        Status.OCCURRED: past,
        Status.ONGOING: f"{be} {going}",
        Status.PLANNED: f"{be} to {base}",
        Status.ALLEGED: f"{be} said to have {participle}",
        Status.DENIED: f"{be} said not to have {participle}",
        Status.CANCELLED: f"{was} to {base}",
    }[status]
    if not whom:
        what = _alone(type_, status) or what
    line = " ".join(part for part in (who, what, whom) if part)
    return f"{line} (cancelled)" if status is Status.CANCELLED else line


# Without anybody concerned, an act needs another wording.
ALONE = {
    EventType.VISIT: "visit",
    EventType.MEETING: "meeting",
    EventType.ADDRESS: "address",
    EventType.POLICY: "policy",
    EventType.SUPPORT: "support",
    EventType.APPROVAL: "approval",
    EventType.REGULATORY_ACTION: "regulatory action",
    EventType.LISTING: "listing",
    EventType.DELISTING: "delisting",
    EventType.EXPORT_CONTROL: "export control",
    EventType.AGREEMENT: "agreement",
    EventType.APPOINTMENT: "change of office",
    EventType.OBJECTION: "objection",
}


def _alone(type_: EventType, status: Status) -> str:
    return f"· {ALONE[type_]}" if status is Status.OCCURRED else f"· {status.value} {ALONE[type_]}"
