"""entities.ftm.json and statements.csv: FollowTheMoney's two forms, entities and the statements they are made of."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from itertools import groupby

from retinue.export.ftm_documents import own_facts, shared_facts
from retinue.export.ftm_facts import facts_of_event
from retinue.export.ftm_model import DATASET, PROPERTIES, Fact
from retinue.export.ftm_sorted import Facts, Statement
from retinue.export.material import Material

__all__ = ["ftm_entities", "ftm_statements"]

# The columns of followthemoney's own CSV of statements.
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip


def ftm_entities(material: Material) -> Iterator[bytes]:
    """entities.ftm.json: an entity per line; documents with their quotes first, then all that they share."""
    for entity, group in groupby(_statements(material), key=lambda one: one.entity):
        statements = list(group)
        properties: dict[str, list[str]] = {}
        for one in statements:
            properties.setdefault(one.prop, []).append(one.value)
        line = {"id": entity, "schema": statements[0].schema, "properties": properties, "datasets": [DATASET]}
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def ftm_statements(material: Material) -> Iterator[bytes]:
    """statements.csv: a row per value, with the documents that say it and the words of the first."""
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, dialect=csv.unix_dialect)
    table.writerow(COLUMNS)
    for statement in _statements(material):
        table.writerow(_row(statement))
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _statements(material: Material) -> Iterator[Statement]:
    """Every statement, those on one entity together."""
    knowledge = material.knowledge()
    with Facts() as shared:
        for happening in material.contents.happenings():
            shared.add(facts_of_event(happening, knowledge))
        for told in material.contents.documents():
            shared.add(shared_facts(told, knowledge))
            yield from map(_alone, own_facts(told))
        yield from shared.statements()


def _alone(fact: Fact) -> Statement:
    return Statement(fact.entity, fact.schema, fact.prop, fact.value, (fact.origin,) if fact.origin else ())


def _row(one: Statement) -> tuple[str, ...]:
    key = f"{DATASET}.{one.entity}.{one.prop}.{one.value}"  # as followthemoney makes a statement's id
    id_ = hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    original = one.original if one.original and one.original != one.value else ""
    kind = PROPERTIES[one.schema][one.prop]
    origin = "; ".join(one.origins)
    return (
        one.entity, one.entity, one.prop, kind, one.schema, one.value, DATASET, origin, "", original, "f", "", "", id_
    )  # fmt: skip
