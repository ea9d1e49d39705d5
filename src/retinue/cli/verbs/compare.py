"""`retinue compare`: the reports of an event side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from retinue.cli.finding import the_event
from retinue.cli.options import Database, Form, One, missing, settings_for
from retinue.cli.verbs.sources import write_text
from retinue.cli.views.compare import comparison_page, say_comparison, show_comparison
from retinue.fuse.compare import FIELDS
from retinue.fuse.compare import compare as side_by_side
from retinue.store import Store

Compared = StrEnum("Compared", {name: name for name in FIELDS})  # type: ignore[misc]


def compare(
    name: Annotated[str, typer.Argument(metavar="EVENT", help="An event's key, or enough of it to be unique.")],
    field: Annotated[
        Compared | None, typer.Option("--field", help="Only this field; words are the sentences.", show_default=False)
    ] = None,
    database: Database = None,
    form: One = Form.TEXT,
    json_: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page that stands by itself.", show_default=False),
    ] = None,
) -> None:
    """Lay the reports of an event side by side, differing words marked.

    One column for each report, the earliest first; copies say of which document, and how much of their words. Rows
    hold what each report gives for every field, then the sentences that tell the event, like beside like. Marked (in
    [brackets] away from a terminal) are values that not all share, and words that no other report has.

    \b
    retinue compare bdc4de
    retinue compare bdc4de --field start
    retinue compare bdc4de --html reports.html
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        happening = the_event(store, name)
        docs = [report.doc for report in happening.reports]
        records = {doc: store.record(doc) for doc in docs}
        found = side_by_side(happening, records, store.copies(docs), field.value if field else None)
    if field and not found.rows:
        missing(f"no report of {happening.key} gives the field {field.value}")
    if html:
        write_text(html, comparison_page(found))
    elif json_ or form is Form.JSON:
        say_comparison(found)
    else:
        show_comparison(found)
