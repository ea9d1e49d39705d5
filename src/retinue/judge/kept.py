"""All judgements, each with what has become of it and the events it bears on now."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.fuse import Outcome, assign, concerned, stand
from retinue.model import Judgement
from retinue.store import Store

__all__ = ["Kept", "kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A judgement, what has become of it, and the keys of the events that its reports belong to now."""

    judgement: Judgement
    outcome: Outcome
    keys: tuple[str, ...]


def kept(store: Store) -> tuple[Kept, ...]:
    """Every judgement, oldest first, as it stands with the events of the last fusion."""
    judgements = store.judgements()
    present = store.passages(concerned(judgements))
    standing = stand(judgements, present)
    homes = store.homes([(one.doc, one.event) for one in present])
    outcomes = assign(standing, homes).outcomes
    refs = {(one.doc, one.anchor): one.ref for one in present}
    return tuple(Kept(one, outcomes[one.id], _keys(one, refs, homes)) for one in judgements)


def _keys(one: Judgement, refs: dict[tuple[str, str], str], homes: dict[str, tuple[str, int]]) -> tuple[str, ...]:
    now = (refs.get((passage.doc, passage.anchor), "") for passage in (*one.reports, *one.others))
    return tuple(dict.fromkeys(homes[ref][0] for ref in now if ref in homes))
