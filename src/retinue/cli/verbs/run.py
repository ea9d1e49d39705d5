"""`retinue run`: documents in, record out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.exits import Exit
from retinue.cli.options import Database, again, settings_for
from retinue.cli.progress import reporting
from retinue.cli.views.state import show_run
from retinue.errors import SettingsError, UsageError
from retinue.judge import bring_into_line
from retinue.judge.fusing import bring_together
from retinue.run import RunOptions, RunReport
from retinue.run import run as read_all
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

MISSING = "--engine ray needs Ray and PyArrow: pip install 'retinue[ray]', the same on all machines of the cluster"


class Engine(StrEnum):
    """Who reads: processes of this machine, or the workers of a Ray cluster."""

    LOCAL = "local"
    RAY = "ray"


def run(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, or - for a list of paths on standard input."),
    ],
    database: Database = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="spaCy pipeline: a package or a folder (setting `model`).", show_default=False
        ),
    ] = None,
    knowledge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DIR", help="Folder of YAML laid over the bundled knowledge; may be repeated.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=0, metavar="N", help="Processes that read documents; 0: this one, unguarded.")
    ] = 1,
    seconds: Annotated[float, typer.Option(min=1, metavar="N", help="Most seconds spent on one document.")] = 60.0,
    gate: Annotated[
        str | None,
        typer.Option(
            metavar="acts|skip|off", help="Documents on other matters (setting `gate`).", show_default=False
        ),
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            metavar="en,zh", help="Read only texts in these languages (setting `languages`).", show_default=False
        ),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="Who reads: processes here, or a Ray cluster.")] = Engine.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT", help="With --engine ray: the cluster; without it, one here.", show_default=False
        ),
    ] = None,
    shards: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="With --engine ray: where finished parts are kept, seen by all machines. [default: DATABASE.shards]",
            show_default=False,
        ),
    ] = None,
    reread: Annotated[bool, typer.Option("--again", help="Read unchanged documents too.")] = False,
) -> None:
    """Read documents into the record.

    Takes .txt, .html, .htm, .jsonl, .warc and .wet files (the last three gzipped too), and folders of them. Unchanged
    documents are skipped, changed ones make a new version; then reports of one event are joined. On a terminal a
    progress bar is shown; elsewhere one JSON object is printed at the end. Ctrl-C stops after the document at hand,
    before events are joined; the same command goes on from there. The exit code is 1 when a document could not be
    read: see `retinue problems`.

    \b
    retinue run articles/
    retinue run crawl.warc.gz --gate skip --db china.db --workers 2
    retinue run /news/2024-05 --engine ray --address auto --shards /news/shards
    find crawl -name '*.html' | retinue run -
    """
    _check(paths)
    if engine is not Engine.RAY and (address or shards):
        raise UsageError("--address and --shards go with --engine ray")
    layers = tuple(knowledge) if knowledge else None
    settings = settings_for(database, model=model, gate=gate, knowledge=layers, languages=languages)
    with Store.open(settings.database) as store:
        bring_into_line(store, settings)
        with reporting(paths) as step:
            options = RunOptions(seconds, workers, reread, step)
            if engine is Engine.RAY:
                report = _on_ray(paths, settings, store, options, (address, shards))
            else:
                report = read_all(paths, settings, store, build_reader, options)
        if not report.interrupted:  # keys made from half of the reports would stay
            bring_together(store, settings)
        show_run(report, store.counts())
    raise typer.Exit(_ending(report, database))


def _on_ray(
    paths: list[str], settings: Settings, store: Store, options: RunOptions, where: tuple[str | None, Path | None]
) -> RunReport:
    try:
        from retinue.run.cluster import Cluster, run_on_cluster  # noqa: PLC0415  an optional part, and heavy
    except ImportError as error:
        raise SettingsError(MISSING) from error
    address, folder = where
    named = "retinue" if "://" in settings.database else settings.database
    cluster = Cluster(folder or Path(f"{named}.shards"), address)
    return run_on_cluster(paths, settings, store, build_reader, options, cluster)


def _check(paths: list[str]) -> None:
    """Refuse a path with nothing there before anything is done."""
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise UsageError(f"there is no file or folder at {path}; nothing was read")


def _ending(report: RunReport, database: str | None) -> Exit:
    if report.interrupted:
        way = "run the same command again to go on from here"
        typer.echo(f"retinue: interrupted before events were joined; {way}", err=True)
        return Exit.INTERRUPTED
    if report.failed:
        typer.echo(f"retinue: {report.failed} could not be read: see `{again('problems', database)}`", err=True)
        return Exit.SOME_FAILED
    if not report.read and not report.skipped:
        typer.echo("retinue: found no .txt, .html, .htm, .jsonl or .warc file there", err=True)
    return Exit.OK
