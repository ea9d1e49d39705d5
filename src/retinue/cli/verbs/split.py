"""`retinue split`: these reports tell another event."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.judging import AsJson, By, Database, Named, Reason, judge


def split(
    event: Named,
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT", help="DOC, or DOC/ID where a document has several reports of it.", show_default=False
        ),
    ],
    database: Database = None,
    by: By = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Part reports from an event: they tell another one than all its other reports.

    They and the others never meet again, by no chain of likenesses either, until this is undone or merged anew.

    \b
    retinue split bdc4de wire-17 --reason "the visit in May, not the one in June"
    """
    judge(database, by, as_json, lambda desk: desk.split(event, reports, reason))
