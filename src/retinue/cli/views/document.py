"""One document: its head, who is in it, what it tells, what was left out."""

from __future__ import annotations

from rich.panel import Panel
from rich.text import Text

from retinue.cli.views.console import cell, console, labelled, when
from retinue.cli.views.table import Column, print_rows, print_table
from retinue.model import Record
from retinue.store import Version

__all__ = ["show_document", "show_dropped"]

ENTITIES = (
    Column("id", 5), Column("type", 2), Column("name"), Column("office", 1), Column("country", 4), Column("known", 3),
    Column("mentions", least=20),
)  # fmt: skip
EVENTS = (
    Column("id", 5), Column("type"), Column("who"), Column("whom"), Column("date", 2), Column("status", 3),
    Column("signal", 4), Column("sure", 4), Column("evidence", least=34),
)  # fmt: skip
STATEMENTS = (Column("speaker"), Column("kind", 1), Column("cue", 2), Column("content", least=40))
LISTED = (Column("entity"), Column("list"), Column("since"))
DROPPED = (Column("line"), Column("reason"), Column("text", least=40))


def show_document(record: Record, versions: tuple[Version, ...]) -> None:
    """The head in a panel, then tables of entities, events, statements and stated listings, where there are any."""
    console().print(Panel(labelled(_head(record, versions)), title=Text(record.article.doc), title_align="left"))
    names = {entity.id: entity.name for entity in record.entities}
    print_table(
        ENTITIES,
        [
            (e.id, e.type.value, e.name, e.office, e.country, e.known or "unresolved", e.mentions)
            for e in record.entities
        ],
        "Entities",
    )
    events = [
        (
            e.id, e.type.value, [names[i] for i in e.actors], [names[i] for i in e.recipients],
            when(e.start, e.end, e.precision), e.status.value, e.signal.value, f"{e.confidence:.2f}",
            " ".join(e.evidence.split()),
        )
        for e in record.events
    ]  # fmt: skip
    print_table(EVENTS, events, "Events")
    print_table(STATEMENTS, [(names[s.speaker], s.kind, s.cue, s.content) for s in record.statements], "Statements")
    print_table(LISTED, [(names[row.entity], row.list, row.since) for row in record.listed], "Stated to be listed")


def _head(record: Record, versions: tuple[Version, ...]) -> list[tuple[str, str]]:
    article, day = record.article, record.article.published
    date = f"{day.date} ({day.reliability.value}; {day.witness}: {day.wording or '—'})" if day.date else "unknown"
    if day.witness == "fetched":
        date = f"unknown (fetched {day.wording})"
    rows = {
        "title": article.title,
        "from": article.source,
        "published": date,
        "publisher": article.publisher,
        "first in": article.syndicated_from,
        "origins": cell(record.origins),
        "language": article.language,
        "length": f"{len(article.text):,} characters; {len(article.dropped)} blocks left out",
        "version": f"{len(versions)} of {len(versions)}" if len(versions) > 1 else "1",
    }
    return [(label, str(value or "—")) for label, value in rows.items()]


def show_dropped(record: Record, form: str) -> None:
    """The blocks of the page that were left out, in order, each with its reason."""
    print_rows(DROPPED, [(d.line, d.reason, d.text) for d in record.article.dropped], form, "nothing left out")
