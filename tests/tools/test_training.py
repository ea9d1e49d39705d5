"""The parts of training that need no language model."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from coder.fit import Plan, fit
from coder.gold import FoldedText
from coder.reading import annotated, articles
from coder.snippets import articles as marked_articles
from coder.snippets import parse

from retinue.annotate import Reader
from retinue.knowledge import Knowledge
from retinue.pipeline import Tools
from retinue.settings import Settings


def test_marks_are_taken_out_of_a_snippet() -> None:
    marked = parse("{{a1,r2|Ofcom}} [[visit#1/planned|called on]] {{r1|BT}} {{t1|on Monday}}.")
    assert marked.text == "Ofcom called on BT on Monday."
    assert [(n, kind, marked.text[a:b]) for n, kind, a, b in marked.acts] == [("1", "visit", "called on")]
    assert [(role, n, marked.text[a:b]) for role, n, a, b in marked.parties] == [
        ("a", "1", "Ofcom"), ("r", "2", "Ofcom"), ("r", "1", "BT"), ("t", "1", "on Monday"),
    ]  # fmt: skip


def test_a_line_without_marks_is_itself() -> None:
    assert parse("Shares fell 4%.") == ("Shares fell 4%.", [], [])


def test_words_are_found_across_white_space() -> None:
    text = "The minister\n\ntoured  the plant. The minister left."
    folded = FoldedText(text)
    place = folded.find("minister toured the")
    assert place is not None
    assert text[slice(*place)] == "minister\n\ntoured  the"
    assert [text[a:b] for a, b in folded.all("The minister")] == ["The minister"] * 2
    assert folded.find("minister", 20) == (text.rindex("minister"), text.rindex("minister") + 8)
    assert folded.find("king") is None


def test_fitting_learns_what_no_line_can_part() -> None:
    random = np.random.default_rng(1)
    rows = random.integers(0, 2, (400, 2)).astype(np.float32)
    labels = (rows[:, :1] != rows[:, 1:]).astype(np.float32)
    plan = Plan(hidden=16, epochs=60, rate=2e-2, batch=32, input_dropout=0.0, hidden_dropout=0.0)
    found = fit(rows, labels, np.ones_like(labels), plan).probabilities(rows)
    assert ((found > 0.5) == (labels > 0.5)).all()


def test_what_has_no_weight_teaches_nothing() -> None:
    rows = np.array([[1.0], [0.0]] * 100, np.float32)
    labels = np.array([[1.0], [0.0]] * 100, np.float32)
    plan = Plan(hidden=4, epochs=10, hidden_dropout=0.0)
    found = fit(rows, labels, np.zeros_like(labels), plan).probabilities(rows)
    assert found.max() == pytest.approx(found.min(), abs=0.2)


def test_a_file_that_cannot_be_read_is_told_and_left_out(
    knowledge: Knowledge, reader: Reader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Ofcom fines BT\n\nOfcom fined BT on Monday over late bills.\n", "utf-8")
    (tmp_path / "a.json").write_text('{"doc": "a"}', "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    tools = Tools(Settings(coder="frames"), knowledge, reader)
    assert [item.doc for item, _ in articles([tmp_path], tools)] == ["a"]
    assert [gold for _, _, gold in annotated(tmp_path, tools)] == [{"doc": "a"}]
    assert f"left out: {tmp_path / 'b.txt'}" in capsys.readouterr().err


def test_a_marked_article_labels_its_words(knowledge: Knowledge, reader: Reader, tmp_path: Path) -> None:
    """The name counts where a pronoun has the same role; an act told again is labelled again."""
    (tmp_path / "one.txt").write_text(
        "Ofcom [[regulatory_action#1|fines]] {{r1|Huawei}}\n\n"
        "{{a1|Ofcom}} [[regulatory_action#1|fined]] {{r1|Huawei}} on Monday. {{r2|It}} had been [[visit#2|visited]] "
        "by {{a2|Li Qiang}} in May. Shares fell.\n",
        "utf-8",
    )
    (example,) = marked_articles(tmp_path, Tools(Settings(coder="frames"), knowledge, reader))
    words = example.surround.doc
    assert [(words[a.token].text, a.kind) for a in example.acts] == [
        ("fines", "regulatory_action"), ("fined", "regulatory_action"), ("visited", "visit"),
    ]  # fmt: skip
    names = {r.index: r.name for r in example.surround.scene.annotation.referents}
    assert [{names[r] for r in a.recipients} for a in example.acts[:2]] == [{"Huawei"}, {"Huawei"}]
    assert {names[r] for r in example.acts[2].actors} == {"Li Qiang"}
    assert example.surround.scene.annotation.article.title == "Ofcom fines Huawei"
