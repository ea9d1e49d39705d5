"""How a sentence was read, for `explain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from retinue.cli.say import Reading
from retinue.cli.views.console import console, say_json, when
from retinue.cli.views.table import Column, print_table

__all__ = ["say_reading", "show_reading"]

PARTS = {
    "mentions": (Column("mention"), Column("kind", 3), Column("stands for"), Column("type", 2), Column("why", 1)),
    "times": (Column("time"), Column("type", 2), Column("value", 1), Column("days"), Column("why", 3)),
    "triggers": (
        Column("frame"), Column("trigger", 1), Column("actor"), Column("recipient"), Column("place", 2),
        Column("verdict", least=20),
    ),
    "speech": (Column("kind"), Column("cue"), Column("speaker"), Column("said", least=40)),
}  # fmt: skip


def show_reading(reading: Reading) -> None:
    """A table each for mentions, times, triggers and reported speech; a line where there are none."""
    for part, rows in _rows(reading).items():
        if rows:
            print_table(PARTS[part], rows, part.capitalize())
        else:
            console().print(f"{part.capitalize()}: none\n")


def say_reading(reading: Reading) -> None:
    """The same as one JSON object."""
    parts = _rows(reading).items()
    say_json(
        {part: [dict(zip((c.name for c in PARTS[part]), row, strict=True)) for row in rows] for part, rows in parts}
    )


def _rows(reading: Reading) -> dict[str, list[Sequence[Any]]]:
    annotation = reading.annotation
    text, who = annotation.article.text, annotation.referents
    return {
        "mentions": [
            (
                m.text, m.kind.value, [who[r].name or "?" for r in m.referents],
                [who[r].type.value for r in m.referents], [who[r].reason for r in m.referents],
            )
            for m in annotation.mentions
        ],
        "times": [(t.text, t.type, t.value, when(t.start, t.end, t.precision), t.reason) for t in annotation.times],
        "triggers": [
            (x.frame, x.words, list(x.actors), list(x.recipients), list(x.places), x.verdict)
            for x in reading.triggers
        ],
        "speech": [
            (q.kind, q.cue.of(text) if q.cue else None,
             None if q.speaker is None else annotation.mentions[q.speaker].text, q.content.of(text))
            for q in annotation.quotes
        ],
    }  # fmt: skip
