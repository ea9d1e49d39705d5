from __future__ import annotations

import json
from pathlib import Path

import pytest

from retinue.evaluate import GoldError, read_gold

ROW = {
    "doc": "a", "file": "a.txt", "boilerplate": ["Share this"], "entities": [], "events": [], "statements": [],
    "listed": [], "published": None,
}  # fmt: skip


def _folder(folder: Path, row: object, article: str | None = "Head\n\nShare\nthis\n\nBody.") -> Path:
    (folder / "a.json").write_text(row if isinstance(row, str) else json.dumps(row), "utf-8")
    if article is not None:
        (folder / "a.txt").write_text(article, "utf-8")
    return folder


def test_debris_is_taken_out_of_the_text(tmp_path: Path) -> None:
    gold = read_gold(_folder(tmp_path, ROW))
    assert gold.texts["a"].split() == ["Head", "Body."]
    assert gold.clusters == {}


def test_a_page_gives_its_visible_text(tmp_path: Path) -> None:
    _folder(tmp_path, {**ROW, "file": "a.html"}, None)
    page = "<head><title>no</title></head><!-- no --><script>no()</script><p>A&amp;B</p><p>Share this</p>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert read_gold(tmp_path).texts["a"].split() == ["A&B"]


def test_longer_debris_goes_first(tmp_path: Path) -> None:
    row = {**ROW, "boilerplate": ["Share", "Share this page"]}
    assert read_gold(_folder(tmp_path, row, "Share this page\n\nShare\n\nBody.")).texts["a"].split() == ["Body."]


@pytest.mark.parametrize(
    ("row", "article", "told"),
    [
        ("not json", "x", "a.json"),
        ("[]", "x", "holds no JSON object"),
        ({"doc": "a"}, "x", "lacks boilerplate, entities"),
        (ROW, None, "a.txt"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(tmp_path: Path, row: object, article: str | None, told: str) -> None:
    with pytest.raises(GoldError, match=told):
        read_gold(_folder(tmp_path, row, article))


def test_an_empty_folder_is_no_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotated articles"):
        read_gold(tmp_path)
