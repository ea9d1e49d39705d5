"""`retinue resolve`: who a name is."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.judging import AsJson, By, Database, Reason, judge


def resolve(
    name: Annotated[str, typer.Argument(help="A name as the record has it.", show_default=False)],
    answer: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Who that is: an id; for somebody new person, company, government_body, organization or media; pass "
            "for nobody worth an entry.",
            show_default=False,
        ),
    ],
    database: Database = None,
    by: By = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Say who a name is, for good.

    The same as `retinue unresolved NAME --is ID`, which also lists the names that nobody is known by. The answer is
    kept among the judgements and in the folder of the setting own; the next run reads all documents with it.
    `retinue undo` takes it back.

    \b
    retinue resolve "Huawei Tech" huawei
    retinue resolve "Quartz Bakery" company --reason "their own site"
    """
    judge(database, by, as_json, lambda desk: desk.resolve(name, answer, reason))
