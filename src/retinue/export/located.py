"""Where on the map an event lies, by the gazetteer that reading and fusing use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retinue.knowledge import Knowledge, Place, ancestors, find_place

__all__ = ["Located", "country_of", "locate"]

_OUTER = ("region", "country")


@dataclass(frozen=True, slots=True)
class Located:
    """A point in degrees (WGS 84) and the place it is the point of; `name` is the event's own word for it."""

    name: str
    place: Place
    longitude: float
    latitude: float


def locate(places: Sequence[str], knowledge: Knowledge) -> Located | None:
    """The point of the most specific of `places` that the gazetteer has one for; None when it has none.

    Countries and most regions have no point: an event told of no closer place has none either.
    """
    outer = [place for place in _resolved(places, knowledge) if place.level in _OUTER]
    for name in places:
        for place in _meant(name, outer, knowledge):
            if place.longitude is not None and place.latitude is not None:
                return Located(name, place, place.longitude, place.latitude)
    return None


def country_of(places: Sequence[str], knowledge: Knowledge) -> str | None:
    """ISO 3166-1 alpha-2 code of the country in which `places` lie, as the widest of them says."""
    found = [place.country for place in _resolved(places, knowledge) if place.country]
    return found[-1] if found else None


def _meant(name: str, outer: Sequence[Place], knowledge: Knowledge) -> Iterator[Place]:
    """What a name may mean, likeliest first: inside the wider places told with it, else in their country."""
    for above in outer:
        inside = find_place(knowledge, name, within=above.id)
        if inside is not None:
            yield inside
    found = find_place(knowledge, name, next((above.country for above in outer if above.country), None))
    if found is not None and _fits(found, outer, knowledge):
        yield found


def _fits(place: Place, outer: Sequence[Place], knowledge: Knowledge) -> bool:
    """False when the wider places told with a name are all elsewhere: then it is another place of that name."""
    above = {place.id, *(one.id for one in ancestors(knowledge, place))}
    return not outer or any(one.id in above for one in outer)


def _resolved(places: Sequence[str], knowledge: Knowledge) -> list[Place]:
    return [place for name in places if (place := find_place(knowledge, name))]
