"""`retinue evaluate`: the record against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.appraise import appraise
from retinue.cli.options import ListForm, Lists, settings_for
from retinue.cli.views.scores import say_scores, show_cases, show_scores
from retinue.evaluate import Kind, write_page
from retinue.model import EventType


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="Annotated articles: NAME.json beside NAME.txt or NAME.html.")
    ],
    errors: Annotated[
        int, typer.Option("--errors", "-e", min=0, metavar="N", help="Show the first N errors with their words.")
    ] = 0,
    kind: Annotated[
        EventType | None, typer.Option("--type", "-t", help="Only errors of this event type.", show_default=False)
    ] = None,
    only: Annotated[
        Kind | None, typer.Option("--kind", "-k", help="Only errors of this kind.", show_default=False)
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="Write scores and all errors as a page to browse.", show_default=False
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="OLD", help="Show what changed since an evaluation kept as JSON.", show_default=False
        ),
    ] = None,
    holdout: Annotated[
        float,
        typer.Option(
            "--holdout", min=0, max=1, metavar="FRACTION", help="Keep this fraction unseen: figures only, no errors."
        ),
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Which articles --holdout keeps unseen.")] = 0,
    form: Lists = ListForm.TABLE,
) -> None:
    """Score the record against your own annotated articles.

    Reads the articles anew, in memory, and compares field by field; --errors and --report show where they differ.

    \b
    retinue evaluate gold/ --format json > before.json
    retinue evaluate gold/ --errors 20 --type visit --kind missed
    retinue evaluate gold/ --holdout 0.3 --seed 1 --report errors.html
    retinue evaluate gold/ --compare before.json
    """
    found = appraise(folder, settings_for(), (holdout, seed) if holdout else None, compare)
    for note in found.notes:
        typer.echo(f"retinue: {note}", err=True)
    if report:
        parts = {name: (sheet.scores, sheet.changes) for name, sheet in found.parts.items()}
        write_page(report, f"Evaluation of {folder}", parts, found.cases)
    if form is ListForm.JSON:
        say_scores(found)
    else:
        show_scores(found, form)
    if errors and form is ListForm.TABLE:
        show_cases(found.cases, errors, kind, only)
