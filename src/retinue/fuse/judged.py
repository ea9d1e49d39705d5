"""Where people's judgements stand today: undone ones aside, each mapped onto the events that documents tell now.

A judgement names reports by the words that tell them (`model.Passage`), so that newer code may number events
otherwise. Everything here is a pure function of the judgements and of what is told now: nothing is remembered
between fusions. Of two judgements that can't both hold the later wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from retinue.fuse.arrange import Arranged, arrange
from retinue.fuse.numbering import number
from retinue.fuse.placing import Placed, place
from retinue.model import Judgement, JudgementKind, Link, Passage, Scope
from retinue.store.judgements import undone

__all__ = ["UNJUDGED", "Outcome", "Standing", "State", "concerned", "stand"]

Kind = JudgementKind


class State(StrEnum):
    """What has become of a judgement."""

    HOLDS = "holds"
    UNDONE = "undone"
    OVERRULED = "overruled"  # by a later one
    LAPSED = "lapsed"  # more reports came than it was passed on
    DANGLING = "dangling"  # the reports it speaks of are not told now; it waits for them


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a judgement, and why."""

    state: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What fusing has to heed.

    `links` join and part references "doc/event" and never contradict one another; reports `rejected` (by reference)
    join nobody; `readings` are corrections of single reports, the last of each field; `verdicts` are judgements on
    whole events and `arranged` the merges and splits that hold, oldest first. `outcomes` tell of every judgement;
    verdicts are settled only when events are there (`decided.assign`).
    """

    links: tuple[Link, ...] = ()
    rejected: Mapping[str, Placed] = field(default_factory=lambda: MappingProxyType({}))
    readings: Mapping[str, tuple[Placed, ...]] = field(default_factory=lambda: MappingProxyType({}))
    verdicts: tuple[Placed, ...] = ()
    arranged: tuple[Placed, ...] = ()
    outcomes: Mapping[int, Outcome] = field(default_factory=lambda: MappingProxyType({}))
    last: int = 0

    @property
    def refs(self) -> frozenset[str]:
        """Every report that some judgement in force speaks of: only their events can differ from unjudged ones."""
        single = (one for readings in self.readings.values() for one in readings)
        placed = (*self.verdicts, *self.arranged, *self.rejected.values(), *single)
        return frozenset(ref for one in placed for ref in (*one.refs, *one.others))

    def digests(self) -> dict[str, str]:
        """Reference → a digest of all that is decided of it: while that stays, so does what follows from it."""
        told: dict[str, list[str]] = defaultdict(list)
        for link in self.links:
            for ref in (link.left, link.right):
                told[ref].append(repr(link))
        single = (one for readings in self.readings.values() for one in readings)
        for one in (*self.verdicts, *self.arranged, *self.rejected.values(), *single):
            for ref in (*one.refs, *one.others):
                told[ref].append(repr((one.id, one.refs, one.others, one.note)))
        return {ref: f"{number(repr(rows)):x}" for ref, rows in told.items()}


UNJUDGED = Standing()


def stand(judgements: Sequence[Judgement], present: Iterable[Passage]) -> Standing:
    """What `judgements` come to, when `present` are the passages that tell events now.

    `present` needs to hold only those of the documents that judgements speak of (`Judgement.reports`, `others`).
    """
    ended = undone([(one.id, one.undoes) for one in judgements])
    outcomes = {id_: Outcome(State.UNDONE, f"by judgement {by}") for id_, by in ended.items()}
    active = [one for one in judgements if one.id not in ended]
    outcomes |= {one.id: Outcome(State.HOLDS) for one in active if one.kind is Kind.UNDO}
    outcomes |= _resolved([one for one in active if one.kind is Kind.RESOLVE])
    placed = place([one for one in active if one.id not in outcomes], present)
    outcomes |= {one.id: Outcome(State.HOLDS if one.whole else State.DANGLING, one.note) for one in placed}
    whole = sorted((one for one in placed if one.whole), key=lambda one: one.id)
    single = [one for one in whole if one.judgement.scope is Scope.REPORT]
    rejected, readings = _single(single, outcomes)
    pairs = [one for one in whole if one.kind in (Kind.MERGE, Kind.SPLIT)]
    found = arrange(pairs, rejected)
    _overrule(pairs, found, outcomes)
    return Standing(
        links=found.links,
        rejected=MappingProxyType(rejected),
        readings=MappingProxyType(readings),
        verdicts=tuple(one for one in whole if one.kind in VERDICTS and one.judgement.scope is Scope.EVENT),
        arranged=tuple(one for one in whole if one.id in found.held),
        outcomes=MappingProxyType(outcomes),
        last=max((one.id for one in judgements), default=0),
    )


VERDICTS = frozenset({Kind.ACCEPT, Kind.REJECT, Kind.CORRECT})


def _resolved(active: Iterable[Judgement]) -> dict[int, Outcome]:
    """Of several answers to who a name is the last counts."""
    ordered = sorted(active, key=lambda one: one.id)
    last = {one.value[:1]: one.id for one in ordered}
    return {
        one.id: Outcome(State.HOLDS)
        if last[one.value[:1]] == one.id
        else Outcome(State.OVERRULED, f"by judgement {last[one.value[:1]]}")
        for one in ordered
    }


def _single(
    placed: Sequence[Placed], outcomes: dict[int, Outcome]
) -> tuple[dict[str, Placed], dict[str, tuple[Placed, ...]]]:
    """Rejections by report, corrections by report and field; of two alike the later counts."""
    rejected: dict[str, Placed] = {}
    last: dict[tuple[str, str], Placed] = {}
    for one, ref in ((one, one.refs[0]) for one in placed):
        if one.kind is Kind.REJECT:
            before = rejected.get(ref)
            rejected[ref] = one
        else:
            before = last.pop((ref, one.judgement.field or ""), None)
            last[ref, one.judgement.field or ""] = one
        if before:
            outcomes[before.id] = Outcome(State.OVERRULED, f"by judgement {one.id}")
    readings: dict[str, tuple[Placed, ...]] = {}
    for (ref, _), one in last.items():
        readings[ref] = (*readings.get(ref, ()), one)
    return rejected, readings


def _overrule(pairs: Sequence[Placed], found: Arranged, outcomes: dict[int, Outcome]) -> None:
    """Say of merges and splits what stands against them."""
    for one in pairs:
        by = " and ".join(map(str, sorted(found.against.get(one.id, ()))))
        if one.id not in found.held:
            outcomes[one.id] = Outcome(State.OVERRULED, f"by judgement {by}" if by else "its reports are rejected")
        elif by:
            outcomes[one.id] = Outcome(State.HOLDS, "; ".join(filter(None, (one.note, f"but for judgement {by}"))))


def concerned(judgements: Iterable[Judgement]) -> Iterator[str]:
    """The documents that judgements speak of: those whose passages `stand` needs."""
    yield from dict.fromkeys(one.doc for judgement in judgements for one in (*judgement.reports, *judgement.others))
