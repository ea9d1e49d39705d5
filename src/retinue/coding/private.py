"""Acts among private persons: what befalls an athlete or an actress is no act of a government, or of a firm."""

from __future__ import annotations

from collections.abc import Sequence

from retinue.coding.match import Hit
from retinue.coding.roles import Cast
from retinue.model import EntityType, EventType, Referent

__all__ = ["is_private"]

# Acts that have a state or a firm on one side. Officials also go, meet and speak as persons whom nobody knows.
_PUBLIC = frozenset(
    {
        EventType.SUPPORT,
        EventType.APPROVAL,
        EventType.REGULATORY_ACTION,
        EventType.DELISTING,
        EventType.AGREEMENT,
        EventType.OBJECTION,
    }
)
_SURE = 0.85  # "the fund's manager was detained": the words alone may tell enough; chosen on the training articles


def is_private(hit: Hit, parties: Sequence[Referent], cast: Cast) -> bool:
    """True where all parties are persons without office whom nothing knows, and the words alone tell too little."""
    if hit.frame.type not in _PUBLIC or not parties or (hit.chance or 0) >= _SURE:
        return False
    return all(party.type is EntityType.PERSON and not _stands(party, cast) for party in parties)


def _stands(person: Referent, cast: Cast) -> bool:
    return bool(person.known or person.title or person.office) or cast.official(person)
