"""`retinue show`: one event or one document."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.finding import by_part
from retinue.cli.options import Database, Form, One, settings_for
from retinue.cli.views.document import show_document, show_dropped
from retinue.cli.views.event import say_event, show_event
from retinue.cli.views.judgements import show_judgements
from retinue.errors import UsageError
from retinue.export.jsonl import document_line
from retinue.judge import bearing_on, kept
from retinue.model import Happening, Record
from retinue.store import Store


def show(
    name: Annotated[
        str,
        typer.Argument(metavar="EVENT|DOC", help="An event's key or a document's id, or enough of it to be unique."),
    ],
    database: Database = None,
    dropped: Annotated[bool, typer.Option("--dropped", help="Of a document: the blocks left out, and why.")] = False,
    form: One = Form.TEXT,
) -> None:
    """Show one event or one document with the words it rests on.

    Of an event: who, what, when, where; each report with the words of its evidence marked and the reason for every
    field; why reports were joined, with score; contradictions; restriction lists on that day. Of a document: its
    head, who is named, events, statements, and what people judged of its reports. An event's key may be cut
    to its beginning or its last six characters.

    \b
    retinue show bdc4de
    retinue show article-17 --dropped
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        happening = store.happening(name)
        record = None if happening else store.record(name)
        if happening is None and record is None:
            happening, record = by_part(store, name)
        if record:
            _document(store, record, dropped, form)
        elif happening and dropped:
            raise UsageError("--dropped is for documents; an event has no page")
        elif happening:
            _event(store, happening, form)


def _event(store: Store, happening: Happening, form: Form) -> None:
    records = {report.doc: store.record(report.doc) for report in happening.reports}
    links = store.links([f"{report.doc}/{report.event}" for report in happening.reports])
    (say_event if form is Form.JSON else show_event)(happening, records, links)


def _document(store: Store, record: Record, dropped: bool, form: Form) -> None:
    if dropped:
        show_dropped(record, "json" if form is Form.JSON else "table")
    elif form is Form.JSON:
        typer.echo(document_line(record, store.keys()), nl=False)
    else:
        show_document(record, store.versions(record.article.doc))
        if store.judgements(record.article.doc):
            show_judgements(bearing_on(store, record.article.doc, kept(store)), "table", "Judgements")
