"""What the suite found and what was mended since: each must stay mended."""

from __future__ import annotations

import time
from pathlib import Path

from retinue.clean.blocks import size
from retinue.clean.furniture import _STAMPED
from retinue.ingest import read_paths
from retinue.model import Failure
from retinue.settings import Settings
from retinue.store.upkeep.files import written_whole


def test_a_row_of_labels_and_days_is_judged_at_once() -> None:
    began = time.process_time()
    assert not _STAMPED.match("-" + "first published-on aday, aaaaaa. " * 200 + "!")
    assert not _STAMPED.match("posted-aaaaaa." * 200 + "!")
    assert time.process_time() - began < 1
    for line in (
        "Published: 9 October 2023.", "Posted Oct. 9, 2023 | Updated Oct. 10, 2023", "published Monday, 9 Oct",
        "First published on Monday, 9 October 2023. Last updated: 10 October 2023, 10:30",
        "Updated 10:30, 9 Oct 2023", "Published: 3 May 2024 Updated: 4 May 2024",
    ):  # fmt: skip
        assert _STAMPED.match(line), line
    assert not _STAMPED.match("Published by Reuters in May 2024, and other things that go on for long")


def test_thousands_of_digits_are_no_short_line() -> None:
    assert size("1" * 20_000) == 500
    assert size("1" * 900) == 1
    assert size("word " * 400) == 400


def test_a_link_to_itself_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Acme grows.")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "loop").symlink_to("loop")
    found = list(read_paths([tmp_path], Settings()))
    assert [(one.doc, isinstance(one, Failure)) for one in found] == [("a", False), ("loop", True)]


def test_what_a_killed_copy_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    left = [tmp_path / name for name in (".copy.db.4194999.part", ".copy.db.4194999.part-journal")]
    others = [tmp_path / name for name in (".copy.db.1.part", ".other.db.4194999.part", ".copy.db.x.part")]
    for path in left + others:
        path.write_text("half")
    with written_whole(tmp_path / "copy.db") as part:
        part.write_text("whole")
    assert (tmp_path / "copy.db").read_text() == "whole"
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)
