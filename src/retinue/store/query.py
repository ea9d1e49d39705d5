"""Which events are wanted: one frozen `Query`, read from and written to URL parameters here and nowhere else.

Pages, the API, feeds, saved searches and the command line all use it. A filter may be given several values, any of
which will do; different filters narrow one another.

Values of a name's filter (person, firm, place, outlet …) are one of

    huawei          a knowledge id, or part of a name, case and diacritics aside
    "Huawei Cloud"  in quotes: exactly this name
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from retinue.errors import UsageError
from retinue.model import EventType, Signal, Status

__all__ = ["CHOICES", "NAMED", "Query", "Sort"]

LONGEST = 200  # characters of one value
MOST = 50  # values of one filter
Pairs = Iterable[tuple[str, str]]


class Sort(StrEnum):
    """In which order events come; undated ones last by date, and the key decides between equals."""

    EARLIEST = "date"
    LATEST = "-date"
    ORIGINS = "-origins"
    REPORTS = "-reports"
    SURE = "-confidence"
    UNSURE = "confidence"
    CONTRADICTED = "-discrepancies"
    CHANGED = "-changed"


@dataclass(frozen=True, slots=True)
class Query:
    """Which fused events are wanted, and in which order; a field left empty asks nothing.

    `text` holds words and "quoted phrases" that must all occur in the reports' titles and texts or in the event's
    names. `party` is anybody on either side, `person`, `firm`, `body` those of that kind; `office` what a party
    holds; `country` (ISO 3166-1 alpha-2) that of a party; `list` a restriction list on which a party stood that day,
    `listed` whether any did. `since` and `until` keep events whose days touch that time; undated ones fall out.
    `discrepancy` names fields on which reports contradict one another, `contradicted` whether any do. `decided` is
    what a person decided (`undecided` for nothing). Confidences lie between 0 and 1, ends included.
    """

    text: str = ""
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    signal: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    listed: bool | None = None
    outlet: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    doc: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    dated: bool | None = None
    min_origins: int | None = None
    contradicted: bool | None = None
    discrepancy: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    min_confidence: float | None = None
    max_confidence: float | None = None
    sort: Sort = Sort.LATEST

    @classmethod
    def parse(cls, pairs: Pairs, also: Iterable[str] = ()) -> Query:
        """The query that URL parameters (name, value) ask for; `also` names parameters that belong to others.

        Empty values are passed over, as forms send them. Raises UsageError for an unknown name or an unusable value.
        """
        others = frozenset(also)
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if name in others:
                continue
            if name not in BY_PARAMETER:
                raise UsageError(f"there is no filter {name!r}; known are {', '.join(BY_PARAMETER)}")
            if value.strip():
                given.setdefault(name, []).append(_plain(name, value))
        return cls(**{BY_PARAMETER[name]: _read(name, values) for name, values in given.items()})

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """URL parameters that ask for this query, in a fixed order; what is left at its default is left out."""
        return tuple((PARAMETERS.get(f.name, f.name), value) for f in fields(self) for value in self._written(f.name))

    def _written(self, name: str) -> Iterator[str]:
        value = getattr(self, name)
        if value == _DEFAULTS[name]:
            return
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, bool):
            yield "yes" if value else "no"
        else:
            yield f"{value:g}" if isinstance(value, float) else str(value)

    def chips(self) -> tuple[tuple[str, str, Query], ...]:
        """(parameter, value, the query without it) of each filter set, for showing and taking away."""
        found = []
        for name, value in self.pairs():
            if name != "sort":
                field = BY_PARAMETER[name]
                held = getattr(self, field)
                left = tuple(v for v in held if v != value) if isinstance(held, tuple) else _DEFAULTS[field]
                found.append((name, value, replace(self, **{field: left})))
        return tuple(found)

    def toggled(self, name: str, value: str) -> Query:
        """With `value` added to the filter `name`, or taken out when it is there. Raises UsageError."""
        if name not in CHOICES and name not in NAMED:
            raise UsageError(f"{name!r} is no filter of several values")
        held: tuple[str, ...] = getattr(self, name)
        left = tuple(v for v in held if v != value) if value in held else (*held, value)
        return replace(self, **{name: left})

    def without(self, name: str) -> Query:
        """This query without the filter `name` (a field's name)."""
        return replace(self, **{name: _DEFAULTS[name]})


_DEFAULTS: dict[str, Any] = {f.name: f.default for f in fields(Query)}
# Fields whose parameter has another name.
PARAMETERS = {"text": "q", "since": "from", "until": "to"}
BY_PARAMETER = {PARAMETERS.get(name, name): name for name in _DEFAULTS}
# Filters whose values are a closed set.
CHOICES: dict[str, tuple[str, ...]] = {
    "type": tuple(EventType),
    "status": tuple(Status),
    "signal": tuple(Signal),
    "discrepancy": (),  # whatever fields fusion compares
    "decided": (),  # whatever a person may decide
}
# Filters whose values are ids, names or parts of names.
NAMED = ("party", "person", "office", "firm", "body", "place", "country", "list", "outlet", "origin", "doc")
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _plain(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise UsageError(f"{name} is longer than {LONGEST} characters; shorten it")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise UsageError(f"{name} holds half a character; write it anew")
    return value.replace("\0", " ").strip()


def _read(name: str, values: list[str]) -> Any:
    field = BY_PARAMETER[name]
    if isinstance(_DEFAULTS[field], tuple):
        if len(values) > MOST:
            raise UsageError(f"{name} is given {len(values)} times; {MOST} is the most")
        return tuple(dict.fromkeys(_chosen(field, value) for value in values))
    if len(values) > 1:
        raise UsageError(f"{name} can be given once only")
    return _SINGLE.get(field, _flag)(name, values[0])


def _chosen(field: str, value: str) -> str:
    allowed = CHOICES.get(field)
    if allowed and value not in allowed:
        raise UsageError(f"{field} can't be {value!r}; it is one of {', '.join(allowed)}")
    return value


def _flag(name: str, value: str) -> bool:
    if value.lower() not in _FLAGS:
        raise UsageError(f"{name} can't be {value!r}; it is yes or no")
    return _FLAGS[value.lower()]


def _day(name: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{name} can't be {value!r}; write a day such as 2024-03-05") from error


def _share(name: str, value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise UsageError(f"{name} can't be {value!r}; it is a number from 0 to 1")
    return found


def _count(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(f"{name} can't be {value!r}; it is a whole number")
    return int(value)


def _order(name: str, value: str) -> Sort:
    if value not in tuple(Sort):
        raise UsageError(f"{name} can't be {value!r}; it is one of {', '.join(Sort)}")
    return Sort(value)


_SINGLE: dict[str, Any] = {
    "text": lambda _, value: value,
    "since": _day,
    "until": _day,
    "min_origins": _count,
    "min_confidence": _share,
    "max_confidence": _share,
    "sort": _order,
}
