"""What Retinue knows before it reads: people, offices, organisations, lists, places, from YAML files."""

from retinue.knowledge.fold import bare, fold
from retinue.knowledge.load import load
from retinue.knowledge.lookup import (
    ancestors,
    candidates,
    find_place,
    holders,
    listings_on,
    office_candidates,
    offices_on,
    unknown_key,
)
from retinue.knowledge.types import (
    EventKind,
    Knowledge,
    Listing,
    Office,
    Organisation,
    Person,
    Place,
    RestrictionList,
    Source,
    Term,
)

__all__ = [
    "EventKind",
    "Knowledge",
    "Listing",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "RestrictionList",
    "Source",
    "Term",
    "ancestors",
    "bare",
    "candidates",
    "find_place",
    "fold",
    "holders",
    "listings_on",
    "load",
    "office_candidates",
    "offices_on",
    "unknown_key",
]
