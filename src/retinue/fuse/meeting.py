"""Which tellings meet in a block: kept up to date as tellings come and go, by the rules of `block`.

In a block that is not overfull a newcomer meets everybody and nobody else is concerned. In an overfull one each meets
its neighbours only: newcomers then also push others out of each other's reach, and those that go let them in again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from retinue.fuse import block
from retinue.fuse.block import pairs_in
from retinue.store import Fusing, TellingRow

__all__ = ["Meetings", "meet", "still_meet"]

Slot = tuple[int, int]
Pair = tuple[str, str]
FEW = 4  # newcomers of a block up to which each one's neighbours are read alone


@dataclass(slots=True)
class Meetings:
    """Pairs of references (smaller first) that meet and are to be compared, and those that meet no more."""

    met: set[Pair] = field(default_factory=set)
    parted: set[Pair] = field(default_factory=set)


@dataclass(slots=True)
class _Change:
    """What happens in one block: who is to meet all its partners anew, who is new, who went."""

    active: set[Slot] = field(default_factory=set)
    gone: set[Slot] = field(default_factory=set)
    before: int = 0

    @property
    def after(self) -> int:
        """How many are in the block then: each stands in it once."""
        return self.before + len(self.active) - len(self.gone)

    @property
    def lonely(self) -> bool:
        """True when nobody meets or parts here: most blocks hold one telling only."""
        return self.after <= 1 and self.before <= block.FULL

    @property
    def new(self) -> set[Slot]:
        return self.active - self.gone

    @property
    def out(self) -> set[Slot]:
        return self.gone - self.active


def meet(
    fusing: Fusing, gone: Collection[TellingRow], come: Collection[TellingRow], *, move: bool = True
) -> Meetings:
    """Put `come` in the place of `gone`, and tell who meets whom since: all partners of those that come, and others.

    Without `move` nothing is changed: the partners of tellings that are there already (the same ones on both sides).
    """
    changes: dict[int, _Change] = defaultdict(_Change)
    for rows, side in ((gone, "gone"), (come, "active")):
        for row in rows:
            for number in row.blocks:
                getattr(changes[number], side).add((row.day, row.number))
    for number, size in fusing.sizes(changes).items():
        changes[number].before = size
    if move:
        fusing.drop_tellings(gone)
        fusing.put_tellings(come)
    changes = {number: change for number, change in changes.items() if not change.lonely}
    small = [number for number, change in changes.items() if min(change.before, change.after) <= block.FULL]
    whole = fusing.inside(small)
    found = [_met(changes[number], whole.get(number, [])) for number in small]
    for number in changes.keys() - set(small):
        found += [_met(changes[number], here) for here in _stretches(fusing, number, changes[number])]
    return _named(fusing, found)


def _named(fusing: Fusing, found: Iterable[tuple[set[tuple[Slot, Slot]], set[tuple[Slot, Slot]]]]) -> Meetings:
    met: set[tuple[int, int]] = set()
    parted: set[tuple[int, int]] = set()
    for near, apart in found:
        met.update((a[1], b[1]) for a, b in near)
        parted.update((a[1], b[1]) for a, b in apart)
    names = fusing.refs({n for pairs in (met, parted) for pair in pairs for n in pair})
    told = [{_pair(names[a][0], names[b][0]) for a, b in pairs} for pairs in (met, parted)]
    return Meetings(told[0], told[1] - told[0])


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _stretches(fusing: Fusing, number: int, change: _Change) -> Iterator[list[Slot]]:
    """The members of an overfull block that may be concerned, as runs of neighbours."""
    touched = sorted(change.active | change.gone)
    few = len(touched) <= FEW
    for first, last in [(slot, slot) for slot in touched] if few else [(touched[0], touched[-1])]:
        yield fusing.stretch(number, first, last, block.WINDOW + (len(touched) if few else 0))


def _met(change: _Change, here: list[Slot]) -> tuple[set[tuple[Slot, Slot]], set[tuple[Slot, Slot]]]:
    """(pairs that meet and are to be compared, pairs that meet no more) among neighbours of one block."""
    now = set(pairs_in(here, change.after))
    met = {pair for pair in now if not change.active.isdisjoint(pair)}
    if max(change.before, change.after) <= block.FULL or not (change.new or change.out):
        return met, set()
    out = change.out if change.before <= block.FULL else {s for s in change.out if here and here[0] <= s <= here[-1]}
    earlier = pairs_in(sorted((set(here) - change.new) | out), change.before)
    strange = change.active | change.out
    old, new = ({pair for pair in pairs if strange.isdisjoint(pair)} for pairs in (earlier, now))
    return met | (new - old), old - new


def still_meet(fusing: Fusing, one: TellingRow, other: TellingRow) -> bool:
    """True when two tellings meet in some block now."""
    common = set(one.blocks) & set(other.blocks)
    sizes = fusing.sizes(common)
    slots = ((one.day, one.number), (other.day, other.number))
    return any(
        sizes[number] <= block.FULL or fusing.between(number, *slots, block.WINDOW) < block.WINDOW
        for number in common
    )
