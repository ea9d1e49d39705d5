"""`retinue dossier`: a brief on one name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.asking import On, on_day
from retinue.cli.brief import make_dossier
from retinue.cli.options import Database, settings_for
from retinue.series import Kind


def dossier(
    name: Annotated[str, typer.Argument(help="A firm, public body or person.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to: .html, .pdf or .md.")],
    database: Database = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", "-k", help="What the name means, where it may mean several.")
    ] = None,
    units: Annotated[bool, typer.Option("--with-units", help="Take in the firms and bodies below it.")] = False,
    on: On = None,
) -> None:
    """Write a brief on a firm, body or person.

    One self-contained file: who it is, offices, list status, signal chart, time line, every event with its reports,
    statements, contradictions, relations, places, sources, what is unresolved. html needs no script and loads
    nothing; pdf needs the extra `pdf`. docs/dossier.md tells what each part means.

    \b
    retinue dossier Hikvision -o hikvision.html
    retinue dossier "Li Qiang" -o li-qiang.pdf
    """
    typer.echo(make_dossier(name, settings_for(database), out, (kind, units), on_day(on)))
