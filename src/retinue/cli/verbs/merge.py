"""`retinue merge`: these tell one event."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.judging import AsJson, By, Database, Reason, judge


def merge(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Events, or single reports as DOC/ID; two or more.", show_default=False),
    ],
    database: Database = None,
    by: By = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Bring events or reports together: all their reports tell one event.

    Kept for good with your name, the time and the reason, whatever is read or fused later; `retinue undo` takes it
    back. Of two judgements that can't both hold the later wins.

    \b
    retinue merge bdc4de 91f0a2 --reason "one visit, two datelines"
    retinue merge bdc4de wire-17/v2
    """
    judge(database, by, as_json, lambda desk: desk.merge(names, reason))
