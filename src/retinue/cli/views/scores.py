"""How the record compares with annotated articles, for `evaluate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from retinue.cli.appraise import Appraisal, Sheet
from retinue.cli.views.console import console, say_json
from retinue.cli.views.table import Column, print_rows
from retinue.evaluate import Case, Measure, Piece

__all__ = ["say_scores", "show_cases", "show_scores"]

FORMAT = 1  # of the JSON; docs/evaluation.md
COLUMNS = ("measure", "value", "precision", "recall", "right", "given", "gold")


def show_scores(found: Appraisal, form: str) -> None:
    """Every measure: its value, precision, recall and the counts behind it, and what it was before."""
    parted, changed = len(found.parts) > 1, any(sheet.changes for sheet in found.parts.values())
    names = [*(["part"] if parted else []), *COLUMNS, *(["before", "change"] if changed else [])]
    rows = [
        [*([part] if parted else []), *row[: len(names) - parted]]
        for part, sheet in found.parts.items()
        for row in _rows(sheet)
    ]
    print_rows(tuple(map(Column, names)), rows, form)


def _rows(sheet: Sheet) -> Iterator[list[str]]:
    changes = {change.measure: change for change in sheet.changes}
    for name, m in sheet.scores.measures.items():
        change = changes.get(name)
        before = "" if change is None or change.before is None else f"{change.before:.3f}"
        gain = "" if change is None or change.gain is None else f"{change.gain:+.3f}"
        shares = [f"{value:.3f}" for value in (m.value, m.precision, m.recall)]
        yield [name, *shares, *(f"{round(count, 3):g}" for count in (m.right, m.given, m.wanted)), before, gain]


def say_scores(found: Appraisal) -> None:
    """Print everything as one JSON object: measures by part, changes, errors with their words."""
    parts: dict[str, Any] = {}
    for name, sheet in found.parts.items():
        measures = {key: _measure(measure) for key, measure in sheet.scores.measures.items()}
        parts[name] = {"documents": sheet.documents, "measures": measures}
        if sheet.changes:
            parts[name]["changes"] = [asdict(change) | {"gain": change.gain} for change in sheet.changes]
    say_json({"format": FORMAT, "parts": parts, "errors": [asdict(case) for case in found.cases]})


def _measure(m: Measure) -> dict[str, float]:
    shares = {"value": m.value, "precision": m.precision, "recall": m.recall}
    return {k: round(v, 4) for k, v in shares.items()} | {"right": m.right, "given": m.given, "gold": m.wanted}


def show_cases(cases: Sequence[Case], most: int, kind: str | None, only: str | None) -> None:
    """Errors one by one: the words with what was read or expected marked, the slots on both sides, the reasons."""
    out = console()
    wanted = [case for case in cases if kind in (None, case.type) and only in (None, case.kind)]
    for case in wanted[:most]:
        slots = f": {', '.join(case.slots)}" if case.slots else ""
        out.print(Text(f"{case.doc}  {case.kind} {case.type or case.part}{slots}", style="bold"))
        out.print(Text("  ").append(_words(case.pieces, out.is_terminal)))
        for label, side in (("expected", case.expected), ("read", case.read)):
            if side:
                told = "; ".join(f"{name} {value}" for name, value in side.items() if value)
                out.print(Text(f"  {label:9}{told}"))
        for reason in (*([f"rule {case.rule}"] if case.rule else []), *case.reasons):
            out.print(Text(f"  {'':9}{reason}", style="dim"))
        out.print()
    out.print(Text(f"{min(most, len(wanted))} of {len(wanted)} errors"))


def _words(pieces: Sequence[Piece], colours: bool) -> Text:
    """The evidence; marked words are bold on a terminal, in [brackets] elsewhere, each with what it is."""
    shown = Text()
    for piece in (piece for piece in pieces if piece.role != "context"):
        words = " ".join(piece.text.split()) if piece.role != "evidence" else _flat(piece.text)
        if piece.role == "evidence":
            shown.append(words)
        else:
            shown.append(words if colours else f"[{words}]", style="bold underline")
            shown.append(f" ({piece.role})", style="dim")
    return shown


def _flat(text: str) -> str:
    """White space folded, kept at the ends."""
    lead, tail = text[:1].isspace(), text[-1:].isspace()
    return " " * lead + " ".join(text.split()) + " " * tail
