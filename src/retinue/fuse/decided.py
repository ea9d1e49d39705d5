"""What judgements make of fused events: marks of acceptance and rejection, corrected fields with what they were.

The reports' own claims stay as they are; a `Decision` on the event tells who says otherwise, since when, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from retinue.fuse.assemble import restrictions
from retinue.fuse.correct import corrected_fields, shown
from retinue.fuse.judged import Outcome, Standing, State
from retinue.fuse.placing import Placed
from retinue.knowledge.types import Knowledge
from retinue.model import Decided, Decision, Happening, JudgementKind, Report

__all__ = ["Assigned", "assign", "settle"]

Kind = JudgementKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement on the event it bears on; `note` says what is different now, `holds` is False for a lapsed one."""

    placed: Placed
    note: str = ""
    holds: bool = True


@dataclass(slots=True)
class Assigned:
    """Which verdicts count for each event (by key), and what has become of all judgements."""

    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)


def assign(standing: Standing, homes: Mapping[str, tuple[str, int]]) -> Assigned:
    """Give each verdict the event it bears on. `homes`: reference → (key of its event, how many reports that has).

    An acceptance or correction goes with most of the reports it was passed on, of equal parts with the one that holds
    the first of them. A rejection holds for every event at least half of whose reports it was passed on.
    """
    last: dict[tuple[str, str], Verdict] = {}
    over: dict[int, int] = {}
    lapsed: dict[int, str] = {}
    for placed in standing.verdicts:
        given = _rejected(placed, homes) if placed.kind is Kind.REJECT else _followed(placed, homes)
        for key, verdict in given.items():
            _supersede(last, (key, placed.judgement.field or ""), verdict, over)
        if outnumbered := [verdict.note for verdict in given.values() if not verdict.holds]:
            lapsed[placed.id] = outnumbered[0]
    found = Assigned(outcomes=dict(standing.outcomes))
    found.outcomes |= {one: Outcome(State.LAPSED, why) for one, why in lapsed.items()}
    found.outcomes |= {one: Outcome(State.OVERRULED, f"by judgement {by}") for one, by in over.items()}
    for (key, _), verdict in last.items():
        found.verdicts.setdefault(key, []).append(verdict)
        if verdict.holds:
            found.outcomes[verdict.placed.id] = standing.outcomes[verdict.placed.id]
    return found


def _supersede(
    last: dict[tuple[str, str], Verdict], slot: tuple[str, str], new: Verdict, over: dict[int, int]
) -> None:
    """The later word on one field, or on the event as a whole, takes the place of the earlier."""
    before = last.pop(slot, None)
    if before and new.holds:
        over[before.placed.id] = new.placed.id
        told = f"overrules judgement {before.placed.id} by {before.placed.judgement.by}"
        new = replace(new, note="; ".join(filter(None, (new.note, told))))
    last[slot] = before if before and before.holds and not new.holds else new


def _counts(placed: Placed, homes: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """How many of its reports each event has, in the order of the reports."""
    counts: dict[str, int] = {}
    for ref in placed.refs:
        if ref in homes:
            counts[homes[ref][0]] = counts.get(homes[ref][0], 0) + 1
    return counts


def _followed(placed: Placed, homes: Mapping[str, tuple[str, int]]) -> dict[str, Verdict]:
    counts = _counts(placed, homes)
    if not counts:
        return {}
    key = max(counts, key=lambda one: counts[one])  # of equal ones the first
    since = dict(homes.values())[key] - counts[key]
    more = f"{since} of its reports came after that" if since else ""
    return {key: Verdict(placed, "; ".join(filter(None, (placed.note, more))))}


def _rejected(placed: Placed, homes: Mapping[str, tuple[str, int]]) -> dict[str, Verdict]:
    sizes = dict(homes.values())
    return {
        key: Verdict(placed, placed.note)
        if 2 * count >= sizes[key]
        else Verdict(placed, f"rejected when {count} of its {sizes[key]} reports were there: judge anew", holds=False)
        for key, count in _counts(placed, homes).items()
    }


def settle(happenings: Sequence[Happening], standing: Standing, knowledge: Knowledge) -> tuple[Happening, ...]:
    """The happenings as people decided, in the same order. Those that no judgement bears on are left as they are.

    Every happening that has a report in `standing.refs` must be among them.
    """
    wanted = standing.refs
    mine: dict[str, tuple[str, int]] = {}
    for one in happenings if wanted else ():
        mine |= {ref: (one.key, len(one.reports)) for ref in map(_ref, one.reports) if ref in wanted}
    concerned = {key for key, _ in mine.values()}
    verdicts = assign(standing, mine).verdicts if concerned else {}
    return tuple(
        _settled(one, verdicts.get(one.key, ()), standing, knowledge) if one.key in concerned else one
        for one in happenings
    )


def _ref(report: Report) -> str:
    return f"{report.doc}/{report.event}"


def _settled(one: Happening, verdicts: Iterable[Verdict], standing: Standing, knowledge: Knowledge) -> Happening:
    verdicts = list(verdicts)
    changed = corrected_fields(
        one, [v.placed.judgement for v in verdicts if v.placed.kind is Kind.CORRECT], knowledge
    )
    after = replace(one, **changed)
    if set(changed) & {"actors", "recipients", "start", "end"}:
        listed = restrictions((*after.recipients, *after.actors), after.start, after.end, knowledge)
        after = replace(after, restrictions=listed)
    found = [_of_event(verdict, one, after) for verdict in verdicts]
    found += [decision for report in one.reports for decision in _of_report(_ref(report), standing)]
    found += _of_arranged(one, standing)
    ordered = tuple(sorted(found, key=lambda d: (d.judgement, d.report or "")))
    return replace(after, decided=_mark(ordered), decisions=ordered)


def _mark(decisions: Sequence[Decision]) -> Decided | None:
    """The weightiest thing decided."""
    found = {MARKS[one.kind] for one in decisions if one.holds}
    return next((mark for mark in Decided if mark in found), None)


MARKS = {
    Kind.REJECT: Decided.REJECTED, Kind.ACCEPT: Decided.ACCEPTED, Kind.CORRECT: Decided.CORRECTED,
    Kind.MERGE: Decided.MERGED, Kind.SPLIT: Decided.SPLIT,
}  # fmt: skip


def _of_event(verdict: Verdict, before: Happening, after: Happening) -> Decision:
    name = verdict.placed.judgement.field
    value, was = (shown(getattr(one, name)) if name else () for one in (after, before))
    return replace(_decision(verdict.placed), value=value, was=was, note=verdict.note, holds=verdict.holds)


def _of_report(ref: str, standing: Standing) -> Iterable[Decision]:
    placed = [*standing.readings.get(ref, ()), *([standing.rejected[ref]] if ref in standing.rejected else [])]
    for one in placed:
        yield replace(_decision(one), value=shown(one.judgement.value), report=ref)


def _of_arranged(one: Happening, standing: Standing) -> Iterable[Decision]:
    """Merges that hold two of its reports together, splits that keep others from one of them."""
    ours = {_ref(report) for report in one.reports}
    for placed in standing.arranged:
        here, there = (tuple(ref for ref in side if ref in ours) for side in (placed.refs, placed.others))
        if placed.kind is Kind.MERGE and len(here) >= 2:
            yield replace(_decision(placed), value=here)
        elif placed.kind is Kind.SPLIT and bool(here) != bool(there):
            yield replace(_decision(placed), value=placed.others if here else placed.refs)


def _decision(placed: Placed) -> Decision:
    judgement = placed.judgement
    assert judgement.at is not None, "a judgement comes from the store, which dates it"
    return Decision(
        judgement.id, judgement.kind, judgement.by, judgement.at, judgement.reason, judgement.field, note=placed.note
    )
