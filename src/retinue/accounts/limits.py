"""How often somebody may try to log in, counted in the trail, so that a restart forgets nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from retinue.accounts.schema import trail

__all__ = ["FAILED", "LIMITS", "WINDOW", "Limit", "wait"]

FAILED = "login failed"
WINDOW = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` failures within `WINDOW` that have the same name, address or both."""

    most: int
    name: bool
    address: bool


# One person at one machine; one machine with many names; one name from many machines.
LIMITS = (Limit(5, name=True, address=True), Limit(20, name=False, address=True), Limit(50, name=True, address=False))


def wait(connection: Connection, name: str | None, address: str, now: dt.datetime) -> int:
    """How many seconds to wait before the next try; 0 for none."""
    return max(_wait(connection, limit, (name, address), now) for limit in LIMITS)


def _wait(connection: Connection, limit: Limit, who: tuple[str | None, str], now: dt.datetime) -> int:
    c = trail.c
    wanted: list[ColumnElement[bool]] = [c.what == FAILED, c.at > now - WINDOW]
    wanted += [c.name == who[0] if who[0] is not None else c.name.is_(None)] if limit.name else []
    wanted += [c.address == who[1]] if limit.address else []
    if limit.name and not limit.address and who[0] is None:
        return 0  # names that nobody has are many
    failures = select(c.at).where(*wanted).order_by(c.at.desc()).limit(limit.most).subquery()
    oldest, number = connection.execute(select(func.min(failures.c.at), func.count()).select_from(failures)).one()
    return 0 if number < limit.most else max(1, int((oldest + WINDOW - now).total_seconds()))
