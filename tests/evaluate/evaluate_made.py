"""One annotated article and an export that says the same, to be changed by the tests."""

from __future__ import annotations

from typing import Any

from retinue.evaluate.gold import Gold

TEXT = "Minister tours cable works. Minister Anna Berg visited Norrland Cable in Havn on Tuesday."
EVENT: dict[str, Any] = {
    "id": "v1", "key": "k1", "type": "visit", "actors": ["e1"], "recipients": ["e2"], "places": ["Havn"],
    "start": "2031-06-03", "end": "2031-06-03", "status": "occurred", "signal": "support",
}  # fmt: skip
ENTITIES: list[dict[str, Any]] = [
    {"id": "e1", "type": "person", "name": "Anna Berg", "office": "Minister of Trade", "mentions": ["Anna Berg"]},
    {"id": "e2", "type": "company", "name": "Norrland Cable", "office": None, "mentions": ["Norrland Cable"]},
    {"id": "e3", "type": "company", "name": "Bergby Wire", "office": None, "mentions": ["Bergby Wire"]},
]
SAID = {"speaker": "e1", "kind": "indirect", "content": "the cables were the best she had ever seen"}
WANTED: dict[str, Any] = {
    "doc": "a", "file": "a.txt", "published": "2031-06-04", "publisher": "Havn Gazette",
    "origins": ["Norrland Agency"], "boilerplate": [],
    "entities": ENTITIES, "events": [{**EVENT, "key": "visit-1"}], "statements": [SAID],
    "listed": [{"entity": "e2", "list": "Export List", "since": None}],
}  # fmt: skip


def made_gold(clusters: dict[str, Any] | None = None, more: list[dict[str, Any]] | None = None) -> Gold:
    """The article, further ones with the same text, and known contradictions."""
    documents = (WANTED, *(more or []))
    return Gold(documents, {doc["doc"]: TEXT for doc in documents}, clusters or {})


def exported(**changes: Any) -> dict[str, Any]:
    """A line of documents.jsonl that agrees with the gold but for `changes`."""
    same = {
        key: WANTED[key] for key in ("doc", "published", "publisher", "origins", "entities", "statements", "listed")
    }
    return {**same, "text": TEXT, "events": [EVENT], **changes}


def fused(**changes: Any) -> dict[str, Any]:
    """A line of events.jsonl."""
    return {"key": "k1", "reports": [{"doc": "a"}], "discrepancies": [], **changes}
