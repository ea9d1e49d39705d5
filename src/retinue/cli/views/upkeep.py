"""What `retinue db` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

import typer

from retinue.cli.options import Form
from retinue.store.upkeep import Climb, Copied, Finding, Size

__all__ = ["say", "show_check", "show_climb", "show_copied", "show_size"]

MEBIBYTE = 2**20
T = TypeVar("T")


def say(told: T, form: Form, show: Callable[[T], None]) -> None:
    """As one JSON value, or as `show` does."""
    if form is Form.JSON:
        typer.echo(json.dumps(_plain(told), ensure_ascii=False))
    else:
        show(told)


def _plain(told: Any) -> Any:
    return [asdict(one) for one in told] if isinstance(told, tuple) else asdict(told)


def show_check(found: Sequence[Finding]) -> None:
    """A line for each thing looked at, then how it stands."""
    width = max(len(one.name) for one in found)
    for one in found:
        typer.echo(f"{'ok ' if one.sound else 'BAD'}  {one.name:{width}}  {one.found}")
    wrong = sum(not one.sound for one in found)
    typer.echo("sound" if not wrong else f"not sound: {wrong} of {len(found)} checks failed; see docs/databases.md")


def show_copied(told: Copied) -> None:
    """What was copied, in one line."""
    typer.echo(
        f"{told.source} → {told.target}: {told.documents:,} documents, {told.happenings:,} events,"
        f" {told.judgements:,} judgements ({told.rows:,} rows), looked over"
    )


def show_climb(told: Climb) -> None:
    """Each step, and where it led."""
    for step in told.steps:
        typer.echo(f"  {step}")
    if told.before == told.after:
        typer.echo(f"schema {told.after}: up to date")
    elif told.tried:
        typer.echo(f"schema {told.before} → {told.after} goes well; nothing was changed")
    else:
        typer.echo(f"schema {told.before} → {told.after}")


def show_size(told: Size) -> None:
    """Before and after."""
    typer.echo(f"{told.before / MEBIBYTE:,.1f} MiB → {told.after / MEBIBYTE:,.1f} MiB")
