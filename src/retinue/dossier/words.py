"""Values in words: days, parties, keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from retinue.dossier.blocks import Link
from retinue.model import Happening, Party, Precision

__all__ = ["day_of", "key_link", "names_of", "parties_of", "percent", "span"]


def span(since: dt.date | None, until: dt.date | None) -> str:
    """ "2019-10-09 to 2021-01-02", "since 2019-10-09", "until 2021-01-02", "dates not known"."""
    if since and until:
        return str(since) if since == until else f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else "dates not known"


def day_of(one: Happening) -> str:
    """An event's days as exact as they are known."""
    if one.start is None:
        return "undated"
    if one.precision is Precision.YEAR:
        return f"{one.start:%Y}"
    if one.precision is Precision.MONTH:
        return f"{one.start:%Y-%m}"
    return str(one.start) if one.end in (None, one.start) else f"{one.start} to {one.end}"


def key_link(key: str) -> Link:
    """The ending of an event's key, leading to its row."""
    return Link(key.rpartition("-")[2] or key, key)


def names_of(parties: Iterable[Party], most: int = 6) -> str:
    """Parties by name, those past `most` counted."""
    names = [party.name for party in parties]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "") or "–"


def parties_of(parties: Iterable[Party], most: int = 6) -> str:
    """Parties by name and office."""
    named = [f"{p.name} ({p.office})" if p.office else p.name for p in parties]
    return ", ".join(named[:most]) + (f" and {len(named) - most} more" if len(named) > most else "") or "–"


def percent(value: float) -> str:
    """A probability: "93 %" (with a space that does not break)."""
    return f"{100 * value:.0f}\u00a0%"
