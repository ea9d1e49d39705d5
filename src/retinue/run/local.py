"""A run on this machine: what is new is read and stored; fusing comes after, by the caller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from retinue.ingest import read_paths
from retinue.model import Failure, RawItem
from retinue.run.pool import Build, Work, read_all
from retinue.run.taking import RunOptions, RunReport, Taker
from retinue.run.version import code_version
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["run"]


def run(
    paths: Sequence[str | Path], settings: Settings, store: Store, build: Build, options: RunOptions | None = None
) -> RunReport:
    """Read all documents under `paths` that are new or changed and store each as it is done.

    A document that can't be read becomes a problem in the store and the run goes on. Ctrl-C (or a request to
    terminate) finishes the document at hand, then returns a report that says so; a second Ctrl-C raises
    KeyboardInterrupt at once. `build` makes the reader (`retinue.run.reader.build_reader`). Raises StoreError,
    and what `build` raises.
    """
    options = options or RunOptions()
    taker = Taker(store, options.code or code_version(settings), options)
    work = Work(build, settings, options.seconds, options.workers)
    items = _fresh(read_paths(paths, settings, owner=store.owner, aside=taker.aside), taker)
    with taker.until_interrupted(), closing(read_all(items, work)) as results:
        for _, outcome in results:
            taker.keep(outcome)
            if taker.stopped:
                break
    return taker.end(paths)


def _fresh(items: Iterator[RawItem | Failure], taker: Taker) -> Iterator[RawItem]:
    """The documents to read; on the way, failures are stored and unchanged documents counted."""
    for item in items:
        if taker.stopped:
            return
        if isinstance(item, Failure):
            taker.fail(item)
        elif not taker.known(item.doc, item.source, item.sha256):
            yield item
