"""What the terminal shows: tables, one event, one document. Nothing here decides anything."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from retinue.cli.doctor import Check
from retinue.cli.say import Reading
from retinue.evaluate import Scores
from retinue.knowledge import Knowledge
from retinue.model import Event, Happening, Party, Record, Span
from retinue.run import RunReport
from retinue.store import Counts, History, Hit, Problem, Said

__all__ = [
    "show_checks",
    "show_counts",
    "show_differences",
    "show_document",
    "show_dropped",
    "show_event",
    "show_events",
    "show_history",
    "show_hits",
    "show_problems",
    "show_reading",
    "show_run",
    "show_scores",
    "show_statements",
]

_SIGNAL_STYLE = {"support": "green", "control": "yellow", "restrict": "red", "neutral": ""}
_WIDE = 180  # columns where there is no terminal to ask


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)


def _rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], shape: str, title: str | None = None) -> None:
    """Print rows as a table, as CSV or as a JSON array, to standard output."""
    if shape == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, default=str))
    elif shape == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
    else:
        _print_table(columns, rows, title)


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None) -> None:
    table = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for name in columns:
        table.add_column(name, no_wrap=name in ("date", "key", "type"), overflow="fold")
    for row in rows:
        signal = next((str(v) for v in row if str(v) in _SIGNAL_STYLE), "")
        table.add_row(*(Text(_cell(value)) for value in row), style=_SIGNAL_STYLE.get(signal, ""))
    _console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def when(start: Any, end: Any, precision: str) -> str:
    """A span of days as a reader wants it: one day, a span, a month, a year, or “unknown”."""
    if start is None:
        return "unknown"
    if precision == "year":
        return f"{start:%Y}"
    if precision == "month":
        return f"{start:%Y-%m}"
    if end is None:
        return f"{start} –"
    return str(start) if start == end else f"{start} – {end}"


def _names(parties: Iterable[Party]) -> list[str]:
    return [party.name for party in parties]


# ----------------------------------------------------------------------------------------------- lists
def show_events(happenings: Sequence[Happening], total: int, shape: str) -> None:
    """The table of events, with a line that says how many there are in all."""
    columns = ("date", "type", "who", "whom", "where", "status", "signal", "reports", "origins", "listed", "key")
    rows = (
        (
            when(h.start, h.end, h.precision),
            h.type.value,
            _names(h.actors),
            _names(h.recipients),
            list(h.places[:1]),
            h.status.value,
            h.signal.value,
            len(h.reports),
            h.independent_origins,
            sorted({r.list for r in h.restrictions}),
            h.key,
        )
        for h in happenings
    )
    _rows(columns, rows, shape)
    if shape == "table":
        _console().print(f"{len(happenings)} of {total} events")


def show_statements(found: Sequence[Said], shape: str) -> None:
    """What was said and by whom."""
    columns = ("date", "speaker", "office", "kind", "cue", "content", "about", "doc")
    _rows(columns, ((s.published, s.speaker, s.office, s.kind, s.cue, s.content, list(s.about), s.doc) for s in found), shape)


def show_problems(found: Sequence[Problem], shape: str) -> None:
    """Documents that could not be read."""
    columns = ("doc", "source", "stage", "reason", "message", "seen")
    rows = (
        (p.failure.doc, p.failure.source, p.failure.stage, p.failure.reason, p.failure.message, f"{p.seen_at:%Y-%m-%d %H:%M}")
        for p in found
    )
    _rows(columns, rows, shape)


def show_hits(hits: Sequence[Hit]) -> None:
    """Documents found by their words."""
    _rows(("doc", "date", "title", "excerpt"), ((h.doc, h.published, h.title, h.excerpt) for h in hits), "table")


def show_counts(counts: Counts, shape: str) -> None:
    """How much the record holds."""
    _rows(("what", "number"), asdict(counts).items(), shape)


def show_checks(checks: Iterable[Check]) -> bool:
    """Print each check; True when all are sound."""
    sound = True
    for check in checks:
        sound = sound and check.sound
        mark = "[green]ok  [/]" if check.sound else "[red]FAIL[/]"
        _console().print(mark, f"{check.name:10}", Text(check.found))
    return sound


def show_run(report: RunReport, counts: Counts, plain: bool = False) -> None:
    """What a run did: a sentence on a terminal, one JSON object elsewhere."""
    if plain or sys.stdout.isatty():
        rate = report.read / report.seconds if report.seconds else 0.0
        _console().print(
            f"read {report.read}, unchanged {report.skipped}, failed {report.failed} in {report.seconds:.1f} s ({rate:.1f}/s); "
            f"the record holds {counts.documents} documents, {counts.happenings} events"
        )
        for failure in report.failures[:5]:
            _console().print("  ", Text(f"{failure.source}: {failure.message}"))
        return
    failures = [{"source": f.source, "reason": f.reason, "message": f.message} for f in report.failures]
    numbers = {"read": report.read, "skipped": report.skipped, "failed": report.failed, "interrupted": report.interrupted}
    held = {"documents": counts.documents, "events": counts.happenings}
    print(json.dumps({**numbers, "seconds": round(report.seconds, 3), **held, "failures": failures}, ensure_ascii=False))


# ------------------------------------------------------------------------------------------- one event
def show_event(happening: Happening, records: Mapping[str, Record | None]) -> None:
    """One event: the consolidated record, then each report with its words highlighted, then contradictions."""
    console = _console()
    console.print(Panel(Group(*_facts(happening)), title=happening.key, title_align="left"))
    for report in happening.reports:
        record = records.get(report.doc)
        event = next((e for e in record.events if e.id == report.event), None) if record else None
        if record and event:
            console.print(Panel(Group(*_telling(record, event)), title=_byline(report), title_align="left", border_style="dim"))
    for clash in happening.discrepancies:
        console.print(Text("contradiction  ", style="bold red").append(f"{clash.field}: ", style="bold"), Text(clash.reason or ""))
        for doc, value in clash.values.items():
            console.print("  ", Text(f"{doc}: {value}"))


def _facts(h: Happening) -> Iterable[Text]:
    rows = [
        ("what", f"{h.type.value} ({h.status.value}), signal {h.signal.value}"),
        ("who", _cell([_with_office(p) for p in h.actors]) or "not named"),
        ("whom", _cell([_with_office(p) for p in h.recipients]) or "not named"),
        ("when", when(h.start, h.end, h.precision)),
        ("where", _cell(h.places) or "not told"),
        ("sources", f"{len(h.reports)} reports, {h.independent_origins} independent origins; confidence {h.confidence:.2f}"),
        *(("listed", f"{r.entity} on {r.list}{' since ' + r.since if r.since else ''} ({r.source})") for r in h.restrictions),
        *(("why", reason) for reason in h.reasons),
    ]
    return [Text(f"{label:8}", style="bold").append(value, style="") for label, value in rows]


def _with_office(party: Party) -> str:
    return f"{party.name} ({party.office})" if party.office else party.name


def _byline(report: Any) -> str:
    parts = [report.doc, report.publisher or "publisher unknown", str(report.published or "undated")]
    parts += [f"credits {report.origin}"] if report.origin else []
    parts += [f"copy of {report.copy_of}"] if report.copy_of else []
    return " · ".join(parts)


def _telling(record: Record, event: Event) -> Iterable[Text]:
    yield _marked(record.article.text, event.span, [f.span for f in event.fields if f.span])
    for field in event.fields:
        yield Text(f"  {field.name:10} ", style="dim").append(field.value).append(f"  “{field.wording}” {field.reason}", style="dim")
    for reason in event.reasons:
        yield Text(f"  {reason}", style="dim")


def _marked(text: str, sentence: Span, marks: Sequence[Span]) -> Text:
    """The sentence of the evidence with the words each field came from in bold."""
    shown = Text(text[sentence.start : sentence.end].replace("\n", " "))
    for mark in marks:
        if sentence.overlaps(mark):
            shown.stylize("bold underline", max(0, mark.start - sentence.start), mark.end - sentence.start)
    return shown


# ---------------------------------------------------------------------------------------- one document
def show_document(record: Record) -> None:
    """One document: its head, entities, events, statements and stated listings."""
    console, article = _console(), record.article
    date = f"{article.published.date or 'unknown'} ({article.published.witness or 'no witness'}, {article.published.reliability.value})"
    head = {"title": article.title, "published": date, "publisher": article.publisher, "first in": article.syndicated_from, "origins": _cell(record.origins)}
    console.print(Panel(Group(*(Text(f"{k:10}", style="bold").append(str(v or "—")) for k, v in head.items())), title=article.doc, title_align="left"))
    names = {e.id: e.name for e in record.entities}
    _rows(
        ("id", "type", "name", "office", "country", "known", "mentions"),
        ((e.id, e.type.value, e.name, e.office, e.country, e.known or "unresolved", list(e.mentions)) for e in record.entities),
        "table",
        "Entities",
    )
    _rows(
        ("id", "type", "who", "whom", "date", "status", "signal", "evidence"),
        (
            (e.id, e.type.value, [names[i] for i in e.actors], [names[i] for i in e.recipients], when(e.start, e.end, e.precision), e.status.value, e.signal.value, e.evidence)
            for e in record.events
        ),
        "table",
        "Events",
    )  # fmt: skip
    _rows(("speaker", "kind", "cue", "content"), ((names[s.speaker], s.kind, s.cue, s.content) for s in record.statements), "table", "Statements")
    if record.listed:
        _rows(("entity", "list", "since"), ((names[row.entity], row.list, row.since) for row in record.listed), "table", "Stated to be listed")


def show_dropped(record: Record) -> None:
    """The blocks of the page that were left out, in order, each with its reason."""
    _rows(("line", "reason", "text"), ((d.line, d.reason, d.text) for d in record.article.dropped), "table")


# -------------------------------------------------------------------------------------- one name, one sentence
def show_history(history: History, knowledge: Knowledge) -> None:
    """All that the record, and the lists, hold on one name."""
    console = _console()
    console.print(Text(history.name, style="bold").append(f"  {history.type.value}  {history.known or 'unresolved'}", style="dim"))
    console.print("also called:", Text(", ".join(history.names)))
    for office, first, last, documents in history.offices:
        console.print("office:", Text(f"{office} (told {first or '?'} to {last or '?'}, {documents} documents)"))
    for listing in knowledge.listings_by_entity.get(history.known or "", ()):
        until = f" until {listing.until}" if listing.until else ""
        console.print("on list:", Text(f"{knowledge.lists[listing.list].name} since {listing.since or '?'}{until} ({listing.citation or listing.source.source})"))
    for list_name, since, doc in history.listed:
        console.print("said to be on:", Text(f"{list_name}{' since ' + since if since else ''} ({doc})"))
    show_events(history.events, len(history.events), "table")
    show_statements(history.statements, "table")


def show_reading(reading: Reading) -> None:
    """How a sentence was read."""
    annotation = reading.annotation
    mentions = (
        (m.text, m.kind.value, [annotation.referents[r].name or "?" for r in m.referents], [annotation.referents[r].type.value for r in m.referents], [annotation.referents[r].reason for r in m.referents])
        for m in annotation.mentions
    )  # fmt: skip
    _rows(("mention", "kind", "stands for", "type", "why"), mentions, "table", "Mentions")
    times = ((t.text, t.type, t.value, when(t.start, t.end, t.precision), t.reason) for t in annotation.times)
    _rows(("time", "type", "value", "days", "why"), times, "table", "Times")
    triggers = ((x.frame, x.words, list(x.actors), list(x.recipients), list(x.places), x.verdict) for x in reading.triggers)
    _rows(("frame", "trigger", "actor", "recipient", "place", "verdict"), triggers, "table", "Triggers")
    quotes = ((q.kind, q.cue.of(annotation.article.text) if q.cue else "", q.content.of(annotation.article.text)) for q in annotation.quotes)
    _rows(("kind", "cue", "said"), quotes, "table", "Reported speech")


# --------------------------------------------------------------------------------------------- evaluation
def show_scores(scores: Scores, shape: str) -> None:
    """Every measure: its value, precision, recall and the counts behind it."""
    rows = (
        (name, f"{m.value:.3f}", f"{m.precision:.3f}", f"{m.recall:.3f}", f"{m.right:g}", f"{m.given:g}", f"{m.wanted:g}")
        for name, m in scores.measures.items()
    )
    _rows(("measure", "value", "precision", "recall", "right", "given", "gold"), rows, shape)


def show_differences(scores: Scores, most: int, kind: str | None) -> None:
    """Events on which record and gold differ: the sentence, what was read, what was expected."""
    console, shown = _console(), 0
    for one in scores.differences:
        row = one.expected or one.read or {}
        if shown == most or (kind and row.get("type") != kind):
            continue
        shown += 1
        console.print(Text(f"{one.doc}  {one.kind} {' '.join(one.slots)}", style="bold"))
        for label, event in (("expected", one.expected), ("read", one.read)):
            if event:
                slots = (event["type"], event["actors"], event["recipients"], event["start"], event["end"], event["status"])
                console.print(Text(f"  {label:9} " + " ".join(map(str, slots))))
                console.print(Text(f"            “{' '.join(str(event.get('evidence') or '').split())}”", style="dim"))
