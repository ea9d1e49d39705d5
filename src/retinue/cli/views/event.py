"""One event: the record, then each report with its words marked, why they were joined, where they clash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from retinue.cli.views.console import cell, console, labelled, say_json, when
from retinue.cli.views.judgements import decision_line, settlement
from retinue.cli.views.table import GAP
from retinue.export.jsonl import event_line
from retinue.fuse.settled import settled
from retinue.model import JUDGED_BY, Confidence, Event, Field, Happening, Judged, Link, Party, Record, Report, Span

__all__ = ["say_event", "show_event"]

NEAR_MISSES = 3  # shown
Records = Mapping[str, Record | None]


def show_event(happening: Happening, records: Records, links: Sequence[Link]) -> None:
    """Print one event for a person to read."""
    out = console()
    out.print(Panel(labelled(_facts(happening)), title=happening.key, title_align="left"))
    for report in happening.reports:
        if told := _told(report, records):
            out.print(Panel(_telling(*told), title=_byline(report), title_align="left", border_style="dim"))
    if len(happening.reports) > 1:  # a single report's fields stand beside its words
        out.print(Panel(_fields(happening), title="what the reports say of each field", title_align="left"))
    for line in (*_joins(happening, links), *_kin(happening), *_clashes(happening)):
        out.print(line)


def say_event(happening: Happening, records: Records, links: Sequence[Link]) -> None:
    """Print the same as one JSON object: the row of events.jsonl, the tellings with their fields, the links."""
    tellings = [
        {"doc": report.doc, "reason": report.reason, "copy_of": report.copy_of, **asdict(event)}
        for report in happening.reports
        for _, event in [_told(report, records) or (None, None)]
        if event
    ]
    say_json({"event": json.loads(event_line(happening)), "tellings": tellings, "links": [asdict(k) for k in links]})


def _told(report: Report, records: Records) -> tuple[Record, Event] | None:
    record = records.get(report.doc)
    event = next((one for one in record.events if one.id == report.event), None) if record else None
    return (record, event) if record and event else None


def _facts(h: Happening) -> list[tuple[str, str]]:
    count = f"{len(h.reports)} report{'s' * (len(h.reports) != 1)}"
    sources = f"{count}, {h.independent_origins} independent origin{'s' * (h.independent_origins != 1)}"
    return [
        ("what", f"{h.type.value} ({h.status.value}), signal {h.signal.value}"),
        ("who", cell([_with_office(p) for p in h.actors]) or "not named"),
        ("whom", cell([_with_office(p) for p in h.recipients]) or "not named"),
        ("when", when(h.start, h.end, h.precision)),
        ("where", cell(h.places) or "not told"),
        ("sources", f"{sources}; confidence {_sure(h)}"),
        *(
            ("listed", f"{r.entity}: {r.list}{' since ' + r.since if r.since else ''} ({r.source})")
            for r in h.restrictions
        ),
        *(("why", reason) for reason in h.reasons),
        *(("decided", decision_line(one)) for one in h.decisions),
    ]


def _sure(h: Happening) -> str:
    """A person's acceptance or rejection stands for the confidence; what the reports alone give is told beside it."""
    verdicts = [one for one in h.decisions if one.holds and not one.report and str(one.kind) in ("accept", "reject")]
    if not verdicts:
        return f"{h.confidence:.2f}"
    return f"decided by {verdicts[-1].by}: {h.decided} ({h.confidence:.2f} by the reports alone)"


def _with_office(party: Party) -> str:
    return f"{party.name} ({party.office})" if party.office else party.name


def _byline(report: Report) -> Text:
    parts = [report.doc, report.publisher or "publisher unknown", str(report.published or "undated")]
    parts += [f"credits {report.origin}"] if report.origin else []
    parts += [f"copy of {report.copy_of}"] if report.copy_of else []
    return Text(" · ".join(parts))


def _telling(record: Record, event: Event) -> Group:
    """The evidence with the words each field came from marked, then the fields one by one."""
    evidence = _marked(record.article.text, event.span, [f.span for f in event.fields if f.span])
    grid = Table.grid(padding=(0, GAP, 0, 0))
    judged: dict[Judged | None, Confidence] = {one.field: one for one in event.confidences}
    for field in event.fields:
        words = "" if field.wording == event.evidence else f"“{_flat(field.wording)}” "
        about = judged.pop(JUDGED_BY.get(field.name), None)  # told at the first of several recipients only
        told_why = [words + _pertinent(field), *(about.reasons if about else ())]
        because = Text("; ".join(told_why), style="dim")
        sure = "" if field.confidence is None else f"{field.confidence:.2f}"
        grid.add_row(Text(field.name, style="dim"), Text(field.value), Text(sure), because)
    for one in judged.values():
        why = Text("; ".join(one.reasons), style="dim")
        grid.add_row(Text(one.field, style="dim"), "", Text(f"{one.value:.2f}"), why)
    told = "; ".join(_pertinent(field) for field in event.fields)
    others = [Text(reason, style="dim") for reason in event.reasons if reason not in told]
    return Group(evidence, Text(), grid, *others)


def _pertinent(field: Field) -> str:
    """Of several reasons the one that names this field; else all."""
    named = [reason for reason in field.reason.split("; ") if reason.startswith(f"{field.name}: ")]
    return named[0] if named else field.reason


def _flat(text: str) -> str:
    return " ".join(text.split())


def _marked(text: str, sentence: Span, marks: Iterable[Span]) -> Text:
    """The evidence; the words marked are bold on a terminal and stand in [brackets] elsewhere."""
    inside = [
        mark for mark in sorted(set(marks)) if sentence.covers(mark) and mark.start < mark.end and mark != sentence
    ]
    plain = not console().is_terminal
    shown, at = Text(), sentence.start
    for mark in inside:
        if mark.start >= at:
            shown.append(text[at : mark.start])
            words = mark.of(text)
            shown.append(f"[{words}]" if plain else words, style="bold underline")
            at = mark.end
    shown.append(text[at : sentence.end].rstrip())
    return shown


def _fields(happening: Happening) -> Table:
    """Each field's value, how sure it is, the rule that chose it, and the reports for and against it."""
    grid = Table.grid(padding=(0, GAP, 0, 0))
    for row in happening.fields:
        against = f"; against: {', '.join(row.opposing)}" if row.opposing else ""
        sides = f"{row.reason}: {', '.join(row.supporting)}{against}"
        grid.add_row(
            Text(row.field, style="dim"), Text(row.value), Text(f"{row.confidence:.2f}"), Text(sides, style="dim")
        )
    return grid


def _kin(happening: Happening) -> Iterable[Text]:
    for link in happening.related:
        words = f"{link.other} ({link.score:.2f}): {link.reason}"
        yield Text(f"{link.kind.replace('_', ' ')}  ", style="bold").append(Text(words, style="not bold"))


def _joins(happening: Happening, links: Sequence[Link]) -> Iterable[Text]:
    """For each report the comparison that speaks most for it, then the nearest misses; JSON has them all."""
    ours = {f"{report.doc}/{report.event}" for report in happening.reports}
    strongest = sorted(links, key=lambda link: -link.score)
    same = [link for link in strongest if link.judgement == "same" and {link.left, link.right} <= ours]
    apart = [link for link in strongest if link.judgement == "different"]
    best = {next((k for k in same if ref in (k.left, k.right)), None) for ref in ours}
    yield from (_join("joined", link) for link in same if link in best)
    yield from (_join("kept apart", link) for link in apart[:NEAR_MISSES])
    if len(apart) > NEAR_MISSES:
        yield Text(f"… and {len(apart) - NEAR_MISSES} further near misses: see --format json", style="dim")


def _join(label: str, link: Link) -> Text:
    by = "" if link.by == "rule" else f", judged by {link.by}"
    words = f"{link.left} and {link.right}: score {link.score:.2f}{by}: {link.reason}"
    return Text(f"{label}  ", style="bold").append(Text(words, style="not bold"))


def _clashes(happening: Happening) -> Iterable[Text]:
    by = settled(happening)
    for clash in happening.discrepancies:
        style = "bold" if clash.field in by else "bold red"
        yield Text("contradiction  ", style=style).append(
            Text(f"{clash.field}: {clash.reason}", style="not bold default")
        )
        if who := by.get(clash.field):
            yield Text(f"    {settlement(who)}")
        for doc, value in clash.values.items():
            yield Text(f"    {doc}: {value}")
