"""The page of errors: whole by itself, harmless whatever an article holds."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html

from retinue.evaluate import Case, Change, Kind, Part, Piece, Scores, write_page

PIECES = (Piece("<b>Berg & Co</b> ", "context"), Piece("toured", "trigger"))
WRONG = Case(
    "a b", Part.EVENT, Kind.WRONG, "visit", ("date", "place"), PIECES,
    {"date": "2031-06-03", "place": ""}, {"date": "2031-06-04", "place": "<Havn>"}, "visit/x", ("because",),
)  # fmt: skip
ORIGIN = Case("b", Part.ORIGIN, Kind.MISSED, "", (), (), None, {"origin": "Agency"}, None, ())


def _page(folder: Path, changes: tuple[Change, ...] = ()) -> str:
    scores = Scores()
    scores.measures["events"].add(1, 2, 2)
    scores.measures["type_visit"].add(1, 1, 1)
    write_page(folder / "page.html", "Evaluation of <gold>", {"all": (scores, changes)}, [WRONG, ORIGIN])
    return (folder / "page.html").read_text("utf-8")


def test_what_articles_hold_is_text(tmp_path: Path) -> None:
    page = _page(tmp_path)
    assert "<b>Berg" not in page
    assert "&lt;b&gt;Berg &amp; Co&lt;/b&gt;" in page
    assert "<!-- " not in page


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    page = _page(tmp_path)
    assert not re.search(r"(?:src|href)\s*=\s*['\"]?[^'\"#]|url\(|@import|fetch\(|https?:", page)
    assert "default-src 'none'" in page


def test_errors_can_be_sifted(tmp_path: Path) -> None:
    root = html.fromstring(_page(tmp_path))
    wrong, origin = root.findall(".//article")
    assert (wrong.get("data-slot"), wrong.get("data-document")) == ("date\nplace", "a b")
    assert (origin.get("data-part"), origin.get("data-type")) == ("origin", "")
    offered = {
        select.get("name"): [o.get("value") for o in select.findall("option")] for select in root.iter("select")
    }
    assert offered["slot"] == ["", "date", "place"]
    assert offered["kind"] == ["", "missed", "wrong"]
    assert [row.findtext("th") for row in wrong.findall(".//tr[@class='differs']")] == ["date", "place"]


def test_changes_stand_beside_the_scores(tmp_path: Path) -> None:
    page = _page(tmp_path, (Change("events", 0.75, 0.5), Change("type_visit", None, 1.0)))
    assert "<td>0.750</td><td class='loss'>-0.250</td>" in page
    assert "<td>–</td><td>new</td>" in page
