"""The dateline: "BEIJING, May 22 (Reuters) -", "TOKYO — ", "新华社北京8月24日电" at the start of the text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from retinue.clean.blocks import size
from retinue.clean.day import day_of_year, written_dates

_CITY = r"[A-Z][\w.'’-]*(?:[ /,;-]{1,3}(?:[A-Z][\w.'’-]*|de|of|and|am|da|do|la|el)){0,6}"
_WHEN = (
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*\.?,?\s+)?(?:[A-Z][a-z]{2,8}\.?\s?\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\.?)(?:,?\s(?:19|20)\d\d)?"
)
_DASH = r"(?:\s*(?:--+|[-–—―])\s*|\s*:\s+(?=[A-Z]))"
_MARK = r"(?:--+|[-–—―:])"
_AGENCY = r"\(\s*(?P<agency>[A-Z][\w .&/'’-]{1,50})\s*\)"
_LATIN = (
    re.compile(rf"(?P<city>{_CITY})[,.]?\s+(?P<when>{_WHEN}),?\s*/?\s*{_AGENCY}\s*(?:--+|[-–—―:]|(?=[A-Z\"“]))\s*"),
    re.compile(rf"(?P<city>{_CITY})[,.]?\s+(?P<when>{_WHEN}),?\s*/(?P<agency>[A-Z][\w .-]{{1,40}})/\s*{_MARK}?\s*"),
    re.compile(rf"(?P<city>{_CITY})\s+{_AGENCY}\s*(?:--+|[-–—―])\s*"),
    re.compile(rf"(?:(?P<city>{_CITY})[,.]?\s+)?{_AGENCY}[,.]?\s+(?P<when>{_WHEN})\s*(?:--+|[-–—―:])\s*"),
    re.compile(rf"(?P<when>{_WHEN}),?\s+{_AGENCY}\s*(?:--+|[-–—―:])\s*"),
    re.compile(rf"(?P<city>{_CITY}),?\s+(?P<when>{_WHEN})\s*{_DASH}"),
    re.compile(rf"(?P<city>{_CITY}),\s+(?P<when>{_WHEN})\.\s+(?=[A-Z])"),
    re.compile(rf"(?P<agency>[A-Z][\w ]{{2,40}}),\s(?P<city>{_CITY}),\s(?P<when>{_WHEN})(?:\s\w+)?\s*:\s*"),
    re.compile(r"(?P<city>[A-Z][A-Z.'’ /-]{2,40}(?:,\s[A-Z][\w. ]{1,30})?)\s*(?:--+|[–—―]|\s-\s)\s*"),
    re.compile(r"\((?P<agency>[A-Z][\w .&/'’-]{1,40})\)\s*(?:--+|[-–—―])\s*"),
)
_HAN = re.compile(
    r"(?:【)?(?![据从由在向])(?P<agency>[\u4e00-\u9fff]{2,8}?(?:社|网|报|台))(?P<city>[\u4e00-\u9fff]{2,8}?)?"
    r"(?P<when>\d{1,2}月\d{1,2}日)?(?:电|讯|報道|报道|消息)\s*(?:[（(][^）)]{1,30}[）)])?\s*"
)
_LEAST = 7  # words: what follows a bare town and a dash in a report's first sentence
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed, and by which agency; `end` is where the text proper begins."""

    end: int
    wording: str
    city: str | None = None
    agency: str | None = None
    date: dt.date | None = None
    month_day: tuple[int, int] | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline that opens `text`, or None."""
    opening = text[:160]
    han = _HAN.match(opening)
    if han:
        day = _MONTH_DAY.search(han["when"] or "")
        return _made(han, None, (int(day[1]), int(day[2])) if day else None)
    for pattern in _LATIN:
        match = pattern.match(opening)
        if match and len(text) > match.end() + 20:
            when = match.groupdict().get("when") or ""
            if not when and not match.groupdict().get("agency") and size(text[match.end() :]) < _LEAST:
                continue  # a masthead with a motto
            dates = written_dates(when)
            return _made(match, dates[0].date if dates else None, day_of_year(when))
    return None


def _made(match: re.Match[str], date: dt.date | None, month_day: tuple[int, int] | None) -> Dateline:
    parts = match.groupdict()
    agency = (parts.get("agency") or "").strip() or None
    return Dateline(match.end(), match[0].strip(), parts.get("city"), agency, date, month_day)
