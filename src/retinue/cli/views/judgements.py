"""Judgements: one just kept with its events, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from retinue.cli.views.console import console, say_json
from retinue.cli.views.lists import events_table, handles
from retinue.cli.views.table import Column, print_rows, print_table
from retinue.judge import Kept
from retinue.model import Decision, Happening, JudgementKind, Party

__all__ = ["decision_line", "say_judged", "settlement", "show_judged", "show_judgements"]

COLUMNS = (
    Column("id"), Column("at", 3), Column("by", 2), Column("judgement"), Column("on"), Column("value", 1),
    Column("reason", 4, 16), Column("state"), Column("why", 1, 16),
)  # fmt: skip
SAID = {
    JudgementKind.MERGE: "brought together", JudgementKind.SPLIT: "kept apart from", JudgementKind.ACCEPT: "accepted",
    JudgementKind.REJECT: "rejected", JudgementKind.CORRECT: "corrected",
}  # fmt: skip


def show_judged(one: Kept, happenings: Sequence[Happening]) -> None:
    """The judgement in a line, then the events it bears on as they are now."""
    judgement = one.judgement
    what = " ".join(filter(None, (f"{judgement.kind}", judgement.field, _undoes(one), ", ".join(_value(one)))))
    console().print(Text(f"judgement {judgement.id} by {judgement.by}: {what}; {_state(one)}"))
    if happenings:
        events_table(happenings)


def _undoes(one: Kept) -> str:
    return f"judgement {one.judgement.undoes}" if one.judgement.undoes else ""


def _state(one: Kept) -> str:
    return f"{one.outcome.state}{': ' + one.outcome.why if one.outcome.why else ''}"


def say_judged(one: Kept, happenings: Sequence[Happening]) -> None:
    """The same as one JSON object."""
    say_json({"judgement": _row(one), "events": [asdict(happening) for happening in happenings]})


def show_judgements(found: Iterable[Kept], form: str, title: str | None = None) -> None:
    """All of them, oldest first; JSON has the reports with the words that tell them."""
    if form == "json":
        say_json([_row(one) for one in found])
        return
    found = list(found)
    short = handles(list(dict.fromkeys(key for one in found for key in one.keys)))
    rows = [
        (
            one.judgement.id, f"{one.judgement.at:%Y-%m-%d %H:%M}", one.judgement.by,
            " ".join(filter(None, (str(one.judgement.kind), one.judgement.field))),
            _on(one, short if form == "table" else {}), _value(one), one.judgement.reason,
            str(one.outcome.state), one.outcome.why,
        )
        for one in found
    ]  # fmt: skip
    if title:
        print_table(COLUMNS, rows, title)
    else:
        print_rows(COLUMNS, rows, form, "no judgements")


def _on(one: Kept, short: dict[str, str]) -> list[str]:
    """The events it bears on; a single report by its own name; what is gone as it was called."""
    judgement = one.judgement
    if judgement.undoes:
        return [f"judgement {judgement.undoes}"]
    if judgement.scope == "report" or not one.keys:
        return [passage.ref for passage in judgement.reports]
    return [short.get(key, key) for key in one.keys]


def _value(one: Kept) -> list[str]:
    if one.judgement.kind is JudgementKind.SPLIT:
        return [passage.ref for passage in one.judgement.reports]
    return [value.name if isinstance(value, Party) else value for value in one.judgement.value]


def _row(one: Kept) -> dict[str, Any]:
    return {**asdict(one.judgement), "state": str(one.outcome.state), "why": one.outcome.why, "keys": list(one.keys)}


def decision_line(one: Decision) -> str:
    """A decision in words: what, by whom, when, its number, why, and what has changed since."""
    what = SAID.get(one.kind, str(one.kind))
    if one.kind is JudgementKind.CORRECT:
        was = f" (reports: {', '.join(one.was) or 'not told'})" if not one.report else ""
        what += f" {one.field}{' of ' + one.report if one.report else ''} to {', '.join(one.value) or 'unknown'}{was}"
    elif one.value:
        what += f" {', '.join(one.value)}"
    elif one.report:
        what += f" {one.report}"
    by = f"{what}, by {one.by} on {one.at:%Y-%m-%d} (judgement {one.judgement})"
    return "".join((by, f": {one.reason}" if one.reason else "", f" [{one.note}]" if one.note else ""))


def settlement(one: Decision) -> str:
    """Who settled a contradiction, and how."""
    what = f"it is {', '.join(one.value) or 'not known'}" if one.field else "the event is accepted as it stands"
    return f"settled: {what}, by {one.by} on {one.at:%Y-%m-%d} (judgement {one.judgement})"
