"""The reliability suite: `make torture` runs all of it and writes the table of docs/reliability.md.

Without TORTURE=full each test takes a few seconds, and nothing is written.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger import FULL, PARTS, RESULT, SEED, Ledger
from trials import Bench, Zygote, zygote

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))  # the statements that make an older schema


def pytest_configure(config: pytest.Config) -> None:
    if FULL and "PYTEST_XDIST_WORKER" not in os.environ:
        PARTS.unlink(missing_ok=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Put the notes of all test processes together, when all went well."""
    if not FULL or "PYTEST_XDIST_WORKER" in os.environ or not PARTS.exists() or session.testsfailed:
        return
    notes = sorted(PARTS.read_text("utf-8").splitlines())
    told = {
        "machine": f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}",
        "date": time.strftime("%Y-%m-%d"),
        "seed": SEED,
        "notes": [json.loads(note) for note in notes],
    }
    RESULT.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PARTS.unlink()


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture(scope="session")
def retinue() -> Iterator[Zygote]:
    """Runs commands of `retinue` that can be killed."""
    with zygote() as started:
        yield started


@pytest.fixture(scope="session")
def bench(retinue: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(retinue, tmp_path_factory.mktemp("trials"))
