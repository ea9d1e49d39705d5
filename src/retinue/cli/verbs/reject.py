"""`retinue reject`: there is no such event, or a report was misread."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.judging import AsJson, By, Database, Reason, judge


def reject(
    name: Annotated[
        str, typer.Argument(metavar="EVENT|REPORT", help="An event, or one report as DOC/ID.", show_default=False)
    ],
    database: Database = None,
    by: By = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Reject an event that is none, or a report that was misread.

    What is rejected leaves events and exports; with --rejected they show it all the same. A rejected report joins no
    event. The rejection of an event lapses when more reports came than it was passed on: then look anew.

    \b
    retinue reject bdc4de --reason "an advertisement"
    retinue reject wire-17/v2 --reason "a quotation, not an act"
    """
    judge(database, by, as_json, lambda desk: desk.reject(name, reason))
