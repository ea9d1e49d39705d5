"""FollowTheMoney JSON lines as OpenSanctions publishes them: parties with `Sanction` entities beside or in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from retinue.lists.known import list_of_dataset
from retinue.lists.rows import RowError, day_of, own_ref
from retinue.lists.types import Entry

__all__ = ["entries_of"]

_KINDS = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
_PARTIES = {"Person", "Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane"}
_NAMES = ("name", "alias", "previousName", "weakAlias")
_MOST_CITED = 200

Numbered = tuple[int, Mapping[str, Any]]


def entries_of(entities: Iterable[Numbered]) -> Iterator[Entry | tuple[int, RowError]]:
    """One entry for each party and sanction; a party under sanctions without any such row stands on its datasets."""
    parties: dict[str, Numbered] = {}
    sanctions: list[tuple[int, str, Mapping[str, Any]]] = []
    for row, entity in entities:
        if (
            not isinstance(entity, Mapping)
            or not isinstance(entity.get("properties"), Mapping)
            or not entity.get("id")
        ):
            yield row, RowError("no id or no properties")
            continue
        if entity.get("schema") == "Sanction":
            sanctions += [(row, str(party), entity) for party in _values(entity, "entity")]
        elif entity.get("schema") in _PARTIES:
            if entity["id"] in parties:
                yield row, RowError(f"id {entity['id']} is given twice; first in row {parties[entity['id']][0]}")
                continue
            parties[entity["id"]] = (row, entity)
            sanctions += [
                (row, entity["id"], one) for one in _values(entity, "sanctions") if isinstance(one, Mapping)
            ]
    yield from _joined(parties, sanctions)


def _joined(
    parties: Mapping[str, Numbered], sanctions: list[tuple[int, str, Mapping[str, Any]]]
) -> Iterator[Entry | tuple[int, RowError]]:
    held = set()
    for row, party, sanction in sanctions:
        if party not in parties:
            yield row, RowError(f"sanction of {party}, which is not in the file")
            continue
        held.add(party)
        yield from _tried(row, parties[party][1], sanction)
    for id_, (row, entity) in parties.items():
        if id_ not in held and any(str(topic).startswith("sanction") for topic in _values(entity, "topics")):
            yield from _tried(row, entity, None)


def _tried(
    row: int, party: Mapping[str, Any], sanction: Mapping[str, Any] | None
) -> Iterator[Entry | tuple[int, RowError]]:
    try:
        yield from _entries(row, party, sanction)
    except RowError as error:
        yield row, error


def _entries(row: int, party: Mapping[str, Any], sanction: Mapping[str, Any] | None) -> Iterator[Entry]:
    names = tuple(dict.fromkeys(str(name) for key in _NAMES for name in _values(party, key)))
    names = names or ((str(party["caption"]),) if party.get("caption") else ())
    if not names:
        raise RowError("name is missing")
    told = sanction or {"properties": {}, "datasets": party.get("datasets")}
    for dataset in told.get("datasets") or party.get("datasets") or ["opensanctions"]:
        known = list_of_dataset(str(dataset))
        yield Entry(
            list=known.id,
            ref=own_ref(party["id"], str(told.get("id", ""))),
            name=names[0],
            aliases=names[1:],
            kind=_KINDS.get(str(party.get("schema")), "organisation"),
            since=day_of(_first(told, "startDate", "listingDate"), "startDate"),
            until=day_of(_first(told, "endDate"), "endDate"),
            programme="; ".join(map(str, (*_values(told, "program"), *_values(told, "programId"))))[:_MOST_CITED],
            authority=_first(told, "authority") or known.authority,
            citation=_first(told, "recordId", "sourceUrl", "authorityId"),
            row=row,
        )


def _values(entity: Mapping[str, Any], key: str) -> list[Any]:
    found = entity["properties"].get(key, []) if isinstance(entity.get("properties"), Mapping) else []
    return found if isinstance(found, list) else [found]


def _first(entity: Mapping[str, Any], *keys: str) -> str:
    return next((str(value) for key in keys for value in _values(entity, key) if value), "")
