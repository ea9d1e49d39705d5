"""Deciding by the API: every judgement by a program, kept once, on what was read, and noted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_fused import fused
from web_made import VISIT

from retinue.accounts import Accounts, Role
from retinue.errors import StoreError
from retinue.settings import Settings
from retinue.store import Store
from retinue.web import create_app

EVENT, JUDGEMENTS = f"/api/v1/events/{VISIT}", "/api/v1/judgements"


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return fused(tmp_path)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app = create_app(settings)
    app.state.joiner.wait = 300.0
    with TestClient(app, "http://localhost", follow_redirects=False) as found:
        yield found


def kinds(settings: Settings) -> list[str]:
    with Store.open(settings.database, readonly=True) as store:
        return [str(one.kind) for one in store.judgements()]


def post(client: TestClient, body: dict[str, Any], match: str | None = "now", **headers: str) -> Any:
    """What comes of sending a judgement on the event as it is now, or as `match` has it."""
    if match == "now":
        match = client.get(f"/api/v1/events/{body['event']}").json()["version"] if "event" in body else None
    held = {"If-Match": match} if match is not None else {}
    return client.post(JUDGEMENTS, json=body, headers=held | {k.replace("_", "-"): v for k, v in headers.items()})


def test_a_correction_is_kept_shown_and_taken_back(client: TestClient) -> None:
    body = {"kind": "correct", "event": VISIT, "field": "start", "values": ["2023-10-08"], "reason": "its own page"}
    done = post(client, body)
    assert (done.status_code, done.headers["location"]) == (201, f"{JUDGEMENTS}/1")
    told = done.json()
    assert (told["what"], told["by"], told["state"], told["waits"]) == (
        "corrected start to 2023-10-08", "lena", "holds", False,
    )  # fmt: skip
    assert told["events"] == [VISIT]
    assert client.get(EVENT).json()["event"]["start"] == "2023-10-08"
    back = client.post(JUDGEMENTS, json={"kind": "undo", "judgement": 1})
    assert back.status_code == 201
    assert client.get(EVENT).json()["event"]["start"] == "2023-10-07"
    assert client.get(f"{JUDGEMENTS}/1").json()["state"] == "undone"
    page = client.get(f"{JUDGEMENTS}?limit=1").json()
    assert (page["total"], page["items"][0]["kind"], page["previous"]) == (2, "undo", None)
    assert client.get(page["next"]).json()["items"][0]["kind"] == "correct"


def test_every_kind_can_be_sent(client: TestClient, settings: Settings) -> None:
    assert post(client, {"kind": "accept", "event": VISIT}).status_code == 201
    assert post(client, {"kind": "split", "event": VISIT, "reports": ["sunday/v1"]}).status_code == 201
    found = [one["key"] for one in client.get("/api/v1/events").json()["items"]]
    versions = ", ".join(client.get(f"/api/v1/events/{key}").headers["etag"] for key in found)
    assert post(client, {"kind": "merge", "events": found}, versions).status_code == 201
    assert post(client, {"kind": "reject", "event": "copy/v1"}, "*").status_code == 201
    name = {"kind": "resolve", "name": "Odd/Name & Sons", "answer": "company"}
    assert post(client, name).json()["values"] == ["Odd/Name & Sons", "company"]
    assert kinds(settings) == ["accept", "split", "merge", "reject", "resolve"]


def test_nobody_decides_blindly(client: TestClient, settings: Settings) -> None:
    accept = {"kind": "accept", "event": VISIT}
    assert post(client, accept, None).status_code == 428
    tag = client.get(EVENT).headers["etag"]
    assert post(client, {"kind": "reject", "event": VISIT}, tag).status_code == 201
    late = post(client, accept, tag)
    assert (late.status_code, "Nothing was kept" in late.json()["detail"]) == (412, True)
    assert late.headers["content-type"] == "application/problem+json"
    assert post(client, accept, "*").status_code == 201, "unless it is said to be meant so"
    assert kinds(settings) == ["reject", "accept"]


def test_of_two_who_decide_at_once_on_the_same_the_second_is_told(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreError("own.db is locked by another program")

    monkeypatch.setattr("retinue.web.deciding.bring_together", busy)  # so events stay as they are for now
    tag = client.get(EVENT).headers["etag"]
    answers: list[int] = []

    def send(kind: str) -> None:
        answers.append(post(client, {"kind": kind, "event": VISIT}, tag).status_code)

    both = [threading.Thread(target=send, args=(kind,)) for kind in ("accept", "reject")]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert sorted(answers) == [201, 412]
    assert len(kinds(settings)) == 1
    number = client.get(JUDGEMENTS).json()["items"][0]["judgement"]
    tag = client.get(EVENT).headers["etag"]
    assert client.post(JUDGEMENTS, json={"kind": "undo", "judgement": number}).json()["waits"] is True
    assert post(client, {"kind": "accept", "event": VISIT}, tag).status_code == 412, "an undo counts too"


def test_what_is_sent_twice_is_kept_once(client: TestClient, settings: Settings) -> None:
    body = {"kind": "accept", "event": VISIT}
    tag = client.get(EVENT).headers["etag"]
    first = post(client, body, tag, Idempotency_Key="night-1/7")
    again = post(client, body, tag, Idempotency_Key="night-1/7")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["judgement"] == again.json()["judgement"]
    other = post(client, body | {"reason": "another"}, tag, Idempotency_Key="night-1/7")
    assert other.status_code == 422
    for kind in (
        {"kind": "resolve", "name": "Odd/Name & Sons", "answer": "company"},
        {"kind": "undo", "judgement": 1},
    ):
        for _ in range(2):
            post(client, kind, Idempotency_Key=kind["kind"])
    assert kinds(settings) == ["accept", "resolve", "undo"]
    assert post(client, body, "*", Idempotency_Key="has space").status_code == 400


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"kind": "accept", "event": "nothing"}, 400, "no event and no report"),
        ({"kind": "accept"}, 400, "event"),
        ({"kind": "bless", "event": VISIT}, 400, "bless"),
        ({"kind": "accept", "event": VISIT, "by": "somebody else"}, 400, "by"),
        ({"kind": "correct", "event": VISIT, "field": "colour", "values": ["red"]}, 400, "field"),
        ({"kind": "correct", "event": VISIT, "field": "start", "values": ["soon"]}, 400, "YYYY-MM-DD"),
        ({"kind": "merge", "events": [VISIT]}, 400, "events"),
        ({"kind": "split", "event": VISIT, "reports": ["no/where"]}, 400, "no/where"),
        ({"kind": "undo", "judgement": 7}, 400, "no judgement 7"),
        ({"kind": "resolve", "name": "Odd/Name & Sons", "answer": "no-such-id"}, 400, "no-such-id"),
    ],
)
def test_what_can_not_be_decided_is_said(
    client: TestClient, settings: Settings, body: dict[str, Any], status: int, told: str
) -> None:
    answer = post(client, body, "*")
    assert (answer.status_code, told in answer.json()["detail"]) == (status, True), answer.text
    assert kinds(settings) == []


def test_a_program_decides_by_the_token_of_a_reviewer_and_the_trail_tells(settings: Settings) -> None:
    accounts = Accounts.open(settings.accounts)
    for name, role in (("rea", Role.READER), ("vera", Role.REVIEWER)):
        accounts.add(name, role, "seven green kettles")
    tokens = {name: accounts.token(name) for name in ("rea", "vera")}
    accept = {"kind": "accept", "event": VISIT}
    with TestClient(create_app(settings), "http://localhost") as client:
        assert post(client, accept, "*").status_code == 401
        assert post(client, accept, "*", Authorization=f"Bearer {tokens['rea']}").status_code == 403
        assert post(client, accept, "*", Authorization=f"Bearer {tokens['vera']}").json()["by"] == "vera"
    assert [one.detail for one in accounts.trail() if one.what == "decision"] == ["judgement 1: accept"]
    accounts.close()
    assert kinds(settings) == ["accept"]


def test_pages_of_other_sites_decide_nothing(client: TestClient, settings: Settings) -> None:
    accept = {"kind": "accept", "event": VISIT}
    assert post(client, accept, "*", Origin="http://evil.example").status_code == 403
    assert post(client, accept, "*", Sec_Fetch_Site="cross-site").status_code == 403
    assert kinds(settings) == []
