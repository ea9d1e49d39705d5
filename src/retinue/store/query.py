"""Which events are wanted: one frozen `Query`, read from and written to URL parameters here and nowhere else.

Pages, the API, feeds, saved searches and the command line all use it. A filter may be given several values, any of
which will do; different filters narrow one another.

Values of a name's filter (person, firm, place, outlet …) are one of

    huawei          a knowledge id, or part of a name, case and diacritics aside
    "Huawei Cloud"  in quotes: exactly this name
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self

from retinue.errors import UsageError
from retinue.model import EventType, Signal, SourceKind, Status

__all__ = ["Asked", "DocumentQuery", "DocumentSort", "Query", "Sort"]

LONGEST = 500  # characters of one value
MOST = 50  # values of one filter
Pairs = Iterable[tuple[str, str]]


_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
# Parameters whose field has another name, because Python or a reader would stumble over it.
_FIELD_OF = {"q": "text", "from": "since", "to": "until"}
_PARAMETER_OF = {field: name for name, field in _FIELD_OF.items()}


class Asked:
    """What every query has: reading from and writing to URL parameters.

    A subclass is a frozen dataclass of defaults; a field whose default is a tuple takes several values. `CHOICES`
    names the fields with a closed set of values, `KINDS` tells how to read the single values.
    """

    __slots__ = ()
    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    KINDS: ClassVar[Mapping[str, Callable[[str, str], Any]]] = {}

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """The URL parameters it knows, in order."""
        return tuple(_PARAMETER_OF.get(name, name) for name in cls._defaults())

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Its fields, in order."""
        return tuple(cls._defaults())

    @classmethod
    @cache
    def _defaults(cls) -> Mapping[str, Any]:
        return {f.name: f.default for f in fields(cls)}  # type: ignore[arg-type]

    @classmethod
    def parse(cls, pairs: Pairs, also: Iterable[str] = ()) -> Self:
        """The query that URL parameters (name, value) ask for; `also` names parameters that belong to others.

        Empty values are passed over, as forms send them. Raises UsageError for an unknown name or an unusable value.
        """
        known, others = cls.parameters(), frozenset(also)
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if name in others:
                continue
            if name not in known:
                raise UsageError(f"there is no filter {name[:80]!r}; known are {', '.join(known)}")
            if found := _plain(name, value):
                given.setdefault(name, []).append(found)
        return cls(**{_FIELD_OF.get(name, name): cls._read(name, values) for name, values in given.items()})

    @classmethod
    def _read(cls, name: str, values: list[str]) -> Any:
        field = _FIELD_OF.get(name, name)
        if isinstance(cls._defaults()[field], tuple):
            if len(values) > MOST:
                raise UsageError(f"{name} is given {len(values)} times; {MOST} is the most")
            return tuple(dict.fromkeys(cls._chosen(field, value) for value in values))
        if len(values) > 1:
            raise UsageError(f"{name} can be given once only")
        return cls.KINDS[field](name, values[0])

    @classmethod
    def _chosen(cls, field: str, value: str) -> str:
        allowed = cls.CHOICES.get(field)
        return value if allowed is None else _one_of(field, value, allowed)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """URL parameters that ask for this query, in a fixed order; what is left at its default is left out."""
        names = self._defaults()
        return tuple((_PARAMETER_OF.get(name, name), value) for name in names for value in self._written(name))

    def _written(self, name: str) -> Iterator[str]:
        value = getattr(self, name)
        if value == self._defaults()[name]:
            return
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, bool):
            yield "yes" if value else "no"
        else:
            yield str(value)

    def chips(self) -> tuple[tuple[str, str, Self], ...]:
        """(parameter, value, the query without it) of each filter set, for showing and taking away."""
        found = []
        for name, value in self.pairs():
            if name != "sort":
                field = _FIELD_OF.get(name, name)
                held = getattr(self, field)
                left = tuple(v for v in held if v != value) if isinstance(held, tuple) else self._defaults()[field]
                found.append((name, value, self.changed(field, left)))
        return tuple(found)

    def toggled(self, field: str, value: str) -> Self:
        """With `value` added to a filter of several values, or taken out when it is there."""
        held: tuple[str, ...] = getattr(self, field)
        return self.changed(field, tuple(v for v in held if v != value) if value in held else (*held, value))

    def without(self, field: str) -> Self:
        """This query without the filter `field`."""
        return self.changed(field, self._defaults()[field])

    def changed(self, field: str, value: Any) -> Self:
        """This query with another value in `field`."""
        return replace(self, **{field: value})  # type: ignore[type-var]


def _plain(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise UsageError(f"{name} is longer than {LONGEST} characters; shorten it")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise UsageError(f"{name} holds half a character; write it anew")
    return value.replace("\0", " ").strip()


def _one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    if value not in tuple(allowed):
        raise UsageError(f"{name} can't be {value!r}; it is one of {', '.join(allowed)}")
    return value


def _text(_: str, value: str) -> str:
    return value


def _flag(name: str, value: str) -> bool:
    if value.lower() not in _FLAGS:
        raise UsageError(f"{name} can't be {value!r}; it is yes or no")
    return _FLAGS[value.lower()]


def _day(name: str, value: str) -> dt.date:
    try:
        if len(value) == 10:  # not the other forms of ISO 8601
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise UsageError(f"{name} can't be {value!r}; write a day such as 2024-03-05")


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
    REVIEW = "-review"  # what a decision would change most; see `stakes.py`


@dataclass(frozen=True, slots=True)
class Query(Asked):
    """Which fused events are wanted, and in which order; a field left empty asks nothing.

    `text` holds words and "quoted phrases" that must all occur in the reports' titles and texts or in the event's
    names. `party` is anybody on either side, `person`, `firm`, `body` those of that kind; `office` what a party
    holds; `country` (ISO 3166-1 alpha-2) that of a party; `list` a restriction list on which a party stood that
    day, `listed` whether any did. `source` is the kind of source that a report goes back to. `since` and `until`
    keep events whose days touch that time; undated ones fall out. `discrepancy` names fields on which reports
    contradict one another, `contradicted` whether any do. `decided` is what a person decided (`undecided` for
    nothing). Confidences lie between 0 and 1, ends included.
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
    source: tuple[str, ...] = ()
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

    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "type": tuple(EventType),
        "status": tuple(Status),
        "signal": tuple(Signal),
        "source": tuple(SourceKind),
    }
    KINDS: ClassVar[Mapping[str, Callable[[str, str], Any]]] = {
        "text": _text, "listed": _flag, "since": _day, "until": _day, "dated": _flag, "min_origins": _count,
        "contradicted": _flag, "min_confidence": _share, "max_confidence": _share,
        "sort": lambda name, value: Sort(_one_of(name, value, Sort)),
    }  # fmt: skip


class DocumentSort(StrEnum):
    """In which order documents come; undated ones last, and the id decides between equals."""

    EARLIEST = "date"
    LATEST = "-date"
    CHANGED = "-changed"


@dataclass(frozen=True, slots=True)
class DocumentQuery(Asked):
    """Which current documents are wanted; as in `Query`.

    `outlet` published them, `origin` is credited by them; `since` and `until` bound the day of publication.
    """

    text: str = ""
    outlet: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    dated: bool | None = None
    sort: DocumentSort = DocumentSort.LATEST

    KINDS: ClassVar[Mapping[str, Callable[[str, str], Any]]] = {
        "text": _text, "since": _day, "until": _day, "dated": _flag,
        "sort": lambda name, value: DocumentSort(_one_of(name, value, DocumentSort)),
    }  # fmt: skip
