"""Finds the reports a judgement speaks of among the events that documents tell now; never guesses between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retinue.model import Judgement, JudgementKind, Passage

__all__ = ["Placed", "place"]

ALIKE = 0.5  # of the words of the shorter of two passages that must stand in the other


@dataclass(frozen=True, slots=True)
class Placed:
    """A judgement with the references "doc/event" its reports have now; `note` tells what was not found as it was."""

    judgement: Judgement
    refs: tuple[str, ...]
    others: tuple[str, ...] = ()
    note: str = ""

    @property
    def id(self) -> int:
        """The judgement's number."""
        return self.judgement.id

    @property
    def kind(self) -> JudgementKind:
        """What it decides."""
        return self.judgement.kind

    @property
    def whole(self) -> bool:
        """True when enough of its reports are told now for it to take effect."""
        if self.kind is JudgementKind.SPLIT:
            return bool(self.refs and self.others)
        return len(self.refs) >= (2 if self.kind is JudgementKind.MERGE else 1)


def place(judgements: Sequence[Judgement], present: Iterable[Passage]) -> list[Placed]:
    """Each judgement on the reports of today."""
    by_doc: dict[str, list[Passage]] = {}
    for passage in present:
        by_doc.setdefault(passage.doc, []).append(passage)
    return [_placed(one, by_doc) for one in judgements]


def _placed(judgement: Judgement, by_doc: dict[str, list[Passage]]) -> Placed:
    notes: list[str] = []
    sides = []
    for side in (judgement.reports, judgement.others):
        found = [_find(passage, by_doc.get(passage.doc, [])) for passage in side]
        sides.append(tuple(dict.fromkeys(ref for ref, _ in found if ref)))
        notes += [note for _, note in found if note]
    apart = tuple(ref for ref in sides[1] if ref not in sides[0])
    return Placed(judgement, sides[0], apart, "; ".join(dict.fromkeys(notes)))


def _find(passage: Passage, here: Sequence[Passage]) -> tuple[str | None, str]:
    """(reference now, what is to be said of it)."""
    if exact := next((one for one in here if one.anchor == passage.anchor), None):
        return exact.ref, ""
    if not here:
        return None, f"{passage.doc} is gone or tells no event now"
    near = [one for one in here if _alike(passage, one)]
    if len(near) == 1:
        return near[0].ref, f"{passage.ref} is read a little differently now, as {near[0].ref}"
    if near:
        told = " or ".join(one.ref for one in near)
        return None, f"{passage.ref} may be {told} now: judge anew"
    same = next((one for one in here if one.evidence == passage.evidence), None)
    return None, f"{passage.ref} is read as {same.type} now" if same else f"{passage.ref} is not told any more"


def _alike(then: Passage, now: Passage) -> bool:
    """One type, and much the same words: the passages overlap, or (where the text moved) one holds the other."""
    if then.type is not now.type:
        return False
    one, other = (set(words.casefold().split()) for words in (then.evidence, now.evidence))
    shorter = min(len(one), len(other))
    shared = len(one & other) / shorter if shorter else 0.0
    inside = then.evidence in now.evidence or now.evidence in then.evidence
    return shared >= ALIKE and (then.span.overlaps(now.span) or inside)
