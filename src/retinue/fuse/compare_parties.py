"""Rules on who took part: do two reports name the same actors and recipients?"""

from __future__ import annotations

from retinue.fuse.evidence import ADDING, MOVES, Context, Point
from retinue.fuse.manner import phases
from retinue.fuse.parties import Relation, Sides, match, relation
from retinue.fuse.places import Nearness, listed, nearness, wide
from retinue.fuse.quantities import of_many
from retinue.fuse.telling import Telling, group
from retinue.knowledge.fold import fold
from retinue.model import EventType

__all__ = ["PARTY_RULES"]

# Words of names that tell a kind of spot, not which one.
PLAIN = frozenset(
    "group company technology technologies university institute hospital school museum plant factory centre center "
    "laboratory bridge tower street building square garden memorial international national district economic zone "
    "industrial holdings limited science research development innovation electronics robot robotics motors".split()
)
MUTUAL = frozenset({EventType.MEETING, EventType.AGREEMENT})  # who is actor and who recipient is a matter of telling
# What it costs when both reports name recipients and none is the same.
OTHER_RECIPIENT = {
    EventType.VISIT: -7.0, EventType.ADDRESS: -3.0, EventType.LISTING: -1.0, EventType.DELISTING: -1.5,
    EventType.EXPORT_CONTROL: -2.0, EventType.OBJECTION: -4.0, EventType.POLICY: -2.0,
}  # fmt: skip
# What it costs when only one does.
ONE_RECIPIENT = {
    EventType.APPOINTMENT: -3.0, EventType.VISIT: -1.8, EventType.EXPORT_CONTROL: -1.0, EventType.LISTING: 0.0,
}  # fmt: skip


def _type(left: Telling, right: Telling, _: Context) -> list[Point]:
    if left.event.type is right.event.type:
        return []
    kinds = sorted((left.event.type, right.event.type))
    if group(kinds[0]) is not group(kinds[1]):
        return []  # `compare_telling` weighs these
    weight = -1.0 if set(kinds) <= MOVES else -4.0  # a rule and a listing of one day, told together, are still two
    return [Point(weight, f"one tells a {kinds[0]}, the other a {kinds[1]}")]


def _phase(left: Telling, right: Telling, _: Context) -> list[Point]:
    """An inquiry and the fine that ends it are two events, however much they have in common."""
    told = phases(left.event, right.event)
    return [Point(told[0], f"one tells of {told[1]}, the other of {told[2]}")] if told else []


def _actors(left: Telling, right: Telling, context: Context) -> list[Point]:
    if left.event.type is right.event.type and left.event.type in MUTUAL:
        return _mutual(left, right, context)
    sides = match(left.actors, right.actors, context.knowledge, left.event.start)
    if sides is None:
        return _unnamed("actor", left, right, context)
    if sides.best <= Relation.FELLOWS:
        moves = left.event.type in MOVES or right.event.type in MOVES
        fellows = sides.best is Relation.FELLOWS
        weight = (-5.0 if fellows else -7.0) if moves else (-2.0 if fellows else -3.5)
        return [Point(weight, f"actors differ: {sides.pair[0]} / {sides.pair[1]}")]
    person = any(p.person for p in left.actors) and any(p.person for p in right.actors)
    return _agreeing("actor", sides, 2.0 if person else 1.5)


def _mutual(left: Telling, right: Telling, context: Context) -> list[Point]:
    """Meetings and agreements: everybody at the table against everybody at the table."""
    sides = match(left.parties, right.parties, context.knowledge, left.event.start)
    if sides is None:
        return _unnamed("participant", left, right, context)
    if sides.best <= Relation.FELLOWS:
        return [Point(-5.0, f"nobody took part in both: {sides.pair[0]} / {sides.pair[1]}")]
    points = _agreeing("participant", sides, 1.8)
    if sides.best is Relation.SAME and sides.smaller > 1:
        points.append(Point(2.0, "a second participant too") if sides.shared > 1 else _others(left, right, context))
    return points


def _others(left: Telling, right: Telling, context: Context) -> Point:
    """Two meetings with one participant in common: who else was there, a minister or the government, say?"""
    known, day = context.knowledge, left.event.start
    ours = [a for a in left.parties if not any(relation(a, b, known, day) is Relation.SAME for b in right.parties)]
    theirs = [b for b in right.parties if not any(relation(a, b, known, day) is Relation.SAME for a in left.parties)]
    if not ours or not theirs:
        return Point(0.0, "one report names nobody else")
    rest = match(ours, theirs, known, day)
    if rest is not None and rest.best > Relation.FELLOWS:
        return Point(0.5, f"{rest.pair[0]} and {rest.pair[1]} belong together")
    return Point(-5.5, "the others differ")


def _agreeing(role: str, sides: Sides, weight: float) -> list[Point]:
    one, other = sides.pair
    share = {Relation.SAME: 1.0, Relation.HEADS: 0.7, Relation.PART: 0.6, Relation.STATE: 0.4}[sides.best]
    told = {
        Relation.SAME: f"same {role}: {one}",
        Relation.HEADS: f"{role}: {one} and {other}, a body and its head",
        Relation.PART: f"{role}: {one} and {other}, one part of the other",
        Relation.STATE: f"{role}: {one} and {other}, one state",
    }[sides.best]
    extra = min(0.5 * (sides.shared - 1), 1.5) if sides.shared > 1 else 0.0
    return [Point(weight * share + extra, told)]


def _unnamed(role: str, left: Telling, right: Telling, context: Context) -> list[Point]:
    """One report leaves the role open: better when its text speaks of the party that the other names."""
    ours, theirs = (
        (t.actors if role == "actor" else t.recipients if role == "recipient" else t.parties) for t in (left, right)
    )
    for party, silent in [(p, right) for p in ours] + [(p, left) for p in theirs]:
        if party.names & silent.around:
            return [Point(0.5, f"{role} {party.name} is spoken of in both")]
    if role == "actor" and (ours or theirs) and not context.copied(left, right):
        return [Point(-0.7, f"one report never speaks of the actor {(ours or theirs)[0].name}")]
    return []


def _recipients(left: Telling, right: Telling, context: Context) -> list[Point]:
    kind = left.event.type
    if kind is right.event.type and kind in MUTUAL:
        return []
    sides = match(left.recipients, right.recipients, context.knowledge, left.event.start)
    if sides is None:
        return _one_recipient(left, right, context)
    if sides.best <= Relation.FELLOWS:
        weight = OTHER_RECIPIENT.get(kind, -6.0)
        if many := of_many(left.numbers, right.numbers, max(len(left.recipients), len(right.recipients))):
            return [Point(max(weight, -1.5), f"other names out of {many.wording}: {_names(sides)}")]
        if context.copied(left, right) and left.lead and right.lead:
            return [Point(max(weight, -1.5), f"one text's main act, recipient told as {_names(sides)}")]
        if kind is EventType.VISIT and (word := _spot(left, right, context)):
            return [Point(-1.0, f"told as {_names(sides)}, both of {word}")]
        return [Point(weight, f"recipients differ: {_names(sides)}")]
    points = _agreeing("recipient", sides, 2.2)
    if (
        sides.best is Relation.SAME
        and kind not in ADDING
        and min(len(left.recipients), len(right.recipients)) > sides.shared
    ):
        points.append(Point(-0.8, "each names others beside"))
    return points


def _names(sides: Sides) -> str:
    return f"{sides.pair[0]} / {sides.pair[1]}"


def _one_recipient(left: Telling, right: Telling, context: Context) -> list[Point]:
    if not left.recipients and not right.recipients:
        return []
    spoken = _unnamed("recipient", left, right, context)
    full, bare = (left, right) if left.recipients else (right, left)
    evidence = f" {fold(bare.event.evidence)} "
    found = [p.name for p in full.recipients if any(f" {name} " in evidence for name in p.names)]
    if found and full.event.type is bare.event.type:
        return [Point(1.0, f"recipient {found[0]} stands in both reports' words")]
    if bare.event.type is EventType.VISIT:
        return [_bare_visit(full, bare, context)]
    kind = left.event.type if left.event.type is right.event.type else EventType.VISIT
    cost = ONE_RECIPIENT.get(kind, -0.8)
    return [*spoken, Point(cost, "only one report names a recipient")]


def _surroundings(left: Telling, right: Telling, _: Context) -> list[Point]:
    """Reports that name no common party: do they at least speak of the same circle?"""
    if left.parties and right.parties:
        return []
    shared = len(left.around & right.around)
    return [Point(min(0.3 * shared, 1.2), f"{shared} names in common around it")] if shared else [Point(-1.0, "")]


def _bare_visit(full: Telling, bare: Telling, context: Context) -> Point:
    """One visit names whom it went to, the other only a place: a tour, a spot of its own, or a thinner telling."""
    places = bare.event.places
    if not places or wide(places, context.knowledge):
        return Point(-4.5, "one is told as a tour, the other as a stop")
    if word := _spot(full, bare, context):
        return Point(0.5, f"both went to a spot called {word}")
    near = nearness(places, full.event.places, context.knowledge)
    if not listed(places[0], context.knowledge) and near is not Nearness.SAME:
        return Point(-4.0, f"one went to {full.recipients[0].name}, the other to {places[0]}")
    return Point(-1.8, "only one report names whom the visit went to")


def _spot(left: Telling, right: Telling, context: Context) -> str | None:
    """A word that names of the spots visited share and no place we know bears: "Kestrel Tower", "Kestrel Bridge"."""
    ours, theirs = (
        {w for name in (*(r.name for r in t.recipients), *t.event.places) for w in fold(name).split() if len(w) > 4}
        for t in (left, right)
    )
    common = sorted(w for w in (ours & theirs) - PLAIN if not listed(w, context.knowledge))
    return common[0].title() if common else None


PARTY_RULES = (_type, _phase, _actors, _recipients, _surroundings)
