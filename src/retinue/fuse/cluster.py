"""Pairs become clusters: best pair first, a merge only when the two clusters agree on average.

Average linkage keeps one lucky pair from chaining two events together; a pair that excludes itself (`never`) or a
person's judgement keeps clusters apart whatever the rest says. Ties break by name, so the outcome depends on
what the reports say, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["DIFFERENT", "SAME", "Judged", "cluster"]

SAME, DIFFERENT = "same", "different"
SAMPLE = 6  # members of a large cluster that speak for it; more would make one much-told event quadratic


class Outcome(Protocol):
    """What clustering needs of a comparison; see `linking.Compared`."""

    @property
    def left(self) -> str:
        """The smaller reference."""

    @property
    def right(self) -> str:
        """The larger one."""

    @property
    def points(self) -> float:
        """Evidence for one event, if positive."""

    @property
    def never(self) -> bool:
        """Something rules it out."""

    @property
    def copied(self) -> bool:
        """The documents share one text."""


Compare = Callable[[str, str], Outcome]


@dataclass(slots=True)
class Judged:
    """What people decided: pairs that belong together, pairs that don't, and references that join nobody."""

    same: list[tuple[str, str]] = field(default_factory=list)
    different: set[frozenset[str]] = field(default_factory=set)
    alone: frozenset[str] = frozenset()


class _Clusters:
    """Who is together with whom. `members` are kept sorted."""

    def __init__(self, refs: Iterable[str]) -> None:
        self.of: dict[str, int] = {}
        self.members: dict[int, list[str]] = {}
        self.barred: dict[str, set[str]] = {}
        for i, ref in enumerate(sorted(refs)):
            self.of[ref], self.members[i] = i, [ref]

    def bar(self, pair: frozenset[str]) -> None:
        for ref in pair:
            self.barred.setdefault(ref, set()).update(pair - {ref})

    def kept_apart(self, one: int, other: int) -> bool:
        """True when a person parted a member of `one` from a member of `other`."""
        others = self.members[other]
        return any(self.barred[ref] & set(others) for ref in self.members[one] if ref in self.barred)

    def merge(self, one: int, other: int) -> None:
        keep, gone = min(one, other), max(one, other)
        for ref in self.members[gone]:
            self.of[ref] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))


def cluster(refs: Iterable[str], pairs: Sequence[Outcome], compare: Compare, judged: Judged) -> list[list[str]]:
    """Partition `refs`; each part is sorted, and the parts come in order of their first reference.

    `pairs` are the compared candidates, `compare` scores any other pair on demand.
    """
    clusters = _Clusters(refs)
    forced = _judge(clusters, judged)
    likely = (p for p in pairs if p.points > 0 and not p.never and not {p.left, p.right} & judged.alone)
    for pair in sorted(likely, key=lambda p: (-p.points, p.left, p.right)):
        one, other = clusters.of[pair.left], clusters.of[pair.right]
        if one != other and not clusters.kept_apart(one, other) and _agree(clusters, one, other, compare, forced):
            clusters.merge(one, other)
    return sorted(clusters.members.values())


def _judge(clusters: _Clusters, judged: Judged) -> set[str]:
    """Carry out people's judgements; returns the references they joined."""
    for pair in judged.different:
        clusters.bar(pair)
    joined = set()
    for left, right in judged.same:
        if left in clusters.of and right in clusters.of:
            one, other = clusters.of[left], clusters.of[right]
            if one != other and not clusters.kept_apart(one, other):
                clusters.merge(one, other)
            joined |= {left, right}
    return joined


def _agree(clusters: _Clusters, one: int, other: int, compare: Compare, forced: set[str]) -> bool:
    """True when the members of two clusters speak, on average, of one event and none excludes another."""
    ours, theirs = clusters.members[one], clusters.members[other]
    pairs = [compare(a, b) for a in _speakers(ours) for b in _speakers(theirs)]
    pairs += [compare(a, b) for a, b in _of_one_document(ours, theirs)]
    if any(p.never and not {p.left, p.right} & forced for p in pairs):
        return False
    pairs = [p for p in pairs if not p.never]  # whom a person joined may differ in all that rules look at
    pairs = _best_of_documents(pairs)
    copied = [p for p in pairs if p.copied]  # two versions of one text belong together, whatever others say
    if copied and all(p.points > 0 for p in copied):
        return True
    return sum(p.points for p in pairs) > 0


def _best_of_documents(pairs: Sequence[Outcome]) -> list[Outcome]:
    """The best comparison for each pair of documents: an act that one tells twice counts once."""
    best: dict[tuple[str, str], Outcome] = {}
    for pair in sorted(pairs, key=lambda p: (p.points, p.left, p.right)):
        best[pair.left.rpartition("/")[0], pair.right.rpartition("/")[0]] = pair
    return list(best.values())


def _of_one_document(ours: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """Pairs that one document tells: the sampling of large clusters must not overlook them."""
    documents = {ref.rpartition("/")[0]: ref for ref in ours}
    return [(documents[doc], ref) for ref in theirs if (doc := ref.rpartition("/")[0]) in documents]


def _speakers(members: list[str]) -> list[str]:
    """Evenly spaced members of a large cluster."""
    if len(members) <= SAMPLE:
        return members
    return [members[i * len(members) // SAMPLE] for i in range(SAMPLE)]
