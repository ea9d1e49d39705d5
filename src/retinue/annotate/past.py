"""What has been mentioned so far, and how much it stands out: where common nouns and pronouns look back."""

from __future__ import annotations

from collections import Counter

from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.knowledge.fold import fold
from retinue.model import EntityType, MentionKind

__all__ = ["SUBJECTS", "Past", "own_words"]

SUBJECTS = {"nsubj", "nsubjpass"}
_OBJECTS = {"dobj", "agent"}
_INNER = {"poss", "compound"}
_NEAR = 4  # sentences; beyond them distance hardly matters any more
_CLOSE = 2  # sentences in which those are named whom a number stands for
_PARTIES = (EntityType.PERSON, EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION)
_LEAD = 4  # sentences after a headline in which what it hints at gets its name


class Past:
    """Tied sightings in text order. Scores: nearness, being a subject, how often the article speaks of a thing."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.words = scene, scene.words
        self.seen = [s for s in scene.in_order() if s.referents]
        self.often = Counter(r for s in self.seen for r in s.referents)
        self.titled = {r for s in self.seen if s.first < self.words.title_end for r in s.referents}

    def remember(self, sighting: Sighting) -> None:
        """Keep a newly tied sighting in its place, so that later ones can look back at it."""
        if sighting.referents:
            at = len(self.seen)
            while at and self.seen[at - 1].first > sighting.first:
                at -= 1
            self.seen.insert(at, sighting)

    def before(self, sighting: Sighting, reach: int, *, headline: bool = True) -> list[Sighting]:
        """Sightings that end before this one, at most `reach` sentences back; `headline` admits the headline's."""
        words = self.words
        here = words.sentence[sighting.first]
        start = 0 if headline or sighting.first < words.title_end else words.title_end
        return [
            s
            for s in self.seen
            if start <= s.first and s.last <= sighting.first and here - words.sentence[s.first] <= reach
        ]

    def as_many(self, sighting: Sighting, count: int) -> tuple[int, ...]:
        """The parties of one kind in the nearest sentence that names just so many; none where that is not clear."""
        words = self.words
        earlier = self.before(sighting, _CLOSE, headline=False)
        here = words.sentence[sighting.first]
        for reach in range(_CLOSE + 1):
            near = [s for s in earlier if here - words.sentence[s.first] <= reach]
            for kind in _PARTIES:
                named = {r for s in near for r in s.referents if self._is_party(r, kind)}
                if len(named) == count:
                    return tuple(sorted(named))
        return ()

    def _is_party(self, index: int, kind: EntityType) -> bool:
        draft = self.scene.drafts[index]
        return draft.kind is kind and not draft.place

    def after(self, sighting: Sighting) -> list[Sighting]:
        """Names in the sentences right after, for phrases that come before the name (headlines, leads)."""
        words = self.words
        last = max(sighting.last, words.title_end) - 1
        limit = words.sentence[last] + _LEAD
        later = (s for s in self.seen if s.first >= sighting.last and words.sentence[s.first] <= limit)
        return [s for s in later if s.kind is MentionKind.NAME]

    def salience(self, seen: Sighting, sighting: Sighting, fame: float) -> float:
        """How much what `seen` names stands out at `sighting`; `fame` weighs how often the article names it."""
        words = self.words
        distance = abs(words.sentence[sighting.first] - words.sentence[seen.first])
        dep, index = words.dep[seen.head], seen.referents[0]
        score = 6.0 - 1.5 * distance if distance < _NEAR else 0.5 - 0.1 * distance
        score += 2.0 * (dep in SUBJECTS) + 0.6 * (dep in _OBJECTS) - 0.5 * (dep in _INNER)
        score += 0.8 * (dep in SUBJECTS and dep == words.dep[sighting.head])
        score += fame * (min(self.often[index], 8) + 2 * (index in self.titled))
        draft = self.scene.drafts[index]
        score -= 1.5 * (not draft.sure and not draft.known)
        return score + seen.first / max(len(words), 1)


def own_words(draft: Draft) -> set[str]:
    """All words of the names a referent goes by, folded."""
    return {word for form in (*draft.forms, fold(draft.name)) for word in form.split()}
