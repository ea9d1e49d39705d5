"""Options that several verbs share, and what they turn into."""

from __future__ import annotations

import datetime as dt
import shlex
from enum import StrEnum
from typing import Annotated, Any, NoReturn

import typer

from retinue.cli.exits import Exit
from retinue.settings import Settings

__all__ = [
    "Database",
    "Form",
    "Limit",
    "ListForm",
    "Lists",
    "One",
    "PublishedOn",
    "Since",
    "Until",
    "again",
    "date_of",
    "missing",
    "most",
    "settings_for",
]

TABLE_ROWS = 50  # shown when a table is asked for without --limit; csv and json are complete


class ListForm(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Form(StrEnum):
    """How one thing is printed."""

    TEXT = "text"
    JSON = "json"


Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        "--database",
        metavar="FILE",
        help="Database file or SQLAlchemy URL (setting `database`).",
        show_default=False,
    ),
]
Lists = Annotated[ListForm, typer.Option("--format", "-f", help="How to print the list; csv and json are complete.")]
One = Annotated[Form, typer.Option("--format", "-f", help="How to print it.")]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=1,
        metavar="N",
        help=f"Most rows. [default: {TABLE_ROWS} in a table, else all]",
        show_default=False,
    ),
]
_DAY: dict[str, Any] = {"formats": ["%Y-%m-%d"], "metavar": "YYYY-MM-DD", "show_default": False}
Since = Annotated[dt.datetime | None, typer.Option("--since", "--from", help="First day wanted.", **_DAY)]
Until = Annotated[dt.datetime | None, typer.Option("--until", "--to", help="Last day wanted.", **_DAY)]
PublishedOn = Annotated[dt.datetime | None, typer.Option("--date", help="Day of publication.", **_DAY)]


def settings_for(database: str | None = None, **flags: Any) -> Settings:
    """Settings of this folder and environment under the flags given. Raises SettingsError."""
    return Settings.load(database=database, **flags)


def date_of(moment: dt.datetime | None) -> dt.date | None:
    """The day a Typer date option names."""
    return moment.date() if moment else None


def most(limit: int | None, form: ListForm) -> int | None:
    """How many rows to ask for: all of them for files, a screenful or two for a table."""
    return TABLE_ROWS if limit is None and form is ListForm.TABLE else limit


def again(verb: str, database: str | None) -> str:
    """How to call another verb on the same database, for hints."""
    return f"retinue {verb}" + (f" --db {shlex.quote(database)}" if database else "")


def missing(message: str) -> NoReturn:
    """Say on standard error that nothing goes by that name, and leave with the code for it."""
    typer.echo(f"retinue: {message}", err=True)
    raise typer.Exit(Exit.NOT_FOUND)
