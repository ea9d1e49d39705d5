"""`retinue sources`: who took the news of an event from whom."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.finding import the_event
from retinue.cli.options import Database, settings_for
from retinue.cli.views.sources import dot, graphml, say_sources, show_sources
from retinue.errors import UsageError
from retinue.fuse.sources import graph
from retinue.knowledge import load
from retinue.store import Store


class GraphForm(StrEnum):
    """How the graph is given."""

    TEXT = "text"
    JSON = "json"
    GRAPHML = "graphml"
    DOT = "dot"


def sources(
    name: Annotated[str, typer.Argument(metavar="EVENT", help="An event's key, or enough of it to be unique.")],
    database: Database = None,
    form: Annotated[GraphForm, typer.Option("--format", "-f", help="How to give it.")] = GraphForm.TEXT,
    json_: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write graphml or dot to a file.", show_default=False),
    ] = None,
) -> None:
    """Show where the news of an event comes from, and who took it from whom.

    Each root is one independent origin: an official body, state media, a news agency, an outlet that did its own
    reporting. Below it stand the reports that go back to it, each with how it took the news and the words for it.

    \b
    retinue sources bdc4de
    retinue sources bdc4de --format dot -o sources.dot
    """
    settings = settings_for(database)
    form = GraphForm.JSON if json_ else form
    if output and form not in (GraphForm.GRAPHML, GraphForm.DOT):
        raise UsageError("--output goes with --format graphml or dot")
    with Store.open(settings.database, readonly=True) as store:
        happening = the_event(store, name)
        docs = [report.doc for report in happening.reports]
        records = {doc: store.record(doc) for doc in docs}
        found = graph(happening, records, store.copies(docs), load(settings.layers))
    if form in (GraphForm.TEXT, GraphForm.JSON):
        (say_sources if form is GraphForm.JSON else show_sources)(found)
        return
    text = graphml(found) if form is GraphForm.GRAPHML else dot(found)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_text(output, text)


def write_text(path: Path, text: str) -> None:
    """Write a file. Raises UsageError when that can't be done."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
