"""Links between fused events that stay apart and still belong together: a tour and its stops, a probe and its fine.

Every link is told from both sides, with its reason and a score from 0 to 1. It rests on the two events alone: what
they say, when they were, and whether a report tells of both; no link depends on what else the record holds.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from retinue.fuse.parallel import AGAINST
from retinue.fuse.places import wide
from retinue.knowledge import unknown_key
from retinue.knowledge.types import Knowledge
from retinue.model import Decided, EventType, Happening, Party, Related, Status

__all__ = ["INVERSE", "MOST", "Outline", "both_ways", "possible", "relate", "told_from_both"]

# Kind of link, told from the later or smaller event, and what it is from the other side.
INVERSE = {
    "stop_of": "has_stop", "answers": "answered_by", "follows_from": "led_to", "carries_out": "carried_out_by",
    "lifts": "lifted_by", "new_version_of": "has_new_version",
}  # fmt: skip
MOST = 60  # events of one party above which only those that a report tells together are compared
# Score of a link that some report tells both ends of; of one that none does; of an undated event's to one of several.
TOGETHER, ALONE, DOUBTFUL = 0.9, 0.6, 0.5
ANSWERED, ENDED, CARRIED = 60, 1100, 400  # days after an act within which its answer, its outcome, its execution come
VERSIONED = frozenset({EventType.POLICY, EventType.EXPORT_CONTROL})
TIMED = {
    EventType.VISIT: 0,
    EventType.REGULATORY_ACTION: ENDED,
}  # days within which two may belong together
INQUIRY = "an inquiry"  # a step of `manner`


class Outline(NamedTuple):
    """What an event is and when it was: enough to know that no rule can tie it to another."""

    type: EventType
    status: Status
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two events in the order in which the link is asked for: `one` is the later or the smaller."""

    one: Happening
    other: Happening
    together: bool
    knowledge: Knowledge

    @property
    def days(self) -> int | None:
        """Days from the other's start to this one's, None when either is undated."""
        if self.one.start is None or self.other.start is None:
            return None
        return (self.one.start - self.other.start).days

    def shares(
        self, side: Callable[[Happening], Iterable[Party]], other: Callable[[Happening], Iterable[Party]]
    ) -> str:
        """A party of `one`'s side that is on `other`'s side too, "" when there is none."""
        theirs = {_id(p) for p in other(self.other)}
        return next((p.name for p in side(self.one) if _id(p) in theirs), "")


def relate(happenings: Sequence[Happening], knowledge: Knowledge) -> tuple[Happening, ...]:
    """The same events in the same order, each with the events it belongs with, surest first."""
    own: dict[str, list[Related]] = defaultdict(list)
    for left, right, together in _candidates(happenings):
        for key, link in both_ways(left, right, together, knowledge):
            own[key].append(link)
    found = told_from_both(own, {h.key: h.start for h in happenings})
    return tuple(replace(h, related=found.get(h.key, ())) for h in happenings)


def both_ways(
    left: Happening, right: Happening, together: bool, knowledge: Knowledge
) -> Iterator[tuple[str, Related]]:
    """The key of one of two events, and how it may belong with the other; `together`: one document reports both."""
    for one, other in ((left, right), (right, left)):
        if link := _link(_Pair(one, other, together, knowledge)):
            yield one.key, link


def possible(one: Outline, other: Outline) -> bool:
    """False for two events that no rule can tie, by their types, status and days alone."""
    types = {one.type, other.type}
    if len(types) > 1:
        objected = EventType.OBJECTION in types and not AGAINST.isdisjoint(types)
        return objected or types == {EventType.DELISTING, EventType.LISTING}
    planned = Status.PLANNED in {one.status, other.status}
    return planned or one.type in VERSIONED or (one.type in TIMED and _apart(one, other) <= TIMED[one.type])


def _apart(one: Outline, other: Outline) -> int:
    """Days from the end of the earlier to the start of the later; 0 when they overlap or a day is not known."""
    if one.start is None or other.start is None:
        return 0
    first, last = sorted((one, other), key=lambda event: event.start or dt.date.min)
    over = max(filter(None, (first.start, first.end)))
    return max(0, ((last.start or over) - over).days)


def told_from_both(
    own: Mapping[str, Sequence[Related]], starts: Mapping[str, dt.date | None]
) -> dict[str, tuple[Related, ...]]:
    """Of all links an event may have (`own`, by key) the likeliest, told from both sides; `starts` by key."""
    found: dict[str, list[Related]] = defaultdict(list)
    for key, links in own.items():
        for link in _likeliest(key, links, starts):
            found[key].append(link)
            found[link.other].append(replace(link, kind=INVERSE[link.kind], other=key))
    return {key: _sorted(links) for key, links in found.items()}


def _sorted(links: Iterable[Related]) -> tuple[Related, ...]:
    return tuple(sorted(links, key=lambda k: (-k.score, k.kind, k.other)))


def _likeliest(of: str, links: Sequence[Related], starts: Mapping[str, dt.date | None]) -> Iterator[Related]:
    """Of several acts that one may answer, end or lift, the last; a stop belongs to every tour around it."""
    for kind in INVERSE:
        given = [link for link in links if link.kind == kind]
        if kind == "stop_of" or len(given) < 2:
            yield from given
            continue
        told = max(link.score for link in given)
        best = [link for link in given if link.score == told]
        last = max(starts[link.other] or dt.date.min for link in best)
        several = starts[of] is None and len(best) > 1
        for link in best:
            if (starts[link.other] or dt.date.min) == last:
                yield (
                    replace(link, score=DOUBTFUL, reason=f"{link.reason}, the last of {len(best)}")
                    if several
                    else link
                )


def _candidates(happenings: Sequence[Happening]) -> Iterator[tuple[Happening, Happening, bool]]:
    """Pairs worth a look: those that one document tells, and those of one party if it has not too many."""
    by_doc: dict[str, set[int]] = defaultdict(set)
    by_party: dict[str, set[int]] = defaultdict(set)
    for i, happening in enumerate(happenings):
        if happening.decided is Decided.REJECTED:
            continue  # what did not take place belongs with nothing
        for report in happening.reports:
            by_doc[report.doc].add(i)
        for party in (*happening.actors, *happening.recipients):
            by_party[_id(party)].add(i)
    told = {pair for group in by_doc.values() for pair in combinations(sorted(group), 2)}
    near = {p for group in by_party.values() if len(group) <= MOST for p in combinations(sorted(group), 2)}
    for a, b in sorted(told | near):
        yield happenings[a], happenings[b], (a, b) in told


def _id(party: Party) -> str:
    return party.known or unknown_key(party.name)


def _link(pair: _Pair) -> Related | None:
    """The first rule that ties `one` to `other`."""
    for kind, rule in _RULES.items():
        if reason := rule(pair):
            told = ", told together" if pair.together else ""
            return Related(kind, pair.other.key, reason + told, TOGETHER if pair.together else ALONE)
    return None


# --------------------------------------------------------------------------------------------- rules
def _stop_of(pair: _Pair) -> str:
    """A visit to somebody, or to one place, on the days of a tour by the same visitor that names nobody."""
    stop, tour = pair.one, pair.other
    if not stop.type is tour.type is EventType.VISIT or tour.recipients or not tour.places or not stop.start:
        return ""
    if not (stop.recipients or stop.places) or tour.start is None or not _wide(tour, pair.knowledge):
        return ""
    inside = tour.start <= stop.start <= (tour.end or tour.start)
    smaller = bool(stop.recipients) or not _wide(stop, pair.knowledge)
    who = pair.shares(lambda h: h.actors, lambda h: h.actors)
    return f"{who} was there on the days of the tour of {tour.places[0]}" if inside and smaller and who else ""


def _wide(happening: Happening, knowledge: Knowledge) -> bool:
    """True for a visit of several days, or to a region or country."""
    days = happening.start and happening.end and happening.end > happening.start
    return bool(days) or wide(happening.places, knowledge)


def _answers(pair: _Pair) -> str:
    """An objection by whom an act hit, or by that party's state, soon after it, to whoever acted."""
    objection, act = pair.one, pair.other
    if objection.type is not EventType.OBJECTION or act.type not in AGAINST or not _soon(pair, ANSWERED):
        return ""
    hit = pair.shares(lambda h: h.actors, lambda h: h.recipients)
    if objection.recipients and act.actors and not _meets(objection.recipients, act.actors, pair.knowledge):
        return ""
    if hit:
        return f"{hit} objects to what hit it"
    states = {c for a in objection.actors if (c := _country(a, pair.knowledge)) and a.type.value == "government_body"}
    firms = [r.name for r in act.recipients if _country(r, pair.knowledge) in states]
    ours = not firms or any(_country(a, pair.knowledge) in states for a in act.actors)
    return "" if ours or not pair.together else f"{objection.actors[0].name} objects for {firms[0]}"


def _follows_from(pair: _Pair) -> str:
    """A measure by the authority that opened an inquiry, against the same party, after it."""
    measure, inquiry = pair.one, pair.other
    if not measure.type is inquiry.type is EventType.REGULATORY_ACTION or not _soon(pair, ENDED):
        return ""
    if _step(inquiry) != INQUIRY or _step(measure) in {"", INQUIRY}:
        return ""
    whom = pair.shares(lambda h: h.recipients, lambda h: h.recipients)
    if not whom or (measure.actors and inquiry.actors and not _meets(measure.actors, inquiry.actors, pair.knowledge)):
        return ""
    return f"{_step(measure)} after an inquiry into {whom}"


def _carries_out(pair: _Pair) -> str:
    """An act by the party that had planned it, of the same kind, towards the same party."""
    act, plan = pair.one, pair.other
    kinds = act.type is plan.type and plan.status is Status.PLANNED and act.status is Status.OCCURRED
    if not kinds or not pair.shares(lambda h: h.actors, lambda h: h.actors):
        return ""
    whom = pair.shares(lambda h: h.recipients, lambda h: h.recipients)
    places = bool(act.places) and act.places[:1] == plan.places[:1]
    first, then = _told(plan), _told(act)
    if not (whom or (places and not act.recipients and not plan.recipients)) or not first or not then:
        return ""
    near = pair.days is None or 0 <= pair.days <= CARRIED
    return f"what had been planned for {whom or act.places[0]}" if near and first <= then else ""


def _lifts(pair: _Pair) -> str:
    """A delisting of a party that a listing hit before, on the same list as far as both name one."""
    off, on = pair.one, pair.other
    if off.type is not EventType.DELISTING or on.type is not EventType.LISTING or off.status is Status.PLANNED:
        return ""
    lists = [{f.value for f in h.fields if f.field == "list"} for h in (off, on)]
    whom = pair.shares(lambda h: h.recipients, lambda h: h.recipients)
    if not whom or (all(lists) and not lists[0] & lists[1]) or (pair.days is not None and pair.days <= 0):
        return ""
    return f"{whom} came off what it was put on"


def _new_version_of(pair: _Pair) -> str:
    """A later version of a rule by the same body, which a report tells beside it."""
    later, first = pair.one, pair.other
    rules = later.type is first.type and later.type in VERSIONED
    if not rules or not pair.together or pair.days is None or pair.days <= 0:
        return ""
    revised = _step(later) == "a new version" or (_step(first) == "a draft" and _step(later) != "a draft")
    who = pair.shares(lambda h: h.actors, lambda h: h.actors)
    return (
        f"{who} issued {_step(later) or 'the final rule'} after {_step(first) or 'the rule'}"
        if revised and who
        else ""
    )


_RULES: dict[str, Callable[[_Pair], str]] = {
    "stop_of": _stop_of, "answers": _answers, "follows_from": _follows_from, "carries_out": _carries_out,
    "lifts": _lifts, "new_version_of": _new_version_of,
}  # fmt: skip


# --------------------------------------------------------------------------------------------- facts
def _soon(pair: _Pair, most: int) -> bool:
    """True when `one` came after `other` and within `most` days; undated events need a report that tells both."""
    return pair.together if pair.days is None else 0 <= pair.days <= most


def _step(happening: Happening) -> str:
    return next((f.value for f in happening.fields if f.field == "step"), "")


def _told(happening: Happening) -> dt.date | None:
    return min((r.published for r in happening.reports if r.published), default=happening.start)


def _country(party: Party, knowledge: Knowledge) -> str | None:
    body = knowledge.organisations.get(party.known or "")
    return body.country if body else None


def _meets(ours: Iterable[Party], theirs: Iterable[Party], knowledge: Knowledge) -> bool:
    """True when some party of one side is, or is of one state with, a party of the other."""
    ids = {_id(p) for p in theirs}
    states = {c for p in theirs if (c := _country(p, knowledge))}
    return any(_id(p) in ids or _country(p, knowledge) in states for p in ours)
