"""What every answer carries, and what is refused whatever is asked for."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from pathlib import Path

import lxml.etree
import pytest
from fastapi.testclient import TestClient
from test_web_serve import served
from web_made import EVIL, VISIT

from retinue.charts import DARK, LIGHT, Edge, Mark, Share, network, shares, timeline
from retinue.settings import Settings
from retinue.web import create_app
from retinue.web.headers import HEADERS

ANSWERS = {
    "/": 200, f"/events/{VISIT}": 200, "/events/none-such": 404, "/nothing": 404, "/search?sort=up": 400,
    "/documents/wire?version=x": 400, "/static/app.css": 200, "/static/none.css": 404, "/theme?to=dark": 303,
    "/charts/listings.svg?of=hikvision": 200, "/charts/none.svg": 404, "/login": 303, "/accounts": 403,
    "/api/v1/events": 200, "/api/v1/events?type=x": 400, "/api/v1/nothing": 404, "/api/v1/openapi.json": 200,
    "/api/v1/export?format=csv": 200, "/api/v1/feed.atom": 200, "/healthz": 200,
}  # fmt: skip


@pytest.mark.parametrize(("url", "status"), ANSWERS.items())
def test_every_answer_says_what_a_browser_may_do(client: TestClient, url: str, status: int) -> None:
    answer = client.get(url)
    assert answer.status_code == status, answer.text
    for name in HEADERS:
        assert name in answer.headers, name
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy or url.startswith("/charts/"), "but for a picture, which is alone in a sandbox"


def test_an_error_of_ours_shows_no_trace_and_has_the_same_headers(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the code")

    monkeypatch.setattr("retinue.web.routes.about.status_view", broken)
    monkeypatch.setattr("retinue.web.api.record.status_view", broken)
    for url, kind in (("/status", "text/html; charset=utf-8"), ("/api/v1/status", "application/problem+json")):
        answer = client.get(url)
        assert (answer.status_code, answer.headers["content-type"]) == (500, kind)
        assert "something broke" in answer.text.lower()
        for secret in ("secret of the code", "Traceback", "RuntimeError", ".py"):
            assert secret not in answer.text
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "POST", "PROPFIND"])
@pytest.mark.parametrize("url", ["/", f"/events/{VISIT}", "/status", "/api/v1/events", "/static/app.css"])
def test_what_is_only_looked_at_takes_no_other_method(client: TestClient, url: str, method: str) -> None:
    answer = client.request(method, url)
    assert answer.status_code == 405
    assert "GET" in answer.headers.get("allow", "GET")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/settings.py", "/static/....//app.py",
        "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/app.css%00.py", "/static/..\\app.py",
    ],
)  # fmt: skip
def test_no_path_leads_to_other_files(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


@pytest.mark.parametrize("doc", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "%00", "a%0Ab"])
def test_a_document_is_looked_up_in_the_record_and_nowhere_else(client: TestClient, doc: str) -> None:
    assert client.get(f"/documents/{doc}").status_code in (303, 404, 307)
    assert client.get(f"/api/v1/documents/{doc}").status_code in (307, 404)


def test_what_is_sent_has_a_bound(client: TestClient) -> None:
    big = client.post("/api/v1/searches", content=b"[" * 1_000_001, headers={"content-type": "application/json"})
    assert (big.status_code, big.headers["content-type"]) == (413, "application/problem+json")
    long = client.post(f"/events/{VISIT}/accept", data={"reason": "x" * 20_001})
    assert long.status_code in (400, 413)
    many = client.post(f"/events/{VISIT}/accept", data={f"f{n}": "" for n in range(401)})
    assert many.status_code == 400


@pytest.fixture(scope="module")
def port(record: Path) -> Iterator[int]:
    with served("--db", str(record)) as (_, address):
        yield int(address.rstrip("/").rpartition(":")[2])


def raw(port: int, sent: bytes) -> bytes:
    """The first line of what a real server answers to these bytes."""
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(sent)
        return line.recv(4096).split(b"\r\n")[0]


def test_a_real_server_bounds_what_it_reads_before_it_knows_what_is_asked(port: int) -> None:
    host = f"Host: 127.0.0.1:{port}\r\n".encode()
    assert b" 200 " in raw(port, b"GET /healthz HTTP/1.1\r\n" + host + b"\r\n")
    for sent in (
        b"GET /healthz HTTP/1.1\r\n" + host + b"X-Long: " + b"x" * 200_000,
        b"GET /" + b"x" * 200_000,
        b"nonsense\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + host + b"Content-Length: x\r\n\r\n",
    ):
        assert b" 400 " in raw(port, sent), sent[:40]
    assert b" 403 " in raw(port, b"GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n")
    assert b" 40" in raw(port, b"GET / HTTP/1.1\r\n\r\n"), "no host, no answer"


def test_a_name_in_a_picture_stays_a_name() -> None:

    day = dt.date(2024, 5, 1)
    evil = EVIL + ' " onload="x'
    charts = (
        network(evil, [Edge(evil, evil + "2", "support", ("k",))]),
        timeline(evil, [Mark(day, day, "support", "visit", "occurred", evil, "k")], []),
        shares(evil, [Share(evil, 3, evil)], "event"),
    )
    for picture in (chart.svg(theme) for chart in charts for theme in (LIGHT, DARK)):
        for one in lxml.etree.fromstring(picture.encode()).iter():
            assert not str(one.tag).lower().endswith(("script", "foreignobject", "}a", "image", "iframe"))
            assert not [name for name in one.attrib if name.lower().startswith("on") or name.endswith("href")]


def test_a_picture_s_policy_lets_it_load_and_run_nothing(client: TestClient) -> None:
    answer = client.get("/charts/listings.svg?of=hikvision")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_many_parameters_and_half_characters_are_told(record: Path) -> None:
    with TestClient(create_app(Settings(database=str(record))), "http://localhost") as client:
        assert client.get("/search?" + "&".join(f"type=v{n}" for n in range(500))).status_code == 400
        assert client.get("/search?q=%ED%A0%80").status_code in (200, 400)
        assert client.get("/search?q=" + "x" * 5000).status_code == 400
        assert client.get("/entities/" + "x" * 5000).status_code in (400, 404)
