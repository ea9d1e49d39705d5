"""People decide from the command line, on a small real record: what they see then, later, after rereading, undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from retinue.cli.exits import Exit
from retinue.store import Store

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.model]

Call = Callable[..., Result]


@pytest.fixture
def own(database: Path, tmp_path: Path) -> Path:
    """A copy of the record to judge."""
    path = tmp_path / "own.db"
    with sqlite3.connect(database) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return path


@pytest.fixture
def ask(call: Call, own: Path) -> Call:
    """Invoke a verb on the copy, signed by ana where it is a judgement; it must go well."""

    def invoke(verb: str, *arguments: object) -> Result:
        signed = ("--by", "ana") if verb in JUDGING else ()
        result = call(verb, *arguments, *signed, "--db", own)
        assert result.exit_code == 0, result.output
        return result

    return invoke


JUDGING = ("merge", "split", "accept", "reject", "correct", "undo", "resolve")


def events(ask: Call, *filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ask("events", "--format", "json", *filters).stdout)
    return found


def one(ask: Call, type_: str, *filters: str) -> dict[str, Any]:
    return next(event for event in events(ask, "--type", type_, *filters))


def reports(event: dict[str, Any]) -> list[str]:
    return [f"{report['doc']}/{report['event']}" for report in event["reports"]]


def judgements(ask: Call, *filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ask("judgements", "--format", "json", *filters).stdout)
    return found


def test_an_accepted_event_says_who_decided(ask: Call) -> None:
    key = one(ask, "visit")["key"]
    said = ask("accept", key[-6:], "--reason", "seen on the ministry's page").stdout
    assert "judgement 1 by ana: accept; holds" in said
    assert "accepted" in said
    found = one(ask, "visit", "--decided")
    assert (found["key"], found["decided"]) == (key, "accepted")
    assert found["decisions"][0]["reason"] == "seen on the ministry's page"
    assert all(event["key"] != key for event in events(ask, "--undecided"))
    shown = ask("show", key).stdout
    assert "decided by ana: accepted" in shown
    assert "by the reports alone" in shown


def test_a_rejected_event_leaves_lists_and_exports_until_it_is_brought_back(ask: Call, tmp_path: Path) -> None:
    event = one(ask, "regulatory_action")
    ask("reject", event["key"])
    assert event["key"] not in {found["key"] for found in events(ask)}
    assert one(ask, "regulatory_action", "--rejected")["decided"] == "rejected"
    assert "rejected" in ask("show", event["key"]).stdout
    for folder, extra, there in (("out", (), False), ("all", ("--rejected",), True)):
        for form in ("jsonl", "csv"):
            ask("export", tmp_path / folder, "--format", form, *extra)
        files = {path.name: path.read_text("utf-8-sig") for path in (tmp_path / folder).iterdir()}
        for name in ("events.jsonl", "documents.jsonl", "events.csv", "claims.csv"):
            assert (event["key"] in files[name]) == there, (folder, name)
        told = [json.loads(line) for line in files["documents.jsonl"].splitlines()]
        probe = next(line for line in told if line["doc"] == "probe")
        assert (reports(event)[0] in {f"probe/{row['id']}" for row in probe["events"]}) == there
    ask("undo", 1)
    assert one(ask, "regulatory_action")["key"] == event["key"]


def test_a_correction_shows_beside_what_the_reports_say(ask: Call) -> None:
    key = one(ask, "visit")["key"]
    ask("correct", key, "start", "2023-10-06", "--reason", "the firm's own page")
    ask("correct", key, "actors", "Li Keqiang")
    ask("correct", key, "recipients", "Quartz Bakery", "--as", "company")
    ask("correct", key, "places", "Hangzhou", "Zhejiang")
    found = one(ask, "visit", "--decided")
    assert (found["start"], found["end"], found["precision"]) == ("2023-10-06", "2023-10-06", "day")
    assert [party["name"] for party in found["actors"]] == ["Li Keqiang"]
    assert found["recipients"] == [{"name": "Quartz Bakery", "type": "company", "office": None, "wikidata": None}]
    assert found["restrictions"] == []
    shown = ask("show", key).stdout
    assert "corrected start to 2023-10-06 (reports: 2023-10-0" in shown
    assert "page" in " ".join(shown.split("corrected start")[1].splitlines()[:2])
    assert "[visited]" in shown
    assert [event["key"] for event in events(ask, "--actor", "li keqiang")] == [key]


def test_a_split_and_a_merge_move_reports(ask: Call) -> None:
    whole = one(ask, "visit")
    assert {report["doc"] for report in whole["reports"]} == {"wire", "page"}
    ask("split", whole["key"], "page", "--reason", "two visits")
    apart = [
        event for event in events(ask, "--type", "visit") if {r["doc"] for r in event["reports"]} & {"wire", "page"}
    ]
    assert sorted(len(event["reports"]) for event in apart) == [1, 1]
    ask("merge", *(event["key"] for event in apart), "--reason", "one after all")
    assert sorted(reports(one(ask, "visit"))) == sorted(reports(whole))
    assert [(row["kind"], row["state"]) for row in judgements(ask)] == [("split", "overruled"), ("merge", "holds")]
    assert "by judgement 2" in ask("judgements").stdout
    ask("undo", 2)
    assert len(events(ask, "--type", "visit")) == len(apart)
    assert [row["state"] for row in judgements(ask)] == ["holds", "undone", "holds"]


def test_one_report_is_rejected_or_corrected_alone(ask: Call) -> None:
    whole = one(ask, "visit")
    page = next(name for name in reports(whole) if name.startswith("page/"))
    ask("correct", page, "start", "2023-10-07", "--reason", "a slip of the pen")
    assert one(ask, "visit")["discrepancies"] == []
    assert "of page/" in ask("show", whole["key"]).stdout
    ask("reject", page)
    assert reports(one(ask, "visit")) == [name for name in reports(whole) if name != page]
    assert "reject" in ask("show", "page").stdout
    assert [row["kind"] for row in judgements(ask, "page")] == ["correct", "reject"]
    assert [row["kind"] for row in judgements(ask, "wire")] == []


def test_judgements_outlive_rereading_by_other_code(ask: Call, own: Path, crawl: Path, call: Call) -> None:
    visit = one(ask, "visit")
    ask("accept", visit["key"])
    with Store.open(own) as store:  # as newer code would number and word it
        record = store.record("wire")
        assert record
        moved = replace(record, events=tuple(replace(one, id=f"w{one.id}") for one in record.events))
        store.put(moved, "newer code")
    assert call("run", crawl / "page.html", "--db", own).exit_code == 0
    found = one(ask, "visit", "--decided")
    assert (found["key"], found["decided"]) == (visit["key"], "accepted")
    assert any(name.startswith("wire/w") for name in reports(found))


def test_a_judgement_on_a_report_that_is_gone_waits_for_it(ask: Call, own: Path, crawl: Path, call: Call) -> None:
    event = one(ask, "regulatory_action")
    ask("reject", event["key"], "--reason", "a draft")
    with Store.open(own) as store:
        record = store.record("probe")
        assert record
        store.put(replace(record, events=()), "blind code")
    assert call("run", crawl / "wire.txt", "--db", own).exit_code == 0
    [row] = judgements(ask, "--state", "dangling")
    assert row["why"] == "probe is gone or tells no event now"
    with Store.open(own) as store:
        store.put(record, "seeing code")
    assert call("run", crawl / "wire.txt", "--db", own).exit_code == 0
    assert judgements(ask)[0]["state"] == "holds"
    assert event["key"] not in {found["key"] for found in events(ask)}


def test_a_process_killed_before_fusing_has_lost_nothing(ask: Call, own: Path, call: Call, crawl: Path) -> None:
    event = one(ask, "regulatory_action")
    ask("accept", one(ask, "visit")["key"])
    with Store.open(own) as store:  # the row is kept, and then the lights go out
        passages = store.passages_telling(event["key"])
        store.judge(replace(store.judgements()[0], reports=passages, key=event["key"]))
    stale = call("events", "--db", own)
    assert "documents or judgements came since" in stale.stderr
    assert call("run", crawl / "wire.txt", "--db", own).exit_code == 0
    assert one(ask, "regulatory_action", "--decided")["decided"] == "accepted"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["accept", "nothing"], Exit.NOT_FOUND, "no event and no report is called 'nothing'"),
        (["accept", "visit"], Exit.NOT_FOUND, "fits several"),
        (["undo", 7], Exit.USAGE, "there is no judgement 7"),
        (["merge", "PROBE"], Exit.USAGE, "at least two"),
        (["merge", "PROBE", "PROBE"], Exit.USAGE, "at least two"),
        (["split", "PROBE", "probe"], Exit.USAGE, "some, not all"),
        (["split", "PROBE", "wire"], Exit.NOT_FOUND, "'wire' is no report of it"),
        (["correct", "PROBE", "status", "perhaps"], Exit.USAGE, "it is one of occurred, ongoing"),
        (["correct", "PROBE", "status"], Exit.USAGE, "takes one value"),
        (["correct", "PROBE", "start", "soon"], Exit.USAGE, "YYYY-MM-DD"),
        (["correct", "PROBE", "start", "2023-02-30"], Exit.USAGE, "YYYY-MM-DD"),
        (["correct", "PROBE", "end", "2001-01-01"], Exit.USAGE, "correct the start first"),
        (["correct", "PROBE", "actors", "Quartz Bakery"], Exit.USAGE, "say what it is with --as"),
        (["correct", "PROBE", "colour", "red"], Exit.USAGE, "colour"),
        (["judgements", "nothing"], Exit.NOT_FOUND, "no event and no report"),
    ],
)
def test_what_cannot_be_decided_is_said(
    call: Call, ask: Call, own: Path, arguments: list[Any], code: Exit, words: str
) -> None:
    probe = one(ask, "regulatory_action")["key"]
    if "visit" in arguments:
        whole = one(ask, "visit")
        ask("split", whole["key"], "page")
    result = call(*(probe if one_ == "PROBE" else one_ for one_ in arguments), "--db", own)
    assert result.exit_code == code, result.output
    assert words in result.output
    assert probe in {event["key"] for event in events(ask, "--undecided")}


def test_judging_without_a_record_makes_none(call: Call, tmp_path: Path) -> None:
    result = call("accept", "x", "--db", tmp_path / "no.db")
    assert result.exit_code == Exit.STORE
    assert not (tmp_path / "no.db").exists()


def test_who_decides_is_told_by_option_setting_or_login(
    call: Call, ask: Call, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = one(ask, "visit")["key"]
    monkeypatch.setenv("LOGNAME", "lena")
    assert "by lena" in call("accept", key, "--db", own).stdout
    monkeypatch.setenv("RETINUE_USER", "desk two")
    assert "by desk two" in call("accept", key, "--db", own).stdout
    assert "by bob" in call("accept", key, "--by", "bob", "--db", own).stdout
    assert [row["by"] for row in judgements(ask, "--by", "bob")] == ["bob"]


def test_a_judgement_is_told_as_json(ask: Call) -> None:
    key = one(ask, "visit")["key"]
    told = json.loads(ask("accept", key, "--json").stdout)
    assert (told["judgement"]["kind"], told["judgement"]["state"], told["judgement"]["keys"]) == (
        "accept",
        "holds",
        [key],
    )
    assert told["events"][0]["decided"] == "accepted"


# ----------------------------------------------------------------------------------------- who a name is
def answers() -> str:
    path = Path("retinue-knowledge/answers.yml")
    return path.read_text("utf-8") if path.is_file() else ""


def test_who_a_name_is_can_be_said_taken_back_and_said_again(ask: Call, call: Call) -> None:
    ask("resolve", "Hik Vision Works", "hikvision", "--reason", "their own site")
    assert "Hik Vision Works" in answers()
    before = answers()
    ask("undo", 1)
    assert "Hik Vision Works" not in answers()
    assert [row["state"] for row in judgements(ask)] == ["undone", "holds"]
    ask("undo", 2)
    assert sorted(answers().splitlines()) == sorted(before.splitlines())
    ask("resolve", "Hik Vision Works", "pass")
    assert "passed_over" in answers()
    assert "also_called" not in answers()
    assert [row["state"] for row in judgements(ask)] == ["overruled", "undone", "holds", "holds"]


def test_an_answer_that_others_rest_on_is_not_taken_back_before_them(ask: Call, call: Call, own: Path) -> None:
    ask("resolve", "Quartz Bakery", "company")
    ask("resolve", "Quartz Bread", "quartz-bakery")
    refused = call("undo", 1, "--db", own)
    assert refused.exit_code == Exit.USAGE
    assert "Quartz Bread was answered with quartz-bakery; take that back first" in refused.output
    assert len(judgements(ask)) == 2
    ask("undo", 2)
    ask("undo", 1)
    assert "Quartz" not in answers()


def test_answers_given_otherwise_share_the_log_and_unknown_ids_are_refused(ask: Call, call: Call, own: Path) -> None:
    assert "judgement 1: Hik Vision is Hikvision" in ask("unresolved", "Hik Vision", "--is", "hikvision").stdout
    Path("more.csv").write_text("name,is\nQuartz Bakery,company\nNobody,\nThe Management,pass\n", "utf-8")
    ask("unresolved", "--file", "more.csv")
    assert [row["value"] for row in judgements(ask)] == [
        ["Hik Vision", "hikvision"], ["Quartz Bakery", "company"], ["The Management", "pass"],
    ]  # fmt: skip
    for arguments in (("resolve", "X", "no-such-id"), ("resolve", " ", "hikvision")):
        assert call(*arguments, "--db", own).exit_code == Exit.USAGE
    assert len(judgements(ask)) == 3


def test_an_answer_kept_before_the_lights_went_out_reaches_the_folder_with_the_next_run(
    ask: Call, call: Call, own: Path, crawl: Path
) -> None:
    ask("resolve", "Hik Vision", "hikvision")
    Path("retinue-knowledge/answers.yml").unlink()
    call("run", crawl / "wire.txt", "--db", own)
    assert "Hik Vision" in answers()
