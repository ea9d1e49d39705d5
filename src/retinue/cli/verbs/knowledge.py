"""`retinue knowledge`: check, add, import, stats."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.asking import AsJson, On, on_day
from retinue.cli.exits import Exit
from retinue.cli.options import settings_for
from retinue.cli.stock import add_files, check_folders, import_files, stock
from retinue.cli.views.answers import say_imports, say_stock, show_imports, show_stock
from retinue.errors import UsageError


class Action(StrEnum):
    """What to do."""

    CHECK = "check"
    ADD = "add"
    IMPORT = "import"
    STATS = "stats"


def knowledge(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Folders or files, as said above.", show_default=False),
    ] = None,
    on: On = None,
    list_: Annotated[
        str | None,
        typer.Option("--list", metavar="ID", help="import: the list of rows that name none.", show_default=False),
    ] = None,
    partial: Annotated[bool, typer.Option("--partial", help="import: part of a list; nothing is closed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check, extend and count the knowledge; import lists.

    check reads folders of YAML (default: those of the settings) over the bundled knowledge and names file and line
    of what is wrong. add takes YAML files into your own folder (setting own) when they are sound. import takes in
    published list files as of --on; rows that can't be used are told one by one, the exit code is then 1, and the
    rest is imported. stats counts what is known, and how fresh it is.

    \b
    retinue knowledge check our-knowledge
    retinue knowledge import sdn.csv cons_prim.csv --on 2026-11-28
    retinue knowledge stats --json
    """
    settings, given = settings_for(), paths or []
    if action in (Action.ADD, Action.IMPORT) and not given:
        raise UsageError(f"name the files to {action}")
    if action is Action.CHECK:
        typer.echo(check_folders(settings, given))
    elif action is Action.ADD:
        typer.echo(add_files(settings, given))
    elif action is Action.STATS:
        (say_stock if as_json else show_stock)(stock(settings))
    else:
        reports = import_files(settings, given, on_day(on), list_, whole=not partial)
        (say_imports if as_json else show_imports)(reports)
        raise typer.Exit(Exit.SOME_FAILED if any(report.problems for report in reports) else Exit.OK)
