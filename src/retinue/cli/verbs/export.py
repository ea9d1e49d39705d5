"""`retinue export`: the record as files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.options import Database, settings_for
from retinue.export import EXPORTERS
from retinue.export.rejected import WithRejected
from retinue.store import Store


class ExportForm(StrEnum):
    """Which files are written; the names of EXPORTERS (tested)."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into; made if need be.")],
    database: Database = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="Write rejected events and reports too.")] = False,
    form: Annotated[ExportForm, typer.Option("--format", "-f", help="Which files to write.")] = ExportForm.JSONL,
) -> None:
    """Write the record as files.

    jsonl is the documented contract (docs/export.md): documents.jsonl and events.jsonl. csv gives tables for a
    spreadsheet. What people rejected (docs/judgements.md) is left out unless you ask for it. Files of the same
    name are replaced, all or none.

    \b
    retinue export out
    retinue export out --format csv
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        for path in EXPORTERS[form.value](WithRejected(store) if rejected else store, folder):
            typer.echo(path)
