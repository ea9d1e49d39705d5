"""The part of FollowTheMoney's model that we write: schemata with their properties and the properties' types.

From followthemoney 4.11.2 (checked 2026-11-30), which builds on ICU and so needs a C++ compiler to install; a test
holds this table to the library where it is there (`make ftm`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from retinue.model import EntityType, Precision

__all__ = ["DATASET", "LENGTH", "PROPERTIES", "SCHEMA_OF", "Fact"]

DATASET = "retinue"
LENGTH: Mapping[Precision, int] = MappingProxyType({Precision.MONTH: 7, Precision.YEAR: 4})  # of a date
_THING = {"name": "name", "alias": "name", "country": "country", "wikidataId": "identifier"}
_DAYS = {"startDate": "date", "endDate": "date"}
PROPERTIES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "Person": _THING | {"position": "string"},
    "Company": _THING,
    "PublicBody": _THING | {"topics": "topic"},
    "Organization": _THING,
    "LegalEntity": _THING,
    "Position": {"name": "name", "country": "country", "organization": "entity"},
    "Occupancy": _DAYS | {"holder": "entity", "post": "entity", "date": "date", "summary": "text"},
    "Sanction": {
        "entity": "entity", "program": "string", "authority": "string", "country": "country", "startDate": "date",
        "summary": "text", "proof": "entity",
    },
    "Event": _DAYS | {
        "name": "name", "location": "address", "country": "country", "organizer": "entity", "involved": "entity",
        "keywords": "string", "notes": "text", "proof": "entity", "publisher": "string", "recordId": "string",
    },
    "Article": {
        "name": "name", "title": "string", "fileName": "string", "bodyText": "text", "language": "language",
        "publishedAt": "date", "publisher": "string", "sourceUrl": "url",
    },
    "Documentation": {
        "document": "entity", "entity": "entity", "role": "string", "summary": "text", "description": "text",
        "recordId": "string", "date": "date",
    },
})  # fmt: skip
SCHEMA_OF: Mapping[EntityType, str] = MappingProxyType({
    EntityType.PERSON: "Person",
    EntityType.COMPANY: "Company",
    EntityType.BODY: "PublicBody",
    EntityType.ORGANIZATION: "Organization",
    EntityType.MEDIA: "Organization",
    EntityType.PLACE: "LegalEntity",  # a place that acts stands for whoever rules it
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one property. `origin` is the document that says it, None for what fusion or knowledge gives.

    `original` are the document's words. A fact that is not `asserted` only backs one that is: the same entity,
    property and value.
    """

    entity: str
    schema: str
    prop: str
    value: str
    origin: str | None = None
    original: str | None = None
    asserted: bool = True
