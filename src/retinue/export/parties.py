"""What the exports tell of actors and recipients beyond what the event itself holds."""

from __future__ import annotations

import hashlib

from retinue.knowledge import Knowledge, fold
from retinue.model import EntityType, Party

__all__ = ["country_of_party", "entity_id"]

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
