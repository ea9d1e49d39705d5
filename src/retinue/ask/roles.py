"""What office a question means: "the Shanghai party boss", "head of the CAC", "then-premier", 商务部部长."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retinue.knowledge import Knowledge, Office, find_place, fold, office_candidates
from retinue.knowledge.marks import parse
from retinue.names import meant

__all__ = ["Role", "country_of", "read_role"]

_HAN = re.compile("^[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+$")
_LONGEST = 4  # "the United Arab Emirates' …": words of a country's or person's name, and one
_OF = re.compile(r"^(?P<role>.+?) (?:of|for|at|in) (?:the )?(?P<rest>.+)$")


@dataclass(frozen=True, slots=True)
class Role:
    """The offices a wording may mean, highest rank first; `former` when it speaks of somebody who has left."""

    offices: tuple[str, ...]
    former: bool


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return parse((files("retinue") / "data" / "roles.yml").read_text("utf-8"), "retinue/data/roles.yml")


def read_role(knowledge: Knowledge, wording: str, country: str | None = None) -> Role:
    """The offices a wording may mean, of one country where that is given."""
    bare, former = _without_time(fold(wording))
    for variant, home in (
        *((text, country) for text in _variants(knowledge, bare, country)),
        *_at_home(knowledge, bare),
    ):
        found = office_candidates(knowledge, variant) or _of_body(knowledge, variant)
        at_home = tuple(id_ for id_ in found if home in (None, knowledge.offices[id_].country))
        if at_home and country in (None, home):
            return Role(at_home, former)
    return Role((), former)


def country_of(knowledge: Knowledge, wording: str) -> str | None:
    """The ISO code of a country by code, name or adjective; None for none."""
    text = wording.strip()
    if not text:
        return None
    if len(text) == 2 and text.isalpha() and text.isascii():
        return {"UK": "GB"}.get(text.upper(), text.upper())
    return knowledge.demonyms.get(fold(text).removeprefix("the ")) or _words()["han_countries"].get(text)


def _without_time(folded: str) -> tuple[str, bool]:
    """Without "the", "then", "former" at the start; whether it spoke of the past."""
    former = False
    words = folded.split()
    while len(words) > 1 and words[0] in _set("now") | _set("former"):
        former |= words.pop(0) in _set("former")
    han = re.match("^(前任?|时任|现任)(?=.{2})", folded)
    if han:
        return folded[han.end() :], han[1].startswith("前")
    return " ".join(words), former


def _set(name: str) -> frozenset[str]:
    return frozenset(word.strip("-") for word in str(_words()[name]).split())


def _variants(knowledge: Knowledge, folded: str, country: str | None) -> Iterator[str]:
    """The wording as it stands, with its country, and the other way round ("party boss of Shanghai")."""
    if _HAN.match(folded):
        yield from _han_variants(knowledge, folded)
        return
    called = sorted(name for name, code in knowledge.demonyms.items() if code == country and " " not in name)
    for text in dict.fromkeys((folded, *_turned(folded))):
        yield from (f"{name} {text}" for name in called)
        yield text


def _at_home(knowledge: Knowledge, folded: str) -> Iterator[tuple[str, str]]:
    """ "Seoul's trade minister", "China's MIIT chief", "Biden's envoy": without these words, and their country."""
    words = folded.split()
    for n in range(1, min(len(words), _LONGEST)):
        first, rest = " ".join(words[:n]).removeprefix("top "), " ".join(words[n:])
        codes = {knowledge.demonyms.get(first), *(_citizen(knowledge, id_) for id_ in knowledge.names.get(first, ()))}
        for code in sorted(code for code in codes if code):
            name = next(name for name, of in knowledge.demonyms.items() if of == code)
            yield from ((text, code) for text in (f"{name} {rest}", rest))


def _citizen(knowledge: Knowledge, id_: str) -> str | None:
    person = knowledge.people.get(id_)
    return person.country if person else None


def _turned(folded: str) -> Iterator[str]:
    if found := _OF.match(folded):
        yield f"{found['rest']} {found['role']}"
        yield found["rest"] if found["role"] == "office" else f"{found['role']} {found['rest']}"


def _of_body(knowledge: Knowledge, folded: str) -> tuple[str, ...]:
    """ "head of the CAC", "CAC boss": the highest single office of a body; else its offices that are called so."""
    words = folded.split()
    heads = _set("heads")
    if len(words) > 1 and words[-1] in heads and (ids := _highest(knowledge, " ".join(words[:-1]))):
        return ids
    found = _OF.match(folded)
    if found and found["role"] in heads:
        return _highest(knowledge, found["rest"])
    parts = [(words[:n], words[n:]) for n in range(1, len(words))]
    parts += [(found["rest"].split(), found["role"].split())] if found else []
    return next(filter(None, (_titled(knowledge, " ".join(body), title) for body, title in parts)), ())


def _titled(knowledge: Knowledge, body: str, title: list[str]) -> tuple[str, ...]:
    """ "MFA spokesperson": the offices of a body that are called so."""
    ids = set(meant(knowledge, body))
    held = (office for office in knowledge.offices.values() if office.body in ids)
    return tuple(office.id for office in held if any(set(title) <= set(fold(n).split()) for n in _called(office)))


def _called(office: Office) -> tuple[str, ...]:
    return (office.title, *office.names)


def _highest(knowledge: Knowledge, body: str) -> tuple[str, ...]:
    ids = set(meant(knowledge, body))
    held = [office for office in knowledge.offices.values() if office.body in ids and office.single]
    best = min((office.rank for office in held), default=0)
    return tuple(office.id for office in held if office.rank == best)


def _han_variants(knowledge: Knowledge, han: str) -> Iterator[str]:
    """商务部部长: the English of its last words after the English of the place or body before them."""
    heads = _words()["han"]
    for start in range(len(han)):
        english = heads.get(han[start:])
        if english is None:
            continue
        before = han[:start]
        yield f"head of {_english(knowledge, before + han[start : start + 1])}"  # 商务部长 is the head of 商务部
        if english != "head" or not before:
            yield f"{_english(knowledge, before)} {english}".strip()
        yield f"{english} of {_english(knowledge, before)}" if before else english


def _english(knowledge: Knowledge, han: str) -> str:
    """A place or body in English; the Han where it is not known."""
    if ids := meant(knowledge, han):
        known = knowledge.organisations.get(ids[0])
        return fold(known.name) if known else han
    code = country_of(knowledge, han)
    name = next((n for n, c in knowledge.demonyms.items() if c == code), "") if code else ""
    place = find_place(knowledge, han) or find_place(knowledge, han.rstrip("省市"))
    return name or (fold(place.name) if place else han)
