"""Proper names in a text: from knowledge, from their shape, from the language model, in that order of trust."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retinue.annotate.gazetteer import Gazetteer, Hit
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.shapes import kind_of, runs
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["Entity", "Name", "find_names"]

Entity = tuple[int, int, str]  # first token, one past the last, the model's label

_LABELS = {
    "PERSON": EntityType.PERSON, "ORG": EntityType.COMPANY, "GPE": EntityType.PLACE, "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}  # fmt: skip
_LOCATIVE = {"in", "at", "to", "from", "near", "of", "outside", "around", "visit", "visits", "visited"}
_TOWN = 300_000  # a place with fewer people needs the language model's word that it is one
_HONORIFICS = {"mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr", "dr.", "miss"}
_FORMS = {"uab", "ab", "ooo", "oao", "jsc", "pjsc", "as", "oy", "spa", "kk", "pt"}
_LEGAL_MARKS = {",", "(", ")", "&"}


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` to `last` (exclusive) name something of `kind`; `known` are the ids it may stand for.

    `country` is what a nationality word before it tells, `place` marks a gazetteer place, `source` tells who saw the name: knowledge, shape, model, repeat.
    """

    first: int
    last: int
    kind: EntityType | None
    known: tuple[str, ...] = ()
    place: bool = False
    source: str = "shape"
    country: str | None = None


def find_names(
    words: Words, entities: Sequence[Entity], gazetteer: Gazetteer, lexicon: Lexicon, knowledge: Knowledge
) -> list[Name]:
    """All names in order, none overlapping another."""
    reader = _NameReader(words, entities, lexicon, knowledge)
    hits = [h for h in gazetteer.find(words) if not h.place or reader.is_place(h)]
    segments = [s for run in runs(words, lexicon, _bound(entities)) for s in reader.split(*run)]
    names: list[Name] = []
    for first, last in segments:
        inside = [h for h in hits if h.first < last and first < h.last]
        names += reader.read(first, last, inside)
    names += [reader.known(h) for h in hits if not _covered(h.first, h.last, names)]
    names += [n for n in reader.from_model() if not _covered(n.first, n.last, names)]
    inert = [n for n in names if reader.is_list(n)]
    short = {fold(words.said(n.first, n.last)) for n in names for i in inert if _in_brackets_after(words, n, i)}
    names = [n for n in names if n not in inert and words.folded(n.first, n.last) not in short]
    names += [n for n in _repeats(words, names) if not _covered(n.first, n.last, names)]
    return sorted(names, key=lambda n: n.first)


def _bound(entities: Sequence[Entity]) -> frozenset[int]:
    """Tokens strictly inside an organisation's name, as the language model sees it."""
    return frozenset(k for a, b, label in entities if label in ("ORG", "FAC") and b - a > 3 for k in range(a + 1, b - 1))


def _in_brackets_after(words: Words, name: Name, full: Name) -> bool:
    return full.last + 1 == name.first and words.text[full.last] == "(" and words.word(name.last) == ")"


def _covered(first: int, last: int, names: Iterable[Name]) -> bool:
    return any(n.first < last and first < n.last for n in names)


@dataclass(frozen=True, slots=True)
class _NameReader:
    words: Words
    entities: Sequence[Entity]
    lexicon: Lexicon
    knowledge: Knowledge

    def split(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut titles out of a run: "Foreign Minister Wang Yi" leaves "Wang Yi", "US Trade Representative" leaves "US"."""
        words, segments, begin, i = self.words, [], first, first
        while i < last:
            if words.lower[i] in self.lexicon.roles and not self._names_body(i, last):
                segments.append((begin, self._without_field(begin, i)))
                i = begin = self._after_role(i + 1, last)
            else:
                i += 1
        segments.append((begin, last))
        return [(a, b) for a, b in map(self._trimmed, segments) if a < b]

    def _names_body(self, i: int, last: int) -> bool:
        """True for a role word that is part of a body's name ("President's Office", "General Administration")."""
        if self.words.lower[i] == "general" and i + 1 < last:
            return True
        rest = self.words.text[i + 1 : last]
        return bool(rest) and rest[0] in self.lexicon.last and len(rest) == 1

    def _without_field(self, begin: int, role: int) -> int:
        fields = self.lexicon.portfolios.keys() | self.lexicon.ranks | self.lexicon.former
        while role > begin and (self.words.lower[role - 1] in fields or self.words.text[role - 1] == "-"):
            role -= 1
        return role

    def _after_role(self, i: int, last: int) -> int:
        """Past "of State" and "of Industry and Information Technology" that follow a role inside a run."""
        if self.words.word(i) not in ("of", "for") or i >= last:
            return i
        after = i + 1
        joins = {"and", "the", ",", "&"}
        while after < last and (self.words.lower[after] in self.lexicon.portfolios or self.words.lower[after] in joins):
            after += 1
        return after if after > i + 1 and self.words.lower[after - 1] not in joins else i + 1

    def _trimmed(self, segment: tuple[int, int]) -> tuple[int, int]:
        first, last = segment
        drop = {"and", "of", "the", "for", ",", "-", "&", "'s", "’s", "on", "to", "former", "ex"}
        while first < last and (self.words.lower[first] in drop or self.words.lower[first] in self.lexicon.ranks and last - first > 1
                                and self.words.lower[first] not in ("standing", "state", "general", "first")):
            first += 1
        while first < last and self.words.lower[last - 1] in drop:
            last -= 1
        return first, last

    def read(self, first: int, last: int, hits: Sequence[Hit]) -> list[Name]:
        """The names in a segment, given what knowledge recognises in it."""
        wide = [h for h in hits if h.first <= first and last <= h.last]
        if wide:
            return [self.known(wide[0])]
        people = [h for h in hits if self._kind(h) is EntityType.PERSON]
        if people:
            return self._around(first, last, people, hits)
        crossing = next((h for h in hits if h.first < first or h.last > last), None)
        if crossing:
            return [self.known(h) for h in hits]
        return self._unknown(first, last, hits)

    def _around(self, first: int, last: int, people: Sequence[Hit], hits: Sequence[Hit]) -> list[Name]:
        names, begin = [], first
        for hit in people:
            if begin < hit.first:
                names += self.read(*self._trimmed((begin, hit.first)), [h for h in hits if begin <= h.first < hit.first])
            names.append(self.known(hit))
            begin = hit.last
        if begin < last:
            names += self.read(*self._trimmed((begin, last)), [h for h in hits if h.first >= begin])
        return names

    def _unknown(self, first: int, last: int, hits: Sequence[Hit]) -> list[Name]:
        if first >= last:
            return []
        lead = next((h for h in hits if h.first == first), None)
        rest = lead.last if lead else first
        if lead and not lead.place and all(self._legal(i) for i in range(rest, last)):
            return [replace(self.known(lead), last=last)]
        tail = next((h for h in hits if h.last == last and not h.place), None)
        if tail and all(self._legal(i) for i in range(first, tail.first)):
            return [replace(self.known(tail), first=first)]  # "Joint Stock Company Mikron"
        cut = self._cut(first, last, hits)
        if cut:
            left, right = self._trimmed((first, cut)), self._trimmed((cut + 1, last))
            return self.read(*left, [h for h in hits if h.last <= cut]) + self.read(*right, [h for h in hits if h.first > cut])
        if all(h.place for h in hits) and lead is None and self._surnamed(first, last):
            return [Name(first, last, EntityType.PERSON)]
        town = lead is not None and lead.place and self._country(lead) is None
        if self._is_demonym(first) and not town:
            return self._after_demonym(first, last, hits)
        kind = kind_of(self.words, first, last, self.lexicon)
        if kind is None and "(" in self.words.text[first:last] and not any(h.last == last for h in hits):
            kind = EntityType.COMPANY  # "Facebook Technology (Hangzhou)"
        if lead and kind is None:
            return self._extended(lead, last, hits)
        if kind is None and hits:
            return [self.known(h) for h in hits]
        return self._new(first, last, kind)

    def _cut(self, first: int, last: int, hits: Sequence[Hit]) -> int:
        """The "and" that parts two names inside a run, 0 when there is none: after "Ltd", or with a known name on each side."""
        for k in range(first + 1, last - 1):
            if self.words.lower[k] == "and":
                known = any(h.last <= k and not h.place for h in hits) and any(h.first > k and not h.place for h in hits)
                if known or self.words.lower[k - 1].rstrip(".") in self.lexicon.legal:
                    return k
        return 0

    def _extended(self, lead: Hit, last: int, hits: Sequence[Hit]) -> list[Name]:
        """A known name that begins a longer one of no telling shape: "Wuhan Xinxin" is new, "Huawei Mate" is not."""
        label = self._label(lead.first, last)
        fresh = all(h.last < last for h in hits) and label in ("ORG", "FAC", "PERSON")
        if lead.place and fresh and self._country(lead) is None:
            return [Name(lead.first, last, EntityType.COMPANY)]
        return [self.known(h) for h in hits]

    def _after_demonym(self, first: int, last: int, hits: Sequence[Hit]) -> list[Name]:
        """ "Chinese Academy of Sciences" is one name, "US Commerce Department" too; "Chinese Huawei" is not."""
        kind = kind_of(self.words, first, last, self.lexicon)
        after = [h for h in hits if h.first > first]
        whole = (first, last, "ORG") in self.entities and not after
        if whole or (kind not in (None, EntityType.PLACE) and not any(h.last == last for h in after)):
            return [Name(first, last, kind or EntityType.COMPANY, country=self._code(first))]
        return self.read(*self._trimmed((first + 1, last)), after)

    def _new(self, first: int, last: int, kind: EntityType | None) -> list[Name]:
        if kind is not None:
            return [Name(first, last, kind)]
        label = self._label(first, last)
        if self._dateline(first, last) or self._mere_opening(first, last):
            return []
        if last - first == 2 and self.words.word(last) == "of" and fold(self.words.text[min(last + 1, len(self.words) - 1)]) in self.knowledge.demonyms:
            return [Name(first, last, EntityType.PERSON, source="model")]  # "Emmerson Mnangagwa of Zimbabwe"
        if label in ("GPE", "LOC") and self._housed(first, last):
            return [Name(first, last, EntityType.COMPANY, source="model")]
        if label == "PERSON" and not self._personal(first, last):
            return [Name(first, last, EntityType.COMPANY, source="model")]
        if label in ("ORG", None, "GPE") and self._surnamed(first, last):
            return [Name(first, last, EntityType.PERSON, source="model")]
        if label in _LABELS:
            return [Name(first, last, _LABELS[label], source="model")]
        if label is None and last - first == 1 and not self._acronym(first):
            return []
        if label in ("DATE", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "TIME", "ORDINAL", "LAW", "LANGUAGE", "NORP"):
            return []
        return [Name(first, last, None)]

    def _acronym(self, i: int) -> bool:
        """True for capitals that the text introduces in brackets or uses again."""
        text = self.words.text[i]
        if not (text.isupper() and text.isalpha() and len(text) > 2):
            return False
        return self.words.word(i - 1) == "(" or self.words.text.count(text) > 1

    def _housed(self, first: int, last: int) -> bool:
        """True for what the model calls a place but "at X Y in Hebei" or four words of name make an organisation."""
        if last - first > 3:
            return True
        return last - first > 1 and self.words.word(first - 1) == "at" and self.words.word(last) == "in"

    def _mere_opening(self, first: int, last: int) -> bool:
        """True for a lone word that only has its capital from opening a sentence or a line."""
        words = self.words
        if last - first > 1 or not (words.opens[first] or first == 0 or "\n" in words.text[first - 1]):
            return False
        if "\n" in words.text[last] if last < len(words) else True:
            return True
        inside = (i for i, text in enumerate(words.text) if text == words.text[first] and i != first and not words.opens[i])
        return words.tag[first] != "NNP" or words.pos[first] != "PROPN" or (
            next(inside, None) is None and self._label(first, last) != "ORG"
        )

    def _dateline(self, first: int, last: int) -> bool:
        """True for the town in capitals that opens a report."""
        opens = first == 0 or "\n" in self.words.text[first - 1]
        return opens and self.words.text[first].isupper() and self.words.word(last) in (",", "-", "–", "—", "(", "--")

    def _personal(self, first: int, last: int) -> bool:
        """Whether what the model takes for a person can be one: not one lone word, no firm's form, no place in front."""
        if last - first == 1:
            return self.words.lower[first - 1] in _HONORIFICS if first else False
        if self._surnamed(first, last):
            return True
        forms = self.words.lower[first : last]
        return not any(w in _FORMS for w in forms) and not self.words.folded(first, first + 1) in self.knowledge.place_names

    def _surnamed(self, first: int, last: int) -> bool:
        """True for two or three words that begin with a common given name or an East Asian surname."""
        parts = self.words.text[first:last]
        if not 2 <= last - first <= 4 or not all(p[0].isupper() or p == "-" or p in parts[2:] for p in parts):
            return False
        lead = parts[0].lower()
        if lead in self.lexicon.given:
            return True
        return lead in self.lexicon.surnames and last - first in (2, 4) and parts[1].isalpha() and not parts[1].isupper()

    def from_model(self) -> list[Name]:
        """What only the language model sees, trimmed of determiners and possessives."""
        names = []
        for first, last, label in self.entities:
            kind = _LABELS.get(label)
            while first < last and not self.words.text[first][0].isupper():
                first += 1
            while first < last and self.words.lower[last - 1] in ("'s", "’s"):
                last -= 1
            named = first < last and self.words.tag[last - 1] in ("NNP", "NNPS") and not self._mere_opening(first, last)
            if kind and named and first >= self.words.title_end and self.words.lower[first] not in self.lexicon.roles:
                names.append(Name(first, last, kind, source="model"))
        return names

    def known(self, hit: Hit) -> Name:
        """A hit as a name, with the kind that knowledge gives it."""
        return Name(hit.first, hit.last, self._kind(hit), () if hit.place else hit.known, hit.place, "knowledge")

    def is_place(self, hit: Hit) -> bool:
        """Whether a gazetteer name is meant as a place: small towns share their names with everything."""
        label = self._label(hit.first, hit.last)
        place = self.knowledge.places[hit.known[0]]
        if label in ("DATE", "TIME", "MONEY", "CARDINAL", "ORDINAL", "PERCENT"):
            return False
        if place.level == "country" or not place.id.startswith("geonames-") and place.level != "region":
            return True
        if label in ("GPE", "LOC", "FAC"):
            return True
        if label in (None, "PERSON", "NORP") and place.population > _TOWN and len(fold(place.name)) > 5:
            return True
        return self.words.word(hit.first - 1) in _LOCATIVE and (place.population > _TOWN or place.level == "region")

    def _code(self, i: int) -> str | None:
        return self.knowledge.demonyms.get(fold(self.words.text[i]))

    def is_list(self, name: Name) -> bool:
        """True for what is named but never acts: sanctions lists, laws, plans, nationality words."""
        institution = name.kind in (EntityType.BODY, EntityType.ORGANIZATION) and name.last - name.first > 3
        if not name.known and not institution and self.words.text[name.last - 1] in self.lexicon.inert:
            return True
        return self.words.folded(name.first, name.last) in self.knowledge.list_names or (
            not name.known and not name.place and name.last - name.first == 1 and self._is_demonym(name.first)
        )

    def _kind(self, hit: Hit) -> EntityType:
        if hit.place:
            return EntityType.PLACE
        kinds = [
            EntityType.PERSON if key in self.knowledge.people else self.knowledge.organisations[key].type
            for key in hit.known
        ]
        return kinds[0]

    def _country(self, hit: Hit) -> str | None:
        places = [self.knowledge.places[p] for p in hit.known] if hit.place else []
        return next((p.country for p in places if p.level == "country"), None)

    def _is_demonym(self, i: int) -> bool:
        return fold(self.words.text[i]) in self.knowledge.demonyms

    def _legal(self, i: int) -> bool:
        return self.words.lower[i].rstrip(".") in self.lexicon.legal or self.words.text[i] in _LEGAL_MARKS

    def _label(self, first: int, last: int) -> str | None:
        """The model's label that covers most of the tokens."""
        best, most = None, 0
        for a, b, label in self.entities:
            shared = min(b, last) - max(a, first)
            if shared > most:
                best, most = label, shared
        return best


def _repeats(words: Words, names: Sequence[Name]) -> list[Name]:
    """Names again where nothing showed them: in a headline of capitals, or a surname that no model knows."""
    seen = {words.said(n.first, n.last): n for n in names if n.first >= words.title_end and n.kind and not n.known}
    parts = {
        words.text[i]: n
        for n in names
        if n.last - n.first in (2, 3) and n.kind is not EntityType.PLACE
        for i in ((n.last - 1, n.first) if n.kind is EntityType.PERSON else (n.first,))
    }
    found, taken = [], {i for n in names for i in range(n.first, n.last)}
    for i in range(len(words)):
        if i in taken or not words.text[i][0].isupper():
            continue
        if i < words.title_end:
            last = next((k for k in range(min(words.title_end, i + 6), i, -1) if words.said(i, k) in seen), 0)
            if last:
                found.append(replace(seen[words.said(i, last)], first=i, last=last, source="repeat"))
                continue
        name = parts.get(words.text[i])
        if name and words.tag[i] in ("NNP", "NNPS") and len(words.text[i]) > 2:
            found.append(Name(i, i + 1, name.kind, source="repeat"))
    return found
