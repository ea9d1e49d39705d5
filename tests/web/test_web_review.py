"""Deciding in the browser: every judgement by a form, what it changes, the way back, and what stands in the way."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient
from web_fused import fused
from web_made import VISIT
from web_sent import sent

from retinue.errors import StoreError
from retinue.model import Decided, Happening
from retinue.settings import Settings
from retinue.store import Store
from retinue.web import create_app

EVENT = f"/events/{VISIT}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fused(tmp_path)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app = create_app(settings)
    app.state.joiner.wait = 300.0
    with TestClient(app, "http://localhost", follow_redirects=False) as found:
        yield found


def event(settings: Settings, key: str = VISIT) -> Happening:
    with Store.open(settings.database, readonly=True) as store:
        found = store.happening(key)
    assert found
    return found


def words(client: TestClient, url: str) -> str:
    return " ".join(lxml.html.fromstring(client.get(url).text).text_content().split())


def judgements(settings: Settings) -> list[tuple[str, str, str]]:
    with Store.open(settings.database, readonly=True) as store:
        return [(str(one.kind), one.by, one.reason) for one in store.judgements()]


def test_from_search_to_event_evidence_correction_undo_and_export(client: TestClient, settings: Settings) -> None:
    [url] = lxml.html.fromstring(client.get("/search?q=hikvision").text).xpath("//article//h2/a/@href")
    page = lxml.html.fromstring(client.get(url).text)
    assert "8 Oct 2023" in page.xpath("string(//section[@aria-labelledby='evidence'])")
    assert page.xpath("//button[@name='use'][@value='2023-10-08']"), "what another report says is offered"
    done = sent(
        client, f"{url}/correct", url, field="start", use="2023-10-08", values="2023-10-07", reason="its own page"
    )
    assert (done.status_code, done.headers["location"]) == (303, f"{EVENT}?done=1")
    told = words(client, done.headers["location"])
    assert "Judgement 1 is kept: corrected start to 2023-10-08" in told
    assert "lena" in told
    assert event(settings).start == dt.date(2023, 10, 8)
    exported = client.get("/api/v1/export?format=csv").content
    assert b"2023-10-08" in zipfile.ZipFile(io.BytesIO(exported)).read("events.csv")
    back = sent(client, "/judgements/1/undo", f"{EVENT}?done=1", back=url)
    assert back.headers["location"] == f"{url}?done=2"
    assert event(settings).start == dt.date(2023, 10, 7)
    assert judgements(settings) == [("correct", "lena", "its own page"), ("undo", "lena", "")]


def test_accepting_from_the_queue_goes_back_to_it(client: TestClient, settings: Settings) -> None:
    queue = lxml.html.fromstring(client.get("/review").text)
    [form] = queue.xpath("//form[contains(@action, '/accept')]")
    fields = {one.get("name"): one.get("value") for one in form.xpath("./input[@name]")}
    done = client.post(form.get("action"), data=fields)
    assert done.headers["location"] == "/review?done=1#r1"
    told = words(client, "/review?done=1")
    assert "accepted" in told
    assert "Everything is decided" in told
    assert event(settings).decided is Decided.ACCEPTED


def test_a_rejected_event_falls_out_and_comes_back(client: TestClient, settings: Settings) -> None:
    sent(client, f"{EVENT}/reject", EVENT, reason="an old picture")
    assert client.get("/api/v1/events").json()["total"] == 0
    assert "rejected by a person" in words(client, EVENT)
    undone = sent(client, "/judgements/1/undo", EVENT, event=VISIT)
    assert undone.headers["location"] == f"{EVENT}?done=2"
    assert client.get("/api/v1/events").json()["total"] == 1


def test_reports_are_parted_and_brought_together(client: TestClient, settings: Settings) -> None:
    sent(client, f"{EVENT}/split", EVENT, report="sunday/v1", reason="two days")
    with Store.open(settings.database, readonly=True) as store:
        keys = {one.key: {r.doc for r in one.reports} for one in store.happenings()}
    assert sorted(map(sorted, keys.values())) == [["copy", "wire"], ["sunday"]]
    other = next(key for key in keys if key != VISIT)
    assert other in client.get(EVENT).text, "it is offered for bringing together"
    done = sent(client, "/events/merge", EVENT, name=[VISIT, other])
    assert done.status_code == 303
    assert {one.doc for one in event(settings).reports} == {"wire", "copy", "sunday"}
    told = words(client, "/judgements")
    assert "brought together" in told
    assert "overruled" in told


def test_one_report_is_misread_or_corrected_alone(client: TestClient, settings: Settings) -> None:
    sent(client, f"{EVENT}/correct", EVENT, field="start", values="2023-10-07", of="sunday/v1")
    assert event(settings).discrepancies == ()
    sent(client, f"{EVENT}/misread", EVENT, report="copy/v1")
    assert {one.doc for one in event(settings).reports} == {"wire", "sunday"}


def test_names_are_looked_up_or_taken_as_they_are(client: TestClient, settings: Settings) -> None:
    refused = sent(client, f"{EVENT}/correct", EVENT, field="recipients", values="Quartz Bakery")
    assert (refused.status_code, "nobody known is called" in refused.text) == (400, True)
    sent(client, f"{EVENT}/correct", EVENT, field="recipients", values="Quartz Bakery\nhikvision", as_="company")
    assert [one.name for one in event(settings).recipients] == ["Quartz Bakery", "hikvision"]
    assert sent(client, f"{EVENT}/correct", EVENT, field="places", values="").status_code == 303
    assert event(settings).places == ()


def test_who_a_name_is_can_be_said(client: TestClient, settings: Settings) -> None:
    page = "/entities/Odd%2FName%20%26%20Sons"
    done = sent(client, "/names/resolve", page, name="Odd/Name & Sons", answer="company", back=page)
    assert done.headers["location"] == f"{page}?done=1"
    assert "said who Odd/Name & Sons is: company" in words(client, "/judgements")
    assert "Odd/Name & Sons" in (Path(settings.own) / "answers.yml").read_text("utf-8")


def test_a_contradiction_that_somebody_settled_stands_apart_with_who_did(
    client: TestClient, settings: Settings
) -> None:
    def heads() -> list[str]:
        return lxml.html.fromstring(client.get(EVENT).text).xpath("//section[@class='clashes']/h2/text()")

    assert heads() == ["Reports contradict one another"]
    sent(client, f"{EVENT}/correct", EVENT, field="start", values="2023-10-08")
    assert heads() == ["Contradictions that are settled"]
    told = words(client, EVENT)
    assert "settled it is 2023-10-08 says lena" in told
    assert "settled: when" in words(client, "/search")
    [row] = client.get("/api/v1/events").json()["items"]
    assert (row["discrepancies"], row["settled"]) == ([], ["when"])
    assert "says lena" in words(client, "/discrepancies?decided=corrected")
    assert "No reports contradict one another" in words(client, "/discrepancies?decided=undecided")
    sent(client, "/judgements/1/undo", EVENT, event=VISIT)
    sent(client, f"{EVENT}/correct", EVENT, field="status", values="alleged")
    assert heads() == ["Reports contradict one another"], "another field settles nothing"
    sent(client, f"{EVENT}/accept", EVENT)
    assert "the record is accepted as it stands says lena" in words(client, EVENT)


def test_a_chart_shows_a_decision_at_once(client: TestClient) -> None:
    table = "/charts/timeline?of=hikvision"
    assert "7 Oct 2023" in words(client, table)
    sent(client, f"{EVENT}/correct", EVENT, field="start", values="2023-10-08")
    sent(client, f"{EVENT}/correct", EVENT, field="end", values="2023-10-08")
    told = words(client, table)
    assert "8 Oct 2023" in told
    assert "7 Oct 2023" not in told


def test_sources_are_told_apart_by_kind(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/sources").text)
    kinds = {one.text: one.get("href") for one in page.xpath("//section[@aria-labelledby='kinds']//td/a")}
    assert set(kinds) == {"outlet’s own reporting"}, "no report says that it has this from Xinhua"
    asked = kinds["outlet’s own reporting"].replace("/search", "/api/v1/events")
    assert client.get(asked).json()["total"] == 1
    assert client.get("/api/v1/events?source=state_media").json()["total"] == 0
    assert client.get("/search?source=nonsense").status_code == 400
    assert "Goes back to" in words(client, "/search")


def test_nobody_decides_on_what_they_did_not_see(client: TestClient, settings: Settings) -> None:
    page = lxml.html.fromstring(client.get(EVENT).text)
    seen = page.xpath("//section[@class='desk']//input[@name='seen']/@value")[0]
    sent(client, f"{EVENT}/correct", EVENT, field="status", values="alleged")
    late = sent(client, f"{EVENT}/accept", EVENT, event=VISIT, seen=seen)
    assert (late.status_code, "no longer as you saw it" in late.text) == (409, True)
    assert [kind for kind, *_ in judgements(settings)] == ["correct"]


@pytest.mark.parametrize(
    ("url", "fields", "status", "told"),
    [
        ("/events/nothing/accept", {}, 400, "no event and no report"),
        (f"{EVENT}/split", {}, 400, "name some, not all"),
        (f"{EVENT}/correct", {"field": "colour", "values": "red"}, 400, "can&#39;t be corrected"),
        (f"{EVENT}/correct", {"field": "start", "values": "soon"}, 400, "YYYY-MM-DD"),
        (f"{EVENT}/correct", {"field": "actors", "values": "x", "as": "ghost"}, 400, "no kind of party"),
        ("/events/merge", {"name": VISIT}, 400, "at least two"),
        ("/judgements/77/undo", {}, 400, "no judgement 77"),
        ("/judgements/x/undo", {}, 400, "can’t be read"),
        ("/names/resolve", {"name": "", "answer": "company"}, 400, "give the name"),
        (f"{EVENT}/accept", {"token": "another"}, 403, "made for another visit"),
    ],
)
def test_what_can_not_be_decided_is_said_and_nothing_kept(
    client: TestClient, settings: Settings, url: str, fields: dict[str, str], status: int, told: str
) -> None:
    answer = sent(client, url, EVENT, **fields)
    assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert judgements(settings) == []


def test_while_something_else_writes_for_long_nothing_is_kept_and_that_is_said(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(EVENT)
    monkeypatch.setattr("retinue.store.sqlite.LOCK_SECONDS", 0.2)
    with sqlite3.connect(settings.database, isolation_level=None) as busy:
        busy.execute("BEGIN IMMEDIATE")
        answer = sent(client, f"{EVENT}/accept", EVENT)
        busy.execute("ROLLBACK")
    busy.close()
    assert answer.status_code == 503
    assert "Nothing was kept; go back and send it again" in answer.text
    assert sent(client, f"{EVENT}/accept", EVENT).status_code == 303


def test_a_decision_is_kept_though_joining_has_to_wait(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreError("own.db is locked by another program")

    with monkeypatch.context() as patched:
        patched.setattr("retinue.web.deciding.bring_together", busy)
        done = sent(client, f"{EVENT}/reject", EVENT)
        assert done.status_code == 303
        assert "joined anew with the next decision, or when a run ends" in words(client, done.headers["location"])
    assert [kind for kind, *_ in judgements(settings)] == ["reject"]
    done = sent(client, "/names/resolve", EVENT, name="Odd/Name & Sons", answer="company")
    assert done.status_code == 303, done.text
    assert event(settings).decided is Decided.REJECTED


def test_the_queue_is_in_the_order_of_what_a_decision_would_change(client: TestClient, settings: Settings) -> None:
    told = client.get("/api/v1/events?sort=-review").json()["items"]
    assert [one["key"] for one in told] == [VISIT]
    page = lxml.html.fromstring(client.get("/review").text)
    assert page.xpath("string(//p[contains(@class,'why')]/span)") == "0.78" or page.xpath(
        "//p[contains(@class,'why')]"
    )
    assert "contradicted on when" in words(client, "/review")
