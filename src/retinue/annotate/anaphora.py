"""Common nouns and pronouns: "the company", "both firms", "the regulator", "he", "its"; tied to what was named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from retinue.annotate.coref import Context
from retinue.annotate.governments import country_of, government_name, known_government
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.knowledge.fold import fold
from retinue.model import EntityType, MentionKind

__all__ = ["tie_anaphors"]

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "who": "w",
}  # fmt: skip
_POSSESSIVE = {"his", "her", "its", "their"}
_DEFINITE = {"the", "this", "that", "both", "these", "those"}
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_OTHER = {"other", "another", "new", "second", "third", "such", "next", "first", "any", "every", "no"}
_GROUPS = (EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION, EntityType.MEDIA)
_SUBJECTS = {"nsubj", "nsubjpass"}
_STATES = {"government", "administration", "side", "capital"}
_RULERS = {"regulator", "watchdog", "agency", "authority", "inspectorate", "planner", "administration", "office"}
_NO_RULER = {"congress", "senate", "parliament", "court", "government", "committee", "cabinet", "council", "army", "police", "party"}
_PARTS = {"unit", "subsidiary", "affiliate"}
_REACH = {MentionKind.PRONOUN: 3, MentionKind.NOMINAL: 60}  # sentences to look back


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
        self.seen = scene.in_order()  # tied sightings, in text order
        self.often = Counter(r for s in self.seen for r in s.referents)
        self.titled = {r for s in self.seen if s.first < self.words.title_end for r in s.referents}

    # ----------------------------------------------------------------------------------- common nouns
    def noun(self, i: int) -> None:
        """Tie the phrase headed by the common noun at `i`, if it points back to something named."""
        lower = self.words.lower[i]
        plural = self.lexicon.singular(lower)
        stem = plural or lower
        kind = self.lexicon.nominals.get(stem)
        if kind is None or self.words.dep[i] == "compound":
            return
        first = self._left(i)
        if not self._definite(first, i, plural is not None):
            return
        sighting = self.scene.see(first, i + 1, MentionKind.NOMINAL)
        if plural:
            sighting.referents = self._several(sighting, stem, kind, self._count(first, i))
        else:
            draft = self._best(sighting, stem, kind)
            sighting.referents = (draft.index,) if draft else ()
        self._remember(sighting)

    def _definite(self, first: int, i: int, plural: bool) -> bool:
        """Whether the phrase points back: "the firm", "both firms", "Russia's top chipmaker"; not "the centre of …"."""
        words = self.words
        if words.word(i + 1) == "of" or any(words.lower[k] in _OTHER for k in range(first, i)):
            return False
        if plural:
            return self._count(first, i) > 0
        if words.lower[first] in _DEFINITE:
            return words.tag[first] != "IN"
        if self._owned(first, i):
            return True
        return i < words.title_end and words.word(first - 1) not in ("a", "an") and words.tag[i] in ("NN", "NNP")

    def _owned(self, first: int, i: int) -> bool:
        """True for "Russia's top chipmaker": the possessor is a country."""
        marks = [k for k in range(first, i) if self.words.lower[k] in ("'s", "’s")]
        return bool(marks) and self._country(first, marks[-1]) is not None

    def _country(self, first: int, i: int) -> str | None:
        words, knowledge = self.words, self.context.knowledge
        for k in range(first, i):
            if words.text[k][0].isupper():
                for last in (k + 2, k + 1):
                    if last <= i and (code := country_of(words.folded(k, last), knowledge)):
                        return code
        return None

    def _left(self, i: int) -> int:
        """Where the noun phrase that ends at `i` begins."""
        words, first = self.words, i
        while first > 0 and not words.opens[first] and first != words.title_end:
            k = first - 1
            if words.lower[k] in _DEFINITE:
                return k
            dash = words.text[k] == "-" and words.end[k] == words.start[first]
            if words.pos[k] in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") or words.tag[k] in ("VBN", "VBG") or dash:
                first = k
            elif words.text[k] in ("'s", "’s") and k > 0 and self._country(max(k - 2, 0), k):
                first = k
            else:
                break
        return first

    def _count(self, first: int, i: int) -> int:
        return next((_COUNTS[w] for k in range(first, i) if (w := self.words.lower[k]) in _COUNTS), 0)

    def _best(self, sighting: Sighting, stem: str, kind: EntityType) -> Draft | None:
        """The fitting referent that stands out most before the phrase; after it, where the phrase tells enough."""
        told = self._telling(sighting)
        country = self._country(sighting.first, sighting.last - 1)
        trades = {t for w in (*told, stem) for t in self.lexicon.trades.get(w, ())}
        headline = sighting.first < self.words.title_end
        rounds: list[tuple[list[Sighting], bool]] = [(self._earlier(sighting, MentionKind.NOMINAL), False)]
        if headline or country or trades:
            rounds.append((self._later(sighting), bool(headline)))
        for loose in (False, True):
            for seen, _ in rounds:
                best = self._ranked(seen, sighting, (stem, kind, loose), (country, trades, told))
                if best:
                    return best
        return None

    def _ranked(
        self,
        earlier: Iterable[Sighting],
        sighting: Sighting,
        wanted: tuple[str, EntityType, bool],
        told: tuple[str | None, set[str], list[str]],
    ) -> Draft | None:
        country, trades, words = told
        scored: dict[int, float] = {}
        for seen in earlier:
            for index in seen.referents if len(seen.referents) == 1 else ():
                draft = self.scene.drafts[index]
                if self._fits(draft, *wanted, country) and self._matches(draft, words):
                    score = self._salience(seen, sighting) + self._described(draft, country, trades)
                    if wanted[0] in _PARTS:
                        score -= 0.6 * min(self.often[index], 8)  # the unit is not whom the article is all about
                    scored[index] = max(scored.get(index, -99.0), score)
        return self.scene.drafts[max(scored, key=lambda k: scored[k])] if scored else None

    def _telling(self, sighting: Sighting) -> list[str]:
        """Nouns inside the phrase that its referent must be known by ("the operations centre")."""
        words = self.words
        inner = range(sighting.first, sighting.last - 1)
        return [
            words.lower[k] for k in inner
            if words.dep[k] in ("compound", "nmod") and words.text[k].isalpha() and not self._country(k, k + 1)
            and not self._country(k, min(k + 2, sighting.last)) and not self._country(max(k - 1, sighting.first), k + 1)
        ]

    def _matches(self, draft: Draft, telling: list[str]) -> bool:
        """Whether everything the phrase tells fits: a trade, a word of the name, the town it sits in."""
        own = {w for form in (*draft.forms, fold(draft.name)) for w in form.split()}
        seats = {fold(o.seat or "") for key in draft.known if (o := self.context.knowledge.organisations.get(key))}
        for word in telling:
            place = word in self.context.knowledge.place_names
            if word in own or word in seats or (place and not (seats - {""})) or word in self.lexicon.trades:
                continue
            return False
        return True

    def _described(self, draft: Draft, country: str | None, trades: set[str]) -> float:
        score = 0.0
        if trades and draft.trades:
            theirs = {w for sector in draft.trades for w in sector.split()}
            ours = {w for sector in trades for w in sector.split()}
            score += 4.0 if ours & theirs else -4.0
        if country:
            score += 2.0 if draft.country == country else -2.0
        return score

    def _several(self, sighting: Sighting, stem: str, kind: EntityType, count: int) -> tuple[int, ...]:
        """The `count` fitting referents mentioned last; "the two governments" of the countries spoken of most."""
        if stem in ("government", "side"):
            return self._governments(count)
        found: list[int] = []
        for seen in reversed(self._earlier(sighting, MentionKind.NOMINAL)):
            for index in seen.referents:
                if index not in found and self._fits(self.scene.drafts[index], stem, kind, False, None):
                    found.append(index)
            if len(found) >= count:
                return tuple(sorted(found[:count]))
        return ()

    def _governments(self, count: int) -> tuple[int, ...]:
        codes = [code for code, _ in Counter(c for _, c in self.scene.countries).most_common(count)]
        return tuple(self._government(code).index for code in codes) if len(codes) == count else ()

    def _government(self, code: str) -> Draft:
        key = known_government(code, self.context.knowledge)
        name = government_name(code, self.context.knowledge)
        found = next((d for d in self.scene.drafts if d.kind is EntityType.BODY and (d.name == name or key in d.known)), None)
        return found or self.scene.add(
            EntityType.BODY, name, known=(key,) if key else (), sure=True, official=True, country=code,
            reason="government of a country the article is about",
        )  # fmt: skip

    def _fits(self, draft: Draft, stem: str, kind: EntityType, loose: bool, country: str | None) -> bool:
        if draft.place or (country and draft.country and country != draft.country):
            return False
        own = {w for form in (*draft.forms, fold(draft.name)) for w in form.split()}
        if stem == "government":
            return "government" in own
        if stem in self.lexicon.strict and not (loose and stem in _RULERS):
            return draft.kind in _GROUPS and stem in own
        if stem in _RULERS:
            return draft.kind is EntityType.BODY and not own & _NO_RULER
        if draft.kind is EntityType.BODY:
            return kind is EntityType.BODY and "government" not in own
        return draft.kind is kind

    # --------------------------------------------------------------------------------------- pronouns
    def pronoun(self, i: int) -> None:
        """Tie the pronoun at `i` to what it most likely stands for; learn a person's gender from it."""
        gender = _PRONOUNS[self.words.lower[i]]
        if gender == "w" and self.words.dep[i] not in _SUBJECTS:
            return
        sighting = self.scene.see(i, i + 1, MentionKind.PRONOUN)
        if gender == "n" and self._expletive(i):
            return
        if gender == "p":
            sighting.referents = self._group(sighting)
            self._remember(sighting)
            return
        draft = self._relative(i) if gender == "w" else self._antecedent(sighting, gender)
        if draft:
            sighting.referents = (draft.index,)
            if draft.kind is EntityType.PERSON and draft.gender is None and gender in "mf":
                draft.gender = gender
        self._remember(sighting)

    def _expletive(self, i: int) -> bool:
        """True for the "it" of "it is clear that": the subject of be or seem with a clause after it."""
        head = self.words.head[i]
        return self.words.lower[i] == "it" and self.words.lemma[head] in ("be", "seem", "appear") and any(
            self.words.dep[c] in ("ccomp", "xcomp", "csubj", "advcl") for c in self.words.children[head]
        )

    def _relative(self, i: int) -> Draft | None:
        """What "who" belongs to: the noun its clause hangs on, else the name right before it."""
        noun = self.words.head[self.words.head[i]]
        comma = i - 1 if self.words.text[i - 1] == "," else i
        found = next((s for s in self.seen if s.head == noun and s.referents), None)
        found = found or next((s for s in self.seen if s.last == comma and s.referents), None)
        return self.scene.drafts[found.referents[0]] if found else None

    def _antecedent(self, sighting: Sighting, gender: str) -> Draft | None:
        scored: dict[int, float] = {}
        for seen in self._earlier(sighting, MentionKind.PRONOUN):
            if len(seen.referents) != 1 or self._clashes(seen, sighting):
                continue
            draft = self.scene.drafts[seen.referents[0]]
            if self._agrees(draft, gender):
                scored[draft.index] = max(scored.get(draft.index, -99.0), self._salience(seen, sighting, fame=0.08))
        return self.scene.drafts[max(scored, key=lambda k: scored[k])] if scored else None

    def _group(self, sighting: Sighting) -> tuple[int, ...]:
        """Whom "they" stands for: several tied together just before; one body only where no plural noun comes between."""
        words, i = self.words, sighting.first
        here = words.sentence[i]
        earlier = [s for s in self._earlier(sighting, MentionKind.PRONOUN) if here - words.sentence[s.first] <= 1]
        many = next((s for s in reversed(earlier) if len(s.referents) > 1), None)
        if many:
            return many.referents
        joined = self._joined(earlier)
        if joined:
            return joined
        begin = next((k for k in range(i) if words.sentence[k] >= here - 1), 0)
        if any(words.tag[k] == "NNS" for k in range(begin, i)):
            return ()
        draft = self._antecedent(sighting, "p")
        return (draft.index,) if draft else ()

    def _joined(self, earlier: list[Sighting]) -> tuple[int, ...]:
        """The names that make up the last coordinated subject, "Li and Wang"."""
        words = self.words
        for seen in reversed(earlier):
            others = [s for s in earlier if words.dep[s.head] == "conj" and words.head[s.head] == seen.head and s is not seen]
            if others and words.dep[seen.head] in _SUBJECTS:
                kinds = {self.scene.drafts[r].kind for s in (seen, *others) for r in s.referents}
                if len(kinds) == 1 and EntityType.PLACE not in kinds:
                    return tuple(dict.fromkeys(r for s in (seen, *others) for r in s.referents))
        return ()

    def _agrees(self, draft: Draft, gender: str) -> bool:
        if gender in "mf":
            return draft.kind is EntityType.PERSON and draft.gender in (None, gender)
        return draft.kind is not EntityType.PERSON and not draft.place

    def _clashes(self, seen: Sighting, sighting: Sighting) -> bool:
        """True when both are arguments of one verb, where only a reflexive or possessive could refer back."""
        words, i = self.words, sighting.head
        if words.lower[i].endswith("self") or (words.lower[i] in _POSSESSIVE and words.dep[i] == "poss"):
            return False
        return words.head[seen.head] == words.head[i]

    # ---------------------------------------------------------------------------------------- salience
    def _remember(self, sighting: Sighting) -> None:
        """Keep tied sightings in text order, so that later ones can look back at them."""
        if sighting.referents:
            at = len(self.seen)
            while at and self.seen[at - 1].first > sighting.first:
                at -= 1
            self.seen.insert(at, sighting)

    def _earlier(self, sighting: Sighting, kind: MentionKind) -> list[Sighting]:
        words = self.words
        here, reach, body = words.sentence[sighting.first], _REACH[kind], sighting.first >= words.title_end
        pronoun = kind is MentionKind.PRONOUN and body
        return [
            s for s in self.seen
            if s.referents and s.last <= sighting.first and here - words.sentence[s.first] <= reach
            and not (pronoun and s.first < words.title_end)
        ]  # fmt: skip

    def _later(self, sighting: Sighting) -> list[Sighting]:
        """Names in the sentences right after, for phrases that come before the name (headlines, leads)."""
        words = self.words
        reach = words.sentence[max(sighting.last, words.title_end) - 1] + 4
        return [s for s in self.seen if s.first >= sighting.last and words.sentence[s.first] <= reach and s.kind is MentionKind.NAME]

    def _salience(self, seen: Sighting, sighting: Sighting, fame: float = 0.3) -> float:
        """Higher for near mentions, subjects, and what the article speaks of often; lower for possessors."""
        words = self.words
        distance = abs(words.sentence[sighting.first] - words.sentence[seen.first])
        dep = words.dep[seen.head]
        score = 6.0 - 1.5 * distance if distance < 4 else 0.5 - 0.1 * distance
        score += 2.0 if dep in _SUBJECTS else 0.6 if dep in ("dobj", "agent") else -0.5 if dep in ("poss", "compound") else 0.0
        score += 0.8 if dep == words.dep[sighting.head] and dep in _SUBJECTS else 0.0
        index = seen.referents[0]
        score += fame * (min(self.often[index], 8) + 2 * (index in self.titled))
        score -= 0.0 if self.scene.drafts[index].sure or self.scene.drafts[index].known else 1.5
        return score + seen.first / max(len(words), 1)
