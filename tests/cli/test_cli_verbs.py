"""Every verb on a small real record: filters, forms, short names."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from retinue.export.rows import EVENT_COLUMNS

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.model]

Ask = Callable[..., Result]


def events(ask: Ask, *filters: str) -> list[dict[str, Any]]:
    return json.loads(ask("events", "--format", "json", *filters).stdout)


def visit(ask: Ask) -> dict[str, Any]:
    return next(one for one in events(ask, "--type", "visit"))


# ------------------------------------------------------------------------------------------------- run
def test_a_run_away_from_a_terminal_prints_one_json_object(first_run: tuple[Path, Result], crawl: Path) -> None:
    _, result = first_run
    told = json.loads(result.stdout)
    assert (told["read"], told["skipped"], told["failed"], told["interrupted"]) == (4, 0, 1, False)
    assert told["documents"] == 4
    assert told["failures"][0]["source"] == str(crawl / "empty.txt")
    assert result.exit_code == 1
    assert "1 could not be read: see `retinue problems --db" in result.stderr


def test_a_second_run_skips_what_is_unchanged(call: Ask, crawl: Path, database: Path) -> None:
    result = call("run", crawl / "wire.txt", "--db", database)
    told = json.loads(result.stdout)
    assert (result.exit_code, told["read"], told["skipped"]) == (0, 0, 1)


# ---------------------------------------------------------------------------------------------- events
def test_json_events_are_lines_of_the_contract(ask: Ask, tmp_path: Path) -> None:
    found = events(ask)
    ask("export", tmp_path)
    assert found == [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert {"visit", "regulatory_action"} <= {event["type"] for event in found}


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        (["--type", "regulatory_action"], {"regulatory_action"}),
        (["--actor", "li qiang"], {"visit"}),
        (["--firm", "didi"], {"regulatory_action"}),
        (["--firm", "hikvision", "--listed", "--type", "visit"], {"visit"}),
        (["--until", "2022-12-31"], {"regulatory_action"}),
        (["--since", "2023-10-01", "--until", "2023-10-31", "--type", "visit"], {"visit"}),
        (["--signal", "control"], {"regulatory_action"}),
        (["--status", "cancelled"], set()),
        (["--place", "nowhere at all"], set()),
        (["--not-listed", "--firm", "hikvision", "--type", "visit"], set()),
    ],
)
def test_filters_keep_what_they_name(ask: Ask, filters: list[str], types: set[str]) -> None:
    assert {event["type"] for event in events(ask, *filters)} == types


def test_csv_has_the_columns_of_the_exported_table(ask: Ask) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("events", "--format", "csv").stdout)))
    assert tuple(rows[0]) == EVENT_COLUMNS
    assert len(rows) == len(events(ask))


def test_a_limit_holds_in_every_form(ask: Ask) -> None:
    assert len(events(ask, "--limit", "1")) == 1
    assert "1 of " in ask("events", "-n", "1").stdout


@pytest.mark.parametrize("width", [60, 80, 120, 180])
def test_the_table_fits_and_breaks_no_word(ask: Ask, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = ask("events").stdout.splitlines()
    assert max(map(len, lines)) <= width
    words = set(" ".join(lines).split())
    assert {"regulatory", "Hikvision", "Administration", "2023-10-07"} <= words or "2023-10-08" in words
    assert visit(ask)["key"].rpartition("-")[2] in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["events", "--actor", "nobody"], "no such events\n"),
        (["statements", "--speaker", "nobody"], "no such statements\n"),
        (["search", "unheard"], "no document holds all of these words\n"),
    ],
)
def test_an_empty_answer_says_so(ask: Ask, arguments: list[str], words: str) -> None:
    assert ask(*arguments).stdout == words
    assert ask(*arguments, "--format", "json").stdout == "[]\n"


# ------------------------------------------------------------------------------------------------ show
def test_an_event_is_shown_with_evidence_reasons_and_lists(ask: Ask) -> None:
    shown = ask("show", visit(ask)["key"]).stdout
    for words in (
        "Li Qiang (Premier of China)",
        "[visited]",
        "US Entity List since 2019-10",
        "known name",
        "Harbour",
    ):
        assert words in shown


def test_joined_reports_say_why_and_where_they_clash(ask: Ask) -> None:
    told = visit(ask)
    assert len(told["reports"]) == 2
    shown = " ".join(ask("show", told["key"]).stdout.split())
    assert "joined page/" in shown
    assert "score 0." in shown
    assert "contradiction start" in shown
    assert "page: 2023-10-08" in shown


def test_an_event_shows_who_is_for_and_against_each_field(ask: Ask) -> None:
    shown = " ".join(ask("show", visit(ask)["key"]).stdout.replace("│", " ").split())
    assert "what the reports say of each field" in shown
    assert "against: " in shown


# ---------------------------------------------------------------------------------------- discrepancies
def test_discrepancies_say_who_says_what_in_which_words(ask: Ask) -> None:
    shown = " ".join(ask("discrepancies").stdout.split())
    assert "start visit-" in shown
    assert "they can't all be right: " in shown
    assert "Harbour Courier: 2023-10-08" in shown
    assert "visited the surveillance company Hikvision on Sunday" in shown
    assert shown.endswith("1 contradiction")  # the end only repeats the start


def test_discrepancies_as_json_and_by_field_and_origins(ask: Ask) -> None:
    (found,) = json.loads(ask("discrepancies", "--json").stdout)
    assert (found["field"], {one["doc"] for one in found["values"]}) == ("start", {"wire", "page"})
    assert json.loads(ask("discrepancies", "--field", "end", "--json").stdout)[0]["field"] == "end"
    assert ask("discrepancies", "--field", "place").stdout == "no contradictions\n"
    assert ask("discrepancies", "--min-origins", "9").stdout == "no contradictions\n"


def test_json_of_an_event_has_tellings_and_links(ask: Ask) -> None:
    told = json.loads(ask("show", visit(ask)["key"], "--format", "json").stdout)
    assert set(told) == {"event", "tellings", "links"}
    assert {one["doc"] for one in told["tellings"]} == {"wire", "page"}
    assert told["links"][0]["reason"]


def test_part_of_a_key_will_do_when_it_is_unique(ask: Ask, call: Ask, database: Path) -> None:
    key = visit(ask)["key"]
    whole = ask("show", key).stdout
    assert ask("show", key.rpartition("-")[2]).stdout == whole
    assert ask("show", key[:-3]).stdout == whole
    several = call("show", "w", "--db", database)
    assert several.exit_code == 0  # only the document "wire" begins so
    assert call("show", "v_sit", "--db", database).exit_code == 3  # no wildcards
    assert call("show", "%", "--db", database).exit_code == 3
    vague = call("show", "", "--db", database)
    assert (vague.exit_code, vague.stdout) == (3, "")


def test_an_ambiguous_name_lists_what_it_fits(call: Ask, database: Path) -> None:
    result = call("show", "p", "--db", database)
    assert (result.exit_code, result.stderr) == (3, "retinue: 'p' fits several: page, probe\n")


def test_a_document_is_shown_with_what_was_read_in_it(ask: Ask) -> None:
    shown = " ".join(ask("show", "page").stdout.split())
    for words in ("Harbour Courier", "2023-10-09", "Entities", "Premier of China", "Xinhua News Agency", "visit"):
        assert words in shown
    told = json.loads(ask("show", "page", "--format", "json").stdout)
    assert (told["schema"], told["doc"], told["events"][0]["key"]) == (1, "page", visit(ask)["key"])


def test_dropped_blocks_keep_their_reason(ask: Ask, call: Ask, database: Path) -> None:
    assert "Share this article" in ask("show", "wire", "--dropped").stdout
    rows = json.loads(ask("show", "wire", "--dropped", "-f", "json").stdout)
    assert all(row["reason"] for row in rows)
    wrong = call("show", visit(ask)["key"], "--dropped", "--db", database)
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (2, 1)


# ---------------------------------------------------------------------------------- names and statements
def test_statements_by_speaker(ask: Ask) -> None:
    rows = json.loads(ask("statements", "--speaker", "Li Qiang", "--format", "json").stdout)
    assert any(row["content"].startswith("Firms like this one") and row["kind"] == "direct" for row in rows)
    assert json.loads(ask("statements", "--doc", "undated", "--until", "2000-01-01", "-f", "json").stdout) == []
    assert "Firms like" in " ".join(ask("statements", "--speaker", "li-qiang").stdout.split())
    assert ask("statements", "-f", "csv").stdout.startswith("date,speaker,office,kind,cue,content,about,doc\n")


def test_a_firm_with_its_lists(ask: Ask) -> None:
    shown = ask("firm", "hikvision").stdout
    assert "on list: US Entity List since 2019-10-09" in shown
    assert "said to be on: US Entity List since 2019 (wire)" in shown
    assert "visit" in shown
    told = json.loads(ask("firm", "Hikvision", "--format", "json").stdout)
    assert told["known"] == "hikvision"
    assert any(row["list"] == "US Entity List" for row in told["lists"])


def test_a_person_with_offices(ask: Ask, call: Ask, database: Path) -> None:
    assert "office: Premier of China" in ask("person", "Li Qiang").stdout
    assert ask("person", "li qian").stdout == ask("person", "Li Qiang").stdout  # a part only one name has
    other = call("firm", "Li Qiang", "--db", database)
    assert (other.exit_code, other.stderr) == (3, "retinue: Li Qiang is a person: `retinue person` shows it\n")
    nobody = call("person", "Nobody Known", "--db", database)
    assert (nobody.exit_code, nobody.stderr) == (3, "retinue: nobody is called 'Nobody Known' in the record\n")


def test_search_finds_words_and_phrases(ask: Ask) -> None:
    hits = json.loads(ask("search", '"data law"', "--format", "json").stdout)
    assert [hit["doc"] for hit in hits] == ["probe"]
    assert "[data" in hits[0]["excerpt"]
    assert "page" in ask("search", "showroom").stdout


def test_search_by_theme(ask: Ask, call: Ask, database: Path) -> None:
    hits = json.loads(ask("search", "--theme", "出口管制", "--format", "json").stdout)
    assert [hit["title"] for hit in hits] == ["Premier tours camera maker in Hangzhou"]  # tells of the Entity List
    assert json.loads(ask("search", "unheard", "--theme", "export-controls", "--format", "json").stdout) == []
    wrong = call("search", "--theme", "tulips", "--db", database)
    assert (wrong.exit_code, "there are ai-industry" in wrong.stderr) == (2, True)
    assert "--theme" in call("search", "--db", database).stderr


# --------------------------------------------------------------------------------------- files and state
@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("jsonl", {"documents.jsonl", "events.jsonl"}),
        ("csv", {"documents.csv", "events.csv", "claims.csv"}),
        ("xlsx", {"retinue.xlsx"}),
        ("parquet", {"documents.parquet", "events.parquet", "claims.parquet"}),
        ("ftm", {"entities.ftm.json", "statements.csv"}),
        ("polecat", {"polecat.tsv"}),
        ("geojson", {"events.geojson", "unplaced.geojson"}),
        ("graphml", {"network.graphml"}),
    ],
)
def test_export_names_the_files_it_wrote(ask: Ask, tmp_path: Path, form: str, names: set[str]) -> None:
    printed = ask("export", tmp_path / "out", "--format", form).stdout.split()
    assert {Path(line).name for line in printed} == names == {path.name for path in (tmp_path / "out").iterdir()}


def test_export_takes_the_filters_of_events(ask: Ask, tmp_path: Path) -> None:
    chosen = ("--firm", "Didi", "--from", "2022-01-01", "--to", "2022-12-31")
    ask("export", tmp_path, "--format", "csv", "--no-bom", *chosen)
    rows = list(csv.DictReader((tmp_path / "events.csv").read_text("utf-8").splitlines()))
    told = json.loads(ask("events", *chosen, "--format", "json").stdout)
    assert [row["key"] for row in rows] == [one["key"] for one in told]
    assert len(rows) == 1
    nothing = ask("export", tmp_path, "--list", "No Such List")
    assert "no event fits" in nothing.stderr
    assert (tmp_path / "events.jsonl").read_text("utf-8") == ""


def test_problems_tell_what_and_why(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # where the test's own folder lies is not to wrap the file's name
    row = json.loads(ask("problems", "--format", "json").stdout)[0]
    assert (row["doc"], row["reason"]) == ("empty", "empty")
    assert "empty.txt" in ask("problems").stdout


def test_status_counts_and_tells_of_the_last_run(ask: Ask, call: Ask, tmp_path: Path, crawl: Path) -> None:
    told = json.loads(ask("status", "--format", "json").stdout)
    assert (told["documents"], told["needs_fusing"]) == (4, False)
    assert told["last_run"]["end"]["interrupted"] is False
    assert "complete after" in ask("status").stdout


def test_explain_shows_triggers_and_verdicts(call: Ask) -> None:
    sentence = "Premier Li Qiang visited Hikvision on Saturday, Xinhua said."
    shown = " ".join(call("explain", sentence, "--date", "2023-10-09").stdout.split())
    for words in ("2023-10-07", "visit/visit", "event, occurred", "Mentions", "Speech"):
        assert words in shown
    told = json.loads(call("explain", sentence, "--format", "json").stdout)
    assert set(told) == {"mentions", "times", "triggers", "speech"}


def test_doctor_is_content_here(call: Ask, database: Path) -> None:
    result = call("doctor", "--db", database)
    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["ok", name] for name in ("python", "knowledge", "model", "pages", "database")
    ]
    assert all(check["sound"] for check in json.loads(call("doctor", "-f", "json").stdout))


def test_doctor_tells_of_a_broken_library(call: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "retinue.clean", None)
    result = call("doctor")
    assert result.exit_code == 2
    assert "a library is missing or broken" in " ".join(result.stdout.split())


GOLD: dict[str, Any] = {
    "doc": "one", "file": "one.txt", "boilerplate": [], "published": None, "publisher": None, "origins": [],
    "entities": [
        {"id": "e1", "type": "person", "name": "Li Qiang", "mentions": ["Li Qiang"], "office": None},
        {"id": "e2", "type": "company", "name": "BYD", "mentions": ["BYD"], "office": None},
    ],
    "events": [
        {"id": "v1", "type": "approval", "actors": ["e1"], "recipients": ["e2"], "places": [], "start": None,
         "end": None, "precision": "unknown", "status": "occurred", "signal": "support", "origin": None,
         "evidence": "visited", "key": "k1"},
    ],
    "statements": [], "listed": [],
}  # fmt: skip


SENTENCE = "Premier Li Qiang visited BYD, and workers there showed him how batteries are made and tested."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Four articles, each annotated with an approval where a visit is told."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for doc in ("one", "two", "three", "four"):
        row = {**GOLD, "doc": doc, "file": f"{doc}.txt", "events": [{**GOLD["events"][0], "key": doc}]}
        (folder / f"{doc}.txt").write_text(f"A day in town\n\n{SENTENCE}\n")
        (folder / f"{doc}.json").write_text(json.dumps(row))
    return folder


def test_evaluate_shows_errors_with_their_words(call: Ask, gold: Path) -> None:
    shown = " ".join(call("evaluate", gold, "--errors", "9").stdout.split())
    for words in ("[Li Qiang] (actor) [visited] (trigger) [BYD] (recipient)", "rule visit/visit", "8 of 8 errors"):
        assert words in shown
    missed = call("evaluate", gold, "--errors", "9", "--kind", "missed", "--type", "approval").stdout
    assert "read in the same words: visit by visit/visit" in " ".join(missed.split())
    assert "4 of 4 errors" in missed


def test_evaluate_names_what_an_annotation_lacks(call: Ask, gold: Path) -> None:
    row = json.loads((gold / "one.json").read_text())
    del row["events"][0]["key"]
    (gold / "one.json").write_text(json.dumps(row))
    lacking = call("evaluate", gold)
    assert (lacking.exit_code, "lacks 'key'" in lacking.stderr) == (2, True)


def test_evaluate_keeps_errors_of_unseen_articles_to_itself(call: Ask, gold: Path) -> None:
    found = json.loads(call("evaluate", gold, "--holdout", "0.5", "--seed", "1", "--format", "json").stdout)
    development, held = (set(found["parts"][name]["documents"]) for name in ("development", "held_out"))
    assert development | held == {"one", "two", "three", "four"}
    assert development
    assert held
    assert {error["doc"] for error in found["errors"]} == development
    table = call("evaluate", gold, "--holdout", "0.5", "--seed", "1").stdout
    assert {"development", "held_out"} <= set(table.split())


def test_evaluate_compares_with_an_earlier_evaluation(call: Ask, gold: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text(call("evaluate", gold, "--format", "json").stdout)
    row = json.loads((gold / "one.json").read_text())
    row["events"][0]["type"] = "visit"
    (gold / "one.json").write_text(json.dumps(row))
    lines = [line.split() for line in call("evaluate", gold, "--compare", before).stdout.splitlines()]
    assert next(line for line in lines if line[:1] == ["events"])[-2:] == ["0.000", "+0.250"]
    split = call("evaluate", gold, "--compare", before, "--holdout", "0.5", "--seed", "1")
    assert (split.exit_code, "use the same --holdout" in split.stderr) == (2, True)
    (gold / "two.json").unlink()
    assert "scored other articles" in call("evaluate", gold, "--compare", before).stderr


def test_evaluate_refuses_what_is_no_evaluation(call: Ask, gold: Path) -> None:
    refused = call("evaluate", gold, "--compare", gold / "one.json")
    assert (refused.exit_code, "holds no evaluation" in refused.stderr) == (2, True)


def test_evaluate_writes_a_page(call: Ask, gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    assert call("evaluate", gold, "--report", page).exit_code == 0
    text = page.read_text("utf-8")
    assert text.count("<article ") == 8
    assert '<mark data-role="trigger">visited</mark>' in text
    assert call("evaluate", gold, "--report", tmp_path / "no" / "page.html").exit_code == 2


def test_evaluate_prints_json(call: Ask, gold: Path) -> None:
    found = json.loads(call("evaluate", gold, "--format", "json").stdout)
    assert {"text", "events"} <= set(found["parts"]["all"]["measures"])
    assert {error["kind"] for error in found["errors"]} == {"missed", "spurious"}
