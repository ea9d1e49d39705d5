"""What an expression is read against: the day of publication, the dates told so far, the tense of its clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.tense import ends_sentence, tense_around
from retinue.dates.tokens import Token
from retinue.model import Precision

__all__ = ["Narrative", "Reading", "Scene"]


_AWAY = 60  # tokens; beyond, another sentence
_SOON = 45  # days
_FAR = 180  # days


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one expression; `period` is None when it names no calendar days."""

    type: str
    value: str
    period: Period | None = None
    anchor: str = "absolute"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """What "that day", "a year later", "on 3 May" hark back to.

    `period` is the last calendar stretch told, `day` the last single day, `explicit` the year that the text last
    spelled out, None when the last date was counted from publication.
    """

    period: Period | None = None
    day: dt.date | None = None
    explicit: int | None = None


@dataclass(slots=True)
class Scene:
    """The state of reading one text. `day_first` settles 10/07/2023; None leaves such dates open."""

    tokens: Sequence[Token]
    anchor: dt.date | None
    narrative: Narrative = field(default_factory=Narrative)
    day_first: bool | None = None
    history: bool = False  # a text that dwells in the years it spells out; undated, one that opens with a year
    told_until: int = 0  # one past the last token of the expression read last
    sentences_since: int = 0  # ends of sentences between that expression and the one being read

    def tense(self, first: int, last: int) -> str | None:
        """What `tense_around` tells of the clause around tokens `first` up to `last`."""
        return tense_around(self.tokens, first, last)

    def move_to(self, first: int) -> None:
        """Go on to the expression that begins with token `first`."""
        between = range(self.told_until, min(first, self.told_until + _AWAY))
        self.sentences_since = sum(ends_sentence(self.tokens, i) for i in between) + (first > between.stop)

    def future(self, first: int, last: int) -> bool:
        """True when the clause around tokens `first`..`last` speaks of what is to come."""
        return self.tense(first, last) == "future"

    def note(self, reading: Reading, *, spelled_year: bool, background: bool) -> None:
        """Remember a reading for the anaphoric expressions that follow it.

        `background` (told in the past perfect, or a mere bound) leaves the year of the main thread as it was.
        """
        period = reading.period
        if period is None and self.anchor is None and not self.history and reading.value.startswith("XXXX"):
            self.narrative = Narrative()  # "a day later" hangs on that day, which isn't known, not on an earlier one
        if period is None or reading.type not in ("DATE", "TIME"):
            return
        days = period.precision is Precision.DAY
        single = (period.start if period.start == period.end else None) if days else self.narrative.day
        if background and (self.anchor is not None or self.narrative.explicit is not None):
            explicit: int | None = self.narrative.explicit
        elif spelled_year and (days or (self.anchor is None and self.history)):
            explicit = period.start.year
        elif reading.anchor == "narrative":
            dwells = self.narrative.explicit is not None or (self.anchor is None and self.history)
            explicit = period.start.year if dwells else None
        else:
            explicit = None
        self.narrative = Narrative(period, single, explicit)

    def new_paragraph(self) -> None:
        """Forget the year that the last paragraph spelled out."""
        self.narrative = replace(self.narrative, explicit=None)

    def carried_year(self, tense: str | None) -> int | None:
        """The year that a day spelled out, while it still holds; None once the text has moved on from it.

        It holds within its sentence, and in the next one when that looks back; in a history until the next is told.
        It never holds for what is to come, nor where it isn't before publication's own (an undated history apart).
        """
        told = self.narrative.explicit
        if self.anchor is None and self.history:
            return told
        if told is None or tense == "future" or (self.anchor is not None and told >= self.anchor.year):
            return None
        near = self.sentences_since == 0 or (self.sentences_since == 1 and tense in ("past", "perfect"))
        return told if self.history or near else None

    def pick_year(self, month: int, day: int, tense: str | None) -> tuple[int, str] | None:
        """The year of a month (`day` 0) or a day told without one, and what it was counted from.

        The year that a day just before spelled out (`carried_year`); else by nearness to publication and tense. None
        when there is nothing to count from.
        """
        told = self.carried_year(tense)
        if told is not None:
            return told, "narrative"
        if self.anchor is None:
            return None
        return _nearest_year(self.anchor, month, day, tense), "publication"


def _nearest_year(anchor: dt.date, month: int, day: int, tense: str | None) -> int:
    """The year before or after publication in which the month or day falls.

    Looking back: the last one (a day after publication still counts, for time zones), save that a day of the same
    year less than `_SOON` ahead is meant as such ("declared a dividend payable Dec. 7", told in October). Looking
    ahead: the next one, save that a day just past stays past ("planned for March 26", told in April). `near`: the
    nearer of the two. No tense: likewise, but news leaves the year out mostly for its own year.
    """
    back = _last_year(anchor + cal.ONE_DAY, month, day)
    ahead = back if (month, day) in ((anchor.month, 0), (anchor.month, anchor.day)) else back + 1
    gap_ahead, gap_back = _days_from(anchor, ahead, month, day), -_days_from(anchor, back, month, day)
    if tense == "future":
        return back if day and gap_back < _SOON < gap_ahead - _FAR else ahead
    if tense == "since":
        return back
    if tense in ("past", "perfect"):
        return ahead if day and ahead == anchor.year and gap_ahead < _SOON else back
    if tense is None and back == anchor.year:
        return back
    if tense is None and day:
        gap_ahead *= 2  # news looks back more than ahead
    return ahead if gap_ahead < gap_back else back


def _last_year(limit: dt.date, month: int, day: int) -> int:
    """The latest year in which the month or day has begun by `limit`."""
    return limit.year if (month, day) <= (limit.month, limit.day) else limit.year - 1


def _days_from(anchor: dt.date, year: int, month: int, day: int) -> int:
    """Days from the anchor to that day (to the middle of the month when `day` is 0), on a calendar of even months."""
    return (year - anchor.year) * 365 + (month - anchor.month) * 30 + (day or 15) - anchor.day
