"""What coreference consults besides the article itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retinue.annotate.lexicon import Lexicon
from retinue.annotate.offices import OfficeIndex
from retinue.annotate.scene import Draft
from retinue.knowledge import offices_on
from retinue.knowledge.types import Knowledge

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """What coreference consults: word lists, knowledge, the office index, and the article's day (or None)."""

    lexicon: Lexicon
    knowledge: Knowledge
    offices: OfficeIndex
    day: dt.date | None

    def offices_held(self, draft: Draft) -> set[str]:
        """Offices a known person holds on the article's day."""
        if self.day is None or not draft.known or draft.known[0] not in self.knowledge.people:
            return set()
        return {office.id for key in draft.known for office in offices_on(self.knowledge, key, self.day)}

    def offices_ever(self, draft: Draft) -> set[str]:
        """Offices a known person holds or held on any day."""
        return {term.office for key in draft.known for term in self.knowledge.terms_by_person.get(key, ())}
