"""The verbs and their options. Bodies only call the rooms and hand what comes back to the views."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import click
import typer

from retinue import __version__
from retinue.cli import views
from retinue.cli.appraise import appraise
from retinue.cli.demo import play
from retinue.cli.doctor import examine
from retinue.cli.exits import Exit
from retinue.cli.fusing import bring_together
from retinue.cli.progress import reporting
from retinue.cli.say import read_sentence
from retinue.errors import RetinueError, StoreError
from retinue.export import EXPORTERS
from retinue.knowledge import load
from retinue.model import EventType, Signal, Status
from retinue.run import RunOptions, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import EventFilter, Page, StatementFilter, Store

app = typer.Typer(
    name="retinue",
    help="Turn news into a sourced record of what governments do with firms.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


ExportFormat = StrEnum("ExportFormat", {name.upper(): name for name in EXPORTERS})  # type: ignore[misc]

Database = Annotated[
    str | None, typer.Option("--db", metavar="FILE", help="Database file or SQLAlchemy URL (setting `database`).", show_default=False)
]
Shape = Annotated[Format, typer.Option("--format", "-f", help="How to print the list.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many rows at most.")]
Day = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", show_default=False)]


def _settings(database: str | None = None, **flags: Any) -> Settings:
    return Settings.load(database=database, **flags)


def _reading(database: str | None) -> Store:
    return Store.open(_settings(database).database, readonly=True)


def _date(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


@app.command("run")
def run_(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for a list of paths on standard input.")],
    database: Database = None,
    model: Annotated[str | None, typer.Option(help="spaCy pipeline: a package or a folder (setting `model`).", show_default=False)] = None,
    knowledge: Annotated[
        list[str] | None, typer.Option(help="Folder of YAML laid over the bundled knowledge; may be repeated.", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read documents.")] = 1,
    seconds: Annotated[float, typer.Option(min=1, help="Most seconds spent on one document.")] = 60.0,
    again: Annotated[bool, typer.Option("--again", help="Read unchanged documents too.")] = False,
) -> None:
    """Read documents into the record: .txt, .html, .htm, .jsonl, .jsonl.gz, folders.

    Unchanged documents are skipped, changed ones make a new version. On a terminal a progress bar is shown;
    otherwise one JSON object is printed at the end. Exit code 1 when a document could not be read: see `problems`.
    """
    settings = _settings(database, model=model, knowledge=tuple(knowledge) if knowledge else None)
    with Store.open(settings.database) as store:
        with reporting(paths) as step:
            report = run(paths, settings, store, build_reader, RunOptions(seconds, workers, again, step))
        bring_together(store, settings)
        views.show_run(report, store.counts())
    if report.interrupted:
        raise typer.Exit(Exit.INTERRUPTED)
    raise typer.Exit(Exit.SOME_FAILED if report.failed else Exit.OK)


@app.command()
def events(
    database: Database = None,
    type_: Annotated[EventType | None, typer.Option("--type", "-t", help="Type of event.", show_default=False)] = None,
    actor: Annotated[str | None, typer.Option(help="Part of an actor's name, or a knowledge id.", show_default=False)] = None,
    firm: Annotated[str | None, typer.Option(help="Part of the name of a firm on either side, or its id.", show_default=False)] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's name.", show_default=False)] = None,
    since: Day = None,
    until: Day = None,
    status: Annotated[Status | None, typer.Option(help="How real the event is.", show_default=False)] = None,
    signal: Annotated[Signal | None, typer.Option(help="What it tells the firm or sector.", show_default=False)] = None,
    listed: Annotated[bool | None, typer.Option("--listed/--not-listed", help="A party stood on a restriction list that day.", show_default=False)] = None,
    limit: Limit = 50,
    shape: Shape = Format.TABLE,
) -> None:
    """List events, earliest first, each told by one or more reports."""
    wanted = EventFilter(type_, actor, firm, place, _date(since), _date(until), status, signal, listed)
    with _reading(database) as store:
        found = store.happenings(wanted, Page(limit))
        views.show_events(found, store.count_happenings(wanted), shape)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="EVENT|DOC", help="An event's key or a document's id.")],
    database: Database = None,
    dropped: Annotated[bool, typer.Option("--dropped", help="For a document: the blocks left out, and why.")] = False,
) -> None:
    """Show one event (who, what, evidence, reports, why joined) or one document (what was read in it)."""
    with _reading(database) as store:
        happening = store.happening(name)
        record = None if happening else store.record(name)
        if happening:
            views.show_event(happening, {r.doc: store.record(r.doc) for r in happening.reports})
        elif record:
            views.show_dropped(record) if dropped else views.show_document(record)
        else:
            _nothing(f"no event and no document is called {name!r}; `retinue events` and `retinue search` list them")


@app.command()
def statements(
    database: Database = None,
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.", show_default=False)] = None,
    about: Annotated[str | None, typer.Option(help="Part of the name of who it is about.", show_default=False)] = None,
    doc: Annotated[str | None, typer.Option(help="One document.", show_default=False)] = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 50,
    shape: Shape = Format.TABLE,
) -> None:
    """List what was said and by whom, the latest published first."""
    with _reading(database) as store:
        found = store.statements(StatementFilter(speaker, about, doc, _date(since), _date(until)), Page(limit))
        views.show_statements(found, shape)


@app.command()
def firm(name: Annotated[str, typer.Argument(help="A firm's or body's name.")], database: Database = None) -> None:
    """Show what the record holds on one firm or body: lists, events, statements."""
    _history(name, database)


@app.command()
def person(name: Annotated[str, typer.Argument(help="A person's name.")], database: Database = None) -> None:
    """Show what the record holds on one person: offices, events, statements."""
    _history(name, database)


def _history(name: str, database: str | None) -> None:
    with _reading(database) as store:
        found = store.history(name)
        if found is None:
            near = ", ".join(n.name for n in store.names(name, Page(5)))
            _nothing(f"nobody is called {name!r} in the record" + (f"; did you mean {near}?" if near else ""))
        else:
            views.show_history(found, load(_settings(database).knowledge))


@app.command()
def search(
    words: Annotated[str, typer.Argument(help='Words and "quoted phrases"; all must occur.')], database: Database = None, limit: Limit = 20
) -> None:
    """Search the documents' titles and texts."""
    with _reading(database) as store:
        views.show_hits(store.search(words, Page(limit)))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into; made if need be.")],
    database: Database = None,
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="Which files to write.")] = ExportFormat.JSONL,  # type: ignore[attr-defined]
) -> None:
    """Write the record as files: `jsonl` is the documented contract, `csv` tables for spreadsheets."""
    with _reading(database) as store:
        for path in EXPORTERS[form.value](store, folder):
            typer.echo(path)


@app.command()
def problems(database: Database = None, limit: Limit = 50, shape: Shape = Format.TABLE) -> None:
    """List documents that could not be read, and why."""
    with _reading(database) as store:
        views.show_problems(store.problems(Page(limit)), shape)


@app.command()
def status(database: Database = None, shape: Annotated[Format, typer.Option("--format", "-f")] = Format.TABLE) -> None:
    """Show how much the record holds."""
    with _reading(database) as store:
        views.show_counts(store.counts(), shape)


@app.command()
def doctor(database: Database = None) -> None:
    """Check that everything Retinue needs is here: Python, model, knowledge, database."""
    sound = views.show_checks(examine(_settings(database)))
    raise typer.Exit(Exit.OK if sound else Exit.USAGE)


@app.command("explain")
def explain_(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a short text.")],
    day: Annotated[dt.datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Day of publication.", show_default=False)] = None,
) -> None:
    """Explain how a sentence is read: names, times, triggers, roles, and why each was kept or dropped."""
    views.show_reading(read_sentence(sentence, _date(day), _settings()))


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Annotated articles: NAME.json beside NAME.txt or NAME.html.")],
    errors: Annotated[int, typer.Option("--errors", "-e", min=0, help="Show the first N events missed, spurious or with wrong slots.")] = 0,
    kind: Annotated[str | None, typer.Option("--type", "-t", help="Only errors of this event type.", show_default=False)] = None,
    shape: Shape = Format.TABLE,
) -> None:
    """Score the record against your own annotated articles, field by field, with an error browser."""
    scores = appraise(folder, _settings())
    views.show_scores(scores, shape)
    if errors:
        views.show_differences(scores, errors, kind)


@app.command()
def demo(folder: Annotated[Path, typer.Option(help="Where to put the database and the exports.")] = Path("demo")) -> None:
    """Read the bundled sample and show what was found."""
    play(folder, _settings(str(folder / "retinue.db")))


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False) -> None:
    if version:
        typer.echo(f"retinue {__version__}")
        raise typer.Exit


def _nothing(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(Exit.NOT_FOUND)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit. Errors a user can mend are one line on standard error, never a traceback."""
    sys.exit(_guarded(lambda: app(arguments, standalone_mode=False)))


def _guarded(call: Callable[[], Any]) -> int:
    try:
        return int(call() or 0)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OK
    except RetinueError as error:
        typer.echo(f"retinue: {error}", err=True)
        return Exit.STORE if isinstance(error, StoreError) else Exit.USAGE


__all__ = ["app", "main"]
