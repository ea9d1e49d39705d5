"""Many names against all listed ones at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from retinue.ask.listed import Standing, of_knowledge, of_register
from retinue.knowledge import Knowledge
from retinue.lists import Register
from retinue.names import Index, known_names

__all__ = ["Screened", "Screener"]

_MOST = 10  # names of the lists given for one name


@dataclass(frozen=True, slots=True)
class Screened:
    """A listed name that a screened name matches, how surely (0 to 1), why, and its time on a list."""

    name: str
    score: float
    why: str
    standing: Standing


class Screener:
    """All listed names in an index; making one takes a second for each ten thousand names."""

    def __init__(self, knowledge: Knowledge, register: Register | None = None) -> None:
        self._times: dict[str, list[Standing]] = {}
        self._index = Index(self._names(knowledge, register), knowledge)

    @property
    def compared(self) -> int:
        """How many pairs of names have been compared in full."""
        return self._index.compared

    def find(self, name: str, day: dt.date) -> tuple[Screened, ...]:
        """Who of those that stood on a list on `day` may be meant, the surest first."""
        hits = self._index.find(name, _MOST)
        found = [(hit, row) for hit in hits for row in self._times[hit.key] if row.covers(day)]
        dated = {row.list_id for _, row in found if not row.latest}
        return tuple(
            Screened(hit.name, hit.match.score, hit.match.why, row)
            for hit, row in found
            if not (row.latest and row.list_id in dated)  # the same listing, without its day
        )

    def _names(self, knowledge: Knowledge, register: Register | None) -> Iterator[tuple[str, str]]:
        """Every listed name with the key of its times."""
        for id_ in knowledge.listings_by_entity:
            key = f"known {id_}"
            self._times[key] = list(of_knowledge(knowledge, (id_,)))
            yield from ((name, key) for name in known_names(knowledge, id_))
        if register:
            for number, row in register.listings().items():
                self._times[number] = [of_register(row, row.name, "")]
            yield from register.names()
