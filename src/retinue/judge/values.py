"""Is a corrected value one that the field can have? What it comes to when it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from retinue.errors import UsageError
from retinue.fuse.correct import ENUMS, SIDES, first_day, last_day
from retinue.knowledge import Knowledge, find_place
from retinue.model import CORRECTABLE, EntityType, Event, Happening, Party
from retinue.names import known_names, meant
from retinue.store import Page, Store

__all__ = ["Checker"]

NEAR = 20  # names of the record looked through for one that is exactly the one given


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks values against the knowledge and the names in the record.

    `as_` takes names of parties as they are, of that type, without looking them up.
    """

    store: Store
    knowledge: Knowledge
    as_: EntityType | None = None

    def checked(self, field: str, values: Sequence[str], event: Happening | Event) -> tuple[str | Party, ...]:
        """The value to keep for `field` of `event`. Raises UsageError that says what would do."""
        if field not in CORRECTABLE:
            raise UsageError(f"{field!r} can't be corrected; these can: {', '.join(CORRECTABLE)}")
        given = [one.strip() for one in values if one.strip()]
        if field in ENUMS:
            return (_choice(field, given),)
        if field in SIDES:
            return tuple(dict.fromkeys(map(self._party, given)))
        if field == "places":
            return tuple(dict.fromkeys(map(self._place, given)))
        return tuple([_date(field, given, event)] if given else ())

    def _place(self, name: str) -> str:
        found = find_place(self.knowledge, name)
        return found.name if found else name

    def _party(self, name: str) -> Party:
        if self.as_ is not None:
            return Party(name, self.as_)
        ids = [name] if self._entry(name) else meant(self.knowledge, name)
        if len(ids) > 1:
            raise UsageError(f"{name!r} may be any of {', '.join(ids)}: give one of these ids, "
                             "or its type with --as to take the name as it is")  # fmt: skip
        return self._known(ids[0]) if ids else self._as_in_record(name)

    def _entry(self, id_: str) -> bool:
        return id_ in self.knowledge.people or id_ in self.knowledge.organisations

    def _known(self, id_: str) -> Party:
        name = known_names(self.knowledge, id_)[0]
        if person := self.knowledge.people.get(id_):
            return Party(name, EntityType.PERSON, None, id_, person.wikidata)
        found = self.knowledge.organisations[id_]
        return Party(name, found.type, None, id_, found.wikidata)

    def _as_in_record(self, name: str) -> Party:
        """Unresolved, of the type that documents give the name."""
        same = {one.type for one in self.store.names(name, Page(NEAR)) if one.name.casefold() == name.casefold()}
        if len(same) == 1:
            return Party(name, same.pop())
        kinds = "|".join(kind.value for kind in EntityType if kind is not EntityType.PLACE)
        raise UsageError(f"nobody known is called {name!r}: say what it is with --as {kinds}; it stays unresolved")


def _one(field: str, given: Sequence[str]) -> str:
    if len(given) != 1:
        raise UsageError(f"{field} takes one value, not {len(given)}")
    return given[0]


def _choice(field: str, given: Sequence[str]) -> str:
    allowed = [str(one) for one in ENUMS[field]]
    value = _one(field, given)
    if value not in allowed:
        raise UsageError(f"{field} can't be {value!r}; it is one of {', '.join(allowed)}")
    return value


def _date(field: str, given: Sequence[str], event: Happening | Event) -> str:
    value = _one(field, given)
    try:
        first, last = first_day(value), last_day(value)
    except ValueError as error:
        raise UsageError(f"{field} can't be {value!r}: give YYYY-MM-DD, YYYY-MM or YYYY") from error
    if field == "end" and event.start and last < event.start:
        raise UsageError(f"the end can't be {value}: the event starts on {event.start}; correct the start first")
    if first.year < dt.date(1900, 1, 1).year:
        raise UsageError(f"{field} can't be {value!r}: that is too long ago")
    return value
