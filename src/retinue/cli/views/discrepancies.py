"""Contradictions in sentences: the event, the verdict, then each report with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from retinue.cli.views.console import console, say_json
from retinue.cli.views.judgements import settlement
from retinue.fuse.settled import settled
from retinue.model import Discrepancy, Event, Happening, Record

__all__ = ["say_discrepancies", "show_discrepancies"]

Found = Sequence[tuple[Happening, Discrepancy]]
Records = Mapping[str, Record | None]


def show_discrepancies(found: Found, records: Records, total: int) -> None:
    """Print contradictions for a person to read; `total` counts those there are."""
    out = console()
    for happening, clash in found:
        who = settled(happening).get(clash.field)
        head = Text(clash.field, style="bold" if who else "bold red")
        out.print(head.append(Text(f"  {happening.key}", style="not bold default")))
        if who:
            out.print(Text(f"  {settlement(who)}"))
        out.print(Text(f"  {clash.reason}"))
        for telling in _tellings(happening, clash, records):
            said = f"    {telling['doc']}, {telling['publisher'] or 'publisher unknown'}, {telling['published']}: "
            out.print(Text(said, style="dim").append(Text(f"“{telling['words']}”", style="not dim")))
        out.print()
    shown = f"{len(found)} of {total}" if len(found) < total else str(total)
    out.print(Text(f"{shown} contradiction{'s' if total != 1 else ''}" if total else "no contradictions"))


def say_discrepancies(found: Found, records: Records, total: int) -> None:
    """Print the same as a JSON array."""
    say_json(
        [
            {
                "settled": _settlement(happening, clash),
                "key": happening.key, "field": clash.field, "likelier": clash.likelier, "origins": clash.origins,
                "gravity": clash.gravity, "reason": clash.reason,
                "values": [dict(telling) for telling in _tellings(happening, clash, records)],
            }
            for happening, clash in found
        ]
    )  # fmt: skip


def _settlement(happening: Happening, clash: Discrepancy) -> dict[str, Any] | None:
    who = settled(happening).get(clash.field)
    return {"by": who.by, "judgement": who.judgement, "value": list(who.value)} if who else None


def _tellings(happening: Happening, clash: Discrepancy, records: Records) -> Iterator[dict[str, str | None]]:
    """What each document says, in its words; the earliest published first."""
    reports = {report.doc: report for report in happening.reports if report.doc in clash.values}
    for doc, report in reports.items():
        event = _event(records.get(doc), report.event)
        yield {
            "doc": doc, "publisher": report.publisher, "published": str(report.published or "undated"),
            "value": clash.values[doc], "copy_of": report.copy_of,
            "words": " ".join(event.evidence.split()) if event else "",
        }  # fmt: skip


def _event(record: Record | None, name: str) -> Event | None:
    return next((event for event in record.events if event.id == name), None) if record else None
