"""Questions from the command line: one at a time, as JSON, and by the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

pytestmark = [pytest.mark.xdist_group("cli")]

Call = Callable[..., Result]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_who(call: Call) -> None:
    told = call("who", "China's commerce minister", "--on", "2022-05-01")
    assert told.exit_code == 0
    assert told.stdout.startswith("Wang Wentao was Minister of Commerce of China on 2022-05-01")
    found = json.loads(call("who", "premier", "--country", "China", "--on", "2023-10-08", "--json").stdout)
    assert found["holder"]["name"] == "Li Qiang"
    nobody = call("who", "sultan of the moon", "--on", "2022-05-01")
    assert (nobody.exit_code, nobody.stdout) == (3, "")
    assert call("who").exit_code == 2


def test_who_by_the_file(call: Call) -> None:
    lines = ("premier,CN,2023-10-08", "vice premier,CN,2023-06-01", "sultan,CN,2020-01-01", "premier,CN,soon")
    Path("q.csv").write_text("\n".join(("role,country,date", *lines)), "utf-8")
    told = call("who", "--file", "q.csv", "-o", "a.csv")
    assert told.exit_code == 1
    assert "q.csv: row 5: 'soon' is no day" in told.stderr
    found = rows(Path("a.csv"))
    assert list(found[0]) == ["role", "country", "date", "answer", "candidates"]
    assert [row["answer"] for row in found] == ["Li Qiang", "", "", ""]
    assert "He Lifeng" in found[1]["candidates"].split("; ")


def test_listed(call: Call) -> None:
    told = call("listed", "Hikvision", "--on", "2023-10-07").stdout
    assert "Hikvision stood on the US Entity List of the Bureau of Industry and Security since 2019-10-09" in told
    assert "not on any list loaded" in call("listed", "Quartz Bakery", "--on", "2023-10-07").stdout
    found = json.loads(call("listed", "海康威视", "--on", "2018-01-01", "--json").stdout)
    assert (found["listed"], found["known"]) == (False, ["Hikvision"])


def test_listed_by_the_file(call: Call) -> None:
    lines = ("Hikvision,Entity List,2023-10-07", "海康威视,Entity List,2018-01-01", "Xiaomi,,2021-02-01")
    Path("q.csv").write_text("\n".join(("name,list,date", *lines)), "utf-8")
    assert call("listed", "--file", "q.csv", "-o", "a.csv").exit_code == 0
    found = [(row["listed"], row["since"], row["until"]) for row in rows(Path("a.csv"))]
    assert found == [("yes", "2019-10-09", ""), ("no", "", ""), ("yes", "2021-01-14", "2021-05-25")]


def test_match(call: Call) -> None:
    assert call("match", "李强", "Li Qiang").stdout.startswith("the same (0.98): both are names of Li Qiang")
    assert json.loads(call("match", "Li Qiang", "Li Keqiang", "--json").stdout)["same"] is False
    Path("q.csv").write_text("id,left,right\n1,CNPC,CNOOC\n2,华为,Huawei Technologies\n", "utf-8")
    assert call("match", "--file", "q.csv", "-o", "a.csv").exit_code == 0
    found = rows(Path("a.csv"))
    assert list(found[0]) == ["id", "left", "right", "same", "score", "why"]
    assert [row["same"] for row in found] == ["no", "yes"]
    assert call("match", "only one").exit_code == 2


def test_lists_are_imported_and_asked(call: Call) -> None:
    Path("own.csv").write_text("id,name,since\n1,Quartz Bakery Ltd,2020-02-02\n2,Late,2031-01-01\n3,Pan\n", "utf-8")
    told = call("knowledge", "import", "own.csv", "--list", "my-list", "--on", "2026-01-01")
    assert told.exit_code == 1
    assert "1 new, 0 unchanged" in told.stdout
    assert "own.csv:3: begins on 2031-01-01" in told.stderr
    assert "own.csv:4: 2 columns instead of 3" in told.stderr
    assert "stood on the my-list since 2020-02-02" in call("listed", "Quartz Bakery", "--on", "2021-01-01").stdout
    Path("people.csv").write_text("name,type\nIvan Quartz,person\n", "utf-8")
    call("knowledge", "import", "people.csv", "--list", "other-list", "--on", "2026-01-01")
    assert "Somebody called Ivan Quartz" in call("listed", "Quartz, Ivan", "--on", "2026-02-01").stdout
    Path("q.csv").write_text("name,ref\nQuartz Bakrey,a\nNobody,b\n", "utf-8")
    assert call("screen", "q.csv", "--on", "2021-01-01", "-o", "a.csv").exit_code == 0
    assert [(row["ref"], row["match"], row["since"]) for row in rows(Path("a.csv"))] == [
        ("a", "Quartz Bakery Ltd", "2020-02-02"), ("b", "", ""),
    ]  # fmt: skip
    [one, two] = map(json.loads, call("screen", "q.csv", "--on", "2021-01-01", "--json").stdout.splitlines())
    assert (one["matches"][0]["list"], two["matches"]) == ("my-list", [])
    imported = json.loads(call("knowledge", "stats", "--json").stdout)["imported"]
    assert imported["my-list"] == {"name": "my-list", "as_of": "2026-01-01", "standing": 1, "closed": 0}
    assert call("knowledge", "import", "nowhere.csv").exit_code == 2


def test_knowledge_is_checked_and_added(call: Call) -> None:
    entry = "organisations:\n  - {id: quartz, type: company, name: Quartz Bakery}\n"
    Path("good.yml").write_text(f"source: a gazette\nchecked: 2026-01-02\n{entry}", "utf-8")
    Path("bad.yml").write_text("organisations:\n  - {id: quartz2, type: company}\n", "utf-8")
    assert call("knowledge", "check").stdout.startswith("sound: ")
    assert call("knowledge", "add", "bad.yml").exit_code == 2
    assert not Path("retinue-knowledge").exists()
    assert call("knowledge", "add", "good.yml").exit_code == 0
    assert "Quartz" in call("match", "Quartz Bakery Ltd", "QUARTZ BAKERY").stdout
    assert Path("retinue-knowledge/good.yml").exists()
    assert call("knowledge", "add").exit_code == 2


@pytest.mark.model
def test_an_answer_is_used_by_the_next_run(call: Call, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    text = "Published: 2023-10-08\n\n"
    text += "The US Commerce Department added Quarzbakk Industries to its Entity List on Friday.\n"
    (articles / "one.txt").write_text(f"US lists baker\n\n{text}", "utf-8")
    assert call("run", articles, "--db", "x.db").exit_code == 0
    before = {one["name"] for one in json.loads(call("unresolved", "--db", "x.db", "--json").stdout)}
    assert "Quarzbakk Industries" in before
    assert call("unresolved", "Quarzbakk Industries", "--is", "hikvision").stdout.endswith(
        "is Hikvision from now on\n"
    )
    assert call("run", articles, "--db", "x.db").exit_code == 0
    after = {one["name"] for one in json.loads(call("unresolved", "--db", "x.db", "--json").stdout)}
    assert "Quarzbakk Industries" not in after
    events = json.loads(call("events", "--db", "x.db", "--format", "json").stdout)
    assert "Hikvision" in {party["name"] for event in events for party in event["recipients"]}


@pytest.mark.model
def test_events_know_imported_lists(call: Call, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    text = "Published: 2023-10-08\n\n"
    text += "Chinese Premier Li Qiang visited Quarzbakk Industries in Hangzhou on Saturday, October 7.\n"
    (articles / "one.txt").write_text(f"Premier visits baker\n\n{text}", "utf-8")
    Path("own.csv").write_text("name,since,citation\nQuarzbakk Industries Ltd,2020-02-02,Notice 1\n", "utf-8")
    call("run", articles, "--db", "x.db")
    call("knowledge", "import", "own.csv", "--list", "my-list", "--on", "2026-01-01")
    assert call("run", articles, "--db", "x.db").exit_code == 0
    events = json.loads(call("events", "--db", "x.db", "--format", "json").stdout)
    found = [row for event in events for row in event["restrictions"]]
    assert {"entity": "Quarzbakk Industries", "list": "my-list", "since": "2020-02-02", "source": "Notice 1"} in found
