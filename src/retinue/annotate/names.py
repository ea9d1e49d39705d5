"""Proper names in a text: from knowledge, from their shape, from the language model, in that order of trust."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from retinue.annotate.clues import LABELS, Clues, Entity
from retinue.annotate.gazetteer import Hit
from retinue.annotate.lexicon import Lexicon
from retinue.annotate.segments import split, trimmed
from retinue.annotate.shapes import kind_of, runs
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["Entity", "Name", "find_names"]

_ASSEMBLIES = frozenset({"congress", "senate"})  # known as those of one state, and words for those of others


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` to `last` (exclusive) name something of `kind`; `known` are the ids it may stand for.

    `country` is what a nationality word in it tells, `place` marks a gazetteer place, `source` tells who saw the
    name: knowledge, shape, model, repeat.
    """

    first: int
    last: int
    kind: EntityType | None
    known: tuple[str, ...] = ()
    place: bool = False
    source: str = "shape"
    country: str | None = None


def find_names(
    words: Words,
    entities: Sequence[Entity],
    found: Sequence[Hit],
    lexicon: Lexicon,
    knowledge: Knowledge,
    spoken: Collection[str] = (),
) -> list[Name]:
    """All names in order, none overlapping another; `spoken` are the countries that the article speaks of."""
    reader = _NameReader(Clues(words, entities, lexicon, knowledge), spoken)
    hits = [h for h in found if reader.meant(h)]
    names: list[Name] = []
    for run in runs(words, lexicon, _bound(entities)):
        for first, last in split(words, *run, lexicon):
            names += reader.read(first, last, [h for h in hits if h.first < last and first < h.last])
    names += [reader.known(h) for h in hits if not _covered(h.first, h.last, names)]
    names += [n for n in reader.from_model() if not _covered(n.first, n.last, names)]
    inert = [n for n in names if reader.inert(n)]
    short = {words.folded(n.first, n.last) for n in names for i in inert if _in_brackets_after(words, n, i)}
    names = [n for n in names if n not in inert and words.folded(n.first, n.last) not in short]
    names += [n for n in _repeats(words, names) if not _covered(n.first, n.last, names)]
    return sorted({(n.first, n.last): n for n in names}.values(), key=lambda n: n.first)


def _bound(entities: Sequence[Entity]) -> frozenset[int]:
    """Tokens strictly inside an organisation's name, as the language model sees it."""
    long = [(a, b) for a, b, label in entities if label in ("ORG", "FAC") and b - a > 3]
    return frozenset(k for a, b in long for k in range(a + 1, b - 1))


def _in_brackets_after(words: Words, name: Name, full: Name) -> bool:
    return full.last + 1 == name.first and words.text[full.last] == "(" and words.word(name.last) == ")"


def _covered(first: int, last: int, names: Iterable[Name]) -> bool:
    return any(n.first < last and first < n.last for n in names)


class _NameReader:
    """Reads the segments of one text into names."""

    def __init__(self, clues: Clues, spoken: Collection[str]) -> None:
        self.clues, self.words, self.spoken = clues, clues.words, spoken
        self.lexicon, self.knowledge = clues.lexicon, clues.knowledge

    def meant(self, hit: Hit) -> bool:
        """Whether a name of knowledge is meant as such where it stands."""
        if hit.place:
            return self.clues.is_place(hit)
        return self.clues.is_outlet(hit, self._kind(hit)) and not self._of_another_state(hit)

    def _of_another_state(self, hit: Hit) -> bool:
        """ "Congress" in an article about Peru that nowhere speaks of the United States is Peru's."""
        if hit.last - hit.first > 1 or self.words.lower[hit.first] not in _ASSEMBLIES:
            return False
        homes = {b.country for key in hit.known if (b := self.knowledge.organisations.get(key))}
        return bool(self.spoken) and homes.isdisjoint(self.spoken)

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        return trimmed(self.words, first, last, self.lexicon)

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
                names += self.read(
                    *self._trimmed(begin, hit.first), [h for h in hits if begin <= h.first < hit.first]
                )
            names.append(self.known(hit))
            begin = hit.last
        if begin < last:
            names += self.read(*self._trimmed(begin, last), [h for h in hits if h.first >= begin])
        return names

    def _unknown(self, first: int, last: int, hits: Sequence[Hit]) -> list[Name]:
        if first >= last:
            return []
        lead = next((h for h in hits if h.first == first), None)
        rest = lead.last if lead else first
        if lead and not lead.place and self.clues.legal(rest, last):
            return [replace(self.known(lead), last=last)]
        tail = next((h for h in hits if h.last == last and not h.place), None)
        if tail and self.clues.legal(first, tail.first):
            return [replace(self.known(tail), first=first)]  # "Joint Stock Company Mikron"
        if lead and lead.place and (firm := self._at_home(lead, last, hits)):
            return [firm]
        cut = self._cut(first, last, hits)
        if cut:
            left, right = self._trimmed(first, cut), self._trimmed(cut + 1, last)
            return self.read(*left, [h for h in hits if h.last <= cut]) + self.read(
                *right, [h for h in hits if h.first > cut]
            )
        if all(h.place for h in hits) and lead is None and self.clues.surnamed(first, last):
            return [Name(first, last, EntityType.PERSON)]
        town = lead is not None and lead.place and self._country(lead) is None
        if last - first > 1 and self.clues.demonym(first) and not town:
            return self._after_demonym(first, last, hits)
        kind = kind_of(self.words, first, last, self.lexicon)
        if kind is None and "(" in self.words.text[first:last] and not any(h.last == last for h in hits):
            kind = EntityType.COMPANY  # "Facebook Technology (Hangzhou)"
        if lead and kind is None:
            return self._extended(lead, last, hits)
        if kind is None and hits:
            return [self.known(h) for h in hits]
        return self._new(first, last, kind)

    def _at_home(self, town: Hit, last: int, hits: Sequence[Hit]) -> Name | None:
        """A known firm under its registered name, which begins with the town it sits in."""
        hit = next((h for h in hits if h.first == town.last and not h.place), None)
        body = self.knowledge.organisations.get(hit.known[0]) if hit else None
        if hit is None or body is None or not self.clues.legal(hit.last, last):
            return None
        at_home = not body.seat or fold(body.seat) == self.words.folded(town.first, town.last)
        return replace(self.known(hit), first=town.first, last=last) if at_home else None

    def _cut(self, first: int, last: int, hits: Sequence[Hit]) -> int:
        """The "and" that parts two names in a run (after "Ltd", or between known names), 0 when there is none."""
        for k in range(first + 1, last - 1):
            if self.words.lower[k] == "and":
                known = any(h.last <= k and not h.place for h in hits) and any(
                    h.first > k and not h.place for h in hits
                )
                if known or self.words.lower[k - 1].rstrip(".") in self.lexicon.legal:
                    return k
        return 0

    def _extended(self, lead: Hit, last: int, hits: Sequence[Hit]) -> list[Name]:
        """A known name that begins a longer one of no telling shape: "Wuhan Xinxin" is new, "Huawei Mate" is not."""
        label = self.clues.label(lead.first, last)
        fresh = all(h.last < last for h in hits) and label in ("ORG", "FAC", "PERSON")
        if lead.place and fresh and self._country(lead) is None:
            return [Name(lead.first, last, EntityType.COMPANY)]
        branch = next((h for h in hits if h.last == last and h.first == lead.last and self._country(h)), None)
        if branch and self._kind(lead) is EntityType.COMPANY:
            return [Name(lead.first, last, EntityType.COMPANY, country=self._country(branch))]  # "Orsa Canada"
        return [self.known(h) for h in hits]

    def _after_demonym(self, first: int, last: int, hits: Sequence[Hit]) -> list[Name]:
        """ "Chinese Academy of Sciences" is one name, "US Commerce Department" too; "Chinese Huawei" is not."""
        kind = kind_of(self.words, first, last, self.lexicon)
        after = [h for h in hits if h.first > first]
        whole = (first, last, "ORG") in self.clues.entities and not after
        if whole or (kind not in (None, EntityType.PLACE) and not any(h.last == last for h in after)):
            return [Name(first, last, kind or EntityType.COMPANY, country=self.clues.demonym(first))]
        return self.read(*self._trimmed(first + 1, last), after)

    def _new(self, first: int, last: int, kind: EntityType | None) -> list[Name]:
        if kind is not None:
            return [Name(first, last, kind)]
        if last - first == 1 and self._common(self.words.lower[first]):
            return []
        named, guessed = self.clues.guess(first, last)
        return [Name(first, last, guessed, source="model" if guessed else "shape")] if named else []

    def from_model(self) -> list[Name]:
        """What only the language model sees, trimmed of determiners and possessives."""
        names = []
        for first, last, label in self.clues.entities:
            kind = LABELS.get(label)
            while first < last and (not self.words.text[first][0].isupper() or self.words.lower[first] == "the"):
                first += 1
            while first < last and self.words.lower[last - 1] in ("'s", "’s"):
                last -= 1
            named = (
                first < last
                and self.words.tag[last - 1] in ("NNP", "NNPS")
                and not self.clues.mere_opening(first, last)
            )
            if last - first == 1 and self._common(self.words.lower[first]):
                continue
            if kind and named and first >= self.words.title_end and self.words.lower[first] not in self.lexicon.roles:
                names.append(Name(first, last, kind, source="model"))
        return names

    def _common(self, word: str) -> bool:
        """ "Commerce", "Commission", "Court": a capital alone makes no name of them; nominals tie them to one."""
        return word in self.lexicon.portfolios or word in self.lexicon.ranks or word in self.lexicon.strict

    def known(self, hit: Hit) -> Name:
        """A hit as a name, with the kind that knowledge gives it."""
        return Name(hit.first, hit.last, self._kind(hit), () if hit.place else hit.known, hit.place, "knowledge")

    def inert(self, name: Name) -> bool:
        """True for what is named but never acts: sanctions lists, laws, plans, nationality words."""
        institution = name.kind in (EntityType.BODY, EntityType.ORGANIZATION) and name.last - name.first > 3
        if not name.known and not institution and self.words.text[name.last - 1] in self.lexicon.inert:
            return True
        return self.words.folded(name.first, name.last) in self.knowledge.list_names or (
            not name.known
            and name.kind is not EntityType.PLACE
            and name.last - name.first == 1
            and self.clues.demonym(name.first) is not None
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
    fields = {field: n for n in names if (field := _field(words, n))}
    for i in range(len(words)):
        if i in taken or not words.text[i][0].isupper():
            continue
        if i < words.title_end:
            last = next((k for k in range(min(words.title_end, i + 6), i, -1) if words.said(i, k) in seen), 0)
            if last:
                found.append(replace(seen[words.said(i, last)], first=i, last=last, source="repeat"))
                continue
        if words.text[i] in fields and _stands_alone(words, i):
            found.append(replace(fields[words.text[i]], first=i, last=i + 1, source="repeat"))
            continue
        name = parts.get(words.text[i])
        if name and words.tag[i] in ("NNP", "NNPS") and len(words.text[i]) > 2:
            found.append(Name(i, i + 1, name.kind, source="repeat"))
    return found


def _field(words: Words, name: Name) -> str:
    """ "Commerce" of "the US Commerce Department" or "Department of Commerce"; "" for what is no such body."""
    said = words.text[name.first : name.last]
    if name.kind is not EntityType.BODY or len(said) < 2:
        return ""
    if said[-1] == "Department":
        return said[-2]
    return said[-1] if said[-3:-1] == ("Department", "of") else ""


def _stands_alone(words: Words, i: int) -> bool:
    """Whether a lone capitalised word acts or is acted on by itself: "Commerce also offered", "sued Treasury"."""
    if words.tag[i] != "NNP" or words.dep[i] not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss"):
        return False
    return words.word(i + 1) not in ("of", "department") and not any(c < i for c in words.children[i])
