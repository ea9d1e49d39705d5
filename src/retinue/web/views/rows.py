"""An event as one row of a list: what search, dossiers and feeds show of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.model import EntityType, Happening, Party
from retinue.web import words
from retinue.web.links import entity_url, event_url
from retinue.web.views.settled import disputed, settled

__all__ = ["EventRow", "PartyRow", "event_row"]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody on one side of an event; `url` leads to the dossier, `lists` are those of that day."""

    name: str
    type: EntityType
    office: str | None
    known: str | None
    url: str
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in a list. `reports` counts pages, `independent_origins` what they go back to.

    `discrepancies` are contradicted fields that nobody has settled, `settled` the others. `decided` is what people
    made of it, None while nobody has.
    """

    key: str
    url: str
    headline: str
    type: str
    status: str
    signal: str
    actors: tuple[PartyRow, ...]
    recipients: tuple[PartyRow, ...]
    places: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    precision: str
    when: str
    reports: int
    independent_origins: int
    discrepancies: tuple[str, ...]
    lists: tuple[str, ...]
    confidence: float
    decided: str | None = None
    settled: tuple[str, ...] = ()


def event_row(happening: Happening) -> EventRow:
    """What a list shows of an event."""
    h = happening
    fields, by = dict.fromkeys(disputed(clash.field) for clash in h.discrepancies), settled(h)
    return EventRow(
        key=h.key,
        url=event_url(h.key),
        headline=words.headline(h),
        type=h.type.value,
        status=h.status.value,
        signal=h.signal.value,
        actors=tuple(_party(h, party) for party in h.actors),
        recipients=tuple(_party(h, party) for party in h.recipients),
        places=h.places,
        start=h.start,
        end=h.end,
        precision=h.precision.value,
        when=words.when(h.start, h.end, h.precision),
        reports=len(h.reports),
        independent_origins=h.independent_origins,
        discrepancies=tuple(field for field in fields if field not in by),
        lists=tuple(dict.fromkeys(r.list for r in h.restrictions)),
        confidence=h.confidence,
        decided=h.decided.value if h.decided else None,
        settled=tuple(field for field in fields if field in by),
    )


def _party(happening: Happening, party: Party) -> PartyRow:
    lists = dict.fromkeys(r.list for r in happening.restrictions if r.entity == party.name)
    return PartyRow(
        party.name, party.type, party.office, party.known, entity_url(party.known, party.name), tuple(lists)
    )
