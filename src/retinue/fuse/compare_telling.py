"""Rules on how the two documents tell it: which words, what else they tell, and what else they could mean."""

from __future__ import annotations

from rapidfuzz import fuzz

from retinue.fuse.evidence import NEVER, Context, Point
from retinue.fuse.intervals import Agreement, agreement
from retinue.fuse.manner import akin
from retinue.fuse.parallel import signs
from retinue.fuse.parties import Relation, match
from retinue.fuse.rarity import likeness, rarest
from retinue.fuse.telling import Telling, group
from retinue.knowledge.types import Knowledge
from retinue.model import EventType

__all__ = ["TELLING_RULES"]

NOBODY: frozenset[tuple[EventType, str]] = frozenset()
HEADLINE = 3  # days that a headline's date may be off
ALIKE = 0.2  # likeness of words from which two types may be one act
NEWS = 5  # days between two publications that make them news of the same days
FEW = 4  # words below which it says nothing that they differ
MANY_RIVALS = 4  # more do not make it any likelier that another event is meant


def _one_document(left: Telling, right: Telling, context: Context) -> list[Point]:
    """One document seldom tells an event twice: only with the same parties on the same day, or in its headline.

    Two acts in one sentence ("fined, which ended a probe") share parties and date and are two all the same.
    """
    if left.doc != right.doc:
        return []
    if restated(left, right, context.knowledge):
        return [Point(1.0, "the headline tells it too")]
    same = left.event.type is right.event.type and _named_alike(left, right) and left.days == right.days
    same = same and (akin(left.event, right.event) or not left.event.span.overlaps(right.event.span))
    return [] if same and left.days else [Point(NEVER, "two events of one document")]


def restated(left: Telling, right: Telling, knowledge: Knowledge) -> bool:
    """True when one is the headline's word for what the body tells, recipient and all.

    A headline gives no day of its own, so that its date may be the day of publication.
    """
    if left.headline == right.headline or left.event.type is not right.event.type:
        return False
    actors, recipients = (
        match(a, b, knowledge) for a, b in ((left.actors, right.actors), (left.recipients, right.recipients))
    )
    gap = left.days.gap(right.days) if left.days and right.days else 0
    named = recipients is not None and recipients.best >= Relation.PART
    return named and (actors is None or actors.best >= Relation.STATE) and gap <= HEADLINE


def _named_alike(left: Telling, right: Telling) -> bool:
    actors, recipients = ({n.name for n in side} for side in (left.actors, left.recipients))
    same_actors = actors == {n.name for n in right.actors}
    return bool(recipients) and same_actors and recipients == {n.name for n in right.recipients}


def _wording(left: Telling, right: Telling, context: Context) -> list[Point]:
    """The words of both reports, spelling and all, and what rare words they share."""
    if not left.wording or not right.wording:
        return []
    alike = fuzz.token_set_ratio(left.wording, right.wording)
    if alike >= 75 and context.copied(left, right):
        return [Point(3.0, "same words in a copied text")]
    least = -0.6 if min(len(left.words), len(right.words)) >= FEW else 0.0
    points = [Point(max(least, min(1.0, (alike - 45) / 35)), f"wording {alike:.0f} % alike")]
    common = likeness(left.words, right.words)
    if common >= 0.1:
        points.append(Point(min(1.5 * common, 0.8), f"both say {', '.join(rarest(left.words, right.words))}"))
    return points


def _crossing(left: Telling, right: Telling, context: Context) -> list[Point]:
    """Two types of one family: one act read in two ways, if words or a figure say so and neither has its like."""
    ours, theirs = left.event.type, right.event.type
    if group(ours) is group(theirs):
        return []
    told = f"one tells a {min(ours, theirs)}, the other a {max(ours, theirs)}"
    words = likeness(left.words, right.words) >= ALIKE
    figures = any(a.same(b) and a.money for a in left.numbers for b in right.numbers)
    own = _tells_like(left, right, context) or _tells_like(right, left, context)
    return [Point(-2.5 if (words or figures) and not own else NEVER, told)]


def _tells_like(one: Telling, other: Telling, context: Context) -> bool:
    """True when `other`'s document tells an event of `one`'s kind, with its actor and recipient, at its time."""
    kind, told = group(one.event.type), signs(one)
    found = (t for t in context.told.get(other.doc, ()) if group(t.event.type) is kind and signs(t) & told)
    return any(agreement(one.event, t.event)[0] is not Agreement.APART for t in found)


def _rivals(left: Telling, right: Telling, context: Context) -> list[Point]:
    """Other events of the two documents that might be meant as well: the fewer, the surer that these two are one."""
    if left.doc == right.doc or context.copied(left, right):
        return []
    others = _could_be(left, right, context) + _could_be(right, left, context)
    if not others and left.ids & right.ids and _may_be_of_one_day(left, right):
        return [Point(0.7, "neither report tells another event it could be")]
    if not others:
        return []
    return [Point(0.3 - 0.4 * min(others, MANY_RIVALS), f"the reports tell {others} more events it could be")]


def _may_be_of_one_day(left: Telling, right: Telling) -> bool:
    """True unless the dates, or for want of them the publications, tell of two times."""
    agrees = agreement(left.event, right.event)[0]
    if agrees is not Agreement.UNKNOWN or left.published is None or right.published is None:
        return agrees is not Agreement.APART
    return abs((left.published - right.published).days) <= NEWS


def _could_be(one: Telling, other: Telling, context: Context) -> int:
    """How many other events of `other`'s document could be `one`: its kind, its days, a party in common."""
    kind = group(one.event.type)
    found = (t for t in context.told.get(other.doc, ()) if t.ref != other.ref and group(t.event.type) is kind)
    return sum(_shares_party(one, t) and agreement(one.event, t.event)[0] is not Agreement.APART for t in found)


def _shares_party(one: Telling, other: Telling) -> bool:
    """True when both may be about one party: some party is in common, and if each names recipients, a recipient."""
    ours, theirs = ({r.known or r.name for r in t.recipients} for t in (one, other))
    if ours and theirs and not ours & theirs:
        return False
    return not one.parties or not other.parties or bool(one.ids & other.ids)


def _parallel(left: Telling, right: Telling, context: Context) -> list[Point]:
    """Two documents that tell other things in common, a tour's other stops say, when their dates allow it."""
    common = context.parallel.get(frozenset((left.doc, right.doc)), 0) - 1
    apart = agreement(left.event, right.event)[0] is Agreement.APART
    if common < 1 or apart or not signs(left) & signs(right):
        return []
    return [Point(1.0 if common == 1 else 2.5, f"the documents tell {common} more such acts in common")]


def _same_grievance(left: Telling, right: Telling, context: Context) -> list[Point]:
    """Two objections of one party whose documents both tell of the same kind of act against it."""
    if not left.event.type is right.event.type is EventType.OBJECTION:
        return []
    both = context.aimed.get(left.doc, NOBODY) & context.aimed.get(right.doc, NOBODY)
    ours, theirs = ({a.known or a.name for a in t.actors} for t in (left, right))
    told = sorted((kind, party) for kind, party in both if party in ours & theirs)
    return [Point(1.5, f"both documents tell of a {told[0][0]} against {told[0][1]}")] if told else []


TELLING_RULES = (_one_document, _crossing, _wording, _rivals, _parallel, _same_grievance)
