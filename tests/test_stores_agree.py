"""One record in a file and one on a server: the same answers, the same pages, the same bytes in every export."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

import postgres_server
from retinue.cli.app import app
from retinue.export import EXPORTERS
from retinue.export.writing import write
from retinue.settings import Settings
from retinue.store import Page, Store
from retinue.store.upkeep import restore
from retinue.web import create_app

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("postgresql")]

SAMPLE = str(resources.files("retinue") / "data" / "sample")
HERE = "http://localhost"
TODAY = dt.date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Pair:
    """The sample read into a file and into a server; `copy` is the file's record put into the server."""

    file: str
    server: str
    copy: str


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, postgres: postgres_server.Databases) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("agree")
    with ExitStack() as last:
        found = Pair(str(folder / "sample.db"), *(last.enter_context(postgres.lent()) for _ in range(2)))
        for database in (found.file, found.server):
            done = CliRunner().invoke(app, ["run", SAMPLE, "--db", database])
            assert done.exit_code == 0, done.output
        key = _keys(found.file)[0]
        for verb in (["accept", key], ["reject", _keys(found.file)[-1], "--reason", "none"], ["undo", "1"]):
            for database in (found.file, found.server):
                done = CliRunner().invoke(app, [*verb, "--by", "ana", "--db", database])
                assert done.exit_code == 0, done.output
        restore(Path(found.file), found.copy)
        yield found


def _keys(database: str) -> list[str]:
    with Store.open(database, readonly=True) as store:
        return [one.key for one in store.happenings()]


def _timeless(content: bytes) -> bytes:
    """Without the moments at which people decided, which differ between two records."""
    return re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?", b"MOMENT", content)


@pytest.mark.parametrize("form", EXPORTERS)
def test_every_export_has_the_same_bytes(pair: Pair, tmp_path: Path, form: str) -> None:
    if not EXPORTERS[form].ready:
        pytest.skip("its library is not installed")
    found = []
    for name in ("file", "server", "copy"):
        with Store.open(getattr(pair, name), readonly=True) as store:
            found.append([path.read_bytes() for path in write(store, form, tmp_path / name)])
    assert found[0] == found[2]
    assert [_timeless(one) for one in found[0]] == [_timeless(one) for one in found[1]]


VERBS = (
    "events", "events --format json", "events --format csv", "events --actor LI", "events --firm É",
    "events --place hangzhou", "events --listed", "statements", "statements --format json", "discrepancies",
    "firm Hikvision", "firm hikvision --format json", "person 'Li Qiang'", "unresolved", "unresolved --json",
    "judgements --format json", "status", "problems --format json", "signal Hikvision -o signal.csv",
    "dossier Hikvision -o brief.md", "statements --about 华为",
)  # fmt: skip


def _said(verb: str, database: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*shlex.split(verb), "--db", database])
    written = Path(verb.split(" -o ")[-1])
    brief = written.read_text("utf-8") if written.is_file() else ""
    out, errors = (" ".join(one.replace(database, "DB").split()) for one in (done.stdout + brief, done.stderr))
    return done.exit_code, out, errors


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_the_same(pair: Pair, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, errors = _said(verb, pair.file)
    assert (code, out, errors) == _said(verb, pair.copy)
    assert code == 0, errors


@pytest.mark.parametrize("words", ["visited", "hikvision premier", '"new energy"', "chip*", "李强", "nowhere"])
def test_every_search_finds_the_same(pair: Pair, words: str) -> None:
    """The order of fit and the cut of the excerpts are each store's own."""
    found = []
    for database in (pair.file, pair.copy):
        with Store.open(database, readonly=True) as store:
            found.append({(hit.doc, hit.title, hit.published) for hit in store.search(words, Page(100))})
    assert found[0] == found[1]


def test_every_event_and_document_is_shown_alike(pair: Pair) -> None:
    with Store.open(pair.file, readonly=True) as store:
        docs = [one.article.doc for one in store.records()]
    for name in (*_keys(pair.file)[:5], *docs[:4]):
        for verb in ("show", "sources", "compare") if name not in docs else ("show",):
            assert _said(f"{verb} {name}", pair.file) == _said(f"{verb} {name}", pair.copy)


PAGES = (
    "/", "/search", "/search?q=visited", "/search?q=%E5%8D%8E%E4%B8%BA", "/search?type=visit&sort=confidence",
    "/search?q=zzzzy", "/statements", "/entities", "/entities?q=hik",
    "/entities/hikvision", "/offices", "/discrepancies", "/map", "/sources", "/review", "/judgements", "/problems",
    "/api/v1/events?limit=100", "/api/v1/statements", "/api/v1/facets",
)  # fmt: skip


def test_every_page_is_the_same(pair: Pair, tmp_path: Path) -> None:
    clients = []
    for database in (pair.file, pair.copy):
        settings = Settings(database=database, accounts=str(tmp_path / f"{len(clients)}.db"), user="ana")
        clients.append(TestClient(create_app(settings, lambda: TODAY), HERE))
    events = tuple(f"/events/{key}" for key in _keys(pair.file)[:10])
    with Store.open(pair.file, readonly=True) as store:
        docs = tuple(f"/documents/{one.article.doc}" for one in list(store.records())[:6])
    with clients[0] as one, clients[1] as other:
        for url in (*PAGES, *events, *docs):
            told, again = one.get(url), other.get(url)
            assert told.status_code == again.status_code, url
            assert _plain(told.text, pair.file) == _plain(again.text, pair.copy), url


def _plain(page: str, database: str) -> str:
    """Without the tokens of forms and the name of the database."""
    told = re.sub(r'(name="token" value=|content=)"[^"]*"', "", page.replace(database, "DB"))
    return re.sub(
        r"<p>(?:(?!</p>).)*</p>(?=<p class=.muted small)", "", told, flags=re.DOTALL
    )  # where a document holds the words


def test_a_kept_search_and_facets_work_on_the_server(pair: Pair) -> None:
    with Store.open(pair.copy) as store:
        kept = store.save_search("visits", "type=visit", "ana")
        assert [one.name for one in store.searches()] == ["visits"]
        assert store.forget_search(kept.id)


def test_check_finds_all_sound(pair: Pair) -> None:
    for database in (pair.file, pair.server, pair.copy):
        done = CliRunner().invoke(app, ["db", "check", "--db", database])
        assert done.exit_code == 0, done.output
        assert done.stdout.endswith("sound\n")
