"""The bundled sample, read and shown: what `make demo` runs."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import typer

from retinue.cli.progress import reporting
from retinue.cli.serving import serve_until_stopped
from retinue.cli.views.event import show_event
from retinue.cli.views.lists import handles, show_events
from retinue.cli.views.state import show_run
from retinue.export import EXPORTERS, write
from retinue.judge.fusing import bring_together
from retinue.model import Happening
from retinue.run import RunOptions, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["play", "sample_folder"]


def sample_folder() -> Path:
    """Where the bundled sample lies: articles in the shapes that crawls have."""
    return Path(str(resources.files("retinue") / "data" / "sample"))


@dataclass(frozen=True, slots=True)
class Serving:
    """Whether the demo ends with the record served, and on which port."""

    wanted: bool
    port: int

    @classmethod
    def of(cls, asked: bool | None, port: int) -> Serving:
        """As asked; else only where a person sits at a terminal, so that no script is left waiting."""
        attended = sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")
        return cls(attended if asked is None else asked, port)


def play(folder: Path, settings: Settings, serving: Serving) -> None:
    """Read the sample into `folder`, print the events, explain one, write the exports and say where; then serve."""
    folder.mkdir(parents=True, exist_ok=True)
    with Store.open(settings.database) as store:
        _read(store, settings)
        happenings = store.happenings()
        show_events(happenings, len(happenings), "table")
        told = most_told(happenings)
        if told:
            typer.echo("\nOne of them, with its evidence:\n")
            links = store.links([f"{report.doc}/{report.event}" for report in told.reports])
            show_event(told, {report.doc: store.record(report.doc) for report in told.reports}, links)
        forms = [form for form, exporter in EXPORTERS.items() if exporter.ready]
        files = [path for form in forms for path in write(store, form, folder / "export" / form)]
    _say_where(settings.database, files, handles([h.key for h in happenings])[told.key] if told else "EVENT")
    if serving.wanted:
        typer.echo()
        serve_until_stopped(settings, serving.port)


def _read(store: Store, settings: Settings) -> None:
    paths = [str(sample_folder())]
    with reporting(paths) as step:
        report = run(paths, settings, store, build_reader, RunOptions(progress=step))
    bring_together(store, settings)
    show_run(report, store.counts(), people=True)
    typer.echo()


def _say_where(database: str, files: list[Path], key: str) -> None:
    typer.echo(f"\nThe record lies in {database}, and as files in:")
    for path in files:
        typer.echo(f"  {path}")
    typer.echo("\nGo on with:")
    for verb in (
        "serve",
        f"show {key}",
        "firm Hikvision",
        "statements",
        "explain 'Premier Li Qiang visited Hikvision.'",
    ):
        where = "" if verb.startswith("explain") else f" --db {database}"
        typer.echo(f"  retinue {verb}{where}")


def most_told(happenings: tuple[Happening, ...]) -> Happening | None:
    """The event with most independent origins, contradictions and reports: the best to show what is kept."""
    return max(happenings, key=lambda h: (h.independent_origins, len(h.discrepancies), len(h.reports)), default=None)
