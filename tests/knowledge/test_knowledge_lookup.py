from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from retinue.knowledge import (
    Knowledge,
    ancestors,
    candidates,
    find_place,
    fold,
    holders,
    listings_on,
    load,
    office_candidates,
    offices_on,
    owners_on,
    so_called,
    themes_of,
    units_on,
)

TOWN = """
offices:
  - {id: zz-mayor, title: Mayor of Testburg, names: [mayor], country: NL, rank: 4, single: true}
  - {id: zz-tulip, title: Tulip Minister, names: [tulip minister, vice tulip minister], country: NL, rank: 3}
  - {id: zz-warden, title: Warden of the Dikes of the Netherlands, names: [dike warden], country: NL, rank: 3}
organisations:
  - id: zz-dikes
    type: government_body
    name: Dike Authority of the Netherlands
    nominals: [dike regulator]
    country: NL
  - id: zz-foo
    type: company
    name: Foobarix
    aliases: ["Hangzhou Foobarix Optical Systems Co., Ltd."]
    country: CN
  - {id: zz-top, type: company, name: Topfirm}
  - {id: zz-chips, type: company, name: Chipfirm}
  - {id: zz-wafers, type: company, name: Waferfirm, parent: zz-chips}
people:
  - id: piet-jansz
    name: Piet-Jan Q. Jansz
    country: NL
    held:
      - {office: zz-mayor, since: 2020-01-01, until: 2022-03-31}
      - {office: zz-warden, since: 2021-05}
  - id: anna-smid
    name: Anna Smid
    held: [{office: zz-mayor, since: 2022-04-01}]
listings:
  - {entity: zz-foo, list: us-uvl, since: 2020-02-03, until: 2021-02-02, citation: "1 FR 1"}
  - {entity: zz-foo, list: us-entity-list, since: 2021-01-01, citation: "2 FR 2"}
  - {entity: zz-chips, list: us-uvl, seen: 2022-02-02, until: 2023-03-03, programme: chips}
ownerships:
  - {unit: zz-chips, owner: zz-foo, since: 2019-05, until: 2021-06-30}
  - {unit: zz-chips, owner: zz-top, since: 2021-06-30}
  - {unit: zz-top, owner: zz-chips, since: 2030}
themes:
  - id: zz-tulips
    name: tulip bulb rules
    names: [郁金香]
    sectors: [flowers]
    words: [tulip licence, 球茎]
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.yml").write_text(f"source: a gazette\nchecked: 2026-01-02\n{TOWN}", encoding="utf-8")
    return load([str(folder)])


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (dt.date(2019, 12, 31), []),
        (dt.date(2020, 1, 1), ["Piet-Jan Q. Jansz"]),
        (dt.date(2022, 3, 31), ["Piet-Jan Q. Jansz"]),
        (dt.date(2022, 4, 1), ["Anna Smid"]),
    ],
)
def test_holders_by_day(town: Knowledge, day: dt.date, names: list[str]) -> None:
    assert [person.name for person in holders(town, "zz-mayor", day)] == names


def test_the_highest_office_comes_first(town: Knowledge) -> None:
    offices = offices_on(town, "piet-jansz", dt.date(2022, 1, 1))
    assert [office.id for office in offices] == ["zz-warden", "zz-mayor"]
    assert offices_on(town, "nobody", dt.date(2022, 1, 1)) == ()


@pytest.mark.parametrize(
    ("day", "lists"),
    [
        (dt.date(2020, 2, 2), []),
        (dt.date(2020, 2, 3), ["us-uvl"]),
        (dt.date(2021, 1, 15), ["us-uvl", "us-entity-list"]),
        (dt.date(2021, 2, 3), ["us-entity-list"]),
    ],
)
def test_listings_by_day(town: Knowledge, day: dt.date, lists: list[str]) -> None:
    assert [listing.list for listing in listings_on(town, "zz-foo", day)] == lists


@pytest.mark.parametrize(
    ("wording", "ids"),
    [
        ("Dutch minister of tulip", ("zz-tulip",)),
        ("minister for tulip of the Netherlands", ("zz-tulip",)),
        ("Dutch minister of vice tulip", ()),
        ("Dutch minister of roses", ()),
    ],
)
def test_a_tulip_minister_is_minister_of_tulip(town: Knowledge, wording: str, ids: tuple[str, ...]) -> None:
    assert office_candidates(town, wording) == ids


@pytest.mark.parametrize(
    "wording", ["Dutch minister of tulips", "Dutch minister of tulip", "minister for tulip of the Netherlands"]
)
def test_a_minister_of_something_is_its_minister(town: Knowledge, wording: str) -> None:
    found = office_candidates(town, wording)
    assert found == (() if wording.endswith("tulips") else ("zz-tulip",))
    assert office_candidates(town, "Dutch minister of vice tulip") == ()


@pytest.mark.parametrize(
    ("title", "names"), [("spokeswoman", ["Eva"]), ("spokesman", ["Jan"]), ("head", ["Jan", "Eva"])]
)
def test_a_title_with_a_gender_means_only_that(town: Knowledge, title: str, names: list[str]) -> None:
    person = town.people["anna-smid"]
    people = [replace(person, name="Jan", gender="m"), replace(person, name="Eva", gender="f")]
    assert [one.name for one in so_called(people, f"Dutch {title}")] == names
    assert so_called([replace(person, gender=None)], title)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Foobarix", "zz-foo"),
        ("Foobarix Technology Co Ltd", "zz-foo"),
        ("Foobarix Optical Systems", "zz-foo"),
        ("Hangzhou Foobarix Optical Systems", "zz-foo"),
        ("PietJan Jansz", "piet-jansz"),
        ("Piet-Jan Jansz", "piet-jansz"),
        ("the Dutch dike regulator", "zz-dikes"),
        ("the Netherlands' dike regulator", "zz-dikes"),
    ],
)
def test_names_and_their_variants(town: Knowledge, name: str, id_: str) -> None:
    assert candidates(town, name) == (id_,)


def test_an_unknown_name_has_no_candidates(known: Knowledge) -> None:
    assert candidates(known, "Quxquux Nonesuch Works") == ()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Hikvision Digital Technology Co., Ltd.", "hikvision"),
        ("Huawei Technologies Company Limited", "huawei"),
        ("Semiconductor Manufacturing International Corp.", "smic"),
        ("台積電", "tsmc"),
        ("the Associated Press", "ap"),
        ("Taiwan Semiconductor Manufacturing Co.", "tsmc"),
    ],
)
def test_bundled_firms(known: Knowledge, name: str, id_: str) -> None:
    assert id_ in candidates(known, name)


@pytest.mark.parametrize(
    ("wording", "id_"),
    [
        ("Entity List", "us-entity-list"),
        ("U.S. trade blacklist", "us-entity-list"),
        ("Commerce Department's Entity List", "us-entity-list"),
        ("Unverified List", "us-uvl"),
        ("unreliable entity list", "cn-uel"),
        ("China's export control list", "cn-ecl"),
        ("FCC's Covered List", "us-fcc-covered"),
        ("UFLPA Entity List", "us-uflpa"),
        ("1260H list", "us-cmc-1260h"),
    ],
)
def test_wordings_of_lists(known: Knowledge, wording: str, id_: str) -> None:
    assert known.list_names[fold(wording)] == id_


@pytest.mark.parametrize(
    ("entity", "day", "lists"),
    [
        ("huawei", dt.date(2019, 5, 15), {"us-section-889"}),
        ("huawei", dt.date(2019, 5, 16), {"us-section-889", "us-entity-list"}),
        ("hikvision", dt.date(2019, 10, 9), {"us-section-889", "us-entity-list"}),
        ("zte", dt.date(2017, 6, 1), set()),
    ],
)
def test_bundled_listings_by_day(known: Knowledge, entity: str, day: dt.date, lists: set[str]) -> None:
    assert {listing.list for listing in listings_on(known, entity, day)} == lists


@pytest.mark.parametrize(
    ("word", "country"),
    [("Chinese", "CN"), ("U.S.", "US"), ("Dutch", "NL"), ("The Hague", "NL"), ("Brussels", "EU"), ("Norway", "NO")],
)
def test_demonyms(known: Knowledge, word: str, country: str) -> None:
    assert known.demonyms[fold(word)] == country


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("Hangzhou", ["Zhejiang", "China"]),
        ("Hetao", ["Futian", "Shenzhen", "Guangdong", "China"]),
        ("Zhangjiang", ["Pudong", "Shanghai", "China"]),
        ("Dresden", ["Saxony", "Germany"]),
        ("Austin", ["Texas", "United States"]),
        ("Sanand", ["Gujarat", "India"]),
        ("China", []),
    ],
)
def test_places_and_what_they_lie_in(known: Knowledge, name: str, above: list[str]) -> None:
    place = find_place(known, name)
    assert place is not None
    assert [higher.name for higher in ancestors(known, place)] == above


def test_place_names_lose_their_kind(known: Knowledge) -> None:
    wordings = ("Zhejiang province", "the city of Wuhan", "Xi’an", "Nanshan district")
    ids = [place.id if (place := find_place(known, wording)) else None for wording in wordings]
    assert ids == ["cn-zhejiang", "cn-wuhan", "cn-xian", "cn-nanshan"]


def test_hints_choose_among_namesakes(known: Knowledge) -> None:
    here, there = find_place(known, "Cambridge"), find_place(known, "Cambridge", country_hint="US")
    assert here is not None
    assert there is not None
    assert (here.country, there.country) == ("GB", "US")
    inside = find_place(known, "Cambridge", within="us-ma")
    assert inside is not None
    assert inside.country == "US"
    assert find_place(known, "Hangzhou", within="us-ma") is None
    assert find_place(known, "Nonesuchville") is None


def test_every_way_up_leads_somewhere(known: Knowledge) -> None:
    own = [known.places[id_] for id_ in known.places if not id_.startswith("geonames-")]
    lost = [(place.id, above) for place in own for above in place.within if above not in known.places]
    assert lost == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("eastern China's Zhejiang province", "cn-zhejiang"),
        ("Hangzhou, Zhejiang Province", "cn-hangzhou"),
        ("Nanshan District of Shenzhen", "cn-nanshan"),
        ("southwestern China", "cn"),
        ("Zhejiang, Texas", None),
    ],
)
def test_names_that_say_where_they_lie(known: Knowledge, name: str, id_: str | None) -> None:
    place = find_place(known, name)
    assert (place and place.id) == id_


def test_a_compound_name_obeys_within(known: Knowledge) -> None:
    assert find_place(known, "Hangzhou, Zhejiang", within="us") is None
    place = find_place(known, "Cambridge, Massachusetts", within="us")
    assert place is not None
    assert place.country == "US"


def test_an_outlet_does_not_claim_a_common_word(known: Knowledge) -> None:
    assert "the-information" in known.names["the information"]
    assert "information" not in known.names
    assert candidates(known, "New York Times") == ("nyt",)


def test_a_common_word_finds_no_town(known: Knowledge) -> None:
    assert [word for word in ("central", "federal", "date", "commerce") if word in known.place_names] == []
    nice = find_place(known, "Nice")
    assert nice is not None
    assert nice.country == "FR"


@pytest.mark.parametrize(
    ("day", "owners", "units"),
    [
        ((2018, 1, 1), [], ["zz-wafers"]),
        ((2020, 1, 1), ["zz-foo"], ["zz-wafers"]),
        ((2021, 6, 30), ["zz-foo", "zz-top"], ["zz-wafers"]),
        ((2022, 1, 1), ["zz-top"], ["zz-wafers"]),
        ((2031, 1, 1), ["zz-top"], ["zz-wafers", "zz-top"]),  # a ring is walked once
    ],
)
def test_owners_and_units_on_a_day(
    town: Knowledge, day: tuple[int, ...], owners: list[str], units: list[str]
) -> None:
    on = dt.date(*day)
    assert [owned.owner for owned in owners_on(town, "zz-chips", on)] == owners
    assert sorted(owned.unit for owned in units_on(town, "zz-chips", on)) == sorted(units)
    assert [owned.owner for owned in owners_on(town, "zz-wafers", on)] == ["zz-chips", *owners]


def test_units_at_any_time(town: Knowledge) -> None:
    assert [owned.unit for owned in units_on(town, "zz-foo")] == ["zz-chips", "zz-wafers", "zz-top"]


def test_a_listing_seen_on_a_day_is_known_from_it_on(town: Knowledge) -> None:
    days = [dt.date(2022, 2, 1), dt.date(2022, 2, 2), dt.date(2023, 3, 3), dt.date(2023, 3, 4)]
    assert [len(listings_on(town, "zz-chips", day)) for day in days] == [0, 1, 1, 0]
    [row] = listings_on(town, "zz-chips", days[1])
    assert (row.since, row.seen, row.programme) == (None, days[1], "chips")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zz-tulips", True),
        ("Holland issued new tulip licences on Monday", True),
        ("the tulip-bulb rules", True),
        ("荷兰限制球茎出口", True),
        ("a licence for tulips", False),
        ("", False),
    ],
)
def test_themes_of_a_text(town: Knowledge, text: str, told: bool) -> None:
    assert ("zz-tulips" in [theme.id for theme in themes_of(town, text)]) is told


def test_the_theme_told_most_comes_first(town: Knowledge) -> None:
    found = themes_of(town, "Gallium and rare earths: the tulip licence, the tulip bulb rules, 郁金香")
    assert [theme.id for theme in found][:2] == ["zz-tulips", "critical-minerals"]


def test_bundled_themes_touch_known_sectors(known: Knowledge) -> None:
    sectors = {sector for firm in known.organisations.values() for sector in firm.sectors}
    assert len(known.themes) >= 40
    assert [(theme.id, one) for theme in known.themes.values() for one in theme.sectors if one not in sectors] == []


@pytest.mark.parametrize(
    ("unit", "day", "owners"),
    [
        ("nexperia", (2016, 6, 1), {"nxp"}),
        ("nexperia", (2018, 6, 1), {"jac-capital"}),
        ("nexperia", (2023, 6, 1), {"wingtech"}),
        ("kioxia", (2020, 1, 1), set()),
        ("honor", (2019, 1, 1), {"huawei"}),
        ("honor", (2022, 1, 1), set()),
    ],
)
def test_bundled_owners(known: Knowledge, unit: str, day: tuple[int, ...], owners: set[str]) -> None:
    assert {owned.owner for owned in owners_on(known, unit, dt.date(*day))} == owners
