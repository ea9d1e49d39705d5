"""`retinue signal` and `retinue dossier` as called."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import Result

from retinue.cli.exits import Exit

Call = Callable[..., Result]


@pytest.mark.parametrize("name", ["Hikvision", "海康威视", "surveillance", "Li Qiang", "China", "Hangzhou"])
@pytest.mark.parametrize("by", ["week", "month", "quarter", "year", "event"])
def test_it_fits_eighty_columns_and_tells_signals_by_words(
    ask: Call, monkeypatch: pytest.MonkeyPatch, name: str, by: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = ask("signal", name, "--by", by).output
    assert all(cell_len(line) <= 80 for line in told.splitlines())
    assert "\x1b" not in told
    if name != "Hangzhou":
        assert "support" in told


def test_it_says_what_is_not_in_the_points(ask: Call) -> None:
    assert "Not in the points: 1 undated" in ask("signal", "US Department of Commerce").output


def test_files(ask: Call, tmp_path: Path) -> None:
    for ending in ("svg", "png", "csv", "json"):
        assert ask("signal", "Hikvision", "-o", f"a.{ending}").output.strip() == f"a.{ending}"
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8")))
    assert (row["time"], row["signal"]) == ("2023-10", "support")
    series = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert series["points"][0]["events"] == row["keys"].split("; ")
    assert any("Premier" in reason for reason in series["events"][0]["reasons"])


def test_time_and_side_narrow_it(ask: Call) -> None:
    assert "no dated event with a signal" in ask("signal", "Hikvision", "--until", "2020-01-01").output
    assert "Signals sent by Hikvision" in ask("signal", "Hikvision", "--side", "sent").output
    assert "1 units; each counts while it belonged" in ask("signal", "Hikvision", "--with-units").output


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["signal", "Hikvisoin"], Exit.NOT_FOUND, "did you mean Hikvision"),
        (["signal", "Hikvision", "--kind", "person"], Exit.NOT_FOUND, "no person is called 'Hikvision'"),
        (["signal", "Hikvision", "-o", "a.gif"], Exit.USAGE, "must end in .svg, .png, .csv, .json"),
        (["signal", "Hikvision", "--since", "2024-01-01", "--until", "2023-01-01"], Exit.USAGE, "lies after"),
        (["dossier", "Hikvision", "-o", "a.docx"], Exit.USAGE, "must end in .html, .pdf, .md"),
        (["dossier", "Hikvisoin", "-o", "a.html"], Exit.NOT_FOUND, "did you mean Hikvision"),
        (["dossier", "surveillance", "-o", "a.html"], Exit.NOT_FOUND, "no firm, body or person"),
        (["dossier", "Hangzhou", "--kind", "place", "-o", "a.html"], Exit.NOT_FOUND, "retinue signal"),
    ],
)
def test_errors_tell_the_way_out(
    call: Call, database: Path, tmp_path: Path, arguments: list[str], code: Exit, told: str
) -> None:
    result = call(*arguments, "--db", database)
    assert (result.exit_code, told in result.output) == (code, True), result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["Hikvision", "Li Qiang", "Cyberspace Administration of China"])
def test_a_brief_is_written(ask: Call, tmp_path: Path, name: str) -> None:
    for ending in ("html", "md"):
        assert ask("dossier", name, "-o", f"a.{ending}", "--on", "2024-01-01").output.strip() == f"a.{ending}"
        assert name in (tmp_path / f"a.{ending}").read_text("utf-8")
