"""What is known of an account, and what is noted of what was done with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Account", "Role", "Trace"]


class Role(StrEnum):
    """What somebody may do: each may all that those before it may."""

    READER = "reader"  # look at everything, take it along
    REVIEWER = "reviewer"  # decide, keep searches
    ADMIN = "admin"  # see accounts and the trail

    @property
    def may_decide(self) -> bool:
        """True for those who may change anything."""
        return self is not Role.READER


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    name: str
    role: Role
    made: dt.datetime


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the trail: what was done when, by whom (None where nobody is known), from which address."""

    at: dt.datetime
    what: str
    name: str | None
    address: str
    detail: str
