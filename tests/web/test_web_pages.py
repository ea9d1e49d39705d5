"""Every page: what it shows, what it never does, and what it says when something is wrong."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from fastapi.testclient import TestClient
from web_made import EVIL, LISTING, VISIT, make_record
from web_sent import sent

from retinue.model import Decided, Decision, JudgementKind
from retinue.settings import Settings
from retinue.store import Store
from retinue.web import create_app
from retinue.web.headers import POLICY
from retinue.web.views.compare import _pages

PAGES = (
    "/", "/search", "/search?q=hikvision", "/search?type=visit&signal=support&sort=date", "/search?q=zzzz",
    f"/events/{VISIT}", f"/events/{LISTING}", f"/events/{VISIT}/compare", "/documents", "/documents?q=premier",
    "/documents?q=nowhere", "/documents/wire", "/statements", "/statements?speaker=nobody", "/entities",
    "/entities?q=hik", "/entities?q=zzz", "/entities/hikvision", "/entities/li-qiang", "/entities/us-commerce",
    "/entities/asml", f"/entities/{quote('Odd/Name & Sons', safe='')}", "/offices", "/offices?country=&q=premier",
    "/offices?q=zzz", "/offices/cn-premier", "/discrepancies", "/planned", "/documents?page=1",
    "/map", "/map?type=listing", "/sources", "/review",
    "/judgements", "/review?type=visit",
    "/status", "/problems", "/help", "/searches", "/charts/signal?of=hikvision",
    "/charts/signal?of=theme:data-security", "/charts/network?of=hikvision",
    "/charts/listings?of=hikvision", "/charts/timeline?of=hikvision", "/charts/holders?of=cn-premier", "/charts/map",
)  # fmt: skip
WRONG = {
    "/nothing": 404, "/events/nothing": 404, "/documents/nothing": 404, "/documents/wire?version=9": 404,
    "/entities/nobody": 404, "/offices/nothing": 404, "/charts/nothing": 404, "/charts/signal?of=nobody": 404,
    "/search?type=visitation": 400, "/search?colour=red": 400, "/search?from=soon": 400, "/search?cursor=x": 400,
    "/statements?from=soon": 400, "/documents?q=a&page=0": 400, "/statements?page=x": 400,
    f"/documents?q={'x' * 300}": 400, "/charts/map.pdf": 400,
}  # fmt: skip


def page_of(client: TestClient, url: str) -> lxml.html.HtmlElement:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text[:500]
    return lxml.html.fromstring(answer.text)


def words_of(page: lxml.html.HtmlElement, path: str) -> str:
    told = " ".join(" ".join(" ".join(one.itertext()).split()) for one in page.xpath(path))
    return re.sub(r" (?=[,.;:)])|(?<=\() ", "", told)


@pytest.mark.parametrize("url", PAGES)
def test_every_page_is_sound(client: TestClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == POLICY
    page = lxml.html.fromstring(answer.text)
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath("//*[@style] | //style | //script[not(@src)] | //*[@onclick]"), "the policy forbids them"
    loads = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src | //form/@action")
    assert all(one.startswith("/") and not one.startswith("//") for one in loads)
    assert all(one.get("alt") for one in page.xpath("//img"))
    for field in page.xpath("//input[not(@type='hidden')] | //select"):
        assert page.xpath("//label[@for=$id]", id=field.get("id")) or field.xpath("ancestor::label")
    for table in page.xpath("//table"):
        assert table.xpath(".//th[@scope]")
    assert "</html>" in answer.text


@pytest.mark.parametrize("url", PAGES)
def test_every_link_of_ours_leads_somewhere(client: TestClient, url: str) -> None:
    for link in set(page_of(client, url).xpath("//main//a/@href")):
        if link.startswith("/") and not link.startswith(("/api/", "/charts/")):
            assert client.get(link).status_code in (200, 303), f"{url} → {link}"


@pytest.mark.parametrize(("url", "status"), WRONG.items())
def test_what_is_wrong_is_told_with_a_way_out(client: TestClient, url: str, status: int) -> None:
    answer = client.get(url)
    assert answer.status_code == status
    page = lxml.html.fromstring(answer.text)
    assert len(page.xpath("//h1")) == 1
    assert len(words_of(page, "//p[@class='lead']")) > 10
    assert page.xpath("//main//a")
    assert "Traceback" not in answer.text


def test_an_article_is_never_taken_for_html(client: TestClient) -> None:
    answer = client.get("/documents/wire")
    assert "<script>alert" not in answer.text
    assert "<b>bold</b>" not in answer.text
    assert EVIL in words_of(lxml.html.fromstring(answer.text), "//div[@class='article']")
    assert "<script>alert" not in client.get("/search?q=<script>alert(1)</script>").text


def test_an_event_shows_each_field_with_its_words_in_their_sentence(client: TestClient) -> None:
    page = page_of(client, f"/events/{VISIT}")
    assert words_of(page, "//h1") == "Li Qiang visited Hikvision"
    facts = words_of(page, "//dl[contains(@class,'facts')][1]")
    assert "Li Qiang (Premier of China)" in facts
    assert "Hikvision listed" in facts
    assert "7 Oct 2023" in facts
    fields = {words_of(one, ".//span[@class='field-name']"): one for one in page.xpath("//details[@class='field']")}
    assert list(fields) == ["Who", "What", "Whom", "When", "Where", "How real"]
    when = fields["When"]
    assert when.get("open") is not None, "a contradicted field is open"
    assert [words_of(one, ".//p[@class='said-value']") for one in when.xpath("./div")] == [
        "7 Oct 2023",
        "8 Oct 2023 not in the record",
    ]
    assert when.xpath(".//mark[contains(@class,'m-when')]")[0].text == "Saturday"
    assert "US Entity List since 2019-10-09" in words_of(page, "//aside")
    assert "copy of wire" in words_of(page, "//ol[@class='reports-list']")


def test_an_event_shows_where_its_news_comes_from(client: TestClient) -> None:
    page = page_of(client, f"/events/{VISIT}")
    origins = words_of(page, "//ol[@class='origins']")
    assert {"Causeway Wire", "Lens and Lock", "Millrace Daily"} <= set(
        page.xpath("//ol[@class='origins']//li/a/text()")
    )
    assert "credits" in origins or "reports itself" in origins


def test_contradictions_say_who_says_what(client: TestClient) -> None:
    told = words_of(page_of(client, "/discrepancies"), "//div[@class='clash-box']")
    assert "7 Oct 2023 Causeway Wire, Millrace Daily 8 Oct 2023 Lens and Lock" in told


def test_an_event_is_found_by_a_part_of_its_key(client: TestClient) -> None:
    assert "Li Qiang visited" in client.get("/events/aaaaaa").text


def test_a_document_marks_events_statements_names_and_days(client: TestClient) -> None:
    page = page_of(client, "/documents/wire")
    assert page.xpath("//div[@class='article']//a[contains(@class,'m-name')][text()='Li Qiang']/@href") == [
        "/entities/li-qiang"
    ]
    assert page.xpath("//div[@class='article']//a[contains(@class,'m-pronoun')]/text()") == ["He"]
    assert page.xpath("//mark[contains(@class,'m-date')]/@title") == ["7 Oct 2023"]
    notes = words_of(page, "//div[@class='notes']")
    assert "Li Qiang visited Hikvision" in notes
    assert "praised (indirect), about Hikvision" in notes
    assert "Share this story" in words_of(page, "//div[contains(@class, 'para-out')]")
    below = words_of(page, "//div[contains(@class, 'para-out')]/following-sibling::div[1]")
    assert below.startswith("Readers wrote"), "where it stood"


def test_reports_stand_side_by_side_and_differences_are_marked(client: TestClient) -> None:
    page = page_of(client, f"/events/{VISIT}/compare")
    rows = {
        words_of(row, "./th"): [words_of(cell, ".") for cell in row.xpath("./td")] for row in page.xpath("//tbody/tr")
    }
    assert [value.split(" “")[0] for value in rows["When contradicted"]] == ["7 Oct 2023", "8 Oct 2023", "7 Oct 2023"]
    assert "Where" in rows
    assert "Premier tours camera maker" in rows["Headline"]


def test_it_is_told_when_words_stand_in_a_report_alone(client: TestClient) -> None:
    told = "the words stand in a report"
    assert told not in words_of(page_of(client, "/search?q=hikvision"), "//article")
    assert told in words_of(page_of(client, "/search?q=praised"), "//article")


def test_what_kind_of_source_an_origin_is_is_told(client: TestClient) -> None:
    page = page_of(client, "/sources")
    assert "Xinhua News Agency state media" in words_of(page, "//section[@aria-labelledby='origins']//tr")
    assert "Xinhua News Agency,state media,1,0.5" in client.get("/charts/origins.csv").text


def test_documents_are_browsed_without_words(client: TestClient) -> None:
    page = page_of(client, "/documents")
    assert words_of(page, "//p[@class='lead']").startswith("3 documents")
    assert len(page.xpath("//ol[@class='hits']/li")) == 3
    assert "Causeway Wire · 9 Oct 2023 · 1 event · wire" in words_of(page, "//ol[@class='hits']")


def test_what_was_announced_and_is_over_is_told_apart(client: TestClient) -> None:
    page = page_of(client, "/planned")
    assert "Their day has passed" in words_of(page, "//h2")
    assert "October 2019" in words_of(page, "//h3")
    assert "US Department of Commerce is to list Hikvision" in words_of(page, "//article")
    calendar = client.get(page.xpath("//a[text()='calendar']/@href")[0])
    assert calendar.headers["content-type"].startswith("text/calendar")


def test_many_reports_are_set_side_by_side_in_parts() -> None:
    assert _pages(8) == [tuple(range(8))]
    assert _pages(16) == [(0, *range(1, 8)), (0, *range(8, 15)), (0, 15)]
    assert _pages(0) == [()]


def test_a_dossier_tells_lists_offices_and_events(client: TestClient) -> None:
    firm = page_of(client, "/entities/hikvision")
    assert "Today on" in words_of(firm, "//p[contains(@class,'verdict')]")
    assert "US Entity List" in words_of(firm, "//table[contains(@class,'bars')]")
    assert "Li Qiang visited Hikvision" in words_of(firm, "//article")
    assert "海康威视" in words_of(firm, "//p[contains(@class,'other-names')]")
    person = page_of(client, "/entities/Li%20Qiang")
    assert "Premier of China now" in words_of(person, "//table[contains(@class,'bars')]")


def test_somebody_known_who_is_not_in_the_record_has_a_page(client: TestClient) -> None:
    assert "tells of no event" in words_of(page_of(client, "/entities/asml"), "//main")


def test_charts_are_pictures_tables_and_files(client: TestClient) -> None:
    page = page_of(client, "/charts/listings?of=hikvision")
    assert "US Entity List" in words_of(page, "//table")
    svg = client.get("/charts/listings.svg?of=hikvision&theme=dark")
    assert svg.headers["content-type"] == "image/svg+xml"
    assert svg.text.startswith("<svg")
    assert client.get("/charts/listings.csv?of=hikvision").text.count("\n") > 3
    assert client.get("/charts/listings.png?of=hikvision").content.startswith(b"\x89PNG")


def test_what_people_decided_is_shown_and_what_they_rejected_is_found_only_when_asked_for(tmp_path: Path) -> None:
    path = make_record(tmp_path / "decided.db")
    at = dt.datetime(2026, 11, 29, 9, 30, tzinfo=dt.UTC)
    with Store.open(path) as store:
        told, listed = (store.happening(key) for key in (VISIT, LISTING))
        assert told
        assert listed
        fix = Decision(1, JudgementKind.CORRECT, "ana", at, "<saw it>", "place", ("Ningbo",), ("Hangzhou",))
        corrected = replace(told, decided=Decided.CORRECTED, decisions=(fix,))
        store.put_happenings([corrected, replace(listed, decided=Decided.REJECTED)])
    with TestClient(create_app(Settings(database=str(path))), "http://localhost") as client:
        shown = words_of(page_of(client, f"/events/{VISIT}"), "//aside")
        assert "correct place: Hangzhou Ningbo ana, 2026-11-29 09:30: <saw it>" in shown
        assert words_of(page_of(client, "/search"), "//h1") == "1 event"
        assert words_of(page_of(client, "/search?decided=rejected"), "//h1") == "1 event"
        assert words_of(page_of(client, "/search?decided=rejected"), "//article//h2").startswith("US Department")


# ------------------------------------------------------------------------------------------- look
def test_the_look_is_remembered_and_leads_back(client: TestClient) -> None:
    answer = client.get("/theme?to=dark&back=/search?q=x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=x")
    assert "theme=dark" in answer.headers["set-cookie"]
    client.cookies.clear()
    shown = client.get("/help", headers={"cookie": "theme=dark"}).text
    assert '<html lang="en" data-theme="dark">' in shown
    assert "data-theme" not in client.get("/help", headers={"cookie": "theme=<b>"}).text


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""])
def test_the_look_leads_nowhere_else(client: TestClient, back: str) -> None:
    assert client.get("/theme", params={"to": "light", "back": back}).headers["location"] == "/"


def test_files_may_be_kept_and_the_first_page_is_small(client: TestClient) -> None:
    page = client.get("/")
    whole = len(page.content)
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        answer = client.get(path)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        whole += len(answer.content)
    assert whole < 300_000, "bytes, not even packed"


# --------------------------------------------------------------------------- the record is not well
def test_a_record_that_is_missing_is_told_and_found_once_it_is_there(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    with TestClient(create_app(Settings(database=str(path))), "http://localhost") as client:
        told = client.get("/search")
        assert told.status_code == 503
        assert "retinue run PATH" in told.text
        shutil.copy(record, path)
        assert client.get("/search").status_code == 200


def test_a_record_made_anew_in_its_place_is_seen(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    shutil.copy(record, path)
    with TestClient(create_app(Settings(database=str(path))), "http://localhost") as client:
        assert client.get("/documents/wire").status_code == 200
        for part in tmp_path.iterdir():  # the file, and what SQLite keeps beside it
            part.unlink()
        assert client.get("/documents/wire").status_code == 503
        Store.open(path).close()
        assert client.get("/documents/wire").status_code == 404


@pytest.mark.parametrize(("version", "words"), [(1, "older schema"), (999, "newer Retinue")])
def test_a_record_of_another_schema_is_told(record: Path, tmp_path: Path, version: int, words: str) -> None:
    path = shutil.copy(record, tmp_path / "old.db")
    with sqlite3.connect(path) as changed:
        changed.execute("UPDATE retinue_schema SET version = ?", (version,))
    with TestClient(create_app(Settings(database=str(path))), "http://localhost") as client:
        answer = client.get("/search")
        assert (answer.status_code, words in answer.text) == (503, True)


def test_a_file_that_is_no_record_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, only words")
    with TestClient(create_app(Settings(database=str(path))), "http://localhost") as client:
        assert "is not a Retinue database" in client.get("/status").text


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.db").close()
    with TestClient(create_app(Settings(database=str(tmp_path / "empty.db"))), "http://localhost") as client:
        assert "retinue run FOLDER" in client.get("/").text
        for url in (
            "/documents",
            "/statements",
            "/entities",
            "/discrepancies",
            "/map",
            "/sources",
            "/review",
            "/status",
        ):
            assert client.get(url).status_code == 200


def test_a_run_under_way_is_told(tmp_path: Path) -> None:
    path = make_record(tmp_path / "running.db")
    with Store.open(path) as store:
        store.begin_run("made")
    with TestClient(create_app(Settings(database=str(path))), "http://localhost") as client:
        assert "A run has begun and not ended" in client.get("/status").text
        assert "A run is under way" in client.get("/search").text


# --------------------------------------------------------------------------------- kept searches
def test_a_search_is_kept_by_name_and_let_go(tmp_path: Path) -> None:
    app = create_app(Settings(database=str(make_record(tmp_path / "kept.db"))))
    with TestClient(app, "http://localhost", follow_redirects=False) as client:
        kept = sent(client, "/searches", name="visits & <i>tours</i>", query="type=visit")
        assert (kept.status_code, kept.headers["location"]) == (303, "/searches")
        row = page_of(client, "/searches").xpath("//tbody/tr")[0]
        assert words_of(row, "./td")[:40].startswith("visits & <i>tours</i> type visit 1 feed")
        assert row.xpath(".//a/@href")[0] == "/search?type=visit"
        number = row.xpath(".//input[@name='number']/@value")[0]
        sent(client, "/searches/forget", number=number)
        assert not page_of(client, "/searches").xpath("//tbody/tr")


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ({"name": "", "query": "type=visit"}, {}, 400),
        ({"name": "x", "query": "type=visitation"}, {}, 400),
        ({"name": "x", "query": "a" * 30_000}, {}, 400),
        ({"name": "x", "query": "type=visit&" * 500}, {}, 400),
        ({"name": "x", "query": ""}, {"origin": "https://elsewhere.example"}, 403),
        ({"name": "x", "query": ""}, {"origin": "http://localhost:3000"}, 403),
        ({"name": "x", "query": ""}, {"sec-fetch-site": "cross-site"}, 403),
        ({"name": "x", "query": "", "token": "guessed"}, {}, 403),
        ({"name": "x", "query": "", "token": ""}, {}, 403),
        ({"name": "x", "query": "a" * 2_000_000}, {}, 413),
    ],
)
def test_what_can_not_be_kept_is_told(
    client: TestClient, form: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = sent(client, "/searches", headers=headers, **form)
    assert (answer.status_code, "Traceback" in answer.text) == (status, False)


def test_what_a_page_shows_is_what_the_api_says(client: TestClient) -> None:
    told = client.get("/api/v1/events?sort=date").json()
    shown = page_of(client, "/search?sort=date").xpath("//article//h2/a/@href")
    assert [f"/events/{one['key']}" for one in told["items"]] == shown
