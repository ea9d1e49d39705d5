"""`retinue evaluate`: the record against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.appraise import appraise
from retinue.cli.options import ListForm, Lists, settings_for
from retinue.cli.views.scores import show_differences, show_scores
from retinue.model import EventType


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="Annotated articles: NAME.json beside NAME.txt or NAME.html.")
    ],
    errors: Annotated[
        int,
        typer.Option(
            "--errors", "-e", min=0, metavar="N", help="Show the first N events missed, spurious or with wrong slots."
        ),
    ] = 0,
    kind: Annotated[
        EventType | None, typer.Option("--type", "-t", help="Only errors of this event type.", show_default=False)
    ] = None,
    form: Lists = ListForm.TABLE,
) -> None:
    """Score the record against your own annotated articles.

    Reads the articles anew, in memory, and compares field by field; --errors shows where they differ.

    \b
    retinue evaluate gold/
    retinue evaluate gold/ --errors 20 --type visit
    """
    scores = appraise(folder, settings_for())
    show_scores(scores, form)
    if errors and form is ListForm.TABLE:
        show_differences(scores, errors, kind)
