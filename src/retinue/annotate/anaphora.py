"""Common nouns and pronouns: "the company", "both firms", "the regulator", "he", "its"; tied to what was named before."""

from __future__ import annotations

from collections.abc import Sequence

from retinue.annotate.coref import Context
from retinue.annotate.governments import country_of
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.knowledge.fold import fold
from retinue.model import EntityType, MentionKind

__all__ = ["tie_anaphors"]

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "who": "w",
}  # fmt: skip
_DEFINITE = {"the", "this", "that", "both", "these", "those"}
_OTHER = {"other", "another", "new", "second", "third", "such", "next"}
_GROUPS = (EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION, EntityType.MEDIA)
_SUBJECTS = {"nsubj", "nsubjpass"}
_REACH = {MentionKind.PRONOUN: 3, MentionKind.NOMINAL: 40}


def tie_anaphors(scene: Scene, context: Context) -> None:
    """Tie common nouns, then pronouns, in reading order; what has no fitting antecedent stays untied."""
    taken = {k for s in scene.sightings for k in range(s.first, s.last)}
    linker = _Linker(scene, context)
    for i, lower in enumerate(scene.words.lower):
        if i in taken:
            continue
        if lower in _PRONOUNS and scene.words.pos[i] in ("PRON", "DET"):
            linker.pronoun(i)
        elif scene.words.pos[i] in ("NOUN", "PROPN"):
            linker.noun(i)


class _Linker:
    def __init__(self, scene: Scene, context: Context) -> None:
        self.scene, self.context = scene, context
        self.words, self.lexicon = scene.words, context.lexicon

    # ----------------------------------------------------------------------------------- common nouns
    def noun(self, i: int) -> None:
        lower = self.words.lower[i]
        plural = self.lexicon.singular(lower)
        stem = plural or lower
        kind = self.lexicon.nominals.get(stem)
        if kind is None or self.words.dep[i] == "compound":
            return
        first = self._left(i)
        if not self._definite(first, i, plural is not None):
            return
        described = {self.words.lower[k] for k in range(first, i) if self.words.pos[k] in ("NOUN", "PROPN", "ADJ")}
        sighting = self.scene.see(first, i + 1, MentionKind.NOMINAL)
        if plural:
            sighting.referents = self._several(sighting, stem, kind, self._count(first, i))
        else:
            draft = self._best(sighting, stem, kind, described)
            sighting.referents = (draft.index,) if draft else ()

    def _definite(self, first: int, i: int, plural: bool) -> bool:
        """Whether the phrase points back: "the firm", "both firms", "Russia's top chipmaker"; not "the centre of …"."""
        words = self.words
        if words.word(i + 1) == "of" or any(words.lower[k] in _OTHER for k in range(first, i)):
            return False
        if plural:
            return self._count(first, i) > 0
        if words.lower[first] in _DEFINITE:
            return words.tag[first] != "IN"
        return self._country(first, i) is not None and any(words.lower[k] in ("'s", "’s") for k in range(first, i))

    def _country(self, first: int, i: int) -> str | None:
        names = (self.words.folded(k, k + 1) for k in range(first, i) if self.words.text[k][0].isupper())
        return next((code for n in names if (code := country_of(n, self.context.knowledge))), None)

    def _left(self, i: int) -> int:
        words, first = self.words, i
        while first > 0 and not words.opens[first]:
            k = first - 1
            if words.lower[k] in _DEFINITE:
                return k
            if words.pos[k] in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") or words.text[k] in ("-", "'s", "’s") or words.tag[k] in ("VBN", "VBG"):
                first = k
            else:
                break
        return first

    def _count(self, first: int, i: int) -> int:
        said = {self.words.lower[k] for k in range(first, i)}
        return next((n for word, n in (("both", 2), ("two", 2), ("three", 3), ("four", 4)) if word in said), 0)

    def _best(self, sighting: Sighting, stem: str, kind: EntityType, described: set[str]) -> Draft | None:
        country = self._country(sighting.first, sighting.last - 1)
        trades = {t for w in (*described, stem) for t in self.lexicon.trades.get(w, ())}
        telling = {w for w in self._compounds(sighting) if w not in self.lexicon.trades}
        scored: dict[int, float] = {}
        for seen in self._earlier(sighting, MentionKind.NOMINAL):
            for index in seen.referents:
                draft = self.scene.drafts[index]
                if self._fits(draft, stem, kind, country) and not telling - self._told(draft):
                    score = self._salience(seen, sighting) + self._trade_score(trades, draft)
                    score += 2 * bool(country and draft.country) - 2 * bool(country and not draft.country)
                    scored[index] = max(scored.get(index, -99.0), score)
        if not scored:
            return None
        return self.scene.drafts[max(scored, key=lambda k: scored[k])]

    def _compounds(self, sighting: Sighting) -> list[str]:
        """Nouns inside the phrase that its referent must be known by ("the operations centre")."""
        words = self.words
        inner = range(sighting.first, sighting.last - 1)
        return [words.lower[k] for k in inner if words.dep[k] == "compound" and not self._country(k, k + 1)]

    def _told(self, draft: Draft) -> set[str]:
        return {w for form in (*draft.forms, fold(draft.name)) for w in form.split()} | draft.trades

    def _trade_score(self, trades: set[str], draft: Draft) -> float:
        if not trades or not draft.trades:
            return 0.0
        return 4.0 if trades & draft.trades else -3.0

    def _several(self, sighting: Sighting, stem: str, kind: EntityType, count: int) -> tuple[int, ...]:
        if not count:
            return ()
        found: list[int] = []
        for seen in reversed(self._earlier(sighting, MentionKind.NOMINAL)):
            for index in seen.referents:
                if index not in found and self._fits(self.scene.drafts[index], stem, kind, None):
                    found.append(index)
            if len(found) >= count:
                return tuple(sorted(found[:count]))
        return ()

    def _fits(self, draft: Draft, stem: str, kind: EntityType, country: str | None) -> bool:
        if country and draft.country and country != draft.country:
            return False
        if stem in self.lexicon.strict:
            return draft.kind in _GROUPS and any(stem in form.split() for form in draft.forms | {fold(draft.name)})
        if stem == "government":
            return any(form.endswith("government") for form in draft.forms | {fold(draft.name)})
        if draft.kind is EntityType.BODY:
            return kind is EntityType.BODY and "government" not in fold(draft.name)
        return draft.kind is kind

    # --------------------------------------------------------------------------------------- pronouns
    def pronoun(self, i: int) -> None:
        gender = _PRONOUNS[self.words.lower[i]]
        if gender == "w" and self.words.dep[i] not in _SUBJECTS:
            return
        sighting = self.scene.see(i, i + 1, MentionKind.PRONOUN)
        if gender == "n" and self._expletive(i):
            return
        draft = self._relative(i) if gender == "w" else self._antecedent(sighting, gender)
        if draft:
            sighting.referents = (draft.index,)
            if draft.kind is EntityType.PERSON and draft.gender is None and gender in "mf":
                draft.gender = gender

    def _expletive(self, i: int) -> bool:
        """True for the "it" of "it is clear that", "it rained": the subject of be with a clause after it."""
        head = self.words.head[i]
        return self.words.lower[i] == "it" and self.words.lemma[head] in ("be", "seem", "appear") and any(
            self.words.dep[c] in ("ccomp", "xcomp", "csubj", "advcl") for c in self.words.children[head]
        )

    def _relative(self, i: int) -> Draft | None:
        verb = self.words.head[i]
        noun = self.words.head[verb]
        found = next((s for s in self.scene.sightings if s.head == noun or s.last == i - 1 and self.words.text[i - 1] == ","), None)
        return self.scene.drafts[found.referents[0]] if found and found.referents else None

    def _antecedent(self, sighting: Sighting, gender: str) -> Draft | None:
        scored: dict[int, float] = {}
        for seen in self._earlier(sighting, MentionKind.PRONOUN):
            if len(seen.referents) != 1 or self._clashes(seen, sighting):
                continue
            draft = self.scene.drafts[seen.referents[0]]
            if self._agrees(draft, gender):
                scored[draft.index] = scored.get(draft.index, 0.0) * 0.2 + self._salience(seen, sighting)
        return self.scene.drafts[max(scored, key=lambda k: scored[k])] if scored else None

    def _agrees(self, draft: Draft, gender: str) -> bool:
        if gender in "mf":
            return draft.kind is EntityType.PERSON and draft.gender in (None, gender)
        if draft.kind is EntityType.PERSON or draft.place:
            return False
        return gender == "n" or draft.kind in _GROUPS

    def _clashes(self, seen: Sighting, sighting: Sighting) -> bool:
        """True when both are arguments of one verb, where only a reflexive or possessive could refer back."""
        words, i = self.words, sighting.head
        if words.lower[i] in ("his", "her", "its", "their", "himself", "herself", "itself") and words.dep[i] == "poss":
            return False
        return words.head[seen.head] == words.head[i] and words.dep[i] in ("dobj", "pobj", "dative", "nsubj")

    # ---------------------------------------------------------------------------------------- salience
    def _earlier(self, sighting: Sighting, kind: MentionKind) -> Sequence[Sighting]:
        here = self.words.sentence[sighting.first]
        reach = _REACH[kind]
        return [
            s
            for s in self.scene.in_order()
            if s.last <= sighting.first and s.referents and here - self.words.sentence[s.first] <= reach
            and (s.first >= self.words.title_end or sighting.first < self.words.title_end or kind is MentionKind.NOMINAL)
        ]

    def _salience(self, seen: Sighting, sighting: Sighting) -> float:
        """Higher for near mentions, subjects and agents, names; lower for the headline and possessives."""
        words = self.words
        distance = words.sentence[sighting.first] - words.sentence[seen.first]
        dep = words.dep[seen.head]
        score = 6.0 - 1.5 * distance
        score += 2.0 if dep in _SUBJECTS else 0.6 if dep in ("dobj", "agent") else -0.5 if dep in ("poss", "compound") else 0.0
        score += 0.8 if dep == words.dep[sighting.head] and dep in _SUBJECTS else 0.0
        return score + (seen.first / max(len(words), 1))
