"""`retinue show`: one event or one document."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, Form, One, missing, settings_for
from retinue.cli.views.document import show_document, show_dropped
from retinue.cli.views.event import say_event, show_event
from retinue.cli.views.judgements import show_judgements
from retinue.errors import UsageError
from retinue.export.jsonl import document_line
from retinue.judge import bearing_on, kept
from retinue.model import Happening, Record
from retinue.store import Page, Store

CANDIDATES = 8  # named when a short form fits several


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
            happening, record = _by_part(store, name)
        if record:
            _document(store, record, dropped, form)
        elif happening and dropped:
            raise UsageError("--dropped is for documents; an event has no page")
        elif happening:
            _event(store, happening, form)


def _by_part(store: Store, part: str) -> tuple[Happening | None, Record | None]:
    """The one event or document whose name fits. Leaves when there is none or more than one."""
    keys, docs = store.called(part, Page(CANDIDATES)) if part else ((), ())
    found = [*keys, *docs]
    if not found:
        missing(f"no event and no document is called {part!r}; `retinue events` and `retinue search` list them")
    if len(found) > 1:
        missing(f"{part!r} fits several: {', '.join(found[:CANDIDATES])}{', …' if len(found) >= CANDIDATES else ''}")
    return (store.happening(keys[0]), None) if keys else (None, store.record(docs[0]))


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
