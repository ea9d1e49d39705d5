"""Pronouns tied to what they stand for, by gender, number, kind, nearness and the part they play in the sentence."""

from __future__ import annotations

from retinue.annotate.past import SUBJECTS, Past
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.model import EntityType, MentionKind

__all__ = ["PRONOUNS", "PronounLinker"]

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "who": "w",
}  # fmt: skip
_POSSESSIVE = {"his", "her", "its", "their"}
_CLAUSES = {"ccomp", "xcomp", "csubj", "advcl"}
_REACH = 3  # sentences to look back
_FAME = 0.08  # whom the article is about matters less than who was just spoken of


class PronounLinker:
    """Ties pronouns of one scene."""

    def __init__(self, scene: Scene, past: Past) -> None:
        self.scene, self.past, self.words = scene, past, scene.words

    def tie(self, i: int) -> None:
        """Tie the pronoun at `i` to what it most likely stands for; learn a person's gender from it."""
        gender = PRONOUNS[self.words.lower[i]]
        if gender == "w" and self.words.dep[i] not in SUBJECTS:
            return
        sighting = self.scene.see(i, i + 1, MentionKind.PRONOUN)
        if gender == "n" and self._expletive(i):
            return
        if gender == "p":
            sighting.referents = self._group(sighting)
        elif draft := self._relative(i) if gender == "w" else self._antecedent(sighting, gender):
            sighting.referents = (draft.index,)
            if draft.kind is EntityType.PERSON and draft.gender is None and gender in "mf":
                draft.gender = gender
        self.past.remember(sighting)

    def _expletive(self, i: int) -> bool:
        """True for the "it" of "it is clear that": the subject of be or seem with a clause after it."""
        words, head = self.words, self.words.head[i]
        if words.lower[i] != "it" or words.lemma[head] not in ("be", "seem", "appear"):
            return False
        return any(words.dep[c] in _CLAUSES for c in words.children[head])

    def _relative(self, i: int) -> Draft | None:
        """What "who" belongs to: the noun its clause hangs on, else the name right before it."""
        noun = self.words.head[self.words.head[i]]
        end = i - 1 if i and self.words.text[i - 1] == "," else i
        found = next((s for s in self.past.seen if s.head == noun), None)
        found = found or next((s for s in self.past.seen if s.last == end), None)
        return self.scene.drafts[found.referents[0]] if found else None

    def _antecedent(self, sighting: Sighting, gender: str) -> Draft | None:
        scored: dict[int, float] = {}
        for seen in self.past.before(sighting, _REACH, headline=False):
            if len(seen.referents) != 1 or self._clashes(seen, sighting):
                continue
            draft = self.scene.drafts[seen.referents[0]]
            if _agrees(draft, gender):
                score = self.past.salience(seen, sighting, _FAME)
                scored[draft.index] = max(scored.get(draft.index, score), score)
        return self.scene.drafts[max(scored, key=lambda k: scored[k])] if scored else None

    def _clashes(self, seen: Sighting, sighting: Sighting) -> bool:
        """True when both are arguments of one verb, where only a reflexive or possessive could refer back."""
        words, i = self.words, sighting.head
        if words.lower[i].endswith("self") or (words.lower[i] in _POSSESSIVE and words.dep[i] == "poss"):
            return False
        return words.head[seen.head] == words.head[i]

    # --------------------------------------------------------------------------------------- "they"
    def _group(self, sighting: Sighting) -> tuple[int, ...]:
        """Whom "they" stands for: several tied together just before; one body if no plural noun comes between."""
        words, i = self.words, sighting.first
        here = words.sentence[i]
        earlier = self.past.before(sighting, 1, headline=False)
        many = next((s.referents for s in reversed(earlier) if len(s.referents) > 1), ())
        if many or (many := self._joined(earlier)):
            return many
        begin = next((k for k in range(i) if words.sentence[k] >= here - 1), 0)
        if any(words.tag[k] == "NNS" for k in range(begin, i)):
            return ()
        draft = self._antecedent(sighting, "p")
        return (draft.index,) if draft else ()

    def _joined(self, earlier: list[Sighting]) -> tuple[int, ...]:
        """The names that make up the last coordinated subject, "Li and Wang"."""
        words = self.words
        for seen in reversed(earlier):
            if words.dep[seen.head] not in SUBJECTS:
                continue
            others = [s for s in earlier if words.dep[s.head] == "conj" and words.head[s.head] == seen.head]
            together = tuple(dict.fromkeys(r for s in (seen, *others) for r in s.referents))
            kinds = {self.scene.drafts[r].kind for r in together}
            if others and len(kinds) == 1 and EntityType.PLACE not in kinds:
                return together
        return ()


def _agrees(draft: Draft, gender: str) -> bool:
    if gender in "mf":
        return draft.kind is EntityType.PERSON and draft.gender in (None, gender)
    return draft.kind is not EntityType.PERSON and not draft.place
