"""Who gets in, as whom, and what is kept of it; what a killed server has kept. A real server where it matters."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from test_web_serve import RETINUE, served
from web_fused import fused
from web_made import VISIT
from web_sent import sent, token_of

from retinue.accounts import Accounts, Role
from retinue.settings import Settings
from retinue.store import Store
from retinue.web import create_app

EVENT = f"/events/{VISIT}"
PASSWORD, WRONG = "seven green kettles", "eight blue kettles"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fused(tmp_path)


@pytest.fixture
def guarded(settings: Settings) -> Settings:
    """The same with a reader, a reviewer and an admin."""
    accounts = Accounts.open(settings.accounts)
    for name, role in (("rea", Role.READER), ("vera", Role.REVIEWER), ("ada", Role.ADMIN)):
        accounts.add(name, role, PASSWORD)
    accounts.close()
    return settings


@pytest.fixture
def client(guarded: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(guarded), "http://localhost", follow_redirects=False) as found:
        yield found


def log_in(client: TestClient, name: str) -> None:
    answer = sent(client, "/login", "/login", name=name, password=PASSWORD, next=EVENT)
    assert (answer.status_code, answer.headers["location"]) == (303, EVENT)


def judged(settings: Settings) -> list[str]:
    with Store.open(settings.database, readonly=True) as store:
        return [one.by for one in store.judgements()]


# ------------------------------------------------------------------------------------------- logging in
def test_nothing_is_shown_before_logging_in(client: TestClient) -> None:
    assert client.get(f"{EVENT}?done=1").headers["location"] == f"/login?next={EVENT.replace('/', '%2F')}%3Fdone%3D1"
    refused = client.get("/api/v1/events")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert client.post(f"{EVENT}/accept", data={}).status_code == 401
    assert client.get("/healthz").status_code == 200
    log_in(client, "vera")
    page = client.get(EVENT)
    assert "vera" in page.text
    assert page.headers["cache-control"] == "no-store"
    cookie = client.cookies["retinue"]
    assert sent(client, "/logout", EVENT).headers["location"] == "/login"
    client.cookies.set("retinue", cookie, domain="localhost.local")
    assert client.get(EVENT).status_code == 303, "a login that was ended is ended on the server"


def test_the_login_cookie_is_another_than_before_and_hidden_from_script(client: TestClient) -> None:
    token = token_of(client)
    before = client.cookies["retinue"]
    answer = client.post("/login", data={"name": "vera", "password": PASSWORD, "token": token})
    told = answer.headers["set-cookie"]
    assert before not in told
    assert all(one in told.lower() for one in ("httponly", "samesite=lax", "max-age=43200", "path=/"))
    assert "secure" not in told.lower()
    with TestClient(client.app, "https://localhost", follow_redirects=False) as safe:
        assert "; Secure" in safe.get("/login").headers["set-cookie"]


def test_a_wrong_password_is_told_and_after_five_one_waits(client: TestClient) -> None:
    for _ in range(5):
        assert sent(client, "/login", "/login", name="vera", password=WRONG).status_code == 401
    late = sent(client, "/login", "/login", name="vera", password=PASSWORD)
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 900
    assert "Too many tries" in late.text


def test_a_login_ends_after_half_a_day(guarded: Settings) -> None:
    now = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
    app = create_app(guarded)
    accounts = Accounts.open(guarded.accounts, lambda: now)
    app.state.doors.accounts = lambda: accounts
    with TestClient(app, "http://localhost", follow_redirects=False) as client:
        log_in(client, "vera")
        assert client.get(EVENT).status_code == 200
        now += dt.timedelta(hours=13)
        assert client.get(EVENT).status_code == 303
        ended = client.post(f"{EVENT}/accept", data={})
        assert (ended.status_code, "nothing was kept" in ended.text) == (401, True)
    accounts.close()


@pytest.mark.parametrize("onwards", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_a_login_leads_nowhere_else(client: TestClient, onwards: str) -> None:
    answer = sent(client, "/login", "/login", name="vera", password=PASSWORD, next=onwards)
    assert answer.headers["location"] == "/"


# -------------------------------------------------------------------------------------------- who may
def test_a_reader_looks_and_changes_nothing(client: TestClient, guarded: Settings) -> None:
    log_in(client, "rea")
    page = client.get(EVENT).text
    assert "Log out" in page
    assert "/accept" not in page
    for url in (
        f"{EVENT}/accept",
        f"{EVENT}/correct",
        "/events/merge",
        "/judgements/1/undo",
        "/names/resolve",
        "/searches",
    ):
        assert sent(client, url, EVENT).status_code == 403
    told = {"name": "x", "query": ""}
    assert client.post("/api/v1/searches", json=told, headers={"origin": "http://localhost"}).status_code == 403
    assert client.get("/accounts").status_code == 403
    assert judged(guarded) == []


def test_a_reviewer_decides_in_their_own_name_and_an_admin_sees_it(client: TestClient, guarded: Settings) -> None:
    log_in(client, "vera")
    assert client.post(f"{EVENT}/accept", data={"reason": "no token"}).status_code == 403
    stolen = {"token": token_of(client, EVENT)}
    assert client.post(f"{EVENT}/accept", data=stolen, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/api/v1/searches", json={"name": "x", "query": ""}).status_code == 403
    assert judged(guarded) == []
    assert sent(client, f"{EVENT}/accept", EVENT).status_code == 303
    assert judged(guarded) == ["vera"]
    assert client.get("/accounts").status_code == 403
    sent(client, "/logout", EVENT)
    log_in(client, "ada")
    told = client.get("/accounts").text
    assert "judgement 1: accept" in told
    assert "rea" in told


def test_a_program_shows_its_token(client: TestClient, guarded: Settings) -> None:
    accounts = Accounts.open(guarded.accounts)
    token = accounts.token("vera")
    accounts.close()
    shown = {"authorization": f"Bearer {token}"}
    assert client.get("/api/v1/events", headers=shown).status_code == 200
    assert client.post(f"{EVENT}/accept", data={"reason": "checked"}, headers=shown).status_code == 303
    assert judged(guarded) == ["vera"]
    assert client.get("/api/v1/events", headers={"authorization": f"Bearer {token}x"}).status_code == 401


def test_without_accounts_only_this_machine_by_its_own_names_gets_in(settings: Settings) -> None:
    with TestClient(create_app(settings), "http://rebound.example") as client:
        assert client.get("/").status_code == 403
    for host in ("127.0.0.1:8484", "localhost", "[::1]:8484"):
        with TestClient(create_app(settings), f"http://{host}") as client:
            assert client.get("/").status_code == 200
    with TestClient(create_app(settings, others=True), "http://news.example", follow_redirects=False) as client:
        assert client.get("/").headers["location"] == "/login?next=%2F"


# ---------------------------------------------------------------------------------------- as a process
@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the record, in which processes run."""
    fused(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RETINUE_OWN", "own")
    monkeypatch.setenv("RETINUE_LISTS", "lists.db")
    return tmp_path


def users(*arguments: str, password: str = "") -> str:
    done = subprocess.run(
        [*RETINUE, "users", *arguments], input=password, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_no_password_is_in_what_the_server_says_or_keeps(folder: Path) -> None:
    told = users("add", "vera", "--role", "reviewer", "--stdin", password=f"{PASSWORD}\n")
    assert told == "added vera as reviewer\n"
    with served("--db", "own.db", "--host", "0.0.0.0") as (process, address):
        url = address.replace("0.0.0.0", "127.0.0.1")
        with httpx2.Client(base_url=url) as client:
            for password in (WRONG, PASSWORD):
                form = {"name": "vera", "password": password, "token": token_of(client), "next": EVENT}
                client.post("/login", data=form, headers={"origin": url.rstrip("/")})
            client.post("/login", data={"name": PASSWORD, "password": WRONG, "token": token_of(client, EVENT)})
            assert "Accept" in client.get(EVENT).text
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    kept = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    for secret in (PASSWORD, WRONG):
        assert secret not in out + err
        assert secret.encode() not in kept
    trail = users("trail", "--format", "csv")
    assert "login failed,vera,127.0.0.1" in trail
    assert users("list").count("vera") == 1


def decided(address: str, client: httpx2.Client) -> None:
    """One decision that is taken back, by forms."""
    form = {"token": token_of(client, f"{address}review"), "reason": "kept?"}
    client.post(f"{address}events/{VISIT}/accept", data=form)


def test_a_server_killed_right_after_an_answer_has_kept_the_decision(folder: Path) -> None:
    with served("--db", "own.db") as (process, address), httpx2.Client() as client:
        decided(address, client)
        process.kill()
        process.wait(20)
    with Store.open(folder / "own.db") as store:
        [one] = store.judgements()
        assert (one.kind, one.reason) == ("accept", "kept?")


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1, 0.3, 1.0])
def test_a_server_killed_at_any_moment_has_kept_a_decision_whole_or_not_at_all(folder: Path, after: float) -> None:
    with served("--db", "own.db") as (process, address), httpx2.Client() as client:
        token_of(client, f"{address}review")  # warm
        threading.Timer(after, process.kill).start()
        answered = False
        try:
            decided(address, client)
            answered = True
        except httpx2.HTTPError:
            pass
        process.wait(20)
    with Store.open(folder / "own.db") as store:
        kept = store.judgements()
        assert len(kept) == 1 if answered else len(kept) <= 1
        assert all(one.reports for one in kept), "a judgement without its reports is half a judgement"
        assert store.happening(VISIT), "and the events are whole, as they were or as they became"
    with served("--db", "own.db") as (process, address), httpx2.Client() as client:
        # from the event's page: the queue may be empty by now, and an empty one has no form
        form = {"token": token_of(client, f"{address}events/{VISIT}"), "reason": "again"}
        assert client.post(f"{address}events/{VISIT}/reject", data=form).status_code == 303
    with Store.open(folder / "own.db") as store:
        happening = store.happening(VISIT)
        assert happening
        assert str(happening.decided) == "rejected"
        assert len(store.judgements()) == len(kept) + 1
