"""Which office somebody held on the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from retinue.knowledge import offices_on
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge, Office
from retinue.model import Referent

__all__ = ["FORMER", "office_of"]

FORMER = "Former "
_SMALL = {"of", "the", "and", "for", "to", "a", "in"}
_HIGH = 3  # offices of this rank or above stand for their holder whatever the article calls him


def office_of(referent: Referent, known: str | None, day: dt.date | None, knowledge: Knowledge) -> str | None:
    """The standard title of the office held on `day`; None when neither the article nor knowledge tells.

    The title that the article itself gives decides among several held at once; where knowledge has none for that
    day, the article's own wording, put in the standard form, stands, else the last office held before.
    """
    said = knowledge.offices.get(referent.office) if referent.office else None
    if known is None or known not in knowledge.people:
        return said.title if said else referent.office
    held = offices_on(knowledge, known, day) if day else _highest(knowledge, known)
    ever = {term.office for term in knowledge.terms_by_person.get(known, ())}
    if said and (said in held or not held or said.id in ever):
        return said.title
    if held and (said or not referent.office or held[0].rank <= _HIGH):
        return held[0].title
    if same := _same_role(referent.office, held):
        return same.title
    return said.title if said else referent.office or _left(knowledge, known, day)


def _same_role(wording: str | None, held: Sequence[Office]) -> Office | None:
    """The office held that shares most words with the article's own wording of it."""
    ours = set(fold(wording or "").split()) - _SMALL
    shared = [(len(ours & set(fold(office.title).split())), office) for office in held]
    most = max((count for count, _ in shared), default=0)
    return next((office for count, office in shared if count == most), None) if most else None


def _highest(knowledge: Knowledge, person: str) -> tuple[Office, ...]:
    """Without a day: the highest office that person is known to have held, of one rank the one taken last."""
    terms = knowledge.terms_by_person.get(person, ())
    offices = [knowledge.offices[term.office] for term in reversed(terms)]
    return tuple(sorted(offices, key=lambda office: office.rank)[:1])


def _left(knowledge: Knowledge, person: str, day: dt.date | None) -> str | None:
    """ "Former President of France": the highest office given up before `day`."""
    past = [t for t in knowledge.terms_by_person.get(person, ()) if day and t.until and t.until < day]
    offices = sorted((knowledge.offices[t.office] for t in reversed(past)), key=lambda office: office.rank)
    return FORMER + offices[0].title if offices else None
