"""Which office somebody held on the day."""

from __future__ import annotations

import datetime as dt

from retinue.knowledge import offices_on
from retinue.knowledge.types import Knowledge, Office
from retinue.model import Referent

__all__ = ["office_of"]


def office_of(referent: Referent, known: str | None, day: dt.date | None, knowledge: Knowledge) -> str | None:
    """The standard title of the office held on `day`; None when neither the article nor knowledge tells.

    The title that the article itself gives decides among several held at once; where knowledge has none for that
    day, the article's own wording, put in the standard form, stands.
    """
    said = knowledge.offices.get(referent.office) if referent.office else None
    if known is not None and known in knowledge.people:
        held = offices_on(knowledge, known, day) if day else _latest(knowledge, known)
        ever = {term.office for term in knowledge.terms_by_person.get(known, ())}
        if said and (said in held or not held or said.id in ever):
            return said.title
        if held and (said or not referent.office or held[0].rank <= 3):
            return held[0].title
    return said.title if said else referent.office


def _latest(knowledge: Knowledge, person: str) -> tuple[Office, ...]:
    """Without a day: the office taken last, if it is the only one that person is known to have held."""
    terms = knowledge.terms_by_person.get(person, ())
    offices = {term.office for term in terms}
    return (knowledge.offices[terms[-1].office],) if len(offices) == 1 else ()
