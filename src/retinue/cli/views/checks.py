"""Whether all is well, for `doctor`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from rich.text import Text

from retinue.cli.doctor import Check
from retinue.cli.views.console import console, say_json

__all__ = ["say_checks", "show_checks"]


def show_checks(checks: Iterable[Check]) -> bool:
    """Print each check as it is made; True when all are sound."""
    out, sound = console(), True
    for check in checks:
        sound = sound and check.sound
        mark = Text("ok   ", style="green") if check.sound else Text("FAIL ", style="red bold")
        out.print(mark.append(Text(f"{check.name:10} {check.found}", style="not bold default")))
    return sound


def say_checks(checks: Iterable[Check]) -> bool:
    """Print all checks as one JSON array; True when all are sound."""
    made = list(checks)
    say_json([asdict(check) for check in made])
    return all(check.sound for check in made)
