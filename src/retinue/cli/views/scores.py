"""How the record compares with annotated articles, for `evaluate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from retinue.cli.views.console import console
from retinue.cli.views.table import Column, print_rows
from retinue.evaluate import Scores

__all__ = ["show_differences", "show_scores"]

COLUMNS = tuple(map(Column, ("measure", "value", "precision", "recall", "right", "given", "gold")))


def show_scores(scores: Scores, form: str) -> None:
    """Every measure: its value, precision, recall and the counts behind it."""
    rows = (
        (
            name,
            f"{m.value:.3f}",
            f"{m.precision:.3f}",
            f"{m.recall:.3f}",
            f"{m.right:g}",
            f"{m.given:g}",
            f"{m.wanted:g}",
        )
        for name, m in scores.measures.items()
    )
    print_rows(COLUMNS, rows, form)


def show_differences(scores: Scores, most: int, kind: str | None) -> None:
    """Events on which record and gold differ: what was expected, what was read, each with its sentence."""
    out = console()
    wanted = [one for one in scores.differences if kind in (None, (one.expected or one.read or {}).get("type"))]
    for one in wanted[:most]:
        out.print(Text(f"{one.doc}  {one.kind} {' '.join(one.slots)}", style="bold"))
        for label, event in (("expected", one.expected), ("read", one.read)):
            if event:
                out.print(Text(f"  {label:9} {_slots(event)}"))
                out.print(Text(f"            “{' '.join(str(event.get('evidence') or '').split())}”", style="dim"))
    out.print(Text(f"{min(most, len(wanted))} of {len(wanted)} differences"))


def _slots(event: Mapping[str, Any]) -> str:
    return " ".join(str(event[name]) for name in ("type", "actors", "recipients", "start", "end", "status"))
