"""What tells a person from a firm, a firm from a town, when knowledge doesn't: nearby words, the model's label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retinue.annotate.gazetteer import Hit
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["LABELS", "Clues", "Entity"]

Entity = tuple[int, int, str]  # first token, one past the last, the model's label

LABELS = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.COMPANY,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
_NUMERIC = {"DATE", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "TIME", "ORDINAL"}
_NO_ACTOR = _NUMERIC | {"LAW", "LANGUAGE", "NORP"}
_LOCATIVE = {"in", "at", "to", "from", "near", "of", "outside", "around", "visit", "visits", "visited"}
_TOWN = 300_000  # a place with fewer people needs the language model's word that it is one
_LONG = 5  # letters; shorter towns are spelt like surnames
_HONORIFICS = {"mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr", "dr.", "miss"}
_FORMS = {"uab", "ab", "ooo", "oao", "jsc", "pjsc", "as", "oy", "spa", "kk", "pt"}
_TAKES_PART = {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "dative"}
_SPEAKING = {"say", "deny", "declare", "announce", "insist", "reply", "refuse", "decline"}
_SHORTEST = 3  # letters of a lone word that can be a name
_LEGAL_MARKS = {",", "(", ")", "&"}


@dataclass(frozen=True, slots=True)
class Clues:
    """Questions about a range of tokens that is written like a name."""

    words: Words
    entities: Sequence[Entity]
    lexicon: Lexicon
    knowledge: Knowledge

    def label(self, first: int, last: int) -> str | None:
        """The model's label that covers most of the tokens."""
        best, most = None, 0
        for a, b, label in self.entities:
            shared = min(b, last) - max(a, first)
            if shared > most:
                best, most = label, shared
        return best

    def guess(self, first: int, last: int) -> tuple[bool, EntityType | None]:
        """Whether an unknown range is a name at all, and of what kind (None when nothing tells)."""
        label = self.label(first, last)
        if last - first == 1 and self.demonym(first) and not self.dateline(first, last):
            noun = self.words.pos[first] == "PROPN" and self.words.dep[first] not in ("amod", "compound")
            return noun and label != "NORP", LABELS.get(label or "")  # a capital that the gazetteer lacks
        mixed = last - first == 1 and self._mixed(first)
        if self.dateline(first, last) or self.mere_opening(first, last) or (label in _NO_ACTOR and not mixed):
            return False, None
        if label is None and last - first == 1:
            return self._acronym(first) or self._lone(first), None
        return True, self._kind(first, last, label)

    def _kind(self, first: int, last: int, label: str | None) -> EntityType | None:
        if last - first == 2 and self.words.word(last) == "of" and self.demonym(last + 1):
            return EntityType.PERSON  # "Ann Lee of Canada"
        if label in ("GPE", "LOC") and self._housed(first, last):
            return EntityType.COMPANY
        if label == "PERSON" and not self._personal(first, last):
            return EntityType.COMPANY
        if label in ("ORG", "GPE", None) and self.surnamed(first, last):
            return EntityType.PERSON
        return LABELS.get(label or "")

    # --------------------------------------------------------------------------------------------- persons
    def surnamed(self, first: int, last: int) -> bool:
        """True for two or three words that begin with a common given name or an East Asian surname."""
        parts = self.words.text[first:last]
        if not 2 <= last - first <= 4 or not all(p[0].isupper() or p == "-" or p in parts[2:] for p in parts):
            return False
        lead = parts[0].lower()
        if lead in self.lexicon.given:
            return True
        return (
            lead in self.lexicon.surnames and last - first in (2, 4) and parts[1].isalpha() and not parts[1].isupper()
        )

    def _personal(self, first: int, last: int) -> bool:
        """Whether what the model takes for a person can be one: no lone word, no firm's form, no town in front."""
        if last - first == 1:
            return first > 0 and self.words.lower[first - 1] in _HONORIFICS
        if self.surnamed(first, last):
            return True
        if any(w in _FORMS for w in self.words.lower[first:last]):
            return False
        return self.words.folded(first, first + 1) not in self.knowledge.place_names

    # ---------------------------------------------------------------------------------------------- places
    def is_place(self, hit: Hit) -> bool:
        """Whether a gazetteer name is meant as a place: small towns share their names with everything."""
        label = self.label(hit.first, hit.last)
        place = self.knowledge.places[hit.known[0]]
        if label in _NUMERIC:
            return False
        if place.level == "country" or (not place.id.startswith("geonames-") and place.level != "region"):
            return True
        if label in ("GPE", "LOC", "FAC"):
            return True
        large = place.population > _TOWN
        if label in (None, "PERSON", "NORP") and large and len(fold(place.name)) > _LONG:
            return True
        return self.words.word(hit.first - 1) in _LOCATIVE and (large or place.level == "region")

    def _housed(self, first: int, last: int) -> bool:
        """True for a "place" that is an organisation: four words long, or "at X Y in Hebei"."""
        if last - first > 3:
            return True
        return last - first > 1 and self.words.word(first - 1) == "at" and self.words.word(last) == "in"

    def dateline(self, first: int, last: int) -> bool:
        """True for the town in capitals that opens a report."""
        opens = first == 0 or "\n" in self.words.text[first - 1]
        follows = self.words.word(last) in (",", "-", "–", "—", "(", "--")
        return opens and self.words.text[first].isupper() and follows

    # ----------------------------------------------------------------------------------------- mere words
    def is_outlet(self, hit: Hit, kind: EntityType) -> bool:
        """False where an outlet's name is but a plain word: "The Australian government"."""
        words = self.words
        if kind is not EntityType.MEDIA or words.text[hit.last - 1].isupper():
            return True
        telling = hit.last - hit.first - (words.lower[hit.first] == "the")
        return telling > 1 or hit.last >= len(words) or words.pos[hit.last] not in ("NOUN", "PROPN", "ADJ")

    def mere_opening(self, first: int, last: int) -> bool:
        """True for a lone word that only has its capital from opening a sentence or a line."""
        words = self.words
        if last - first > 1 or not (words.opens[first] or first == 0 or "\n" in words.text[first - 1]):
            return False
        if last >= len(words) or "\n" in words.text[last]:
            return True
        if words.tag[first] != "NNP" or words.pos[first] != "PROPN":
            return True
        if first >= words.title_end and self._introduced(first, last):
            return False
        again = any(t == words.text[first] and i != first and not words.opens[i] for i, t in enumerate(words.text))
        return not again and self.label(first, last) != "ORG"

    def _acronym(self, i: int) -> bool:
        """True for capitals that the text introduces in brackets or uses again."""
        text = self.words.text[i]
        if not (text.isupper() and text.isalpha() and len(text) > 2):
            return False
        return self.words.word(i - 1) == "(" or self.words.text.count(text) > 1

    def _introduced(self, first: int, last: int) -> bool:
        """True where what follows shows the first word to be a name: "Oppa, a start-up", "Oppa said"."""
        words = self.words
        if words.dep[first] not in ("nsubj", "nsubjpass"):
            return False
        if words.word(last) == ",":
            return words.word(last + 1) in ("a", "an", "the", "whose", "which")
        return last < len(words) and words.lemma[last] in _SPEAKING

    def _mixed(self, i: int) -> bool:
        """True for "42Soft": figures and letters that are no number."""
        text = self.words.text[i]
        return text[0].isdigit() and sum(c.isalpha() for c in text) > 2

    def _lone(self, i: int) -> bool:
        """True for a single capitalised word inside a sentence that takes part in it like a name."""
        words = self.words
        text = words.text[i]
        if words.tag[i] != "NNP" or words.pos[i] != "PROPN" or i < words.title_end or len(text) < _SHORTEST:
            return False
        lexicon = self.lexicon
        plain = lexicon.roles.keys() | lexicon.portfolios.keys() | lexicon.ranks | lexicon.nominals.keys()
        if words.lower[i] in plain or text in lexicon.last or text in lexicon.first:
            return False  # "the Company", "the Board"
        return words.dep[i] in _TAKES_PART

    def demonym(self, i: int) -> str | None:
        """The country that the word at `i` names or belongs to."""
        return self.knowledge.demonyms.get(fold(self.words.text[i])) if i < len(self.words) else None

    def legal(self, first: int, last: int) -> bool:
        """True when the range holds nothing but words of a firm's legal form."""
        return all(
            self.words.lower[i].rstrip(".") in self.lexicon.legal or self.words.text[i] in _LEGAL_MARKS
            for i in range(first, last)
        )
