"""One value out of the claims of several reports.

The rule, for every field: the value that most independent origins give; then the one whose reports are the more
reliable (how well the publication date is witnessed, on which relative dates rest, times the reading's own
confidence); then the one published first; then the smallest in writing, so that no order of arrival matters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from retinue.fuse.telling import Telling
from retinue.model import Reliability

__all__ = ["elect", "standing"]

V = TypeVar("V", bound=Hashable)
_TRUST = {Reliability.HIGH: 1.0, Reliability.MEDIUM: 0.7, Reliability.LOW: 0.4, Reliability.NONE: 0.3}


def standing(backers: Sequence[Telling], root: Mapping[str, str]) -> tuple[int, float, int]:
    """What speaks for a value: its independent origins, its reports' reliability, and how early it was told."""
    trust: dict[str, float] = {}
    for t in backers:
        own = _TRUST[t.record.article.published.reliability] * t.event.confidence
        trust[root[t.ref]] = max(own, trust.get(root[t.ref], 0.0))
    first = min((t.published for t in backers if t.published), default=dt.date.max)
    return len(trust), round(sum(trust.values()), 6), -first.toordinal()


def elect(tellings: Sequence[Telling], value: Callable[[Telling], V | None], root: Mapping[str, str]) -> V | None:
    """The value with the best standing, or None when no report gives one."""
    backers: dict[V, list[Telling]] = {}
    for telling in tellings:
        if (given := value(telling)) is not None:
            backers.setdefault(given, []).append(telling)
    ranked = sorted(backers, key=str)
    return max(ranked, key=lambda v: standing(backers[v], root), default=None)
