"""The wording of an office: which words belong to it, whose office it is, and of which country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from retinue.annotate.governments import country_of
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.scene import Draft, Scene, Sighting
from retinue.annotate.words import Words
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["COUNSEL", "DETERMINERS", "POSSESSIVE", "Title", "TitleWords"]

DETERMINERS = {"the", "a", "an", "its", "his", "her", "their", "this", "that", "our", "one", "whose"}
POSSESSIVE = {"'s", "’s", "'", "’"}
COUNSEL = {"lawyer", "attorney", "counsel", "barrister", "spokesman", "spokeswoman", "spokesperson", "aide"}
_PAIRED = {"director", "secretary", "attorney", "inspector", "auditor", "comptroller", "president", "solicitor"}
_LINKS = {"of", "for", "at", "to", "in", "on"}
_ABROAD = {"ambassador", "envoy"}  # who serve in, on and to something
_SENT = _ABROAD | {"adviser", "advisor", "representative"}
_OF_PLACES = {"governor", "mayor"}
_UNITS = {"state", "province", "region", "city", "county", "prefecture", "territory", "republic", "district"}
_STOP = {"who", "which", "that", "when", "while", "after", "since", "as", "with", "from", "by", "until", "during"}
_FREE = {"npadvmod", "dobj", "pobj", "nsubj", "ROOT"}  # a noun in such a role is no part of the title after it
_EMPTY = {"new", "incoming", "current", "longtime", "veteran", "fellow", "own"}  # tell nothing of the office
_LONGEST = 14  # tokens that may follow the role noun
_ACRONYM = 4  # letters; "IT minister" keeps its capitals


@dataclass(frozen=True, slots=True)
class Title:
    """An office wording: tokens `first` to `last` (exclusive), its role noun at `head`.

    `core` is the role with its rank and field ("deputy foreign minister"), `rest` the words that follow it when
    they name nobody ("of the day"), `body` the sighting of the organisation or place it belongs to, `country` an
    ISO code, `holder` the sighting of the person who is given the title, None for a title that stands alone.
    """

    first: int
    last: int
    head: int
    core: str
    determiner: str = ""
    country: str | None = None
    body: Sighting | None = None
    former: bool = False
    holder: Sighting | None = None
    rest: str = ""


@dataclass(slots=True)
class _Extent:
    """A title while its words are gathered."""

    first: int
    last: int
    country: str | None = None
    body: Sighting | None = None
    former: bool = False
    named: bool = False
    past: int = field(default=0)


class TitleWords:
    """Gathers the words of titles in one scene."""

    def __init__(self, scene: Scene, lexicon: Lexicon, knowledge: Knowledge) -> None:
        self.scene, self.lexicon, self.knowledge = scene, lexicon, knowledge
        self.words: Words = scene.words
        self.starts: Mapping[int, Sighting] = {s.first: s for s in scene.sightings}
        self.ends: Mapping[int, Sighting] = {s.last: s for s in scene.sightings}
        self.inside = {k for s in scene.sightings for k in range(s.first, s.last)}

    def read(self, head: int) -> Title:
        """The title whose role noun stands at `head`, without its holder."""
        words = self.words
        extent = self._before(head)
        tail = self._tail(head)
        extent.last = tail + 1
        core = self.core(extent.first, tail, extent.body)
        self._after(tail, extent)
        determiner = words.word(extent.first - 1) if words.word(extent.first - 1) in DETERMINERS else ""
        rest = self._rest(tail, extent)
        first = extent.first - bool(determiner)
        return Title(
            first, extent.last, head, core, determiner, extent.country, extent.body, extent.former, None, rest
        )  # fmt: skip

    def _tail(self, head: int) -> int:
        """The last word of "director-general", "attorney general", "president-elect"."""
        words, k = self.words, head + 1
        if words.lower[head] not in _PAIRED:
            return head
        k += words.word(k) == "-"
        return k if words.word(k) in ("general", "elect", "designate") else head

    def _rest(self, head: int, extent: _Extent) -> str:
        """What follows the role noun and names nobody: all of it, or the field before the body's name."""
        words, last = self.words, extent.last
        if extent.named:
            last = next((k for k in range(head + 1, extent.last) if k in self.starts), head + 1)
            while last > head + 1 and (words.lower[last - 1] in DETERMINERS or words.lower[last - 1] in _LINKS):
                last -= 1
            if not any(words.lower[k] in self.lexicon.portfolios for k in range(head + 1, last)):
                return ""
        return words.said(head + 1, last) if last > head + 1 else ""

    def plural(self, head: int) -> Title:
        """The title that a plural role noun gives to each of the names after it ("senators A and B")."""
        extent = self._before(head)
        core = f"{self.core(extent.first, head - 1, extent.body)} {self.words.lower[head].removesuffix('s')}".strip()
        return Title(extent.first, head + 1, head, core, "", extent.country, extent.body, extent.former)

    def core(self, first: int, head: int, body: Sighting | None) -> str:
        """The role with rank and field, lower case, without country, body, possessor and "former"."""
        taken = set(range(body.first, body.last)) if body else set()
        parts = [self._cased(k) for k in range(first, head + 1) if k not in taken and self._tells(k)]
        return " ".join(parts).replace(" - ", "-").strip(" -")

    def _cased(self, k: int) -> str:
        text = self.words.text[k]
        return text if text.isupper() and len(text) <= _ACRONYM else text.lower()

    def _tells(self, k: int) -> bool:
        lower = self.words.lower[k]
        if lower in self.lexicon.former | _EMPTY or lower in POSSESSIVE or self.words.word(k + 1) in POSSESSIVE:
            return False
        if k in self.inside and lower not in self.lexicon.portfolios:
            return False
        return (
            self._nation(k) is None
            and country_of(self.words.folded(k, min(k + 2, len(self.words))), self.knowledge) is None
        )

    # ---------------------------------------------------------------------------- before the role noun
    def _before(self, head: int) -> _Extent:
        extent = _Extent(head, head + 1)
        while extent.first > 0 and not self.words.opens[extent.first] and self._step_left(extent, head):
            pass
        while extent.first < head and (self.words.text[extent.first] in ("-", "–") or self._possessive(extent.first)):
            extent.first += 1
        return extent

    def _step_left(self, extent: _Extent, head: int) -> bool:
        """Take in the word or name before; False when it is no part of the title."""
        words, k = self.words, extent.first - 1
        end = k if self._possessive(k) else extent.first
        named = self._owner(end)
        if named:
            return self._take_owner(extent, named)
        if self._possessive(k) and self._nation(k - 1) is None:
            if words.pos[k - 1] == "NOUN":
                extent.first = k - 1  # "the bloc's policy chief"
            return False
        if words.lower[k] in self.lexicon.former:
            extent.former, extent.first = True, k
        elif pair := self._nation_pair(k):
            extent.country, extent.first = pair, k - 1
        elif code := self._nation(k):
            extent.country, extent.first = code, k
        elif self._belongs(k, head):
            extent.first = k
        else:
            return False
        return True

    def _take_owner(self, extent: _Extent, named: Sighting) -> bool:
        draft = self.scene.drafts[named.referents[0]]
        if draft.kind is EntityType.PERSON and not draft.known and self.words.lower[extent.last - 1] in _OF_PLACES:
            draft.kind, draft.place = EntityType.PLACE, True  # "Nuevo Leon Governor"
        if draft.kind is EntityType.PERSON and self._serves_person(extent):
            extent.body, extent.first = named, named.first
            return True
        if draft.kind is EntityType.PERSON or extent.body or extent.country:
            return False
        code = country_of(self.words.folded(named.first, named.last), self.knowledge)
        extent.country = code or draft.country
        extent.body = None if code else named
        extent.first = named.first
        return True

    def _serves_person(self, extent: _Extent) -> bool:
        """True for "Pruett's lawyer": one who acts for a person."""
        return extent.body is None and self.words.lower[extent.last - 1] in COUNSEL

    def _owner(self, end: int) -> Sighting | None:
        """The name that ends at `end`, unless it is no more than a minister's field ("Commerce Secretary")."""
        named = self.ends.get(end)
        if named and named.last - named.first == 1 and self.words.lower[named.first] in self.lexicon.portfolios:
            return None
        return named

    def _possessive(self, k: int) -> bool:
        return k > 0 and self.words.lower[k] in POSSESSIVE

    def _nation(self, k: int) -> str | None:
        """The country that the word at `k` names as an adjective ("Chinese")."""
        return country_of(self.words.folded(k, k + 1), self.knowledge) if self.words.text[k][0].isupper() else None

    def _nation_pair(self, k: int) -> str | None:
        capital = k > 0 and self.words.text[k - 1][0].isupper()
        return country_of(self.words.folded(k - 1, k + 1), self.knowledge) if capital else None

    def _belongs(self, k: int, head: int) -> bool:
        """Whether the word at `k` is a rank, a field, or a noun that narrows the role noun."""
        words, lower = self.words, self.words.lower[k]
        if lower in self.lexicon.ranks or lower in self.lexicon.portfolios or lower in POSSESSIVE:
            return True
        if words.text[k] in ("-", "–"):
            return k + 1 < head or words.word(k - 1) in self.lexicon.ranks | self.lexicon.former
        if "\n" in lower or lower in DETERMINERS or words.dep[k] in _FREE:
            return False
        return words.pos[k] in ("NOUN", "PROPN") or (words.pos[k] == "ADJ" and words.head[k] == head)

    # ----------------------------------------------------------------------------- after the role noun
    def _after(self, head: int, extent: _Extent) -> None:
        """Take in "of the Cyberspace Administration", "for commerce", "of the Amazon state of Para"."""
        words, link = self.words, head + 1
        if words.word(link) not in _LINKS or (words.word(link) != "of" and not self._office_follows(link)):
            return
        extent.past = link + 1
        while extent.past < min(len(words), link + _LONGEST) and not words.opens[extent.past]:
            sighting = self.starts.get(extent.past)
            if sighting is None:
                if not self._continues(extent.past):
                    return
                extent.past += 1
                if words.pos[extent.past - 1] in ("NOUN", "PROPN", "NUM") and not extent.named:
                    extent.last = extent.past
            elif not self._take_body(extent, sighting, link):
                return

    def _take_body(self, extent: _Extent, sighting: Sighting, link: int) -> bool:
        """Take in a name; False when the title ends with it or before it."""
        words = self.words
        draft = self.scene.drafts[sighting.referents[0]]
        if draft.kind is EntityType.PERSON and not self._employs(draft, link):
            return False
        code = country_of(words.folded(sighting.first, sighting.last), self.knowledge)
        narrower = extent.named and words.word(extent.past - 1) == "of" and words.word(extent.past - 2) in _UNITS
        extent.country = extent.country or code or draft.country
        extent.body = sighting if narrower else extent.body or (None if code else sighting)
        extent.named, extent.last = True, sighting.last
        return self._goes_on(extent)

    def _employs(self, draft: Draft, link: int) -> bool:
        """ "Strategist at Fenwick Row": whom one works at is no person, whatever the model took it for."""
        if self.words.lower[link] != "at" or draft.known:
            return False
        draft.kind = EntityType.COMPANY
        return True

    def _goes_on(self, extent: _Extent) -> bool:
        words, k = self.words, extent.last
        if words.word(k) in POSSESSIVE or words.word(k) == "of":
            extent.past = k + 1
            return True
        if words.word(k) in _UNITS and words.word(k + 1) == "of":
            extent.past = k + 2
            return True
        return False

    def _office_follows(self, link: int) -> bool:
        """Whether "for", "at", "to", "in" after a role lead to its field or body ("secretary for commerce")."""
        words, role, word = self.words, self.words.word(link - 1), self.words.lower[link]
        k = link + 1
        while words.word(k) in DETERMINERS:
            k += 1
        if k >= len(words):
            return False
        if word == "to":
            return role in _SENT
        if word in ("in", "on"):
            return role in _ABROAD
        sighting = self.starts.get(k)
        if sighting is None:
            return words.word(k) in self.lexicon.portfolios or (word == "for" and words.tag[k] == "NNP")
        draft = self.scene.drafts[sighting.referents[0]]
        return draft.kind is not EntityType.PERSON or (word == "at" and not draft.known)

    def _continues(self, k: int) -> bool:
        words, lower, fields = self.words, self.words.lower[k], self.lexicon.portfolios
        if lower in _STOP or "\n" in lower:
            return False
        if lower == "and":
            noun = k + 1 < len(words) and words.pos[k + 1] == "NOUN"
            return words.word(k + 1) in fields or (noun and words.word(k - 1) in fields)
        if lower in DETERMINERS or lower in POSSESSIVE or lower in ("of", "-"):
            return True
        owned = words.tag[k] == "VBN" and words.text[k - 1] == "-"  # "state-owned"
        return owned or words.pos[k] in ("NOUN", "PROPN", "ADJ", "NUM")
