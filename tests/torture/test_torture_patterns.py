"""Regular expressions against strings made to slow them: no run of signs makes reading take more than its length."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import patterns
import pytest
from ledger import FULL, SEED, Ledger

import retinue
import retinue.clean.furniture
from retinue.clean import clean
from retinue.dates import read as read_dates
from retinue.errors import DocumentError
from retinue.gate import Gate, visible
from retinue.knowledge import Knowledge, load
from retinue.model import RawItem

SHORT, QUICK = 2_000, 0.6  # signs, and seconds of processor: cubic or worse takes longer
LONG = 80_000  # signs of a text through whole rooms
PLENTY = 2.0  # seconds for it; quadratic takes ten and more
LEAD = (
    "Premier Li Qiang visited Hikvision on Saturday and praised its engineers, the company said in a statement.\n\n"
)


@pytest.fixture(scope="module")
def ours() -> dict[str, re.Pattern[Any]]:
    """Every expression that our modules compile when they are loaded anew, by place."""
    with patterns.collected("src/retinue/") as found:
        for module in pkgutil.walk_packages(retinue.__path__, "retinue."):
            _compiled_by(importlib.import_module(module.name), found)
    assert len(found) > 200
    return found


def _compiled_by(module: Any, found: dict[str, re.Pattern[Any]]) -> None:
    """What a module holds that was loaded before: its own expressions, and those in its tables."""

    def walk(value: Any, name: str, depth: int) -> None:
        if isinstance(value, re.Pattern):
            found.setdefault(f"{module.__name__}.{name}", value)
        elif depth < 3 and isinstance(value, tuple | list):
            for number, one in enumerate(value):
                walk(one, f"{name}[{number}]", depth + 1)
        elif depth < 3 and isinstance(value, dict):
            for key, one in value.items():
                walk(one, f"{name}[{key!r:.20}]", depth + 1)

    for name, value in vars(module).items():
        walk(value, name, 0)


def test_no_expression_takes_more_than_the_square_of_a_text(ours: dict[str, re.Pattern[Any]], ledger: Ledger) -> None:
    draw, tried, slow = random.Random(SEED), 0, []
    for name, pattern in sorted(ours.items()):
        traps = list(patterns.traps(pattern))
        for trap in traps if FULL else draw.sample(traps, min(6, len(traps))):
            tried += 1
            took = patterns.slow(pattern, trap, SHORT, QUICK)
            if took and patterns.slow(pattern, trap, SHORT, QUICK):  # not because the machine was busy
                slow.append(f"{name} {pattern.pattern!r:.100}: {took:.2f} s for {trap}")
    assert not slow, "\n".join(slow)
    ledger.note(
        f"{len(ours)} regular expressions, each with strings made from it to slow it", "none is caught", tried
    )


# -------------------------------------------------------------------------------------------- whole rooms
def _cleaned(content: str, html: bool, knowledge: Knowledge) -> None:
    with suppress(DocumentError):
        clean(RawItem("a", "a", content, html, "0" * 64, {}), knowledge, max_chars=200_000)


def test_no_run_of_signs_makes_a_room_slow(ours: dict[str, re.Pattern[Any]], ledger: Ledger) -> None:
    knowledge, gate = load(), Gate.bundled()
    ways: dict[str, Callable[[str], Any]] = {
        "text": lambda s: _cleaned(f"{LEAD}{s}\n\n{LEAD}", False, knowledge),
        "headline": lambda s: _cleaned(s[: len(s) // 4].replace("\n", " ") + f"\n\n{LEAD}{LEAD}", False, knowledge),
        "page": lambda s: _cleaned(f"<title>{s[:20_000]}</title><h1>{s[:500]}</h1><p>{LEAD}<p>{s}", True, knowledge),
        "markup": lambda s: _cleaned(s, True, knowledge),
        "dates": lambda s: read_dates(s, dt.date(2024, 6, 14)),
        "gate": lambda s: gate.look(visible(s)),
    }
    rooms = ("retinue.clean", "retinue.dates", "retinue.gate", "clean/", "dates/", "gate/")
    made = {trap for name, pattern in ours.items() if name.startswith(rooms) for trap in patterns.traps(pattern)}
    common = [patterns.Trap("", pump, end) for pump in patterns.ANY for end in ("", "!")]
    others = sorted(made - set(common), key=repr)
    random.Random(SEED).shuffle(others)
    traps, slow = common + others[: 400 if FULL else 0], []
    for trap in traps if FULL else random.Random(SEED).sample(common, 10):
        text = trap.of(LONG)
        for name, way in ways.items():
            began = time.process_time()
            with suppress(patterns.TooLongError), patterns.within(20 * PLENTY):
                way(text)
            if (took := time.process_time() - began) > PLENTY:
                slow.append(f"{name}: {took:.1f} s for {trap}")
    assert not slow, "\n".join(slow)
    runs = "runs of 80,000 signs through clean, dates and gate"
    ledger.note(runs, f"none takes over {PLENTY:g} s", len(traps) * len(ways))
