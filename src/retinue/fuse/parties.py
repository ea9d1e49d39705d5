"""Whether two names from two reports stand for the same party, one that belongs to it, or another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from retinue.knowledge.fold import bare, fold, without_initials
from retinue.knowledge.types import Knowledge
from retinue.model import Entity, EntityType

__all__ = ["Named", "Relation", "Sides", "match", "named", "relation"]

# Words that name a kind of body or firm and so tell nothing about which one it is.
_KINDS = """
    the of and for in on at to a group technology technologies holdings international industries corporation company
    ministry department bureau office administration agency authority commission committee council national state
    central federal provincial municipal government china chinese us american japan japanese eu european uk korea
    united states republic people peoples limited electronics systems
"""
_COMMON = frozenset(_KINDS.split())
_NOMINAL = frozenset(
    {"the", "a", "its", "this", "that", "company", "firm", "ministry", "agency", "authority", "authorities"}
    | {"regulator", "regulators", "government"}
)
_LOCAL = frozenset(
    {"provincial", "municipal", "city", "local", "state", "county", "regional", "district", "prefectural", "town"}
)
_ALIKE = 92  # spelling variants of one firm's name score above this (rapidfuzz ratio), neighbours below


class Relation(IntEnum):
    """How two parties stand to each other, from unrelated to the same."""

    DIFFERENT = -1
    FELLOWS = 0  # two bodies of one state: different, but reports mix them up
    STATE = 1  # a government and one of its bodies or officials
    PART = 2  # a unit and its parent, or a name that contains the other
    HEADS = 3  # a body and the person who heads it
    SAME = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A party as one report names it, made comparable. `names` are folded; `tokens` tell it from others."""

    name: str
    type: EntityType
    known: str | None
    country: str | None
    office: str | None
    wikidata: str | None
    names: frozenset[str]
    tokens: frozenset[str]
    government: bool

    @property
    def speaks(self) -> bool:
        """False for a mere description ("the company") that was never resolved."""
        return self.known is not None or not set(self.name.casefold().split()) <= _NOMINAL

    @property
    def person(self) -> bool:
        """True for people."""
        return self.type is EntityType.PERSON


def named(entity: Entity) -> Named:
    """`entity` made comparable."""
    spoken = [n for n in (entity.name, entity.name_en, *entity.aliases) if n]
    person = entity.type is EntityType.PERSON
    names = frozenset(filter(None, (_plain(fold(n), person) for n in spoken)))
    return Named(
        entity.name, entity.type, entity.known, entity.country, entity.office, entity.wikidata,
        names, _telling(fold(entity.name), person), _is_government(entity),
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _plain(folded: str, person: bool) -> str:
    """A folded name without what reports drop from it: a person's initials, a firm's legal form."""
    return without_initials(folded) if person else bare(folded)


@lru_cache(maxsize=65_536)
def _telling(folded: str, person: bool) -> frozenset[str]:
    """The words of a name that tell it from others of its kind."""
    words = frozenset(folded.split())
    return words if person else (words - _COMMON) or words


def _is_government(entity: Entity) -> bool:
    """True for a country's government as a whole ("US government"), not a province's or a city's."""
    if entity.known and (entity.known.endswith("-government") or entity.known == "eu-union"):
        return True
    words = fold(entity.name).split()
    whole = entity.type is EntityType.BODY and words[-1:] == ["government"] and len(words) <= 4
    return whole and not _LOCAL & set(words)


def relation(left: Named, right: Named, knowledge: Knowledge, day: dt.date | None = None) -> Relation:
    """How `left` and `right` stand to each other on `day` (None: at any time)."""
    if _same(left, right):
        return Relation.SAME
    if left.person and right.person:
        return Relation.DIFFERENT
    if _heads(left, right, knowledge, day) or _heads(right, left, knowledge, day):
        return Relation.HEADS
    if not (left.person or right.person) and _part(left, right, knowledge):
        return Relation.PART
    if _state(left, right) or _state(right, left):
        return Relation.STATE
    bodies = left.type is right.type is EntityType.BODY and left.country is not None
    return Relation.FELLOWS if bodies and left.country == right.country else Relation.DIFFERENT


def _same(left: Named, right: Named) -> bool:
    if left.known and right.known:
        return left.known == right.known
    if left.person != right.person:  # a firm taken for a person goes by its name all the same
        return fold(left.name) == fold(right.name) and not (left if left.person else right).known
    if left.names & right.names:
        return not _kin(left, right)
    return _same_person(left, right) if left.person else _same_body(left, right)


def _kin(left: Named, right: Named) -> bool:
    """True for units that share only their group's name: "Acme Cloud" and "Acme Bank", both called "Acme"."""
    if left.person or not (left.tokens - right.tokens and right.tokens - left.tokens):
        return False
    stem = left.tokens & right.tokens
    return bool(stem) and all(set(name.split()) <= stem for name in left.names & right.names)


def _same_person(left: Named, right: Named) -> bool:
    """One name holds all words of the other: "Lula" and "Luiz Inácio Lula da Silva", "Li Qiang" and "Qiang Li"."""
    return left.tokens <= right.tokens or right.tokens <= left.tokens


def _same_body(left: Named, right: Named) -> bool:
    if left.country and right.country and left.country != right.country:
        return False
    if any(_initials(a) in right.names for a in left.names) or any(_initials(b) in left.names for b in right.names):
        return True
    pairs = ((a, b) for a in left.names for b in right.names if min(len(a), len(b)) >= 8)
    return any(fuzz.ratio(a, b) >= _ALIKE for a, b in pairs)


def _initials(folded: str) -> str:
    words = [w for w in folded.split() if w not in {"of", "the", "and", "for"}]
    return "".join(w[0] for w in words) if len(words) >= 3 else folded


def _part(left: Named, right: Named, knowledge: Knowledge) -> bool:
    if left.known and right.known:
        return right.known in _above(left.known, knowledge) or left.known in _above(right.known, knowledge)
    bodies = EntityType.BODY in {left.type, right.type}
    if bodies and left.country and right.country and left.country != right.country:
        return False
    if left.names & right.names:
        return True  # units that go by their group's name
    small, large = sorted((left.tokens, right.tokens), key=len)
    return bool(small) and small <= large and any(len(w) > 2 for w in small) and not small <= _COMMON


def _above(known: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The ids of the organisations that `known` belongs to, nearest first."""
    found: list[str] = []
    body = knowledge.organisations.get(known)
    while body and body.parent and body.parent not in found:
        found.append(body.parent)
        body = knowledge.organisations.get(body.parent)
    return tuple(found)


def _heads(person: Named, body: Named, knowledge: Knowledge, day: dt.date | None) -> bool:
    """True when `person` leads `body`: by a known term of office, or by the office the report gives."""
    if not person.person or body.person:
        return False
    if person.known and body.known:
        terms = knowledge.terms_by_person.get(person.known, ())
        held = [t.office for t in terms if day is None or t.covers(day)]
        return any((o := knowledge.offices.get(i)) is not None and o.body == body.known for i in held)
    office = frozenset(fold(person.office or "").split())
    same_country = not (person.country and body.country) or person.country == body.country
    return bool(office) and same_country and body.tokens <= office and not body.tokens <= _COMMON


def _state(whole: Named, part: Named) -> bool:
    """True when `whole` is a government and `part` one of its bodies, or an official of that country."""
    official = part.type is EntityType.BODY or (part.person and part.office is not None)
    return whole.government and official and whole.country is not None and whole.country == part.country


@dataclass(frozen=True, slots=True)
class Sides:
    """How the parties of one role agree in two reports.

    `best` is the closest relation of any pair, `shared` how many of the smaller side are the same party, `pair`
    the names behind `best`.
    """

    best: Relation
    shared: int
    smaller: int
    pair: tuple[str, str]


def match(
    left: Sequence[Named], right: Sequence[Named], knowledge: Knowledge, day: dt.date | None = None
) -> Sides | None:
    """How two sets of parties agree, or None when either report names nobody."""
    if not left or not right:
        return None
    found = [(relation(a, b, knowledge, day), a.name, b.name) for a in left for b in right]
    best, one, other = max(found, key=lambda row: row[0])
    same_left = {row[1] for row in found if row[0] is Relation.SAME}
    same_right = {row[2] for row in found if row[0] is Relation.SAME}
    return Sides(best, min(len(same_left), len(same_right)), min(len(left), len(right)), (one, other))
