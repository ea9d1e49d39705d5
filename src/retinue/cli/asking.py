"""What the verbs that ask share: knowledge, lists, today, and questions by the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from retinue.ask.bulk import Row, answered, read_rows, write_rows
from retinue.cli.exits import Exit
from retinue.cli.options import settings_for
from retinue.errors import UsageError
from retinue.knowledge import Knowledge, load
from retinue.lists import Register, open_register

__all__ = ["AsJson", "InFile", "Known", "On", "OutFile", "ask_file", "given", "known", "on_day", "plain"]

T = TypeVar("T")
On = Annotated[
    dt.datetime | None,
    typer.Option(
        "--on",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day asked about. [default: today]",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
InFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="CSV", help="Ask for each row of a CSV file instead.", show_default=False),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="CSV", help="Where --file's answers go. [default: the screen]", show_default=False
    ),
]


class Known:
    """What the questions are put to."""

    def __init__(self, knowledge: Knowledge, register: Register | None, own: Path) -> None:
        self.knowledge, self.register, self.own = knowledge, register, own


@contextmanager
def known() -> Iterator[Known]:
    """Knowledge and imported lists of this folder."""
    settings = settings_for()
    with open_register(settings.lists) as register:
        yield Known(load(settings.layers), register, Path(settings.own))


def on_day(moment: dt.datetime | None) -> dt.date:
    """The day asked about; today where none is given."""
    return moment.date() if moment else dt.date.today()


def given(value: T | None, what: str) -> T:
    """An argument that only --file makes needless. Raises UsageError."""
    if value is None:
        raise UsageError(f"give {what}, or a file of questions with --file")
    return value


def ask_file(
    path: Path,
    out: Path | None,
    columns: tuple[Sequence[str], Sequence[str]],
    answer: Callable[[Row], Iterable[Row]],
) -> None:
    """Answer each row of a CSV, and tell of rows that can't be: `columns` are those expected, and those added."""
    needed, added = columns
    rows = read_rows(path, needed[:1])
    header = [*dict.fromkeys((*(rows[0] if rows else needed), *added))]
    wrong = write_rows(answered(rows, answer, dict.fromkeys(added, "")), header, out)
    for line in wrong:
        typer.echo(f"retinue: {path}: {line}", err=True)
    raise typer.Exit(Exit.SOME_FAILED if wrong else Exit.OK)


def plain(value: Any) -> str:
    """A value as a CSV cell."""
    return "" if value is None else str(value)
