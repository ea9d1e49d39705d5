"""The data file of reporting words is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from retinue.annotate.quote_cues import load_cues
from retinue.errors import KnowledgeError

OURS = Path(__file__).parents[2] / "src" / "retinue" / "data" / "triggers" / "speech.yml"


def test_the_broad_level_holds_the_narrow_one() -> None:
    narrow, broad = load_cues(), load_cues(breadth="attributions")
    assert "say" in narrow.clause
    assert narrow.clause < broad.clause
    assert narrow.verbs < broad.verbs
    assert ("according", "to") in narrow.phrase
    assert "for" in narrow.particle["call"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  clause:", "  klause:", "exactly the keys"),
        ("attributions:", "others:", "expected the keys"),
        ('    insist: ["on"]', "    insist: [on]", "statements.insist"),
        ("[say, tell,", "[Say, tell,", "statements.clause"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = OURS.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "speech.yml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        load_cues(broken)
