"""The command line's frame: its verbs by name, what `--help` says of each, and what becomes of errors.

A verb's module is imported when the verb is called, so that `--help` and the verbs that only look something up do
not wait for the language model's library (docs/decisions/0004-command-line.md).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from retinue import __version__
from retinue.cli.exits import Exit
from retinue.errors import NotFoundError, RetinueError, StoreError

__all__ = ["VERBS", "Verb", "app", "main"]

# Each verb is the function of this name in `retinue.cli.verbs.VERB`; the line here opens its docstring (tested).
VERBS = {
    "run": "Read documents into the record.",
    "events": "List events, earliest first, each told by one or more reports.",
    "show": "Show one event or one document with the words it rests on.",
    "sources": "Show where the news of an event comes from, and who took it from whom.",
    "compare": "Lay the reports of an event side by side, differing words marked.",
    "discrepancies": "List where reports of one event contradict each other, the gravest first.",
    "statements": "List what was said and by whom, the latest published first.",
    "firm": "Show all on one firm or public body: lists, events, statements.",
    "person": "Show all on one person: offices, events, statements.",
    "signal": "Draw support, control and restriction over time.",
    "dossier": "Write a brief on a firm, body or person.",
    "who": "Tell who held an office on a day.",
    "listed": "Tell which restriction lists somebody stood on that day.",
    "match": "Tell whether two names mean the same, and why.",
    "screen": "Screen a file of names against every list at once.",
    "unresolved": "List names that nobody is known by, and answer who they are.",
    "knowledge": "Check, extend and count the knowledge; import lists.",
    "merge": "Bring events or reports together: all their reports tell one event.",
    "split": "Part reports from an event: they tell another one than all its other reports.",
    "accept": "Accept an event as the record tells it.",
    "reject": "Reject an event that is none, or a report that was misread.",
    "correct": "Correct a field of an event, or of the one report that was misread.",
    "resolve": "Say who a name is, for good.",
    "undo": "Take a judgement back. Undoing an undo brings it back.",
    "judgements": "List what people decided, oldest first, and what has become of it.",
    "search": "Search the documents' titles and texts.",
    "serve": "Open the record in a browser: search, see, check, correct.",
    "users": "Say who may log in to the web application.",
    "export": "Write the record as files.",
    "db": "Look after the database: check, backup, restore, upgrade, vacuum.",
    "problems": "List documents that could not be read, and why.",
    "status": "Show how much the record holds and how the last run ended.",
    "doctor": "Check that everything Retinue needs is here.",
    "explain": "Explain how a sentence is read.",
    "evaluate": "Score the record against your own annotated articles.",
    "demo": "Read the bundled sample and show what was found.",
}

CODES = {StoreError: Exit.STORE, NotFoundError: Exit.NOT_FOUND}
STYLE = {"help_option_names": ["-h", "--help"]}


class Verb(TyperCommand):
    """A verb known by name and summary; its options are learnt from its module when it is called."""

    def __init__(self, name: str, summary: str) -> None:
        super().__init__(name, help=summary, rich_markup_mode=None)

    def real(self) -> Any:
        """The command itself, with options and body."""
        function = getattr(import_module(f"retinue.cli.verbs.{self.name}"), str(self.name))
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(str(self.name), context_settings=STYLE)(function)
        return typer.main.get_command(alone)

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Parse the verb's arguments; the context leads to the command itself."""
        return self.real().make_context(info_name, args, parent, **extra)


class Verbs(TyperGroup):
    """All verbs, and one place where errors become a line and an exit code."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name, summary in VERBS.items():
            self.add_command(Verb(name, summary))

    def invoke(self, ctx: Any) -> Any:
        """Carry out the verb."""
        with _errors_told():
            return super().invoke(ctx)


@contextmanager
def _errors_told() -> Iterator[None]:
    """Errors a user can mend become one line on standard error and an exit code, never a traceback."""
    try:
        yield
        sys.stdout.flush()
    except RetinueError as error:
        _leave(str(error), next((code for kind, code in CODES.items() if isinstance(error, kind)), Exit.USAGE))
    except KeyboardInterrupt:
        _leave("interrupted; what was stored stays, and the same command goes on from there", Exit.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; nothing may be written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.OK) from None
    except OSError as error:
        _leave(f"{error.filename or 'the system'}: {error.strerror or error}", Exit.USAGE)


def _leave(message: str, code: Exit) -> None:
    typer.echo(f"retinue: {message}", err=True)
    raise typer.Exit(code)


app = typer.Typer(
    name="retinue",
    cls=Verbs,
    help="Turn news into a sourced record of what governments do with firms.",
    epilog="Start with `retinue demo`, or `retinue run FOLDER` and then `retinue events`. "
    "Settings: retinue.toml in this folder, RETINUE_NAME in the environment, then options.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=STYLE,
)


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"retinue {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that knows no é shows it as a code instead of ending the command.
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="retinue")
