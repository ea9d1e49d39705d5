"""FollowTheMoney: the facts of the record in its terms, and validated by the library itself where it is installed."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from export_made import EVIDENCE, HAPPENING, RECORD, TEXT, Made, file

from retinue.export.ftm_model import PROPERTIES, Fact
from retinue.export.ftm_sorted import Facts
from retinue.model import EntityType, Happening, Party, Precision, Status

PREMIER = Party("Li Qiang", EntityType.PERSON, "Premier of China", "li-qiang")
VISIT = replace(
    HAPPENING, key="k2", actors=(PREMIER,), start=dt.date(2023, 10, 7), end=None, restrictions=(), reports=(
        replace(HAPPENING.reports[0], event="v9"),
    ),
)  # fmt: skip
MADE = Made(events=[HAPPENING, VISIT])


def entities(made: Made = MADE) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file("ftm", "entities.ftm.json", made).splitlines()]


def of(schema: str, made: Made = MADE) -> list[Mapping[str, list[str]]]:
    return [one["properties"] for one in entities(made) if one["schema"] == schema]


def statements(made: Made = MADE) -> list[dict[str, str]]:
    text = io.StringIO(file("ftm", "statements.csv", made).decode(), newline="")
    return list(csv.DictReader(text, dialect=csv.unix_dialect))


def test_an_event_with_its_parties() -> None:
    (event,) = (one for one in entities() if one["id"] == "event-k1")
    values = event["properties"]
    names = {one["id"]: one["properties"].get("name") for one in entities()}
    assert [names[one] for one in values["organizer"]] == [["Office for Competition"]]
    assert [names[one] for one in values["involved"]] == [["Acme"]]
    assert values["startDate"] == ["2024-03-04"]
    assert values["location"] == ["Prague"]
    assert values["country"] == ["cz"]
    assert values["keywords"] == ["signal: control", "status: occurred", "type: regulatory_action"]
    assert values["notes"] == [
        "The reports contradict one another on the number: a says 2 million; b says 3 million."
    ]
    assert values["name"] == ["Regulatory action: Office for Competition → Acme, 2024-03-04"]


@pytest.mark.parametrize(
    ("event", "name", "start"),
    [
        (replace(HAPPENING, status=Status.PLANNED), "Regulatory action (planned): ", "2024-03-04"),
        (replace(HAPPENING, precision=Precision.MONTH), "Regulatory action: ", "2024-03"),
        (replace(HAPPENING, precision=Precision.YEAR), "Regulatory action: ", "2024"),
    ],
)
def test_no_more_is_said_than_is_known(event: Happening, name: str, start: str) -> None:
    (found,) = of("Event", Made(events=[event]))
    assert found["name"][0].startswith(name)
    assert found["startDate"] == [start]


def test_quotes_say_where_they_stand() -> None:
    quotes = of("Documentation")
    assert {one["role"][0] for one in quotes} >= {"actor", "recipient", "start", "amount", "speaker"}
    (article,) = of("Article")
    for one in quotes:
        start, end = map(int, one["recordId"][0].removeprefix("char=").split(","))
        assert article["bodyText"][0][start:end] == one["summary"][0]
    assert article["bodyText"] == [TEXT]
    assert article["language"] == ["eng"]


def test_listings_come_from_the_event_and_from_the_article() -> None:
    found = {one["startDate"][0]: one for one in of("Sanction")}
    assert set(found) == {"2019", "2019-05"}
    assert found["2019"]["summary"] == ["a register"]
    assert found["2019-05"]["proof"] == [one["id"] for one in entities() if one["schema"] == "Article"]
    assert all(one["country"] == ["us"] for one in found.values())


def test_an_office_is_a_term_where_knowledge_has_it() -> None:
    (held,) = of("Occupancy")
    assert held["holder"] == ["li-qiang"]
    assert held["startDate"][0].startswith("2023-03")
    assert "date" not in held
    unknown = replace(VISIT, actors=(Party("Ada Nobody", EntityType.PERSON, "Minister of Tests"),))
    (held,) = of("Occupancy", Made(events=[unknown]))
    assert held["date"] == ["2023-10-07"]
    assert "startDate" not in held
    undated = replace(VISIT, start=None)
    (held,) = of("Occupancy", Made(events=[undated]))
    assert held["startDate"][0].startswith("2023-03")  # the only term there is


def test_ids_stay_when_more_is_known() -> None:
    few = {one["id"] for one in entities(Made())}
    more = replace(RECORD, article=replace(RECORD.article, doc="b"), events=())
    assert few <= {one["id"] for one in entities(Made([RECORD, more], [HAPPENING, VISIT]))}


def test_statements_carry_their_documents_and_words() -> None:
    told = {(one["prop"], one["value"]): one for one in statements() if one["entity_id"] == "event-k1"}
    assert told["location", "Prague"]["origin"] == "a"
    assert told["location", "Prague"]["original_value"] == EVIDENCE
    assert told["name", "Regulatory action: Office for Competition → Acme, 2024-03-04"]["origin"] == ""
    assert len({one["id"] for one in statements()}) == len(statements())


def test_entities_and_statements_are_the_same_facts() -> None:
    pairs = {
        (one["id"], prop, value) for one in entities() for prop, all_ in one["properties"].items() for value in all_
    }
    assert pairs == {(one["entity_id"], one["prop"], one["value"]) for one in statements()}
    assert all(one["prop_type"] == PROPERTIES[one["schema"]][one["prop"]] for one in statements())


def test_a_fact_that_only_backs_is_not_told_by_itself() -> None:
    with Facts() as facts:
        facts.add([
            Fact("e", "Event", "location", "Prague"),
            Fact("e", "Event", "location", "Prague", "b", "in Prague", asserted=False),
            Fact("e", "Event", "location", "Prague", "a", None, asserted=False),
            Fact("e", "Event", "location", "Brno", "a", "in Brno", asserted=False),
        ])  # fmt: skip
        (one,) = facts.statements()
    assert (one.value, one.origins, one.original) == ("Prague", ("a", "b"), "in Prague")


# ------------------------------------------------------------------------------------ the library's word
def dangling(found: Iterable[Mapping[str, Any]]) -> set[str]:
    """Entities that are referred to and not there."""
    known = {one["id"] for one in found}
    return {
        value
        for one in found
        for prop, values in one["properties"].items()
        for value in values
        if PROPERTIES[one["schema"]][prop] == "entity" and value not in known
    }


def test_every_reference_leads_somewhere() -> None:
    assert dangling(entities()) == set()


installed = pytest.mark.skipif(
    importlib.util.find_spec("followthemoney") is None, reason="followthemoney needs a C++ compiler: `make ftm`"
)


@installed
def test_the_table_of_the_model_is_the_librarys() -> None:
    from followthemoney import model  # noqa: PLC0415

    for schema, properties in PROPERTIES.items():
        theirs = model.get(schema)
        assert {name: theirs.get(name).type.name for name in properties} == properties


@installed
def test_the_library_finds_every_value_valid() -> None:
    from followthemoney import model  # noqa: PLC0415

    proxies = {one["id"]: model.get_proxy(one, cleaned=False) for one in entities()}
    for proxy in proxies.values():
        proxy.schema.validate(proxy.to_dict())
        for prop, value in proxy.itervalues():
            assert prop.type.clean(value) == value, (proxy.schema.name, prop.name)
            if prop.range is not None:
                assert proxies[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)


@installed
def test_the_library_reads_the_statements() -> None:
    from followthemoney.statement.serialize import read_csv_statements  # noqa: PLC0415

    read = list(read_csv_statements(io.BytesIO(file("ftm", "statements.csv", MADE))))
    assert [one.id for one in read] == [one.generate_key() for one in read]
    assert len(read) == len(statements())
