"""The parameters of queries as OpenAPI describes them, made from the queries themselves."""

from __future__ import annotations

from typing import Any

from retinue.store.find import DOCUMENT_FACETS, EVENT_FACETS
from retinue.store.query import LONGEST, MOST, Asked, DocumentQuery, DocumentSort, Query, Sort

__all__ = ["CURSOR", "FACETS", "LIMIT", "LIMITS", "described"]

LIMITS = (25, 200)  # rows of a page: unless told, and at most
_NAME = 'An id, part of a name, or an exact name in "double quotes". Several: any of them.'
SAYS = {
    "q": 'Words and "quoted phrases" that must all occur; word* stands for all that begin so.',
    "type": "Type of event.",
    "status": "How real the event is.",
    "signal": "What the act tells the firm or sector concerned.",
    "party": f"Somebody on either side. {_NAME}",
    "person": f"A person on either side. {_NAME}",
    "office": f"An office that a party holds. {_NAME}",
    "firm": f"A firm on either side. {_NAME}",
    "body": f"A public body on either side. {_NAME}",
    "place": f"A place. {_NAME}",
    "country": "Country of a party, ISO 3166-1 alpha-2.",
    "list": f"A restriction list on which a party stood that day. {_NAME}",
    "listed": "Whether a party stood on any list that day.",
    "outlet": f"Who published a report. {_NAME}",
    "origin": f"Whom a report credits. {_NAME}",
    "source": "Kind of source that a report goes back to.",
    "doc": "Id of a document that reports it.",
    "from": "Keep what touches this day or later.",
    "to": "Keep what touches this day or earlier.",
    "dated": "Whether a day is known.",
    "min_origins": "At least so many independent origins.",
    "contradicted": "Whether reports contradict one another.",
    "discrepancy": "A field on which they do.",
    "decided": "What a person decided; `undecided` for nothing.",
    "min_confidence": "At least so sure.",
    "max_confidence": "At most so sure.",
    "language": "Language of the document, ISO 639-1.",
    "sort": "Order; a leading minus sorts downwards.",
}
_TEXT: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_FLAG: dict[str, Any] = {"type": "string", "enum": ["yes", "no"]}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_SINGLE: dict[str, dict[str, Any]] = {
    "q": _TEXT, "from": _DAY, "to": _DAY, "listed": _FLAG, "dated": _FLAG, "contradicted": _FLAG,
    "min_origins": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    "min_confidence": _SHARE, "max_confidence": _SHARE,
}  # fmt: skip
CURSOR = {
    "name": "cursor", "in": "query", "required": False,
    "description": "Where the page begins: `next` or `previous` of an answer of the same search in the same order.",
    "schema": {"type": "string", "maxLength": 2000},
}  # fmt: skip
LIMIT = {
    "name": "limit", "in": "query", "required": False, "description": "Rows of a page.",
    "schema": {"type": "integer", "minimum": 0, "maximum": LIMITS[1], "default": LIMITS[0]},
}  # fmt: skip


def _facets(names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": "facet", "in": "query", "required": False,
        "description": "Facets to count: for each value, the events under all other filters.",
        "schema": {"type": "array", "maxItems": MOST, "items": {"type": "string", "enum": list(names)}},
    }  # fmt: skip


FACETS = {Query: _facets(EVENT_FACETS), DocumentQuery: _facets(DOCUMENT_FACETS)}


def described(kind: type[Asked], *also: dict[str, Any]) -> dict[str, Any]:
    """Additions to an operation: the query's parameters, and others."""
    return {"parameters": [*(_parameter(kind, name) for name in kind.parameters()), *also]}


def _parameter(kind: type[Asked], name: str) -> dict[str, Any]:
    return {
        "name": name, "in": "query", "required": False, "description": SAYS[name], "schema": _schema(kind, name),
    }  # fmt: skip


def _schema(kind: type[Asked], name: str) -> dict[str, Any]:
    if name == "sort":
        sorts = Sort if kind is Query else DocumentSort
        return {"type": "string", "enum": list(sorts), "default": sorts.LATEST.value}
    if name in _SINGLE:
        return _SINGLE[name]
    choices = kind.CHOICES.get(name)
    items = {"type": "string", "enum": list(choices)} if choices else _TEXT
    return {"type": "array", "maxItems": MOST, "items": items}
