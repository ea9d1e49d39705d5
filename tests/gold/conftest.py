from __future__ import annotations

from pathlib import Path

import pytest
from gold_measured import SEEDS, SHARED_GOLD, Bench, Reading, join_sample

from retinue.cli.demo import sample_folder


@pytest.fixture(scope="session")
def bench() -> Bench:
    return Bench()


@pytest.fixture(scope="session")
def measured(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Part of floors.json → measures. The shared part is there when the shared gold is."""
    found = {"sample": bench.measure(sample_folder(), join_sample(tmp_path_factory.mktemp("gold") / "sample"))}
    if SHARED_GOLD.is_dir():
        found["shared_en"] = bench.measure(SHARED_GOLD, SHARED_GOLD)
    return found


@pytest.fixture(scope="session")
def seeds(bench: Bench) -> Reading:
    if not SEEDS.is_dir():
        pytest.skip("no ../shared/seeds beside the project")
    return bench.read(SEEDS)


@pytest.fixture(scope="session")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return join_sample(tmp_path_factory.mktemp("joined") / "sample")
