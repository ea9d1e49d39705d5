"""The public bench stays at what docs/matching.md promises."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from retinue.knowledge import load
from retinue.names import match

BENCH = Path(__file__).parents[2] / "benchmarks" / "names_bench.py"


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names_bench", BENCH)
    assert spec
    assert spec.loader
    module = sys.modules["names_bench"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bench_is_large_and_halved() -> None:
    pairs = bench().ours()
    assert len(pairs) >= 400
    held = sum(pair.held for pair in pairs)
    assert 0.4 < held / len(pairs) < 0.6
    assert len({(pair.left, pair.right) for pair in pairs}) == len(pairs)
    assert all(sum(pair.same is same for pair in pairs) > 100 for same in (True, False))


@pytest.mark.slow
def test_the_bench_is_passed() -> None:
    module, known = bench(), load()
    pairs = module.ours()

    def score(pair: object) -> float:
        return float(match(pair.left, pair.right, known).score)  # type: ignore[attr-defined]

    precision, _, f1 = module.figures(pairs, score)
    assert (precision > 0.98, f1 > 0.95) == (True, True)
    people = [pair for pair in pairs if "people" in pair.groups]
    assert module.figures(people, score)[2] > 0.92
