"""`retinue undo`: a judgement taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.judging import AsJson, By, Database, Reason, judge


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Of the judgement.", show_default=False)],
    database: Database = None,
    by: By = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take a judgement back. Undoing an undo brings it back.

    Nothing is deleted: the judgement and its undoing both stay in `retinue judgements`.

    \b
    retinue undo 7 --reason "the page was about last year"
    """
    judge(database, by, as_json, lambda desk: desk.undo(number, reason))
