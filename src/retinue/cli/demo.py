"""The bundled sample, read and shown: what `make demo` runs."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from rich.console import Console

from retinue.cli import views
from retinue.cli.fusing import bring_together
from retinue.cli.progress import reporting
from retinue.export import EXPORTERS
from retinue.model import Happening
from retinue.run import RunOptions, run
from retinue.run.reader import build_reader
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["play", "sample_folder"]


def sample_folder() -> Path:
    """Where the bundled sample lies: articles in the shapes that crawls have."""
    return Path(str(resources.files("retinue") / "data" / "sample"))


def play(folder: Path, settings: Settings) -> None:
    """Read the sample into `folder`, print the events, explain one, write the exports and say where."""
    console = Console()
    folder.mkdir(parents=True, exist_ok=True)
    with Store.open(settings.database) as store:
        paths = [str(sample_folder())]
        with reporting(paths) as step:
            report = run(paths, settings, store, build_reader, RunOptions(progress=step))
        bring_together(store, settings)
        views.show_run(report, store.counts(), plain=True)
        happenings = store.happenings()
        views.show_events(happenings, len(happenings), "table")
        told = _most_told(happenings)
        if told is not None:
            console.print("\nOne of them, with its evidence:\n")
            views.show_event(told, {r.doc: store.record(r.doc) for r in told.reports})
        files = [path for form, write in EXPORTERS.items() for path in write(store, folder / "export" / form)]
    console.print("\nThe record lies in", str(folder / "retinue.db"), "and as files in:", highlight=False)
    for path in files:
        console.print("  ", str(path), highlight=False)
    console.print(f"\nGo on with: retinue show EVENT --db {settings.database}; retinue firm Hikvision --db {settings.database}", highlight=False)


def _most_told(happenings: tuple[Happening, ...]) -> Happening | None:
    """The event with most independent origins, contradictions and reports: the best to show what is kept."""
    return max(happenings, key=lambda h: (h.independent_origins, len(h.discrepancies), len(h.reports)), default=None)
