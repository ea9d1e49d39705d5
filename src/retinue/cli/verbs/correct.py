"""`retinue correct`: a field of an event or of one report says something else."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from retinue.cli.judging import AsJson, By, Database, Reason, judge
from retinue.model import CORRECTABLE, EntityType

Correctable = StrEnum("Correctable", {name.upper(): name for name in CORRECTABLE})  # type: ignore[misc]


def correct(
    name: Annotated[
        str, typer.Argument(metavar="EVENT|REPORT", help="An event, or one report as DOC/ID.", show_default=False)
    ],
    field: Annotated[Correctable, typer.Argument(metavar="FIELD", help=", ".join(CORRECTABLE) + ".")],
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="VALUE", help="What it says; nothing: it isn't known.", show_default=False),
    ] = None,
    as_: Annotated[
        EntityType | None,
        typer.Option(
            "--as", help="Take the names as they are, of this type; don't look them up.", show_default=False
        ),
    ] = None,
    database: Database = None,
    by: By = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Correct a field of an event, or of the one report that was misread.

    The event shows your value; what its reports say stays underneath. Dates are YYYY-MM-DD, YYYY-MM or YYYY and bring
    their precision. Names are looked up; give an id where several bear one, or --as where nobody known is called so.
    With DOC/ID the report is read so before reports are compared, which may join it to others.

    \b
    retinue correct bdc4de start 2024-03-05 --reason "the ministry's own page"
    retinue correct bdc4de actors li-qiang "Ministry of Commerce"
    retinue correct wire-17/v2 recipients "Kestrel Robotics" --as company
    retinue correct bdc4de places
    """
    judge(database, by, as_json, lambda desk: desk.correct(name, str(field), values or [], reason, as_))
