"""The API: its answers, tags, problems, feeds, calendar and downloads."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from lxml import etree
from web_made import LISTING, VISIT, make_record

from retinue.export.contract import DocumentLine, EventLine
from retinue.settings import Settings
from retinue.store.query import DocumentQuery, Query
from retinue.web import create_app
from retinue.web.api.parameters import described

API = "/api/v1"
GETS = (
    "/healthz", f"{API}/events?facet=type&facet=firm", f"{API}/events/{VISIT}", f"{API}/documents?q=premier",
    f"{API}/documents/wire", f"{API}/entities?kind=firm", f"{API}/entities/hikvision", f"{API}/statements",
    f"{API}/listings?q=hikvision", f"{API}/offices?country=CN", f"{API}/offices/cn-premier", f"{API}/discrepancies",
    f"{API}/sources", f"{API}/planned", f"{API}/events/{VISIT}/compare", f"{API}/judgements",
    f"{API}/series?of=hikvision", f"{API}/status", f"{API}/problems", f"{API}/searches",
    f"{API}/feed.atom", f"{API}/feed.json", f"{API}/events.ics", f"{API}/openapi.json",
)  # fmt: skip


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[TestClient]:
    """A client over a record of its own."""
    app = create_app(Settings(database=str(make_record(tmp_path / "t.db"))))
    with TestClient(app, "http://localhost", raise_server_exceptions=False) as found:
        yield found


@pytest.mark.parametrize("path", GETS)
def test_each_answer_has_a_tag_that_saves_sending_it_again(client: TestClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code == 404:
        pytest.skip("not in this knowledge")
    assert answer.status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["content-type"]) == (
        200,
        b"",
        answer.headers["content-type"],
    )
    if "openapi" not in path:
        again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert "access-control-allow-origin" not in client.get(path, headers={"Origin": "http://elsewhere"}).headers


def test_events_are_filtered_counted_and_paged(client: TestClient) -> None:
    page = client.get(f"{API}/events?limit=1&facet=type&sort=date").json()
    assert (page["total"], page["first"], [one["key"] for one in page["items"]]) == (2, 0, [LISTING])
    assert {one["value"]: one["count"] for one in page["facets"]["type"]} == {"visit": 1, "listing": 1}
    after = client.get(page["next"]).json()
    assert ([one["key"] for one in after["items"]], after["next"]) == ([VISIT], None)
    assert client.get(after["previous"]).json()["items"] == page["items"]
    assert [one["key"] for one in client.get(f"{API}/events?q=hangzhou&listed=yes").json()["items"]] == [VISIT]
    lost = client.get(f"{API}/events?firm=Hikvisoin").json()
    assert (lost["total"], lost["instead"][0]["value"]) == (0, "hikvision")


def test_pages_and_api_answer_the_same_search_alike(client: TestClient) -> None:
    for asked in ("type=visit", "q=hikvision&sort=date", "min_origins=2", "contradicted=no"):
        keys = [one["key"] for one in client.get(f"{API}/events?{asked}").json()["items"]]
        shown = client.get(f"/search?{asked}").text
        places = [shown.index(f"/events/{key}") for key in keys]
        assert places == sorted(places)
        assert all((key in keys) == (f"/events/{key}" in shown) for key in (VISIT, LISTING))


def test_one_event_and_one_document_are_those_of_the_export(client: TestClient) -> None:
    whole = client.get(f"{API}/events/{VISIT}").json()
    with zipfile.ZipFile(io.BytesIO(client.get(f"{API}/export?format=jsonl").content)) as files:
        events = [json.loads(line) for line in files.read("events.jsonl").splitlines()]
        documents = [json.loads(line) for line in files.read("documents.jsonl").splitlines()]
    assert whole["event"] in events
    assert EventLine.model_fields.keys() >= {"key", "type"}
    wire = client.get(f"{API}/documents/wire").json()
    assert wire["document"] in documents
    assert DocumentLine.model_fields.keys() >= {"doc", "text"}
    assert wire["dropped"][0]["reason"] == "share"
    values = {field["name"]: [said["value"] for said in field["values"]] for field in whole["shown"]["fields"]}
    assert values["actor"] == ["Li Qiang"]


def test_a_download_holds_what_the_filters_let_through(client: TestClient) -> None:
    answer = client.get(f"{API}/export?format=jsonl&file=events.jsonl&type=listing")
    assert [json.loads(line)["key"] for line in answer.text.splitlines()] == [LISTING]
    assert answer.headers["content-disposition"] == 'attachment; filename="events.jsonl"'


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("events?typ=visit", 400, "no filter 'typ'"),
        ("events?type=vist", 400, "one of visit"),
        ("events?from=yesterday", 400, "write a day"),
        ("events?min_confidence=2", 400, "from 0 to 1"),
        ("events?min_origins=-1", 400, "whole number"),
        ("events?listed=maybe", 400, "yes or no"),
        ("events?limit=1000", 400, "up to 200"),
        ("events?cursor=abc", 400, "first page"),
        ("events?facet=colour", 400, "no facet"),
        (f"events?q={'x' * 501}", 400, "shorten"),
        ("events/none-such", 404, "no event"),
        ("documents/none", 404, "No document"),
        ("entities/nobody-at-all", 404, "Nobody"),
        ("offices/none", 404, "No office"),
        ("export?format=doc", 400, "no format"),
        ("export?format=csv&file=x", 404, "no file"),
        ("series?of=nobody-at-all", 404, "Nobody"),
        ("nothing", 404, "no page"),
        ("problems?cursor=n-1", 400, "first page"),
    ],
)
def test_what_goes_wrong_is_said_as_a_problem(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(f"{API}/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = answer.json()
    assert told["status"] == status
    assert said in told["detail"]
    assert "Traceback" not in answer.text


def test_a_record_that_is_not_there_is_said(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(database=str(tmp_path / "none.db"))), "http://localhost") as client:
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["title"]) == (503, "Service Unavailable")
        assert "retinue run" in answer.json()["detail"]


# --------------------------------------------------------------------------------- feeds, calendar
def test_the_feeds_tell_the_same_with_ids_that_stay(client: TestClient) -> None:
    name = "{http://www.w3.org/2005/Atom}"
    root = etree.fromstring(client.get(f"{API}/feed.atom?type=visit").content)
    [entry] = root.findall(f"{name}entry")
    feed = client.get(f"{API}/feed.json?type=visit").json()
    [item] = feed["items"]
    assert entry.findtext(f"{name}id") == item["id"] == "urn:uuid:cc0104dd-c88a-5a6c-b427-8e3d444e2438"
    assert entry.findtext(f"{name}updated") == item["date_modified"] == root.findtext(f"{name}updated")
    assert item["title"] == "Li Qiang visited Hikvision"
    assert item["url"].endswith(f"/events/{VISIT}")
    assert [link.get("rel") for link in root.findall(f"{name}link")] == ["alternate", "self"]
    assert feed["feed_url"].endswith("/feed.json?type=visit")


def test_the_calendar_has_whole_days_and_says_what_it_leaves_out(client: TestClient) -> None:
    planned = Calendar.from_ical(client.get(f"{API}/events.ics").content)
    [day] = planned.walk("VEVENT")
    assert (str(day.decoded("dtstart")), str(day.decoded("dtend"))) == ("2019-10-09", "2019-10-10")
    assert day["status"] == "TENTATIVE"
    assert len(Calendar.from_ical(client.get(f"{API}/events.ics?status=occurred").content).walk("VEVENT")) == 1


# ------------------------------------------------------------------------------------ kept searches
def test_a_search_is_kept_by_name_until_it_is_let_go(writing: TestClient) -> None:
    made = writing.post(f"{API}/searches", json={"name": "Visits", "query": "?type=visit&q="})
    assert (made.status_code, made.json()["query"]) == (201, "type=visit")
    again = writing.post(f"{API}/searches", json={"name": "Visits", "query": "type=listing"}).json()
    [kept] = writing.get(f"{API}/searches").json()["items"]
    assert (kept["name"], kept["atom"]) == ("Visits", f"{API}/feed.atom?type=listing")
    assert writing.get(kept["feed"]).json()["items"][0]["url"].endswith(LISTING)
    assert writing.delete(f"{API}/searches/{again['id']}").status_code == 204
    assert writing.delete(f"{API}/searches/{again['id']}").status_code == 404


def test_no_other_site_s_page_may_write(writing: TestClient) -> None:
    told = {"name": "x", "query": ""}
    assert writing.post(f"{API}/searches", json=told, headers={"Origin": "http://evil.example"}).status_code == 403
    assert writing.post(f"{API}/searches", json=told, headers={"Origin": "http://localhost"}).status_code == 201
    assert writing.delete(f"{API}/searches/1", headers={"Origin": "null"}).status_code == 403
    assert writing.post(f"{API}/searches", json={"name": "x", "query": "type=nope"}).status_code == 400
    assert writing.post(f"{API}/searches", json={"name": " ", "query": ""}).status_code == 400


# --------------------------------------------------------------------------------- the description
def test_every_filter_is_described(client: TestClient) -> None:
    told = client.get(f"{API}/openapi.json").json()
    for path, kind in (("events", Query), ("documents", DocumentQuery), ("statements", DocumentQuery)):
        names = {one["name"] for one in told["paths"][f"{API}/{path}"]["get"]["parameters"]}
        assert names >= set(kind.parameters())
    assert all(one["description"] for one in described(Query)["parameters"])
    for path, operations in told["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            assert "422" not in operation["responses"]
