"""One happening, weighed: what was done, how real, by how high an official, and how hard a list bites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from retinue.knowledge import Knowledge, Listing, offices_on, unknown_key
from retinue.model import Decided, EntityType, EventType, Happening, Party
from retinue.series.types import Weighed
from retinue.series.weights import Factor, Weights

__all__ = ["Weigher"]


class Weigher:
    """Weighs happenings by given weights; made once, since it indexes the offices by title and body."""

    def __init__(self, knowledge: Knowledge, weights: Weights) -> None:
        self._knowledge, self._weights = knowledge, weights
        self._by_title: dict[str, int] = {}
        self._by_body: dict[str, int] = {}
        for office in knowledge.offices.values():
            if self.is_public(office.body):
                self._by_title[office.title] = office.rank
                if office.body:
                    self._by_body[office.body] = min(office.rank, self._by_body.get(office.body, office.rank))

    def weigh(self, happening: Happening) -> Weighed:
        """The event with its weight, rounded to hundredths, and a reason for each factor that is not 1."""
        named = [
            (happening.type.value.replace("_", " "), self._weights.types[happening.type]),
            (happening.status.value, self._weights.statuses[happening.status]),
            self._level(happening),
            *self._list(happening),
        ]
        weight = 1.0
        for _, factor in named:
            weight *= factor.factor
        return Weighed(
            key=happening.key,
            type=happening.type,
            signal=happening.signal,
            status=happening.status,
            first=happening.start,
            last=max(happening.end or happening.start, happening.start) if happening.start else None,
            precision=happening.precision,
            weight=round(weight, 2),
            probability=1.0 if happening.decided is Decided.ACCEPTED else happening.confidence,
            origins=happening.independent_origins,
            told=told(happening),
            roots=_roots(happening),
            reasons=tuple(f"{what} ×{factor.factor:g}: {factor.why}" for what, factor in named if factor.factor != 1),
        )

    def is_public(self, body: str | None) -> bool:
        """True unless an office belongs to a firm or another body that does not govern."""
        found = self._knowledge.organisations.get(body or "")
        return found is None or found.type is EntityType.BODY

    def _level(self, happening: Happening) -> tuple[str, Factor]:
        day = happening.start or next((one.published for one in happening.reports if one.published), None)
        found = [(rank, party) for party in happening.actors if (rank := self._rank(party, day)) is not None]
        if not found:
            official = next((p for p in happening.actors if p.type is EntityType.BODY or p.office), None)
            if official is None:
                return "no official", self._weights.no_official
            return f"rank of {official.name} unknown", self._weights.unknown_level
        rank, party = min(found, key=lambda one: one[0])
        return f"{party.office or party.name} (rank {rank})", self._weights.levels[rank]

    def _rank(self, party: Party, day: dt.date | None) -> int | None:
        """The rank of the highest public office a party stands for that day, None when none is known."""
        if party.type is EntityType.BODY:
            highest = self._by_body.get(party.known or "")
            return None if highest is None else max(highest, self._weights.body_at_most)
        if party.type is not EntityType.PERSON:
            return None
        told = self._by_title.get(party.office or "")
        held = offices_on(self._knowledge, party.known, day) if party.known and day else ()
        ranks = [office.rank for office in held if self.is_public(office.body)]
        return min([*ranks, *([told] if told else [])], default=None)

    def _list(self, happening: Happening) -> Iterator[tuple[str, Factor]]:
        """The hardest list a recipient joined, or left, about that day; nothing for other acts."""
        if happening.type not in (EventType.LISTING, EventType.DELISTING):
            return
        ids = {row.list for row in self._moved(happening)}
        known = [
            (self._list_name(id_), self._weights.lists[id_]) for id_ in sorted(ids) if id_ in self._weights.lists
        ]
        yield max(known, key=lambda one: one[1].factor, default=("list not known", self._weights.other_list))

    def _moved(self, happening: Happening) -> Iterator[Listing]:
        if happening.start is None:
            return
        room = dt.timedelta(self._weights.list_days)
        first, last = happening.start - room, (happening.end or happening.start) + room
        for party in happening.recipients:
            for row in self._knowledge.listings_by_entity.get(party.known or unknown_key(party.name), ()):
                day = row.since if happening.type is EventType.LISTING else row.until
                if day is not None and first <= day <= last:
                    yield row

    def _list_name(self, id_: str) -> str:
        known = self._knowledge.lists.get(id_)
        return known.name if known else id_


def told(happening: Happening) -> str:
    """Who did what to whom, in a few words: "Li Qiang → Hikvision: visit"."""
    sides = [_names(side) for side in (happening.actors, happening.recipients)]
    where = f" in {happening.places[0]}" if happening.places and not happening.recipients else ""
    return f"{' → '.join(filter(None, sides)) or 'nobody named'}: {happening.type.value.replace('_', ' ')}{where}"


def _names(parties: tuple[Party, ...], most: int = 3) -> str:
    names = ", ".join(party.name for party in parties[:most])
    return names + (f" and {len(parties) - most} more" if len(parties) > most else "")


def _roots(happening: Happening) -> tuple[str, ...]:
    """What its reports go back to; where that is not told (rows of older code), as many as were counted, its own."""
    told = {report.root for report in happening.reports if report.root}
    more = range(len(told), happening.independent_origins)
    return (*sorted(told), *(f"{happening.key} {number}" for number in more))
