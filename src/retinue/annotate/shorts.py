"""Short forms: abbreviations that a text introduces, initials, and the surnames that leaders go by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from retinue.annotate.names import Name
from retinue.annotate.words import Words
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge, Person, Term

__all__ = ["SURNAME_FIRST", "Leaders", "abbreviations", "is_initials", "leader_terms", "leaders_on"]

Leaders = Mapping[str, str]  # folded surname to person id

SURNAME_FIRST = {"CN", "TW", "KR", "KP", "VN", "MO"}
_CALLED = {"once", "formerly", "previously", "also", "better", "known", "as", "called", "the"}
_CALLED_WITHIN = 5  # tokens
_ALSO = ({"a.k.a", "a.k.a.", "aka"}, {"known", "formerly", "called"})


def abbreviations(words: Words, names: Sequence[Name]) -> dict[str, str]:
    """Short forms that the text itself introduces, folded: "(CAC)" or "(a.k.a. Dahua)" after the full name."""
    pairs: dict[str, str] = {}
    by_end = {n.last: n for n in names}
    for name in names:
        if full := _called_before(words, name, by_end):
            pairs[words.folded(name.first, name.last)] = words.folded(full.first, full.last)
        opening = name.first - 1
        while opening > 0 and name.first - opening <= 4 and words.text[opening] != "(":
            opening -= 1
        full = by_end.get(opening)
        if words.word(opening) != "(" or full is None or words.word(name.last) not in (")", ";", ","):
            continue
        between = {words.lower[k] for k in range(opening + 1, name.first)}
        short = words.said(name.first, name.last)
        if between & (_ALSO[0] | _ALSO[1]) or (
            not between - {"the", "or"} and _abbreviates(short, words.said(full.first, full.last))
        ):
            pairs[fold(short)] = words.folded(full.first, full.last)
    return pairs


def _called_before(words: Words, name: Name, by_end: Mapping[int, Name]) -> Name | None:
    """The name that ", once known as" or ", formerly" ties to the one after it."""
    k = name.first - 1
    while k > 0 and name.first - k <= _CALLED_WITHIN and words.lower[k] in _CALLED:
        k -= 1
    told = words.lower[k + 1 : name.first]
    return by_end.get(k) if words.word(k) == "," and {"known", "formerly", "previously"} & set(told) else None


def _abbreviates(short: str, full: str) -> bool:
    """True when the letters of `short` occur in order in `full`, starting with a word's first letter."""
    letters = [c for c in short.casefold() if c.isalnum()]
    text = full.casefold()
    if not letters or len(short) > 12 or len(short) >= len(full):
        return False
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    return any(word.startswith(letters[0]) for word in text.replace("-", " ").split())


def leader_terms(knowledge: Knowledge) -> tuple[tuple[str, Term], ...]:
    """Everybody's time at the head of a state or government, with the folded surname."""
    tops = [office.id for office in knowledge.offices.values() if office.rank == 1]
    terms = [term for office in tops for term in knowledge.terms_by_office.get(office, ())]
    return tuple((_surname(knowledge.people[term.person]), term) for term in terms)


def leaders_on(terms: Sequence[tuple[str, Term]], day: dt.date | None) -> Leaders:
    """Folded surnames of those who headed a state or government on `day`, where only one of them bears it."""
    found: dict[str, set[str]] = {}
    for surname, term in terms:
        if day and term.covers(day):
            found.setdefault(surname, set()).add(term.person)
    return {surname: next(iter(people)) for surname, people in found.items() if len(people) == 1}


def _surname(person: Person) -> str:
    parts = fold(person.name).split()
    return parts[0] if person.country in SURNAME_FIRST else parts[-1]


def is_initials(parts: Sequence[str], words: Sequence[str]) -> bool:
    """True for initials: "saic" of "state administration for industry and commerce"."""
    if len(parts) != 1 or not 2 < len(parts[0]) < 8:
        return False
    telling = [w for w in words if w not in ("of", "the", "and", "for", "on")]
    return len(words) > 2 and parts[0] in ("".join(w[0] for w in telling), "".join(w[0] for w in words))
