"""What the exports tell of actors and recipients beyond what the event itself holds."""

from __future__ import annotations

import datetime as dt
import hashlib

from retinue.knowledge import Knowledge, Office, Term, fold
from retinue.model import EntityType, Party

__all__ = ["country_of_party", "entity_id", "office_of_party", "term_of_party"]

_ID_LENGTH = 20


def entity_id(type_: EntityType, name: str, known: str | None) -> str:
    """An id that stays: the knowledge id, or for a name that nobody is known by a digest of type and name."""
    if known:
        return known
    whole = f"{type_.value}\n{fold(name)}"
    return f"unknown-{hashlib.sha256(whole.encode()).hexdigest()[:_ID_LENGTH]}"


def country_of_party(party: Party, knowledge: Knowledge) -> str | None:
    """ISO 3166-1 alpha-2 code from knowledge; None for those it does not have."""
    if party.known is None:
        return None
    found = knowledge.people.get(party.known) or knowledge.organisations.get(party.known)
    return found.country if found else None


def office_of_party(party: Party, knowledge: Knowledge) -> Office | None:
    """The office a known person holds in an event; None when knowledge does not have it for that person."""
    held = (knowledge.offices[term.office] for term in knowledge.terms_by_person.get(party.known or "", ()))
    return next((office for office in held if office.title == party.office), None)


def term_of_party(party: Party, day: dt.date | None, knowledge: Knowledge) -> Term | None:
    """The time in that office which covers `day`; without a day the only one there is, None when there are more."""
    terms = knowledge.terms_by_person.get(party.known or "", ())
    held = [term for term in terms if knowledge.offices[term.office].title == party.office]
    if day is None:
        return held[0] if len(held) == 1 else None
    return next((term for term in held if term.covers(day)), None)
