"""All judgements, each with what has become of it and the events it bears on now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retinue.fuse import Outcome, assign, concerned, stand
from retinue.judge.find import find
from retinue.model import Judgement, Passage
from retinue.store import Store

__all__ = ["Kept", "bearing_on", "kept"]


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


def bearing_on(store: Store, name: str, found: Iterable[Kept]) -> tuple[Kept, ...]:
    """Of `found` those that speak of a report of this event, of this report, or of any report of this document.

    Judgements that undo those come with them. Raises NotFoundError.
    """
    of_document = store.owner(name) is not None and store.happening(name) is None
    wanted = set() if of_document else {(one.doc, one.anchor) for one in find(store, name).passages}

    def meant(passage: Passage) -> bool:
        return passage.doc == name if of_document else (passage.doc, passage.anchor) in wanted

    chosen: dict[int, Kept] = {}
    for one in found:  # what is undone stands before its undo
        about = any(map(meant, (*one.judgement.reports, *one.judgement.others)))
        if about or one.judgement.undoes in chosen:
            chosen[one.judgement.id] = one
    return tuple(chosen.values())
