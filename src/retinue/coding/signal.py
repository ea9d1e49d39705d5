"""What an act tells the firm or sector concerned: support, control, restrict or neutral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retinue.coding.words import words
from retinue.model import EntityType, EventType, Referent, Signal, Status

_USUAL = {
    EventType.VISIT: Signal.SUPPORT,
    EventType.MEETING: Signal.NEUTRAL,
    EventType.ADDRESS: Signal.NEUTRAL,
    EventType.POLICY: Signal.CONTROL,
    EventType.SUPPORT: Signal.SUPPORT,
    EventType.APPROVAL: Signal.SUPPORT,
    EventType.REGULATORY_ACTION: Signal.CONTROL,
    EventType.LISTING: Signal.RESTRICT,
    EventType.DELISTING: Signal.SUPPORT,
    EventType.EXPORT_CONTROL: Signal.RESTRICT,
    EventType.AGREEMENT: Signal.NEUTRAL,
    EventType.APPOINTMENT: Signal.NEUTRAL,
    EventType.OBJECTION: Signal.NEUTRAL,
}


def signal_of(
    kind: EventType,
    status: Status,
    actors: Iterable[Referent],
    recipients: Sequence[Referent],
    lemmas: frozenset[str],
    abroad: bool,
    trigger: frozenset[str] = frozenset(),
) -> tuple[Signal, str]:
    """The signal and why.

    `lemmas` are those of the sentence, `trigger` those of the act's own words; `abroad`: a trip out of the actor's
    country.
    """
    firms = [r for r in recipients if r.type in (EntityType.COMPANY, EntityType.ORGANIZATION)]
    if kind is EventType.VISIT:
        return _visit(firms, lemmas, abroad)
    if kind is EventType.ADDRESS and firms:
        return (
            (Signal.CONTROL, "a warning to the firm")
            if lemmas & words("warning")
            else (Signal.SUPPORT, "an address at a firm")
        )
    if kind is EventType.POLICY:
        if lemmas & words("barring"):
            return Signal.RESTRICT, "a rule that bars trade"
        return (
            (Signal.SUPPORT, "a rule that fosters")
            if lemmas & words("fostering")
            else (Signal.CONTROL, "a rule that tightens")
        )
    if kind is EventType.REGULATORY_ACTION:
        if lemmas & words("trade_defence"):
            return Signal.RESTRICT, "a duty on imports"
        if trigger & words("barring_acts") and _foreign(actors, firms):
            return Signal.RESTRICT, "a foreign firm is barred"
    return _USUAL[kind], "usual for its type"


def _visit(firms: Sequence[Referent], lemmas: frozenset[str], abroad: bool) -> tuple[Signal, str]:
    if firms:
        return (Signal.CONTROL, "a warning to the firm") if "toe" in lemmas else (Signal.SUPPORT, "a visit to a firm")
    if abroad:
        return Signal.NEUTRAL, "a trip abroad"
    return Signal.SUPPORT, "a tour at home"


def _foreign(actors: Iterable[Referent], firms: Sequence[Referent]) -> bool:
    """True where one of the firms is of another country than whoever acts."""
    mine = {a.country for a in actors if a.country}
    theirs = {f.country for f in firms if f.country}
    return bool(mine and theirs - mine)
