"""Killed at random moments, no command loses or doubles anything; the same command goes on from there."""

from __future__ import annotations

from pathlib import Path

import pytest
import served
from cases import CASES
from ledger import FULL, SEED, Ledger
from trials import Bench, Tally, Zygote

# Kills in the whole suite: 200 and some. The short form kills each command once.
KILLS = {
    "run": 24, "run over changes": 24, "fuse": 28, "lists import": 20, "review: accept": 8, "review: reject": 8,
    "review: correct": 8, "review: merge": 8, "review: undo": 8, "db backup": 18, "db restore": 12, "db vacuum": 10,
    "db upgrade": 12,
}  # fmt: skip
SERVED = 16
SHORT = ("run over changes", "fuse", "lists import", "review: correct", "db restore", "db upgrade")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("title", KILLS if FULL else SHORT)
@pytest.mark.xdist_group("kills")
def test_a_killed_command_loses_and_doubles_nothing(bench: Bench, ledger: Ledger, title: str) -> None:
    _told(bench.tried(CASES[title], KILLS[title] if FULL else 2, SEED), ledger)


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="tests/web kills servers, too; this one is for the whole suite")
def test_a_killed_server_has_kept_a_judgement_once_or_not_at_all(
    retinue: Zygote, tmp_path: Path, ledger: Ledger
) -> None:
    _told(served.tried(retinue, tmp_path, SERVED, SEED), ledger)


def _told(tally: Tally, ledger: Ledger) -> None:
    outcome = "record sound, the same command ends it, export byte for byte the same"
    ledger.note(f"kill -9 of `{tally.title}`", outcome, tally.kills, len(tally.lost), tally.seed)
    assert not tally.lost
    assert tally.kills
