from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from retinue.errors import UsageError
from retinue.lists import FileRead, read_file

DAY = dt.date(2026, 3, 1)
OLD = "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,alt_names"
NEW = f"_id,{OLD}"
EL = "Entity List (EL) - Bureau of Industry and Security"


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def of(text: str, name: str = "list.csv", **options: str) -> FileRead:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read_file(path, DAY, **options)

    return of


def test_both_layouts_of_the_consolidated_list(read) -> None:  # type: ignore[no-untyped-def]
    row = f'{EL},,Entity,EAR,"Norvik, Ltd.",,"1 Quay, Oslo",85 F.R. 1,2020-01-05,,Norvik One; Norvik Two'
    old, new = read(f"{OLD}\n{row}\n"), read(f"{NEW}\nabc1,{row}\n")
    assert (old.form, new.form) == ("csl", "csl")
    [one], [two] = old.entries, new.entries
    assert (one.list, one.name, one.aliases, one.kind) == (
        "us-entity-list", "Norvik, Ltd.", ("Norvik One", "Norvik Two"), "organisation",
    )  # fmt: skip
    assert (one.since, one.until, one.citation) == (dt.date(2020, 1, 5), None, "85 F.R. 1")
    assert one.authority == "Bureau of Industry and Security"
    assert two.ref == "abc1"
    assert one.ref != ""


def test_the_consolidated_list_in_json(read) -> None:  # type: ignore[no-untyped-def]
    found = {
        "id": "7",
        "source": EL,
        "type": "Entity",
        "name": "Norvik",
        "alt_names": ["Norvik One"],
        "programs": ["A", "B"],
    }
    read_ = read(json.dumps({"total": 1, "results": [found]}, indent=1), "csl.json")
    assert (read_.form, read_.entries[0].aliases, read_.entries[0].programme) == ("csl-json", ("Norvik One",), "A; B")
    assert read(json.dumps([found]), "csl.json").entries == read_.entries


def test_successors_are_no_part_of_a_name(read) -> None:  # type: ignore[no-untyped-def]
    source = "Nonproliferation Sanctions (ISN) - State Department"
    text = f'{OLD}\n{source},,,INKSNA,"Norvik Trading; and any successor, sub-unit, or subsidiary thereof",,,,'
    text += "2023-07-19,,\n"
    assert read(text).entries[0].name == "Norvik Trading"


def test_ofac_files_without_header(read, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "alt.csv").write_text('7,1,"aka","NORVIK ONE",-0- \n8,2,"aka",-0- ,-0- \n', "utf-8")
    empty = "-0- ," * 7 + "-0- "
    found = read(
        f'7,"NORVIK, Ivan","individual","SDGT] [IRAN",{empty}\n8,"BOAT","vessel","CUBA",{empty}\n\x1a\n', "sdn.csv"
    )
    assert [(e.list, e.ref, e.kind, e.programme) for e in found.entries] == [
        ("us-sdn", "7", "person", "SDGT; IRAN"), ("us-sdn", "8", "vessel", "CUBA"),
    ]  # fmt: skip
    assert found.entries[0].aliases == ("NORVIK ONE",)


def test_ofac_consolidated_file_by_programme(read) -> None:  # type: ignore[no-untyped-def]
    empty = "-0- ," * 7 + "-0- "
    text = "".join(
        f'{n},"FIRM {n}",-0- ,"{p}",{empty}\n' for n, p in ((1, "CMIC-EO13959"), (2, "UKRAINE-EO13662"), (3, "X"))
    )
    assert [e.list for e in read(text, "cons_prim.csv").entries] == ["us-ns-cmic", "us-ssi", "us-ofac-other"]


def test_follow_the_money_lines(read) -> None:  # type: ignore[no-untyped-def]
    lines = [
        {"id": "p", "schema": "Person", "datasets": ["eu_fsf"], "properties": {
            "name": ["Ivan Norvik"], "alias": ["Иван"]}},
        {"id": "s", "schema": "Sanction", "datasets": ["eu_fsf"], "properties": {"entity": ["p"],
            "startDate": ["2022-02-25"], "program": ["RUS"], "authority": ["Council"], "sourceUrl": ["u"]}},
        {"id": "c", "schema": "Company", "datasets": ["my_list"], "properties": {
            "name": ["Norvik Co"], "topics": ["sanction"]}},
        {"id": "n", "schema": "Company", "datasets": ["x"], "properties": {"name": ["Not Listed"]}},
        {"id": "z", "schema": "Sanction", "properties": {"entity": ["gone"]}},
    ]  # fmt: skip
    found = read(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines) + "{broken\n", "targets.ftm.json"
    )
    assert [(e.list, e.name, e.since) for e in found.entries] == [
        ("eu-sanctions", "Ivan Norvik", dt.date(2022, 2, 25)), ("my-list", "Norvik Co", None),
    ]  # fmt: skip
    assert (found.entries[0].programme, found.entries[0].authority, found.entries[0].citation) == (
        "RUS",
        "Council",
        "u",
    )
    assert {(p.row, p.what) for p in found.problems} == {
        (5, "sanction of gone, which is not in the file"), (6, "no id or no properties"),
    }  # fmt: skip


def test_a_csv_of_ones_own(read) -> None:  # type: ignore[no-untyped-def]
    text = "name,list,since,until,aliases,citation\n"
    text += "Norvik,cn-uel,2023-02-16,,诺维克; Norvik Inc,Notice 1\nOther,,2024-01,,,\n"
    found = read(text, list_="my-list")
    assert [(e.list, e.since) for e in found.entries] == [
        ("cn-uel", dt.date(2023, 2, 16)),
        ("my-list", dt.date(2024, 1, 1)),
    ]
    assert found.entries[0].aliases == ("诺维克", "Norvik Inc")
    assert [p.what for p in read(text).problems] == ["no list: fill the column `list` or give --list"]


def test_every_bad_row_is_reported_and_the_rest_read(read) -> None:  # type: ignore[no-untyped-def]
    text = "id,name,list,since,until\n" + "\n".join(
        (
            "1,Good,x,2020-01-01,",
            "2,Too,many,2020-01-01,,,",
            "3,,x,2020-01-01,",
            "4,No day,x,soon,",
            "5,No such day,x,2020-02-30,",
            "6,Tomorrow,x,2026-03-02,",
            "7,Backwards,x,2020-01-01,2019-01-01",
            "1,Good again,x,2020-01-01,",
            "8,Good too,x,,2030-01-01",
        )
    )
    found = read(text)
    assert [e.name for e in found.entries] == ["Good", "Good too"]
    assert [p.row for p in found.problems] == [3, 4, 5, 6, 7, 8, 9]
    said = " | ".join(p.what for p in found.problems)
    for part in (
        "7 columns instead of 5",
        "name is missing",
        "'soon' is no day",
        "'2020-02-30'",
        "2026-03-02",
        "before it",
    ):
        assert part in said
    assert "id 1 is given twice; first in row 2" in said


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n", "just words"])
def test_a_file_of_no_known_form_is_refused(read, text: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="no list of a known form"):
        read(text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_file(tmp_path / "none.csv", DAY)


def test_a_file_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("name,list\nSociété Générale de l'Énergie,x\nMüller Straßenbau,x\n".encode("cp1252"))
    assert [e.name for e in read_file(path, DAY).entries][1] == "Müller Straßenbau"
