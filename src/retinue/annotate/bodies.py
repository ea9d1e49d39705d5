"""Public bodies called by what they do: "China's commerce ministry", "the US Treasury Department"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retinue.annotate.governments import country_of, known_government
from retinue.annotate.names import Name
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

__all__ = ["BodyIndex", "Spoken", "find_bodies"]

_STATE = {"government", "authorities", "side", "administration", "regime", "officials"}
_FIELDED = {
    "ministry",
    "department",
    "regulator",
    "watchdog",
    "agency",
    "commission",
    "bureau",
    "administration",
    "authority",
    "planner",
}
_HEADS = _STATE | _FIELDED | {"parliament", "legislature", "bank", "court", "police", "senate", "cabinet"}
_HEADS |= {
    "embassy",
    "consulate",
    "council",
    "committee",
    "office",
    "tribunal",
    "prosecutors",
    "board",
    "inspectorate",
}
_ROOMS = {"office", "board", "committee", "council"}  # of anybody, unless the word ends the phrase
_SOLE = {"embassy", "parliament", "legislature", "cabinet", "senate"}  # one to a country, or as good as
_SEATED = {"court", "prosecutors", "tribunal"}
_EMPTY = {
    "of",
    "the",
    "and",
    "for",
    "on",
    "ministry",
    "department",
    "bureau",
    "us",
    "state",
    "national",
    "affairs",
    "office",
}
_NOT_FIELD = {
    "new",
    "same",
    "other",
    "own",
    "local",
    "former",
    "provincial",
    "municipal",
    "military",
    "federal",
    "central",
    "top",
    "main",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the article's countries and day tell: how often each country is named, leaders' surnames to person ids."""

    counts: Counter[str]
    leaders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BodyIndex:
    """Public bodies by country, each with the words of its field ("economy", "trade", "industry")."""

    fields: Mapping[str, tuple[tuple[frozenset[str], str], ...]]

    @classmethod
    def build(cls, knowledge: Knowledge) -> BodyIndex:
        """Index all public bodies of knowledge."""
        fields: dict[str, list[tuple[frozenset[str], str]]] = {}
        for body in knowledge.organisations.values():
            if body.type is EntityType.BODY and body.country:
                own = {w for w, c in knowledge.demonyms.items() if c == body.country}
                words = frozenset(fold(body.name).split()) - _EMPTY - own
                fields.setdefault(body.country, []).append((words, body.id))
        return cls({code: tuple(sorted(rows, key=lambda r: len(r[0]))) for code, rows in fields.items()})

    def find(self, field: Sequence[str], code: str, head: str, knowledge: Knowledge) -> str | None:
        """The leanest body of a country that is called by `head` (ministry, department) and all words of `field`."""
        wanted = set(field)
        for words, key in self.fields.get(code, ()):
            name = knowledge.organisations[key].name
            if wanted <= words and head in name.lower():
                return key
        return None


def find_bodies(
    words: Words, names: Sequence[Name], index: BodyIndex, knowledge: Knowledge, spoken: Spoken
) -> list[Name]:
    """`names` with described bodies added, and unknown ones that turn out to be described resolved."""
    taken = {i: n for n in names for i in range(n.first, n.last)}
    found: list[Name] = []
    for i, lower in enumerate(words.lower):
        if lower in _HEADS and words.pos[i] in ("NOUN", "PROPN") and not (i in taken and taken[i].known):
            described = _Describer(words, taken, index, knowledge, spoken).read(i)
            if described and (i not in taken or described.first <= taken[i].first):
                found.append(described)
    names = [_ministry(n, words, index, knowledge, spoken) for n in names]
    kept = [n for n in names if not any(n.first < f.last and f.first < n.last for f in found)]
    return sorted([*kept, *found], key=lambda n: n.first)


def _ministry(name: Name, words: Words, index: BodyIndex, knowledge: Knowledge, spoken: Spoken) -> Name:
    """An unknown "Ministry of Commerce" as that of a country the article is about, nearest countries first."""
    head = words.lower[name.first]
    if name.known or head not in ("ministry", "department") or words.word(name.first + 1) != "of":
        return name
    field = [w for w in words.folded(name.first + 2, name.last).split() if w not in _EMPTY]
    codes = [name.country] if name.country else [c for c, _ in spoken.counts.most_common(3)]
    found = (index.find(field, code, head, knowledge) for code in codes if field)
    key = next((key for key in found if key), None)
    return replace(name, known=(key,)) if key else name


@dataclass(frozen=True, slots=True)
class _Describer:
    words: Words
    taken: Mapping[int, Name]
    index: BodyIndex
    knowledge: Knowledge
    spoken: Spoken

    def read(self, head: int) -> Name | None:
        first = self._left(head)
        whole = self.words.folded(first, head + 1)
        name = Name(first, head + 1, EntityType.BODY, source="knowledge")
        known = self.knowledge.nominals.get(whole) or self.knowledge.names.get(whole)
        if known and first < head:
            return replace(name, first=self._proper(first, head), known=self._nearest(known))
        lower = self.words.lower[head]
        if lower in _ROOMS and self.words.word(head + 1) in ("of", "in", "on", "for"):
            return None  # "the Lyon office of Lumen"
        if lower == "bank":
            return self._central_bank(first, head, name)
        code, field = self._parts(first, head)
        if lower in ("ministry", "department") and not field and (found := self._followed(first, head, code)):
            return found
        if key := self._described(lower, code, field):
            return replace(name, known=(key,))
        plain = lower == "government" and not field
        if code and (
            plain
            or (
                lower not in _STATE
                and (field or lower in _SOLE)
                and not {"new", "same", "other", "own", "former"} & set(field)
            )
        ):
            return replace(name, source="shape", country=code)  # "Canada's competition bureau"
        return self._seated(name, head)

    def _central_bank(self, first: int, head: int, name: Name) -> Name | None:
        """ "The central bank": that of the country named, else of the one the article speaks of most."""
        if self.words.word(head - 1) != "central":
            return None
        code = self._parts(first, head)[0] or next((c for c, _ in self.spoken.counts.most_common(1)), None)
        banks = self.knowledge.nominals.get("central bank", ())
        key = next((key for key in banks if self.knowledge.organisations[key].country == code), None)
        return replace(name, first=min(first, head - 1), known=(key,) if key else (), source="shape", country=code)

    def _seated(self, name: Name, head: int) -> Name | None:
        """ "A court in Lyon", "prosecutors in Milan": known by where they sit."""
        words, seat = self.words, self.taken.get(head + 2)
        if words.lower[head] not in _SEATED or words.word(head + 1) != "in" or seat is None or seat.first != head + 2:
            return None
        return replace(name, last=seat.last, source="shape") if seat.kind is EntityType.PLACE else None

    def _followed(self, first: int, head: int, code: str | None) -> Name | None:
        """ "The ministry of commerce", the field behind, in small letters."""
        words, last = self.words, head + 2
        if words.word(head + 1) != "of":
            return None
        while last < len(words) and (
            words.pos[last] in ("NOUN", "PROPN", "ADJ") or words.lower[last] in ("and", ",", "the")
        ):
            last += 1
        while words.word(last - 1) in ("and", ",", "the"):
            last -= 1
        field = [w for w in words.folded(head + 2, last).split() if w not in _EMPTY] if last > head + 2 else []
        codes = [code] if code else [c for c, _ in self.spoken.counts.most_common(3)]
        keys = (self.index.find(field, each, words.lower[head], self.knowledge) for each in codes if field)
        key = next((key for key in keys if key), None)
        return Name(first, last, EntityType.BODY, (key,), source="knowledge") if key else None

    def _proper(self, first: int, head: int) -> int:
        """Where a proper name begins after a country ("UK's [Competition …"); a description keeps its country."""
        mark = next((k for k in range(first, head) if self.words.lower[k] in ("'s", "’s")), None)
        return mark + 1 if mark is not None and self.words.text[mark + 1][0].isupper() else first

    def _left(self, head: int) -> int:
        """Where the words that describe the body begin."""
        first = head
        while first > 0:
            before = first - 1
            lower = self.words.lower[before]
            if (lower in ("'s", "’s", "-") and before) or (
                self.words.pos[before] in ("NOUN", "PROPN", "ADJ")
                and not self.words.opens[first]
                and "\n" not in lower
            ):
                first = before
            else:
                break
        while first < head and (self.words.lower[first] in _NOT_FIELD | {"'s", "’s", "-"}):
            first += 1
        return first

    def _parts(self, first: int, head: int) -> tuple[str | None, list[str]]:
        """The country named before the body, and the words of its field."""
        said = [fold(self.words.text[k]) for k in range(first, head) if self.words.text[k] not in ("'s", "’s", "-")]
        for size in (2, 1):
            if len(said) >= size and (code := country_of(" ".join(said[:size]), self.knowledge)):
                return code, said[size:]
        return None, said

    def _described(self, head: str, code: str | None, field: list[str]) -> str | None:
        if len(field) == 1 and head in ("administration", "government") and field[0] in self.spoken.leaders:
            code, field = self.knowledge.people[self.spoken.leaders[field[0]]].country, []
        if code and not field and head in _STATE - {"officials"}:
            return known_government(code, self.knowledge)
        if not field or head not in _FIELDED or any(w in _NOT_FIELD for w in field):
            return None
        codes = [code] if code else [c for c, _ in self.spoken.counts.most_common(3)]
        for each in codes:
            calls = (f"{each.lower()} {' '.join(field)} {head}",)
            for call in calls:
                if known := self.knowledge.names.get(call):
                    return known[0]
            if head in ("ministry", "department") and (key := self.index.find(field, each, head, self.knowledge)):
                return key
        return None

    def _nearest(self, known: tuple[str, ...]) -> tuple[str, ...]:
        """Of several bodies described alike, those of the country the article speaks of most."""
        if len(known) < 2:
            return known
        countries = {
            key: self.knowledge.organisations[key].country for key in known if key in self.knowledge.organisations
        }
        best = max(countries, key=lambda key: self.spoken.counts.get(countries[key] or "", 0))
        return (best,)
