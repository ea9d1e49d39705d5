"""`retinue sources` and `retinue compare` on a small record of its own: a wire report, its copy, an own report."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from retinue.cli.app import app

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.model]

STORY = """Chinese Premier Li Qiang visited Hikvision on Saturday, October 7, 2023, and praised its engineers.

He walked through the showroom of the company, asked how many cameras a day leave the line, and was told that the
number had doubled within two years. The premier then sat down with young researchers in the canteen.

The company was founded in 2001 and sells its cameras in more than a hundred countries; it employs tens of thousands.
"""
DOCS = [
    {"id": "wire", "title": "Premier tours camera maker", "published": "2023-10-08", "publisher": "Xinhua",
     "text": STORY},
    {"id": "copy", "title": "Li Qiang at Hikvision", "published": "2023-10-09", "publisher": "Harbour Courier",
     "text": STORY},
    {"id": "own", "title": "A premier among cameras", "published": "2023-10-10", "publisher": "Tidewater Daily",
     "text": "Premier Li Qiang inspected Hikvision on October 7, 2023. Our reporter stood at the gate, counting.\n\n"
     "Nobody would say what was talked about; the guards were friendly and offered tea to everyone who asked."},
]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports of one visit, read once."""
    folder = tmp_path_factory.mktemp("visit")
    (folder / "news.jsonl").write_text("".join(json.dumps(doc) + "\n" for doc in DOCS), "utf-8")
    path = folder / "visit.db"
    result = CliRunner().invoke(app, ["run", str(folder / "news.jsonl"), "--db", str(path)])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def key(call: Callable[..., Result], database: Path) -> str:
    """The visit that all three tell of."""
    found = json.loads(call("events", "--format", "json", "--type", "visit", "--db", database).stdout)
    (visit,) = [event for event in found if len(event["reports"]) == 3]
    assert visit["independent_origins"] == 2
    assert visit["copies"] == [["copy", "wire"]]
    return str(visit["key"])


def test_the_tree_names_roots_with_their_kind_and_who_took_it(
    call: Callable[..., Result], database: Path, key: str
) -> None:
    told = call("sources", key[-6:], "--db", database).stdout
    assert "3 reports, 2 independent origins" in told
    assert "Xinhua News Agency  state media, news agency, CN" in told
    assert "copy · Harbour Courier" in told
    assert "Tidewater Daily  outlet" in told


def test_the_graph_as_data(call: Callable[..., Result], database: Path, key: str) -> None:
    graph = json.loads(call("sources", key, "--json", "--db", database).stdout)
    assert [root["kind"] for root in graph["roots"]] == ["state_media", "outlet"]
    (copied,) = [edge for edge in graph["edges"] if edge["relation"] == "copy_of"]
    assert (copied["share"], copied["witness"]["doc"]) == (1.0, "copy")


def test_the_graph_for_other_programs(call: Callable[..., Result], database: Path, key: str, tmp_path: Path) -> None:
    written = tmp_path / "sources.graphml"
    assert call("sources", key, "--format", "graphml", "-o", written, "--db", database).exit_code == 0
    assert len(ET.parse(written).getroot().findall(".//{*}node")) == 5
    dot = call("sources", key, "--format", "dot", "--db", database).stdout
    assert dot.startswith("digraph sources {")
    assert '"report:copy/v1" -> "report:wire/v1" [label="copy_of", style=solid];' in dot


def test_a_file_is_for_graphs_only(call: Callable[..., Result], database: Path, key: str, tmp_path: Path) -> None:
    result = call("sources", key, "-o", tmp_path / "x", "--db", database)
    assert (result.exit_code, result.stderr) == (2, "retinue: --output goes with --format graphml or dot\n")


def test_reports_stand_side_by_side(call: Callable[..., Result], database: Path, key: str) -> None:
    told = call("compare", key, "--db", database).stdout
    assert "headline copy of wire: 100%" in " ".join(told.split())
    assert "[" in told
    data = json.loads(call("compare", key, "--json", "--db", database).stdout)
    assert [column["doc"] for column in data["columns"]] == ["wire", "copy", "own"]
    assert {row["field"] for row in data["rows"]} >= {"headline", "type", "actor", "recipient", "start", "words"}


def test_one_field_alone(call: Callable[..., Result], database: Path, key: str) -> None:
    data = json.loads(call("compare", key, "--field", "start", "--json", "--db", database).stdout)
    assert [[cell["pieces"][0]["text"] for cell in row["cells"]] for row in data["rows"]] == [["2023-10-07"] * 3]
    result = call("compare", key, "--field", "amount", "--db", database)
    assert result.exit_code == 3
    assert "gives the field amount" in result.stderr


def test_a_page_stands_by_itself(call: Callable[..., Result], database: Path, key: str, tmp_path: Path) -> None:
    page = tmp_path / "reports.html"
    assert call("compare", key, "--html", page, "--db", database).exit_code == 0
    text = page.read_text("utf-8")
    assert "<mark>" in text
    assert not any(word in text for word in ("http://", "https://", "<script", "<!-- ROWS"))


@pytest.mark.parametrize("verb", ["sources", "compare"])
def test_an_event_that_is_not_there(call: Callable[..., Result], database: Path, verb: str) -> None:
    result = call(verb, "nothing-like-it", "--db", database)
    assert result.exit_code == 3
    assert "no event is called 'nothing-like-it'" in result.stderr
