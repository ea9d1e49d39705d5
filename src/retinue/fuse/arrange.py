"""Merges and splits brought into one arrangement without contradiction, the latest first.

A merge holds as far as no later judgement keeps its reports apart, a split as far as no later one has brought them
together; what a chain of merges joins counts too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from retinue.fuse.cluster import DIFFERENT, SAME
from retinue.fuse.placing import Placed
from retinue.model import JudgementKind, Link

__all__ = ["Arranged", "arrange"]


@dataclass(slots=True)
class Arranged:
    """Links without contradiction, which judgements hold at least in part, and which others stand against each."""

    links: tuple[Link, ...] = ()
    held: set[int] = field(default_factory=set)
    against: dict[int, set[int]] = field(default_factory=dict)


def arrange(placed: Sequence[Placed], rejected: Collection[str] = ()) -> Arranged:
    """Arrange merges and splits; reports that are `rejected` join nobody and need no parting."""
    parts, found, links = _Parts(), Arranged(), []
    for one in sorted(placed, key=lambda p: -p.id):
        refs, others = ([ref for ref in side if ref not in rejected] for side in (one.refs, one.others))
        if one.kind is JudgementKind.MERGE:
            links += [_link(one, pair, SAME) for pair in _merged(one, refs, parts, found)]
        else:
            links += [_link(one, pair, DIFFERENT) for pair in _split(one, (refs, others), parts, found)]
    found.links = tuple(reversed(links))
    return found


def _link(one: Placed, pair: tuple[str, str], verdict: str) -> Link:
    return Link(min(pair), max(pair), verdict, 1.0, one.judgement.reason or f"judgement {one.id}", one.judgement.by)


def _merged(one: Placed, refs: Sequence[str], parts: _Parts, found: Arranged) -> Iterable[tuple[str, str]]:
    """Each report goes to the first of the groups before it that nothing keeps it from."""
    leads: list[str] = []
    for ref in refs:
        bars = {lead: parts.barred(lead, ref) for lead in leads}
        home = next((lead for lead, by in bars.items() if not by), None)
        if home is None:
            leads.append(ref)
        else:
            parts.join(home, ref, one.id)
            found.held.add(one.id)
            yield home, ref
        if blocked := set().union(*bars.values()):
            found.against.setdefault(one.id, set()).update(blocked)


def _split(
    one: Placed, sides: tuple[Sequence[str], Sequence[str]], parts: _Parts, found: Arranged
) -> Iterable[tuple[str, str]]:
    for pair in ((ref, other) for ref in sides[0] for other in sides[1]):
        if joined := parts.joined(*pair):
            found.against.setdefault(one.id, set()).update(joined)
        else:
            parts.bar(*pair, one.id)
            found.held.add(one.id)
            yield pair


class _Parts:
    """Groups of reports that belong together, by which judgements, and what keeps two groups apart."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}
        self.causes: dict[str, set[int]] = {}
        self.bars: dict[str, dict[str, set[int]]] = {}

    def root(self, ref: str) -> str:
        while (above := self.above.get(ref, ref)) != ref:
            self.above[ref] = ref = self.above.get(above, above)
        return ref

    def barred(self, one: str, other: str) -> set[int]:
        """The judgements that keep the groups of two reports apart."""
        return self.bars.get(self.root(one), {}).get(self.root(other), set())

    def joined(self, one: str, other: str) -> set[int]:
        """The judgements that made the group of both; empty when they are in different ones."""
        home = self.root(one)
        return self.causes.get(home, set()) if home == self.root(other) else set()

    def bar(self, one: str, other: str, by: int) -> None:
        a, b = self.root(one), self.root(other)
        for left, right in ((a, b), (b, a)):
            self.bars.setdefault(left, {}).setdefault(right, set()).add(by)

    def join(self, one: str, other: str, by: int) -> None:
        keep, gone = self.root(one), self.root(other)
        self.causes.setdefault(keep, set()).add(by)
        if keep == gone:
            return
        self.above[gone] = keep
        self.causes[keep] |= self.causes.pop(gone, set())
        for far, causes in self.bars.pop(gone, {}).items():
            del self.bars[far][gone]
            for left, right in ((keep, far), (far, keep)):
                self.bars.setdefault(left, {}).setdefault(right, set()).update(causes)
