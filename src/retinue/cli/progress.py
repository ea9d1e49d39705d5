"""A progress bar on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from retinue.ingest import count_items
from retinue.run import Outcome, Step

__all__ = ["reporting"]


@contextmanager
def reporting(paths: Sequence[str]) -> Iterator[Callable[[Step], None] | None]:
    """Give `run` something to call after each document; None when nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:>6.1f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=count_items(paths), rate=0.0)
        failed = 0

        def step(done: Step) -> None:
            nonlocal failed
            failed += done.outcome is Outcome.FAILED
            words = "reading" + (f" ({failed} failed)" if failed else "")
            bar.update(task, advance=1, description=words, rate=bar.tasks[0].speed or 0.0)

        yield step
