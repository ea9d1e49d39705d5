"""What can be decided on an event or a name: present values, those that reports offer, events it may be one with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retinue.fuse.correct import ENUMS
from retinue.knowledge import Organisation, Person, candidates
from retinue.model import EntityType, Happening, Party
from retinue.store.find import Wanted
from retinue.store.query import Query
from retinue.web import words
from retinue.web.look import Look
from retinue.web.views.entity import EntityView
from retinue.web.views.event import Telling, tellings
from retinue.web.views.review import seen_of
from retinue.web.views.rows import EventRow, event_row

__all__ = ["KINDS", "AnswersView", "DeskView", "EditView", "Offer", "ReportChoice", "answers_view", "desk_view"]

NEAR_DAYS = dt.timedelta(days=3)
NEARBY = 12
OFFERS = 8
PARTIES = 10  # asked after, of events nearby
KINDS = tuple(kind.value for kind in EntityType if kind is not EntityType.PLACE)
# Field to correct → how it is called, and what claims call it.
FIELDS = {
    "actors": ("Who", "actor"), "type": ("What", "type"), "recipients": ("Whom", "recipient"),
    "start": ("Since when", "start"), "end": ("Until when", "end"), "places": ("Where", "place"),
    "status": ("How real", "status"), "signal": ("Signal", "signal"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that the record does not have, and which reports give it."""

    value: str
    told_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditView:
    """A field that can be corrected: `kind` is choice (one of `choices`), day, names or places."""

    field: str
    label: str
    kind: str
    values: tuple[str, ...]
    choices: tuple[str, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """A report that can be parted from the event: its name, who published it when, what it is headed."""

    ref: str
    publisher: str
    title: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """All that can be decided on one event; `seen` stands for the event as it is shown."""

    key: str
    seen: str
    fields: tuple[EditView, ...]
    reports: tuple[ReportChoice, ...]
    nearby: tuple[EventRow, ...]
    kinds: tuple[str, ...] = KINDS


def desk_view(look: Look, key: str) -> DeskView | None:
    """What can be decided on the event `key`; None when it is gone meanwhile."""
    happening = look.store.happening(key)
    if happening is None:
        return None
    told = tellings(look, happening)
    reports = tuple(
        ReportChoice(
            f"{r.doc}/{r.event}", f"{r.publisher or r.doc}, {words.day(r.published)}", record.article.title or r.doc
        )
        for r, record, _ in told
    )
    return DeskView(
        key, seen_of(look.store, happening), tuple(_edits(happening, told)), reports, tuple(_nearby(look, happening))
    )


def _edits(happening: Happening, told: Sequence[Telling]) -> Iterator[EditView]:
    for field, (label, claim) in FIELDS.items():
        values = tuple(_values(getattr(happening, field)))
        choices = tuple(str(one) for one in ENUMS[field]) if field in ENUMS else ()
        kind = "choice" if choices else {"start": "day", "end": "day", "places": "places"}.get(field, "names")
        yield EditView(field, label, kind, values, choices, _offers(told, claim, values))


def _values(held: object) -> Iterator[str]:
    """One value or several, as a person writes them."""
    for one in held if isinstance(held, tuple) else (held,):
        if one is not None:
            yield one.name if isinstance(one, Party) else str(one)


def _offers(told: Sequence[Telling], claim: str, held: tuple[str, ...]) -> tuple[Offer, ...]:
    by_value: dict[str, list[str]] = {}
    for report, _, event in told:
        for field in event.fields:
            if field.name == claim and field.value and field.value not in held:
                by_value.setdefault(field.value, []).append(report.publisher or report.doc)
    found = sorted(by_value.items(), key=lambda one: (-len(one[1]), one[0]))[:OFFERS]
    return tuple(Offer(value, tuple(dict.fromkeys(docs))) for value, docs in found)


def _nearby(look: Look, h: Happening) -> Iterator[EventRow]:
    """Events with a party of this one's within three days; of undated ones, those of its type and parties."""
    parties = tuple(dict.fromkeys(p.known or f'"{p.name}"' for p in (*h.actors, *h.recipients)))[:PARTIES]
    if not parties:
        return
    first, last = h.start or h.end, h.end or h.start
    if first and last:
        query = Query(party=parties, since=_moved(first, -NEAR_DAYS), until=_moved(last, NEAR_DAYS))
    else:
        query = Query(party=parties, type=(h.type.value,))
    found = look.finder.events(query, Wanted(NEARBY + 1))
    yield from (event_row(one) for one in look.happenings([key for key in found.keys if key != h.key][:NEARBY]))


def _moved(day: dt.date, by: dt.timedelta) -> dt.date:
    """Another day, within the calendar."""
    try:
        return day + by
    except OverflowError:
        return day


# -------------------------------------------------------------------------------------------- names
@dataclass(frozen=True, slots=True)
class AnswersView:
    """Who an unresolved name may be: ids with their names, and kinds for somebody new."""

    name: str
    candidates: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...] = KINDS


def answers_view(look: Look, entity: EntityView) -> AnswersView | None:
    """What can be answered to who a name is; None for somebody known."""
    if entity.known:
        return None
    known: dict[str, Person | Organisation] = {**look.knowledge.people, **look.knowledge.organisations}
    found = candidates(look.knowledge, entity.name)[:OFFERS]
    return AnswersView(entity.name, tuple((id_, known[id_].name) for id_ in found if id_ in known))
