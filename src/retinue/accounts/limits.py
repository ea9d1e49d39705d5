"""How often somebody may try to log in, counted in the trail, so that a restart forgets nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from retinue.accounts.schema import trail

__all__ = ["FAILED", "LIMITS", "WINDOW", "Limit", "mark_of", "wait"]

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


def mark_of(name: str) -> str:
    """What is noted of a name that was typed. Nobody reads the name out of it, which may be a password in the wrong
    field; and names that nobody has are put off just as others are, so that trying doesn't tell which there are."""
    return f"name #{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:4]}"


def wait(connection: Connection, mark: str, address: str, now: dt.datetime) -> int:
    """How many seconds to wait before the next try with a name of this mark; 0 for none."""
    return max(_wait(connection, limit, (mark, address), now) for limit in LIMITS)


def _wait(connection: Connection, limit: Limit, who: tuple[str, str], now: dt.datetime) -> int:
    c = trail.c
    wanted: list[ColumnElement[bool]] = [c.what == FAILED, c.at > now - WINDOW]
    wanted += [c.detail == who[0]] if limit.name else []
    wanted += [c.address == who[1]] if limit.address else []
    failures = select(c.at).where(*wanted).order_by(c.at.desc()).limit(limit.most).subquery()
    oldest, number = connection.execute(select(func.min(failures.c.at), func.count()).select_from(failures)).one()
    return 0 if number < limit.most else max(1, int((oldest + WINDOW - now).total_seconds()))
