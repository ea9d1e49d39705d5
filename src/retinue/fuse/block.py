"""Which pairs of events are worth comparing: the same group of types, a party in common, near in time.

Each event gets keys (group, party, month); only events that share a key meet. Keys of parties known by id are
exact, names add their distinctive words, so that "Samsung Electronics" meets "Samsung China". A key that very many
events share is cut into windows over the events sorted by date, so that cost stays near-linear.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from retinue.fuse.numbering import number
from retinue.fuse.parallel import signs
from retinue.fuse.parties import Named
from retinue.fuse.telling import Telling, family, group
from retinue.model import EntityType, EventType

__all__ = ["FULL", "WINDOW", "blocks", "candidates", "of_copies", "pairs_in", "slot"]

M = TypeVar("M")

WINDOW = 24  # neighbours compared within an overfull block
FEW = 8  # parties up to which an event is also looked up by actor and recipient, whatever its date
FULL = 60  # events above which a block counts as overfull
MARGIN = dt.timedelta(days=7)  # dates this near may be one event's: the block of the next month is joined too
BROAD = frozenset({EventType.POLICY, EventType.REGULATORY_ACTION, EventType.APPROVAL, EventType.EXPORT_CONTROL,
                   EventType.SUPPORT})  # fmt: skip


def candidates(tellings: Sequence[Telling], copied: Iterable[frozenset[str]] = ()) -> set[tuple[int, int]]:
    """Index pairs (smaller first) of tellings to compare; `copied` holds pairs of documents that are copies."""
    members: dict[int, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        for block in blocks(telling):
            members[block].append(i)
    found: set[tuple[int, int]] = set()
    for inside in members.values():
        found.update(
            _ordered(a, b) for a, b in pairs_in(sorted(inside, key=lambda i: slot(tellings[i])), len(inside))
        )
    return found | of_copies(tellings, copied)


def blocks(telling: Telling) -> frozenset[int]:
    """The numbers of the blocks a telling is in."""
    return frozenset(number("\0".join(map(str, key))) for key in _keys(telling))


def slot(telling: Telling) -> tuple[int, int]:
    """Where a telling stands in each of its blocks: by day, then by its own number."""
    day = telling.days.first if telling.days else telling.published or dt.date.max
    return day.toordinal(), number(telling.ref)


def pairs_in(members: Sequence[M], size: int) -> Iterable[tuple[M, M]]:
    """The pairs to compare among neighbouring `members`, in order, of a block that has `size` in all."""
    reach = len(members) if size <= FULL else WINDOW
    return ((a, b) for i, a in enumerate(members) for b in members[i + 1 : i + 1 + reach])


def _keys(telling: Telling) -> set[tuple[str, ...]]:
    kind = group(telling.event.type)
    listed = {(kind, name, found) for p in telling.recipients for name in p.names for found in telling.lists}
    whole = _whole(telling) if len(telling.parties) <= FEW else set()
    sums = {(kind, f"sum:{q.unit}", f"{q.value:g}") for q in telling.numbers if q.telling}
    sums |= {(kind, word, f"{q.unit}:{q.value:g}") for q in telling.numbers if q.money for word in _words(telling)}
    months = _when(telling)
    if telling.event.type is EventType.OBJECTION:
        months = months | {"any"}  # what is objected to, not the day, tells one objection from another
    both = _both(telling, months) if len(telling.parties) <= FEW else set()
    return listed | whole | sums | both | {(kind, who, when) for who in _who(telling) for when in months}


def _whole(telling: Telling) -> set[tuple[str, ...]]:
    """Type, actor and recipient, as well as a distinctive word of the recipient, whatever the date."""
    kind = group(telling.event.type)
    actors = {a.known or a.name for a in telling.actors}
    return {*signs(telling), *((kind, actor, word) for actor in actors for word in _words(telling))}


def _both(telling: Telling, months: set[str]) -> set[tuple[str, ...]]:
    """Actor, recipient and month within a family of types: one act may be read as two kinds."""
    kind = f"any {family(telling.event.type)}"
    sides = ((a.known or a.name, r.known or r.name) for a in telling.actors for r in telling.recipients)
    return {(kind, *pair, when) for pair in sides for when in months}


def _words(telling: Telling) -> set[str]:
    return {f"~{word}" for party in telling.recipients for word in party.tokens if len(word) > 3}


def _who(telling: Telling) -> set[str]:
    who = {key for party in telling.parties for key in _names(party)} | {f"list:{name}" for name in telling.lists}
    if not telling.parties:  # whoever the text speaks of may be the party left unsaid
        who |= {f"={name}" for name in telling.around}
        who.add("nobody")
    elif not telling.actors or (telling.event.type in BROAD and not telling.recipients):
        who |= {f"={name}" for name in telling.around if len(telling.around) <= 40}
    return who


def _names(party: Named) -> set[str]:
    keys = {f"={name}" for name in party.names}
    keys |= {f"~{word}" for word in party.tokens if len(word) > 2}
    if party.known:
        keys.add(f"#{party.known}")
    if party.government or party.office or party.type is EntityType.BODY:
        keys.add(f"state:{party.country}")
    return keys


def _when(telling: Telling) -> set[str]:
    """The months the event may lie in; undated events stand at their publication."""
    if telling.days:
        last = min(telling.days.last, telling.days.first + dt.timedelta(days=366))
        return _months(telling.days.first - MARGIN, last + MARGIN)
    if telling.published:
        return _months(telling.published - dt.timedelta(days=31), telling.published + MARGIN)
    return {"undated"}


def _months(first: dt.date, last: dt.date) -> set[str]:
    count = (last.year - first.year) * 12 + last.month - first.month
    months = (first.year * 12 + first.month - 1 + i for i in range(count + 1))
    return {f"{m // 12:04}-{m % 12 + 1:02}" for m in months}


def _ordered(a: int, b: int) -> tuple[int, int]:
    """The pair with its smaller index first."""
    return (a, b) if a < b else (b, a)


def of_copies(tellings: Sequence[Telling], copied: Iterable[frozenset[str]]) -> set[tuple[int, int]]:
    """All events of one document against all of its copy, within their families, as index pairs (smaller first)."""
    by_doc: dict[str, list[int]] = defaultdict(list)
    for i, telling in enumerate(tellings):
        by_doc[telling.doc].append(i)
    pairs = ((a, b) for docs in copied for a in by_doc[min(docs)] for b in by_doc[max(docs)])
    return {_ordered(a, b) for a, b in pairs if family(tellings[a].event.type) is family(tellings[b].event.type)}
