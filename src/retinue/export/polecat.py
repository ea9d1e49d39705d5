"""polecat.tsv: events in the columns in which the POLECAT event data set is published, with PLOVER's categories.

The columns' names and order are those of the files ngecEvents.DV.*.txt on Harvard Dataverse
(doi:10.7910/DVN/AJGVIT), as programs that read them give them (checked 2026-11-30); unknown values are "None" there
and several values are parted by "; ". Four columns of our own follow the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pycountry

from retinue.export.columns import Column, names
from retinue.export.located import Located, country_of, locate
from retinue.export.material import Material
from retinue.export.parties import country_of_party, office_of_party
from retinue.export.rows import joined
from retinue.knowledge import Knowledge, Place, ancestors
from retinue.model import EntityType, Happening, Party, Status

__all__ = ["COLUMNS", "polecat_tsv"]

_KIND, _PARTIES, _PLACE, _REPORTS = "`data/event_types.yml`", "the event's parties", "the gazetteer", "the reports"
NOTHING = "None"


def _party_columns(role: str, side: str) -> tuple[Column, ...]:
    return (
        Column(f"{role} Name", "list", f"names of the {side}", _PARTIES),
        Column(f"{role} Country", "list", "their countries, ISO 3166-1 alpha-3", "knowledge"),
        Column(f"{role} COW", "text", "left empty: we have no table of Correlates of War codes", "–"),
        Column(f"Primary {role} Sector", "text", "PLOVER's sector of the first: GOV, BUS or JRN", "type or office"),
        Column(f"{role} Sectors", "list", "the sectors of all", "type or office"),
        Column(f"{role} Title", "list", "offices held that day", "knowledge or the reports"),
        Column(f"{role} Name Raw", "list", "the same names: the words of each report stand in claims.csv", _PARTIES),
        Column(f"Wikipedia {role} ID", "text", "left empty: `wikidata` stands in events.jsonl", "–"),
    )


COLUMNS = (
    Column("Event ID", "text", "the event's key", "fusion"),
    Column("Event Date", "day", "first day; the first of the span for a week, month or year", "fusion"),
    Column("Event Type", "text", "PLOVER's category; None for address, policy, appointment, which it lacks", _KIND),
    Column("Event Mode", "text", "PLOVER's mode", _KIND),
    Column("Intensity", "number -10 to 10", "PLOVER's score of the category and mode", _KIND),
    Column("Quad Code", "text", "verbal or material, cooperation or conflict", _KIND),
    Column("Contexts", "list", "future for planned events, negation for denied and cancelled ones", "`status`"),
    *_party_columns("Actor", "actors"),
    *_party_columns("Recipient", "recipients"),
    Column("Placename", "text", "the place located, else the most specific one", _PLACE),
    Column("City", "text", "the city it is or lies in", _PLACE),
    Column("District", "text", "the district it is", _PLACE),
    Column("Province", "text", "the region it is or lies in", _PLACE),
    Column("Country", "text", "ISO 3166-1 alpha-3", _PLACE),
    Column("Latitude", "number", "degrees, WGS 84", _PLACE),
    Column("Longitude", "number", "degrees, WGS 84", _PLACE),
    Column("GeoNames ID", "text", "GeoNames id, where our entry carries one", _PLACE),
    Column("Raw Placename", "list", "the places as the event has them", "fusion"),
    Column("Feature Type", "text", "city, district, area, region or country", _PLACE),
    Column("Source", "list", "publishers of the reports", _REPORTS),
    Column("Publication Date", "day", "first day on which one of them came out", _REPORTS),
    Column("Story People", "list", "people among the parties", _PARTIES),
    Column("Story Organizations", "list", "firms, bodies and organisations among the parties", _PARTIES),
    Column("Story Locations", "list", "the places", "fusion"),
    Column("Language", "text", "left empty: events are made from documents of several", "–"),
    Column("Version", "text", "Retinue and the version of its export contract", "–"),
    Column("Retinue Type", "text", "our event type: one of thirteen", "fusion"),
    Column("Retinue Status", "text", "occurred, ongoing, planned, alleged, denied or cancelled", "fusion"),
    Column("Retinue Signal", "text", "support, control, restrict or neutral", "fusion"),
    Column("Retinue Confidence", "number 0 to 1", "how likely there is such an event", "retinue.confidence"),
)  # fmt: skip
SECTORS = {EntityType.BODY: "GOV", EntityType.COMPANY: "BUS", EntityType.MEDIA: "JRN"}
CONTEXTS = {Status.PLANNED: "future", Status.DENIED: "negation", Status.CANCELLED: "negation"}
VERSION = "Retinue 1"
Row = dict[str, object]


def polecat_tsv(material: Material) -> Iterator[bytes]:
    """The rows, tab-separated, UTF-8, without quotes: a tab or line break inside a value becomes a space."""
    knowledge = material.knowledge()
    yield _line(names(COLUMNS))
    for happening in material.contents.happenings():
        row = _row(happening, knowledge)
        yield _line([_cell(row.get(name)) for name in names(COLUMNS)])


def _line(cells: Iterable[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode()


def _cell(value: object) -> str:
    return " ".join(str(value).split()) if value not in (None, "") else NOTHING


def _row(happening: Happening, knowledge: Knowledge) -> Row:
    kind = knowledge.event_kinds[happening.type].polecat if happening.type in knowledge.event_kinds else None
    published = [report.published for report in happening.reports if report.published]
    coded: Row = {
        "Event Type": kind.category, "Event Mode": kind.mode, "Intensity": kind.intensity, "Quad Code": kind.quad,
    } if kind else {}  # fmt: skip
    return {
        "Event ID": happening.key,
        "Event Date": happening.start or happening.end,
        "Contexts": CONTEXTS.get(happening.status),
        **coded,
        **_side("Actor", happening.actors, knowledge),
        **_side("Recipient", happening.recipients, knowledge),
        **_where(happening.places, knowledge),
        "Source": joined(report.publisher for report in happening.reports),
        "Publication Date": min(published, default=None),
        **_story(happening),
        "Version": VERSION,
        "Retinue Type": happening.type.value,
        "Retinue Status": happening.status.value,
        "Retinue Signal": happening.signal.value,
        "Retinue Confidence": happening.confidence,
    }


def _side(role: str, parties: Sequence[Party], knowledge: Knowledge) -> Row:
    sectors = [_sector(party, knowledge) for party in parties]
    called = joined(party.name for party in parties)
    return {
        f"{role} Name": called,
        f"{role} Name Raw": called,
        f"{role} Country": joined(_alpha_3(country_of_party(party, knowledge)) for party in parties),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": joined(sectors),
        f"{role} Title": joined(party.office for party in parties),
    }


def _sector(party: Party, knowledge: Knowledge) -> str | None:
    """By the party's type; a person's is that of the office held, as far as knowledge has it."""
    if party.type is not EntityType.PERSON:
        return SECTORS.get(party.type)
    office = office_of_party(party, knowledge)
    body = knowledge.organisations.get(office.body or "") if office else None
    return SECTORS.get(body.type) if body else "GOV" if office and office.country else None


def _where(places: Sequence[str], knowledge: Knowledge) -> Row:
    point = locate(places, knowledge)
    levels = _levels(point, knowledge) if point else {}
    country = levels["country"].country if "country" in levels else country_of(places, knowledge)
    return {
        "Placename": point.place.name if point else next(iter(places), None),
        "City": _called(levels, "city"),
        "District": _called(levels, "district"),
        "Province": _called(levels, "region"),
        "Country": _alpha_3(country),
        "Latitude": point.latitude if point else None,
        "Longitude": point.longitude if point else None,
        "GeoNames ID": point.place.id.removeprefix("geonames-") if point and "geonames-" in point.place.id else None,
        "Raw Placename": joined(places),
        "Feature Type": point.place.level if point else None,
    }


def _levels(point: Located, knowledge: Knowledge) -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for place in (point.place, *ancestors(knowledge, point.place)):
        found.setdefault(place.level, place)
    return found


def _called(levels: Mapping[str, Place], level: str) -> str | None:
    return levels[level].name if level in levels else None


def _story(happening: Happening) -> Row:
    parties = (*happening.actors, *happening.recipients)
    return {
        "Story People": joined(one.name for one in parties if one.type is EntityType.PERSON),
        "Story Organizations": joined(one.name for one in parties if one.type is not EntityType.PERSON),
        "Story Locations": joined(happening.places),
    }


def _alpha_3(code: str | None) -> str | None:
    country = pycountry.countries.get(alpha_2=code) if code else None
    return country.alpha_3 if country else None
