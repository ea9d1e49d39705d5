"""Corrected values put into fused events, and into one report's reading before reports are compared."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from retinue.fuse.placing import Placed
from retinue.knowledge import offices_on
from retinue.knowledge.types import Knowledge
from retinue.model import (
    Entity,
    EntityType,
    Event,
    EventType,
    Happening,
    Judgement,
    Party,
    Precision,
    Record,
    Signal,
    Status,
)

__all__ = ["corrected_fields", "first_day", "reread", "shown"]

ENUMS: Mapping[str, type[EventType] | type[Precision] | type[Status] | type[Signal]] = {
    "type": EventType, "precision": Precision, "status": Status, "signal": Signal,
}  # fmt: skip
SIDES = ("actors", "recipients")
LENGTHS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}  # of 2024, 2024-03, 2024-03-05


def corrected_fields(
    thing: Happening | Event, judgements: Sequence[Judgement], knowledge: Knowledge
) -> dict[str, Any]:
    """The fields of an event that corrections set, by name; parties as `Party`, with the office of that day."""
    given = {one.field: one.value for one in judgements if one.field}
    found: dict[str, Any] = {name: kind(str(given[name][0])) for name, kind in ENUMS.items() if name in given}
    found |= _dates(thing, {name: _text(given[name]) for name in ("start", "end") if name in given}, found)
    if "places" in given:
        found["places"] = tuple(map(str, given["places"]))
    day = found.get("start", thing.start)
    for side in SIDES:
        if side in given:
            parties = (_officed(p, day, knowledge) for p in given[side] if isinstance(p, Party))
            found[side] = tuple(_as_told(p, thing) for p in parties)
    return found


def _as_told(party: Party, thing: Happening | Event) -> Party:
    """The party as the event has it already, with the office that reports give it; else as it is."""
    told = (*thing.actors, *thing.recipients) if isinstance(thing, Happening) else ()
    same = (one for one in told if (one.known == party.known if party.known else one.name == party.name))
    return next(same, party)


def _text(value: Sequence[str | Party]) -> str | None:
    return str(value[0]) if value else None


def _dates(thing: Happening | Event, given: Mapping[str, str | None], found: Mapping[str, Any]) -> dict[str, Any]:
    """Start, end and precision after a correction.

    A corrected start brings its precision, and its end where the event was one day (month, year) or would end before
    it began; an end that is given itself stands.
    """
    dates: dict[str, Any] = {}
    if "start" in given:
        text = given["start"]
        precision = found.get("precision", LENGTHS[len(text)] if text else Precision.UNKNOWN)
        dates |= {"start": first_day(text) if text else None, "precision": precision}
        if not text or thing.end is None or _one_period(thing) or thing.end < first_day(text):
            open_ = text and thing.end is None and thing.start is not None  # under way: it stays so
            dates["end"] = None if open_ or not text else last_day(text)
    if "end" in given:
        text = given["end"]
        dates["end"] = last_day(text) if text else None
    return dates


def _one_period(thing: Happening | Event) -> bool:
    """True when start and end are the first and last day of one day, month or year."""
    if thing.start is None or thing.end is None:
        return False
    length = next((n for n, p in LENGTHS.items() if p is thing.precision), 10)
    return last_day(thing.start.isoformat()[:length]) == thing.end


def first_day(text: str) -> dt.date:
    """The first day of a year, month or day in ISO form. Raises ValueError for anything else."""
    if len(text) not in LENGTHS:
        raise ValueError(f"{text!r} is no date")
    return dt.date.fromisoformat(f"{text}-01-01"[:10])


def last_day(text: str) -> dt.date:
    """The last day of a year, month or day in ISO form."""
    first = first_day(text)
    if len(text) == 4:
        return first.replace(month=12, day=31)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if len(text) == 7 else first


def _officed(party: Party, day: dt.date | None, knowledge: Knowledge) -> Party:
    if party.type is not EntityType.PERSON or not party.known or party.office or day is None:
        return party
    held = offices_on(knowledge, party.known, day)
    return replace(party, office=held[0].title) if held else party


def shown(value: Any) -> tuple[str, ...]:
    """A field's value as texts."""
    if value is None:
        return ()
    values = value if isinstance(value, tuple) else (value,)
    return tuple(one.name if isinstance(one, Party) else str(one) for one in values)


# ------------------------------------------------------------------------------- one report's reading
def reread(record: Record, readings: Mapping[str, Sequence[Placed]], knowledge: Knowledge) -> Record:
    """The record with corrections of single reports put in, to be compared; the stored one stays as it was read."""
    mine = {one.id: readings[ref] for one in record.events if (ref := f"{record.article.doc}/{one.id}") in readings}
    if not mine:
        return record
    entities = list(record.entities)
    events = tuple(
        _reread(one, [p.judgement for p in mine[one.id]], entities, knowledge) if one.id in mine else one
        for one in record.events
    )
    return replace(record, events=events, entities=tuple(entities))


def _reread(event: Event, judgements: Sequence[Judgement], entities: list[Entity], knowledge: Knowledge) -> Event:
    """`entities` grows by the parties that the document's reading doesn't have."""
    found = corrected_fields(event, judgements, knowledge)
    for side in SIDES:
        if side in found:
            found[side] = tuple(_entity(party, entities, knowledge) for party in found[side])
    return replace(event, **found)


def _entity(party: Party, entities: list[Entity], knowledge: Knowledge) -> str:
    same = next((one for one in entities if _is(one, party)), None)
    if same:
        return same.id
    taken = {one.id for one in entities}
    id_ = next(name for n in range(1, len(taken) + 2) if (name := f"j{n}") not in taken)
    entry = knowledge.people.get(party.known or "") or knowledge.organisations.get(party.known or "")
    country, aliases = (entry.country, entry.aliases) if entry else (None, ())
    entities.append(
        Entity(
            id_, party.type, party.name, party.known, aliases, office=party.office, country=country,
            wikidata=party.wikidata, reason="named by a person who corrected the reading",
        )
    )  # fmt: skip
    return id_


def _is(entity: Entity, party: Party) -> bool:
    return entity.known == party.known if party.known else entity.known is None and entity.name == party.name
