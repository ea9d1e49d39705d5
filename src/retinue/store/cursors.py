"""Where a page of an answer begins: a mark that stays right while rows come and go."""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from retinue.errors import UsageError
from retinue.store.columns import Columns, Numbers
from retinue.store.query import Asked

__all__ = ["marker", "order_of", "place_of"]


def order_of(query: Any) -> tuple[str, bool]:
    """The column that a query sorts by, and whether downwards."""
    name = str(query.sort)
    return {"date": "first"}.get(name.lstrip("-"), name.lstrip("-")), name.startswith("-")


def marker(query: Asked, columns: Columns) -> Callable[[int], str]:
    """What marks a row of the query's answer as the last before a page."""
    name, down = order_of(query)
    values = columns.sortable(name, down=down)

    def mark(row: int) -> str:
        told = json.dumps([str(getattr(query, "sort", "")), int(values[row]), columns.keys[row]], ensure_ascii=False)
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")

    return mark


def place_of(query: Asked, columns: Columns, rows: Numbers, cursor: str | None) -> int:
    """How many of `rows` stand at or before the cursor."""
    if not cursor:
        return 0
    value, key = _read_cursor(cursor, str(getattr(query, "sort", "")))
    name, down = order_of(query)
    values, keys = columns.sortable(name, down=down), columns.keys
    return bisect_right(range(len(rows)), (value, key), key=lambda n: (int(values[rows[n]]), keys[rows[n]]))


def _read_cursor(cursor: str, sort: str) -> tuple[int, str]:
    wrong = UsageError("the cursor is not one this search gave; ask for the first page again, without it")
    try:
        told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode())
    except (ValueError, binascii.Error, RecursionError) as error:
        raise wrong from error
    fits = isinstance(told, list) and len(told) == 3 and told[0] == sort
    if not (fits and type(told[1]) is int and isinstance(told[2], str)):
        raise wrong
    return told[1], told[2]
