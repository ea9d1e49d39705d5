"""What passes between the parts of `retinue.names`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["SAME", "Kind", "Match"]

SAME = 0.7  # the least score of two names that are taken for one; logic-v2's threshold too, so scores compare


class Kind(StrEnum):
    """What a name is a name of."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two names mean the same, how surely (0 to 1; `same` from `SAME` on), and why."""

    score: float
    why: str

    @property
    def same(self) -> bool:
        """True when the two are taken for one."""
        return self.score >= SAME
