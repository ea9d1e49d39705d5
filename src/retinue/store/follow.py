"""Events and documents as columns in memory, kept in step with the database by the numbers of its changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select, true

from retinue.store import schema as s
from retinue.store.columns import MISSING, Columns, Labelled, Numbers, Row
from retinue.store.stakes import Stakes, contradicted, weight

__all__ = ["Held", "changes", "followed"]

KIND = {"person": "person", "company": "firm", "government_body": "body"}  # of a party → its facet
MILLION = 1_000_000


@dataclass(frozen=True, eq=False)
class Held:
    """What is held of the database as of the changes `events_number` and `documents_number`."""

    events: Columns = field(default_factory=Columns)
    documents: Columns = field(default_factory=Columns)
    events_number: int = 0
    documents_number: int = 0

    @cached_property
    def doc_of_id(self) -> Numbers:
        """Row number of a document in the database → its value in the events' facet `doc`; -1 for none."""
        index, ids = self.events.facet("doc").index, self.documents.number("id")
        found = np.full(int(ids.max(initial=0)) + 1, -1, np.int64)
        for doc, row in self.documents.rows.items():
            found[ids[row]] = index.get(doc, -1)
        return found

    @cached_property
    def row_of_id(self) -> Numbers:
        """Row number of a document in the database → its row in `documents`; -1 for none."""
        ids = self.documents.number("id")
        found = np.full(int(ids.max(initial=0)) + 1, -1, np.int64)
        living = np.flatnonzero(self.documents.alive)
        found[ids[living]] = living
        return found


def changes(connection: Connection) -> tuple[int, int]:
    """The latest change of events, and of documents."""
    numbers = (s.happening_facts.c.number, s.documents.c.changed)
    latest = (select(func.coalesce(func.max(number), 0)).scalar_subquery() for number in numbers)
    events, documents = connection.execute(select(*latest)).one()
    return int(events), int(documents)


def followed(connection: Connection, held: Held) -> Held:
    """What is held, brought up to the database's present state."""
    events_number, documents_number = changes(connection)
    events = held.events
    if events_number < held.events_number:  # another database in its place
        return followed(connection, Held())
    if events_number != held.events_number:
        events = _events(connection, events, held.events_number)
    documents = held.documents
    if documents_number != held.documents_number:
        documents = _documents(connection, documents, held.documents_number)
    return Held(events, documents, events_number, documents_number)


def _events(connection: Connection, columns: Columns, seen: int) -> Columns:
    c = s.happening_facts.c
    if columns.wasteful:
        columns, seen = Columns(), 0
    gone = connection.execute(select(c.key).where(c.number > seen, c.facts.is_(None))).scalars().all()
    told = connection.execute(select(c.key, c.facts, c.number).where(c.number > seen, c.facts.is_not(None)))
    return columns.grown((_event(key, json.loads(facts), number) for key, facts, number in told), gone)


def _event(key: str, facts: Mapping[str, Any], number: int) -> Row:
    start, end = _day(facts["start"]), _day(facts["end"])
    numbers = {
        "origins": facts["origins"], "confidence": round(facts["confidence"] * MILLION), "changed": number,
        "reports": len(facts["reports"]), "discrepancies": len(facts["discrepancies"]), "lists": len(facts["lists"]),
        "open": int(end == MISSING and facts["status"] == "ongoing"),
    }  # fmt: skip
    numbers["review"] = round(MILLION * weight(_review(facts)))
    numbers |= {"first": start if start != MISSING else end, "last": end if end != MISSING else start}
    facets: dict[str, Labelled] = {
        name: {facts[name]: facts[name]} for name in ("type", "status", "signal", "decided")
    }
    facets |= _parties(facts["parties"])
    facets |= {
        "place": _named(facts["places"]),
        "list": _named(name for _, name in facts["lists"]),
        "discrepancy": {name: name for name, _ in facts["discrepancies"]},
        "doc": {doc: doc for doc, *_ in facts["reports"]},
        "outlet": _named(publisher for _, publisher, _, _ in facts["reports"]),
        "origin": _named(origin for _, _, origin, _ in facts["reports"]),
        "source": {kind: kind for kind in facts.get("sources", ())},  # rows of older code have none
        "year": _years(facts["start"], facts["end"]),
    }
    return Row(key, numbers, facets)


def _review(facts: Mapping[str, Any]) -> Stakes:
    return Stakes(
        confidence=facts["confidence"], reports=len(facts["reports"]),
        listed=len({entity for entity, _ in facts["lists"]}),
        contradicted=contradicted(name for name, _ in facts["discrepancies"]),
    )  # fmt: skip


def _parties(parties: Iterable[tuple[str | None, ...]]) -> dict[str, Labelled]:
    found: dict[str, dict[str, str]] = {
        "party": {},
        "person": {},
        "firm": {},
        "body": {},
        "office": {},
        "country": {},
    }
    for _, name, kind, office, known, country in parties:
        told = {known or f'"{name}"': str(name)}
        found["party"] |= told
        if kind in KIND:
            found[KIND[kind]] |= told
        if office:
            found["office"] |= _named([office])
        if country:
            found["country"][country] = country
    return dict(found)


def _named(names: Iterable[str | None]) -> Labelled:
    """Names as values that mean exactly them."""
    return {f'"{name}"': name for name in names if name}


def _day(written: str | None) -> int:
    return MISSING if written is None else dt.date.fromisoformat(written).toordinal()


def _years(start: str | None, end: str | None) -> Labelled:
    first, last = (start or end or "")[:4], (end or start or "")[:4]
    if not first:
        return {}
    return {f"{year:04}": f"{year:04}" for year in range(int(first), min(int(last), int(first) + 20) + 1)}


def _documents(connection: Connection, columns: Columns, seen: int) -> Columns:
    d = s.documents.c
    if columns.wasteful:
        columns, seen = Columns(), 0
    wanted = (d.current == true()) & (d.changed > seen)
    credited = select(s.origins.c.document, s.origins.c.name).join(s.documents).where(wanted)
    origins: dict[int, list[str]] = {}
    for document, name in connection.execute(credited.order_by(s.origins.c.document, s.origins.c.ordinal)):
        origins.setdefault(document, []).append(name)
    told = select(d.id, d.doc, d.published, d.publisher, d.language, d.changed).where(wanted)
    return columns.grown(_document(row, origins.get(row.id, [])) for row in connection.execute(told))


def _document(row: Any, origins: Iterable[str]) -> Row:
    day = MISSING if row.published is None else row.published.toordinal()
    numbers = {"id": row.id, "changed": row.changed, "first": day, "last": day}
    facets = {"outlet": _named([row.publisher]), "origin": _named(origins)}
    return Row(row.doc, numbers, facets | {"language": {row.language: row.language} if row.language else {}})
