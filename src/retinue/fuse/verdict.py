"""Where reports contradict each other: who says what, who copied whom, which is likelier and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retinue.fuse.exactness import less_exact
from retinue.fuse.telling import Telling
from retinue.fuse.votes import standing
from retinue.model import Discrepancy

__all__ = ["Bench"]

# How much a contradiction matters, by field.
WEIGHT = {
    "actor": 3.0,
    "recipient": 3.0,
    "start": 2.0,
    "end": 1.5,
    "number": 2.0,
    "place": 1.5,
    "type": 1.5,
    "title": 1.0,
}
SURER = 0.15  # how far the reliability of two sides must differ to decide


@dataclass(frozen=True, slots=True)
class Bench:
    """What weighing contradictory reports of one event needs: its reports, their origins, and which copies which."""

    tellings: Sequence[Telling]
    root: Mapping[str, str]
    copy_of: Mapping[str, str]

    def discrepancy(self, field: str, values: Mapping[str, str]) -> Discrepancy | None:
        """The row for `values` (document → value); None when they don't differ."""
        sides: dict[str, list[Telling]] = {}
        for telling in self._spoken(values):
            sides.setdefault(values[telling.doc], []).append(telling)
        if len(sides) < 2:
            return None
        behind = {v: [*who, *self._loosely(field, who, values)] for v, who in sides.items()}
        likelier, why = self._likelier(sides, behind, values)
        told = "; ".join(f"{self._names(who)}: {value}" for value, who in sides.items())
        verdict = f"{likelier} is likelier: {why}" if likelier else why
        sentences = [f"they can't all be right: {told}", *self._copies(values), verdict]
        reason = ". ".join(sentence.rstrip(".") for sentence in sentences)
        origins = {self.root[t.ref] for who in sides.values() for t in who}
        second = sorted(self._standing(who) for who in sides.values())[-2]
        return Discrepancy(
            field,
            dict(values),
            reason,
            likelier,
            len(origins),
            round(WEIGHT.get(field, 1.0) * max(second[1], 0.1), 3),
        )

    def _spoken(self, values: Mapping[str, str]) -> list[Telling]:
        """One telling for each document that has a value."""
        return list({t.doc: t for t in self.tellings if t.doc in values}.values())

    def _standing(self, who: Sequence[Telling]) -> tuple[int, float, int]:
        return standing(who, self.root)

    def _loosely(self, field: str, who: Sequence[Telling], values: Mapping[str, str]) -> list[Telling]:
        """Reports of other documents whose date holds the one that `who` give: a month, or a whole tour's days."""
        if field not in {"start", "end"}:
            return []
        rest = (t for t in self.tellings if t.doc not in values)
        return [t for t in rest if any(less_exact(t, given) for given in who)]

    def _likelier(
        self,
        sides: Mapping[str, Sequence[Telling]],
        behind: Mapping[str, Sequence[Telling]],
        values: Mapping[str, str],
    ) -> tuple[str | None, str]:
        """The value that more speaks for, and what; `behind` has those who give it less exactly too."""
        own = {v: [t for t in who if not self._strays(t.doc, values)] for v, who in sides.items()}
        if len(left := [v for v, who in own.items() if who]) == 1:
            return left[0], "the others copy a report that gives it, and depart from it"
        ranked = sorted(left or sides, key=lambda v: (self._standing(behind[v])[:2], v), reverse=True)
        first, second = (self._standing(behind[v]) for v in ranked[:2])
        if first[0] > second[0]:
            loosely = " or less exactly" if any(len(behind[v]) > len(sides[v]) for v in ranked[:2]) else ""
            return ranked[0], f"{first[0]} independent origins give it{loosely}, {second[0]} the next"
        if first[1] - second[1] >= SURER:
            return ranked[0], "as many origins give each, but its reports are dated and read more surely"
        return None, f"{first[0]} independent origin{'s' * (first[0] > 1)} each: nothing decides"

    def _strays(self, doc: str, values: Mapping[str, str]) -> bool:
        """True for a copy that gives another value than its original."""
        original = self.copy_of.get(doc, doc)
        return original in values and values[original] != values[doc]

    def _copies(self, values: Mapping[str, str]) -> list[str]:
        pairs = [(doc, self.copy_of[doc]) for doc in values if self.copy_of.get(doc) in values]
        return [
            f"{self._name(doc)} copies {self._name(original)}"
            + (", and departs from it" if values[doc] != values[original] else ", so the two count once")
            for doc, original in pairs
        ]

    def _names(self, who: Sequence[Telling]) -> str:
        return " and ".join(sorted({self._name(t.doc) for t in who}))

    def _name(self, doc: str) -> str:
        """The outlet, with the document where several reports here are the outlet's."""
        outlets = {t.doc: t.record.article.publisher or t.doc for t in self.tellings}
        name = outlets.get(doc, doc)
        return name if sum(other == name for other in outlets.values()) == 1 else f"{name} ({doc})"
