"""The happenings that concern a subject, out of the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from retinue.knowledge import Knowledge, offices_on, owners_on
from retinue.model import EntityType, Happening, Party
from retinue.series import themes
from retinue.series.subject import Kind, Subject, is_one_of, unit_ids, within
from retinue.series.types import Side
from retinue.store import EventFilter, Store

__all__ = ["SIDES", "happenings_of", "with_units"]

SIDES = {Kind.FIRM: Side.RECEIVED, Kind.SECTOR: Side.RECEIVED, Kind.PLACE: Side.EITHER}  # the others: sent


def with_units(subject: Subject, knowledge: Knowledge) -> Subject:
    """The subject together with all that it ever owned; what it didn't own on an event's day is left out there."""
    return replace(subject, units=unit_ids(knowledge, subject.ids))


def happenings_of(
    subject: Subject, knowledge: Knowledge, store: Store, side: Side | None = None
) -> tuple[tuple[Happening, ...], Side]:
    """The events, earliest first, and the side looked at: the usual one of the subject's kind unless given."""
    side = side or SIDES.get(subject.kind, Side.SENT)
    if subject.kind is Kind.PLACE:
        names = tuple(name for name in store.place_names() if within(knowledge, name, subject.where or ""))
        names += tuple(subject.names)
        return (store.happenings(EventFilter(in_places=names)) if names else ()), Side.EITHER
    if subject.kind is Kind.THEME:
        return themes.about(store, knowledge, subject.where or ""), Side.EITHER
    wanted = tuple(sorted({*subject.ids, *subject.units, *_people_of(subject, knowledge)}))
    found = store.happenings(EventFilter(parties=wanted, named=tuple(sorted(subject.names))))
    return tuple(one for one in found if _concerns(one, subject, side, knowledge)), side


def _people_of(subject: Subject, knowledge: Knowledge) -> set[str]:
    """Everyone who ever held an office of a body: they act for it while in office."""
    if subject.kind is not Kind.BODY:
        return set()
    bodies = subject.ids.union(subject.units)
    offices = (office.id for office in knowledge.offices.values() if office.body in bodies)
    return {term.person for office in offices for term in knowledge.terms_by_office.get(office, ())}


def _concerns(one: Happening, subject: Subject, side: Side, knowledge: Knowledge) -> bool:
    sides = {Side.SENT: one.actors, Side.RECEIVED: one.recipients, Side.EITHER: one.actors + one.recipients}
    return any(_is_subject(party, one, subject, knowledge) for party in sides[side])


def _owned_then(party: Party, subject: Subject, day: dt.date | None, knowledge: Knowledge) -> bool:
    """True unless the party is a unit that belonged to the subject at other times only; undated events count."""
    if day is None or party.known not in subject.units or party.known in subject.ids:
        return True
    return any(owned.owner in subject.ids for owned in owners_on(knowledge, party.known, day))


def _is_subject(party: Party, one: Happening, subject: Subject, knowledge: Knowledge) -> bool:
    day = one.start or next((report.published for report in one.reports if report.published), None)
    if party.type is not EntityType.PERSON or subject.kind not in (Kind.BODY, Kind.COUNTRY):
        return is_one_of(party, subject) and _owned_then(party, subject, day, knowledge)
    held = offices_on(knowledge, party.known, day) if party.known and day else ()
    if subject.kind is Kind.COUNTRY:
        return any(office.country == subject.where for office in held)
    return any(office.body in subject.ids or office.body in subject.units for office in held)
