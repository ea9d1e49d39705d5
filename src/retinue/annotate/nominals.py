"""Common nouns that stand for something named: "the company", "both firms", "Russia's top chipmaker"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from retinue.annotate.context import Context
from retinue.annotate.governments import country_of, government_name, known_government
from retinue.annotate.past import SUBJECTS, Past, own_words
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Office, Organisation
from retinue.model import EntityType, MentionKind

__all__ = ["COUNTS", "NounLinker"]

_DEFINITE = {"the", "this", "that", "both", "these", "those"}
COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_OTHER = {"other", "another", "new", "second", "third", "such", "next", "first", "any", "every", "no"}
_POSSESSIVE = {"'s", "’s"}
_GROUPS = (EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION, EntityType.MEDIA)
_RULERS = {"regulator", "watchdog", "agency", "authority", "inspectorate", "planner", "administration", "office"}
_NO_RULER = {
    "congress", "senate", "parliament", "court", "government", "committee", "cabinet", "council", "army", "police",
    "party",
}  # fmt: skip
_MINISTRIES = ("ministry", "department")
_RULES = {"government", "cabinet"}
_CODE = re.compile(r"[A-Z]{0,4}[$€£¥]?[\d.,]+\w{0,2}|(?:[A-Z]\.){2,}")  # "H20", "NT$25", "J.D."
_STATES = {"countries", "nations", "states", "capitals"}
_PARTS = {"unit", "subsidiary", "affiliate"}
_REACH = 60  # sentences to look back
_MINISTER_REACH = 3
_FAME = 0.3
_UNPROVED = 1.5  # cost of each describing noun of a firm that nothing bears out


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase to be tied: its noun in the singular, the kind it speaks of, and what else it tells.

    `trades` are sectors, `telling` nouns that the name or seat must bear out. `loose` lets "the office" stand for a
    body that has no such word in its name, `several` lets "the two ministries" be a ministry and a department.
    """

    sighting: Sighting
    stem: str
    kind: EntityType
    country: str | None
    trades: frozenset[str]
    telling: tuple[str, ...]
    loose: bool = False
    several: bool = False


class NounLinker:
    """Ties common nouns of one scene."""

    def __init__(self, scene: Scene, context: Context, past: Past) -> None:
        self.scene, self.context, self.past = scene, context, past
        self.words, self.lexicon = scene.words, context.lexicon
        firm = (s for s in scene.sightings if not all(self._grounds(r) for r in s.referents))
        self.names = {k for s in firm if s.kind is MentionKind.NAME for k in range(s.first, s.last)}

    def _grounds(self, index: int) -> bool:
        """Whether a referent is a place or a state, whose name may stand inside a description."""
        draft = self.scene.drafts[index]
        return draft.place or "government" in draft.name

    def tie(self, i: int) -> None:
        """Tie the phrase headed by the common noun at `i`, if it points back to something named."""
        lower = self.words.lower[i]
        plural = self.lexicon.singular(lower)
        kind = self.lexicon.nominals.get(plural or lower)
        if kind is None and (state := self._in_numbers(i)) is not None:
            plural, kind = state
        if kind is None or self.words.dep[i] == "compound":
            return
        first = self._left(i)
        if not self._definite(first, i, plural is not None):
            return
        sighting = self.scene.see(first, i + 1, MentionKind.NOMINAL)
        if plural:
            sighting.referents = self._several(sighting, plural, kind, self._count(first, i))
        else:
            draft = self._best(sighting, lower, kind)
            sighting.referents = (draft.index,) if draft else ()
        self.past.remember(sighting)

    def _in_numbers(self, i: int) -> tuple[str, EntityType] | None:
        """What a noun stands for only where it is counted: "the two ministers", "the two countries" that act."""
        lower = self.words.lower[i]
        if (office := self.lexicon.offices.get(lower)) is not None:
            return office, EntityType.PERSON
        acting = lower in _STATES and self.words.dep[i] in SUBJECTS
        return ("government", EntityType.BODY) if acting else None

    # ------------------------------------------------------------------------------------- the phrase
    def _definite(self, first: int, i: int, plural: bool) -> bool:
        """Whether the phrase points back: "the firm", "both firms"; not "the centre of …", "another firm"."""
        words = self.words
        if words.word(i + 1) == "of" and not self._heads_of_state(i):
            return False
        if any(words.lower[k] in _OTHER for k in range(first, i)):
            return False
        if plural:
            return self._count(first, i) > 0
        if words.lower[first] in _DEFINITE:
            return words.tag[first] != "IN"
        if words.word(first - 1) in ("his", "her") and words.lower[i] in ("ministry", "department"):
            return True
        bare = i < words.title_end and words.word(first - 1) not in ("a", "an") and words.tag[i] in ("NN", "NNP")
        return bare or self._owned(first, i)

    def _heads_of_state(self, i: int) -> bool:
        return self.words.lower[i] == "heads" and self.words.word(i + 2) in ("state", "government")

    def _owned(self, first: int, i: int) -> bool:
        """True for "Russia's top chipmaker": the possessor is a country."""
        marks = [k for k in range(first, i) if self.words.lower[k] in _POSSESSIVE]
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
            nation = words.lower[k] in _POSSESSIVE and self._country(max(k - 2, 0), k) is not None
            inner = words.pos[k] in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") or words.tag[k] in ("VBN", "VBG")
            if not (inner or dash or nation) or k in self.names:
                break
            first = k
        return first

    def _count(self, first: int, i: int) -> int:
        return next((COUNTS[w] for k in range(first, i) if (w := self.words.lower[k]) in COUNTS), 0)

    def _telling(self, sighting: Sighting) -> tuple[str, ...]:
        """Nouns inside the phrase that its referent must be known by ("the operations centre")."""
        words, first, last = self.words, sighting.first, sighting.last - 1
        return tuple(
            words.lower[k]
            for k in range(first, last)
            if words.dep[k] in ("compound", "nmod")
            and words.text[k].isalpha()
            and not self._within_country(k, first, last)
        )

    def _within_country(self, k: int, first: int, last: int) -> bool:
        return any(self._country(a, b) for a, b in ((k, k + 1), (k, min(k + 2, last)), (max(k - 1, first), k + 1)))

    # ------------------------------------------------------------------------------------ one referent
    def _best(self, sighting: Sighting, stem: str, kind: EntityType) -> Draft | None:
        """The fitting referent that stands out most before the phrase; after it, where the phrase tells enough."""
        telling = self._telling(sighting)
        trades = frozenset(t for w in (*telling, stem) for t in self.lexicon.trades.get(w, ()))
        country = self._country(sighting.first, sighting.last - 1)
        strict = _Phrase(sighting, stem, kind, country, trades, telling)
        loose = _Phrase(sighting, stem, kind, country, trades, telling, loose=True)
        rounds = [self.past.before(sighting, _REACH)]
        if sighting.first < self.words.title_end or country or trades:
            rounds.append(self.past.after(sighting))
        tries = (self._ranked(seen, phrase) for phrase in (strict, loose) for seen in rounds)
        found = next((draft for draft in tries if draft), None) or self._of_minister(sighting, stem)
        return found or self._of_the_state(sighting, stem)

    def _of_minister(self, sighting: Sighting, stem: str) -> Draft | None:
        """ "The ministry" that nobody has named: the one that the minister spoken of last belongs to."""
        if stem not in ("ministry", "department"):
            return None
        for seen in reversed(self.past.before(sighting, _MINISTER_REACH)):
            for office in self._offices(seen):
                body = self.context.knowledge.organisations.get(office.body or "")
                if body and stem in body.name.lower():
                    return self._known_body(body)
        return None

    def _of_the_state(self, sighting: Sighting, stem: str) -> Draft | None:
        """ "The government" that nobody has named: that of the country spoken of just before, else of most."""
        code = self.scene.nearest_country(sighting.first) if stem in _RULES else None
        return self._government(code) if code else None

    def _offices(self, seen: Sighting) -> list[Office]:
        drafts = (self.scene.drafts[r] for r in seen.referents)
        keys = {key for d in drafts for key in d.offices | self.context.offices_held(d)}
        return [self.context.knowledge.offices[key] for key in sorted(keys)]

    def _known_body(self, body: Organisation) -> Draft:
        found = next((d for d in self.scene.drafts if body.id in d.known), None)
        return found or self.scene.add(
            body.type, body.name, known=(body.id,), sure=True, official=True, country=body.country,
            reason="body of the minister spoken of",
        )  # fmt: skip

    def _ranked(self, sightings: Iterable[Sighting], phrase: _Phrase) -> Draft | None:
        scored: dict[int, float] = {}
        for seen in sightings:
            if len(seen.referents) != 1:
                continue
            draft = self.scene.drafts[seen.referents[0]]
            unproved = self._unproved(draft, phrase.telling)
            if self._fits(draft, phrase) and (unproved == 0 or phrase.kind is EntityType.COMPANY):
                score = self.past.salience(seen, phrase.sighting, _FAME) + self._described(draft, phrase)
                score -= _UNPROVED * unproved
                scored[draft.index] = max(scored.get(draft.index, score), score)
        return self.scene.drafts[max(scored, key=lambda k: scored[k])] if scored else None

    def _fits(self, draft: Draft, phrase: _Phrase) -> bool:
        """Whether a referent is of the kind the noun speaks of."""
        if draft.place or (phrase.country and draft.country and phrase.country != draft.country):
            return False
        own, stem = own_words(draft), phrase.stem
        if stem == "government":
            return "government" in own
        if stem in self.lexicon.strict and not (phrase.loose and stem in _RULERS):
            stems = _MINISTRIES if phrase.several and stem in _MINISTRIES else (stem,)
            return draft.kind in _GROUPS and any(one in word for word in own for one in stems)
        if stem in _RULERS:
            return draft.kind is EntityType.BODY and not own & _NO_RULER
        if draft.kind is EntityType.COMPANY and not draft.known and self._is_no_firm(draft, own):
            return False
        return draft.kind is phrase.kind and not (draft.kind is EntityType.BODY and "government" in own)

    def _is_no_firm(self, draft: Draft, own: set[str]) -> bool:
        """True for what is taken for a firm but has the name of a place, a body or a thing for sale."""
        place = fold(draft.name) in self.context.knowledge.place_names
        return place or bool(_CODE.fullmatch(draft.name)) or not own.isdisjoint(self.lexicon.strict)

    def _unproved(self, draft: Draft, telling: tuple[str, ...]) -> int:
        """How much of what the phrase tells is neither a trade, nor in the name, nor the town it sits in."""
        own, knowledge = own_words(draft), self.context.knowledge
        bodies = (knowledge.organisations.get(key) for key in draft.known)
        seats = {fold(body.seat) for body in bodies if body and body.seat}
        towns = knowledge.place_names if not seats else ()
        return sum(
            word not in own and word not in seats and word not in self.lexicon.trades and word not in towns
            for word in telling
        )

    def _described(self, draft: Draft, phrase: _Phrase) -> float:
        """How much better a referent's trade and country fit than nothing known; a unit is not the main firm."""
        score = 0.0
        if phrase.trades and draft.trades:
            theirs = {word for sector in draft.trades for word in sector.split()}
            ours = {word for sector in phrase.trades for word in sector.split()}
            score += 4.0 if ours & theirs else -4.0
        if phrase.country:
            score += 2.0 if draft.country == phrase.country else -2.0
        if phrase.stem in _PARTS:
            score -= 2 * _FAME * min(self.past.often[draft.index], 8)
        return score

    # ------------------------------------------------------------------------------------- several
    def _several(self, sighting: Sighting, stem: str, kind: EntityType, count: int) -> tuple[int, ...]:
        """The `count` fitting referents mentioned last; "the two governments" of the countries spoken of most."""
        if stem in ("government", "side"):
            return self._governments(count) or (self.past.as_many(sighting, count) if stem == "side" else ())
        loose = stem in _RULERS
        phrase = _Phrase(sighting, stem, kind, None, frozenset(), (), loose, several=True)
        found: list[int] = []
        for seen in reversed(self.past.before(sighting, _REACH)):
            found += [r for r in seen.referents if r not in found and self._fits(self.scene.drafts[r], phrase)]
            if len(found) >= count:
                return tuple(sorted(found[:count]))
        return ()

    def _governments(self, count: int) -> tuple[int, ...]:
        codes = [code for code, _ in Counter(c for _, c in self.scene.countries).most_common(count)]
        return tuple(self._government(code).index for code in codes) if len(codes) == count else ()

    def _government(self, code: str) -> Draft:
        key = known_government(code, self.context.knowledge)
        name = government_name(code, self.context.knowledge)
        bodies = (d for d in self.scene.drafts if d.kind is EntityType.BODY)
        found = next((d for d in bodies if d.name == name or key in d.known), None)
        return found or self.scene.add(
            EntityType.BODY, name, known=(key,) if key else (), sure=True, official=True, country=code,
            reason="government of a country the article is about",
        )  # fmt: skip
