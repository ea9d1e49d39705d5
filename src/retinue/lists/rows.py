"""Helpers of the importers: days, several values in one cell, and an entry's own number."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

__all__ = ["RowError", "day_of", "own_ref", "several"]

_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_AMERICAN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?$")


class RowError(ValueError):
    """A row can't be imported; the message says why."""


def day_of(text: str, what: str) -> dt.date | None:
    """A day as lists write it (2019-05-16, 05/16/2019, 2019-05, 2019: the first day meant). Raises RowError."""
    text = text.strip()
    if not text:
        return None
    try:
        if found := _DAY.match(text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _AMERICAN.match(text):
            return dt.date(int(found[3]), int(found[1]), int(found[2]))
        if found := _PARTIAL.match(text):
            return dt.date(int(found[1]), int(found[2] or 1), 1)
    except ValueError as error:
        raise RowError(f"{what} {text!r} is no day: {error}") from error
    raise RowError(f"{what} {text!r} is no day; write YYYY-MM-DD")


def several(text: str) -> tuple[str, ...]:
    """The values of a cell that parts them by semicolons."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def own_ref(*parts: str) -> str:
    """A number for a row that brings none, made from what it says."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
