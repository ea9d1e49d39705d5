"""What a run did, what the record holds."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any

from rich.text import Text

from retinue.cli.views.console import console, labelled, say_json
from retinue.run import RunReport
from retinue.store import Counts, LastRun

__all__ = ["say_status", "show_run", "show_status"]

FEW = 5  # failures named at the end of a run


def show_run(report: RunReport, counts: Counts, people: bool | None = None) -> None:
    """What a run did: sentences for people (default: on a terminal), one JSON object for programs."""
    if sys.stdout.isatty() if people is None else people:
        rate = report.read / report.seconds if report.seconds else 0.0
        out = console()
        out.print(
            f"read {report.read}, unchanged {report.skipped}, "
            + (f"passed over {report.passed}, " if report.passed else "")
            + f"failed {report.failed} in {report.seconds:.1f} s "
            f"({rate:.1f}/s); the record holds {counts.documents} documents, {counts.happenings} events"
        )
        if report.aside:
            told = ", ".join(f"{number:,} {reason}" for reason, number in report.aside.items())
            out.print(Text(f"  no documents in archives: {told}"))
        for failure in report.failures[:FEW]:
            out.print(Text(f"  {failure.source}: {failure.message}"))
    else:
        say_json(_run(report, counts))


def _run(report: RunReport, counts: Counts) -> dict[str, Any]:
    failures = [{"source": f.source, "reason": f.reason, "message": f.message} for f in report.failures]
    return {
        "read": report.read, "skipped": report.skipped, "passed_over": report.passed,
        "failed": report.failed, "aside": dict(report.aside), "interrupted": report.interrupted,
        "seconds": round(report.seconds, 3), "documents": counts.documents, "events": counts.happenings,
        "failures": failures,
    }  # fmt: skip


def show_status(database: str, counts: Counts, last: LastRun | None, stale: bool) -> None:
    """The database, how much it holds, how the last run ended."""
    out = console()
    held = asdict(counts)
    rows = {"database": database, **{name: f"{number:,}" for name, number in held.items()}, "last run": _ending(last)}
    out.print(labelled(rows.items()))
    if stale:
        out.print(Text("Reports changed since they were last joined into events; `retinue run` joins them anew."))


def _ending(last: LastRun | None) -> str:
    if last is None:
        return "none yet"
    began = f"began {last.started:%Y-%m-%d %H:%M} UTC"
    if last.end is None or last.finished is None:
        return f"{began}; under way, or it was killed (the next run goes on from there)"
    took = (last.finished - last.started).total_seconds()
    how = "interrupted" if last.end.interrupted else "complete"
    numbers = f"read {last.end.read}, unchanged {last.end.skipped}, failed {last.end.failed}"
    return f"{began}, {how} after {took:.0f} s: {numbers}"


def say_status(database: str, counts: Counts, last: LastRun | None, stale: bool) -> None:
    """The same as one JSON object."""
    run: dict[str, Any] | None = None
    if last:
        finished = last.finished.isoformat() if last.finished else None
        run = {"started": last.started.isoformat(), "finished": finished, "code": last.code}
        run["end"] = asdict(last.end) if last.end else None
    say_json({"database": database, **asdict(counts), "needs_fusing": stale, "last_run": run})
