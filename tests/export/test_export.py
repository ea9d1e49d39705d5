"""The exported files: every key documented, every line checked, whole or not there, safe in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import get_type_hints

import pytest
from export_made import EVENT, EVIDENCE, HAPPENING, RECORD, TEXT, Made, known_knowledge, material, span
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from retinue.errors import RetinueError, UsageError
from retinue.export import (
    EXPORTERS,
    Choice,
    contract,
    ftm_model,
    geojson,
    graphml,
    parquet,
    polecat,
    rows,
    tables,
    write,
    write_material,
)  # fmt: skip
from retinue.export.columns import Column, names
from retinue.export.jsonl import document_line
from retinue.model import Article, Confidence, Decision, Judged, JudgementKind, Record
from retinue.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "export.md"


def written(made: Made, form: str, folder: Path) -> list[Path]:
    return write_material(material(made), EXPORTERS[form], folder)


def exported(folder: Path, made: Made, name: str) -> list[dict[str, object]]:
    form = "jsonl" if name.endswith("jsonl") else "csv"
    (path,) = (path for path in written(made, form, folder) if path.name == name)
    if name.endswith("jsonl"):
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_document_line_holds_what_the_contract_says(tmp_path: Path) -> None:
    (line,) = exported(tmp_path, Made(), "documents.jsonl")
    start, end = span(EVIDENCE)
    assert line == {
        "schema": 1, "doc": "a", "file": "in/a.txt", "language": "en", "title": "Regulator fines Acme",
        "published": "2024-03-05", "publisher": "The Daily Ledger", "origins": ["ČTK"], "syndicated_from": None,
        "text": TEXT,
        "entities": [
            {"id": "e1", "type": "government_body", "name": "Office for Competition", "aliases": [], "name_en": None,
             "office": None, "country": "CZ", "wikidata": None, "mentions": ["The regulator"]},
            {"id": "e2", "type": "company", "name": "Acme", "aliases": ["Acme a.s."], "name_en": None,
             "office": None, "country": None, "wikidata": "Q1", "mentions": []},
        ],
        "events": [
            {"id": "v1", "key": "k1", "type": "regulatory_action", "actors": ["e1"], "recipients": ["e2"],
             "places": ["Prague"], "start": "2024-03-04", "end": "2024-03-04", "precision": "day",
             "status": "occurred", "signal": "control", "origin": "ČTK", "evidence": EVIDENCE, "span": [start, end],
             "confidence": 0.9,
             "confidences": [{"field": "date", "value": 0.75, "reasons": ["less likely: far"]}],
             "amounts": ["2 million crowns"]},
        ],
        "statements": [
            {"speaker": "e2", "kind": "direct", "cue": "said", "content": "It hurts,", "about": ["e1"],
             "span": list(span("It hurts,"))},
        ],
        "listed": [{"entity": "e2", "list": "US Entity List", "since": "2019-05"}],
    }  # fmt: skip


def test_an_event_line_holds_what_the_contract_says(tmp_path: Path) -> None:
    (line,) = exported(tmp_path, Made(), "events.jsonl")
    assert line == {
        "schema": 1, "key": "k1", "type": "regulatory_action",
        "actors": [{"name": "Office for Competition", "type": "government_body", "office": None, "wikidata": None}],
        "recipients": [{"name": "Acme", "type": "company", "office": None, "wikidata": "Q1"}],
        "places": ["Prague"], "start": "2024-03-04", "end": "2024-03-04", "precision": "day", "status": "occurred",
        "signal": "control",
        "reports": [
            {"doc": "a", "event": "v1", "publisher": "The Daily Ledger", "origin": "ČTK", "published": "2024-03-05",
             "copy_of": None, "taken": "own", "taken_from": None, "root": "", "root_kind": "unknown"}
        ],
        "copies": [],
        "independent_origins": 1,
        "discrepancies": [{"field": "number", "values": {"a": "2 million", "b": "3 million"}, "likelier": None,
                           "reason": "one fine", "settled_by": None, "settled_in": None}],
        "restrictions": [{"entity": "Acme", "list": "US Entity List", "since": "2019", "source": "a register"}],
        "fields": [], "related": [],
        "decided": None, "decisions": [],
    }  # fmt: skip


def test_a_settled_contradiction_stays_and_says_by_whom(tmp_path: Path) -> None:
    at = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)
    accepted = replace(HAPPENING, decisions=(Decision(7, JudgementKind.ACCEPT, "ana", at),))
    (line,) = exported(tmp_path, Made(events=(accepted,)), "events.jsonl")
    (row,) = line["discrepancies"]  # type: ignore[misc]
    assert (row["settled_by"], row["settled_in"]) == ("ana", 7)
    assert rows.event_row(accepted)["discrepancies"] == "number: a says 2 million, b says 3 million (settled by ana)"


def test_an_event_not_fused_yet_has_no_key(tmp_path: Path) -> None:
    (line,) = exported(tmp_path, Made(events=()), "documents.jsonl")
    assert line["events"][0]["key"] is None  # type: ignore[index]


def test_a_line_stays_one_line_for_any_reader() -> None:
    text = "One\u2028two\x85three\u2029four\x0bfive\nsix"
    line = document_line(Record(Article("a", "a.txt", text), "0" * 64), {})
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text


@pytest.mark.parametrize("form", EXPORTERS)
def test_a_store_is_exported_as_it_is(tmp_path: Path, form: str) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.put(RECORD, "c1")
        store.put_happenings([HAPPENING])
        choice = Choice(knowledge=known_knowledge)
        from_store = [path.read_bytes() for path in write(store, form, tmp_path / "store", choice)]
    assert from_store == [path.read_bytes() for path in written(Made(), form, tmp_path / "made")]


BROKEN = {
    "evidence is not the text": replace(RECORD, events=(replace(EVENT, evidence="fined"),)),
    "not among the entities": replace(RECORD, events=(replace(EVENT, actors=("e9",)),)),
    "listed.0.since|at since": replace(RECORD, listed=(replace(RECORD.listed[0], since="May 2019"),)),
    "confidence": replace(RECORD, events=(replace(EVENT, confidence=1.5),)),
    "value": replace(RECORD, events=(replace(EVENT, confidences=(Confidence(Judged.DATE, 1.5),)),)),
    "kind": replace(RECORD, statements=(replace(RECORD.statements[0], kind="shouted"),)),
    "country": replace(RECORD, entities=(replace(RECORD.entities[0], country="Czechia"), RECORD.entities[1])),
}


@pytest.mark.parametrize(("told", "record"), BROKEN.items())
def test_a_record_that_breaks_the_contract_is_named_and_old_files_stay(
    tmp_path: Path, told: str, record: Record
) -> None:
    written(Made(), "jsonl", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(RetinueError, match=f"document a breaks the export contract.*({told})"):
        written(Made([RECORD, record]), "jsonl", tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_event_without_reports_breaks_the_contract(tmp_path: Path) -> None:
    with pytest.raises(RetinueError, match="event k1 breaks the export contract at reports"):
        written(Made(events=[replace(HAPPENING, reports=())]), "jsonl", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="name another folder"):
            written(Made(), "jsonl", folder)


# ------------------------------------------------------------------------------------------- tables
def test_claims_carry_their_words(tmp_path: Path) -> None:
    rows = exported(tmp_path, Made(), "claims.csv")
    told = {row["field"]: (row["value"], row["wording"], row["key"]) for row in rows}
    assert told["recipient"] == ("Acme", "fined Acme", "k1")
    assert told["actor"] == ("Office for Competition", EVIDENCE, "k1")
    assert told["amount"][0] == "2 million crowns"
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert TEXT[int(str(row["start"])) : int(str(row["end"]))] == row["wording"]


def test_events_and_documents_as_tables(tmp_path: Path) -> None:
    (event,) = exported(tmp_path, Made(), "events.csv")
    assert event["discrepancies"] == "number: a says 2 million, b says 3 million"
    assert event["restrictions"] == "Acme: US Entity List since 2019"
    assert (event["actors"], event["documents"], event["end"]) == ("Office for Competition", "a", "2024-03-04")
    (document,) = exported(tmp_path, Made(), "documents.csv")
    assert (document["published_witness"], document["events"], document["language"]) == ("meta", "1", "en")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert tables.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Acme", "1-1", "", None, -1, 0.5, dt.date(2024, 1, 1)])
def test_other_cells_stay(cell: object) -> None:
    assert tables.harmless(cell) == cell


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(title="a\rb")
@given(title=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_title_comes_back_from_the_table(tmp_path: Path, title: str) -> None:
    record = replace(RECORD, article=replace(RECORD.article, title=title))
    (row,) = exported(tmp_path, Made([record]), "documents.csv")
    assert row["title"] == tables.harmless(title)


# --------------------------------------------------------------------------------------------- docs
def types_of(model: type[BaseModel]) -> dict[str, str]:
    hints = get_type_hints(model)
    return {
        field.serialization_alias or name: parquet.type_name(hints[name])
        for name, field in model.model_fields.items()
    }


CONTRACT: dict[str, type[BaseModel]] = {
    "documents.jsonl": contract.DocumentLine,
    "Rows of entities": contract.EntityRow,
    "Rows of events": contract.EventRow,
    "Rows of confidences": contract.ConfidenceRow,
    "Rows of statements": contract.StatementRow,
    "Rows of listed": contract.ListedRow,
    "events.jsonl": contract.EventLine,
    "Rows of actors and recipients": contract.PartyRow,
    "Rows of reports": contract.ReportRow,
    "Rows of discrepancies": contract.DiscrepancyRow,
    "Rows of fields": contract.SettledRow,
    "Rows of related": contract.RelatedRow,
    "Rows of restrictions": contract.RestrictionRow,
    "Rows of decisions": contract.DecisionRow,
}
KINDS = {name: types_of(model) for name, model in CONTRACT.items()}
COLUMNS: dict[str, tuple[Column, ...]] = {
    "Columns of documents.csv": rows.DOCUMENTS,
    "Columns of events.csv": rows.EVENTS,
    "Columns of claims.csv": rows.CLAIMS,
    "polecat.tsv": polecat.COLUMNS,
    "events.geojson, unplaced.geojson": geojson.PROPERTIES,
    "Attributes of nodes": graphml.NODE,
    "Attributes of edges": graphml.EDGE,
}


def sections() -> dict[str, list[list[str]]]:
    """The table of each section of the page, row by row, without its head."""
    found = {}
    for section in re.split(r"^#+ ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE):
        lines = [line for line in section.splitlines() if line.startswith("| `")]
        found[section.split("\n", 1)[0].strip()] = [
            [cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines
        ]
    return found


@pytest.mark.parametrize("title", CONTRACT)
def test_every_key_of_the_contract_is_documented_with_its_type(title: str) -> None:
    assert {row[0]: row[1] for row in sections()[title]} == KINDS[title]


@pytest.mark.parametrize("title", COLUMNS)
def test_every_column_is_documented(title: str) -> None:
    assert [row[0] for row in sections()[title]] == list(names(COLUMNS[title]))


def test_every_format_and_every_property_of_followthemoney_is_documented() -> None:
    assert [row[0] for row in sections()["The exported files"]] == list(EXPORTERS)
    told = {row[0]: set(re.findall(r"\w+", row[1])) for row in sections()["entities.ftm.json, statements.csv"]}
    assert told == {schema: set(properties) for schema, properties in ftm_model.PROPERTIES.items()}
