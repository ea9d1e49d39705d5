"""Contradictions that a person has settled: by correcting the field, or by accepting the event as it stands.

The reports still contradict one another; what is settled is which of them the record follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from retinue.model import Decision, Happening, JudgementKind

__all__ = ["settled"]

CALLED = {"actors": "actor", "recipients": "recipient", "places": "place"}  # as contradictions call them


def settled(happening: Happening) -> dict[str, Decision]:
    """Contradicted field → the latest decision that settles it; fields that nobody has settled are left out.

    Only decisions on the event itself count, and only those that hold.
    """
    contradicted = {clash.field for clash in happening.discrepancies}
    found: dict[str, Decision] = {}
    for one in sorted(happening.decisions, key=lambda one: one.judgement):
        if one.holds and not one.report:
            found |= dict.fromkeys(contradicted.intersection(_settles(one, happening)), one)
    return found


def _settles(decision: Decision, happening: Happening) -> Iterator[str]:
    if decision.kind is JudgementKind.ACCEPT:
        yield from (clash.field for clash in happening.discrepancies)
    elif decision.kind is JudgementKind.CORRECT and decision.field:
        yield CALLED.get(decision.field, decision.field)
        if decision.field == "start" and happening.start == happening.end:
            yield "end"  # it was taken along
