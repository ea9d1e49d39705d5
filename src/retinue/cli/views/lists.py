"""Lists: events, statements, problems, documents found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from retinue.cli.views.console import console, say_json, when
from retinue.cli.views.table import Column, print_csv, print_rows, print_table
from retinue.export.jsonl import event_line
from retinue.export.rows import EVENT_COLUMNS, event_row
from retinue.model import Happening, Party, PassedOver
from retinue.store import Hit, Problem, Said

__all__ = [
    "events_table",
    "handles",
    "show_events",
    "show_hits",
    "show_passed_over",
    "show_problems",
    "show_statements",
]

EVENTS = (
    Column("date"), Column("type"), Column("who"), Column("whom"), Column("where", 1), Column("status", 2),
    Column("signal", 5), Column("reports", 3), Column("listed", 4), Column("decided", 3), Column("key"),
)  # fmt: skip
STATEMENTS = (
    Column("date"), Column("speaker"), Column("office", 2), Column("kind", 5), Column("cue", 4),
    Column("content", least=40), Column("about", 1), Column("doc", 3),
)  # fmt: skip
PASSED = (Column("doc"), Column("source", 1), Column("score"), Column("reason", least=30))
PROBLEMS = (
    Column("doc", 1), Column("source"), Column("stage", 3), Column("reason"), Column("message", least=30),
    Column("seen", 2),
)  # fmt: skip
HITS = (Column("doc"), Column("date", 1), Column("title", least=20), Column("excerpt", least=30))
FEW = 3  # parties named in a table
SHORT = 16  # characters of a list's name that fit a table
DIGEST = 6  # the least characters of the digest that ends an event's key


def show_events(happenings: Sequence[Happening], total: int, form: str) -> None:
    """Events as a table with a closing line, as the rows of events.csv, or as those of events.jsonl."""
    if form == "json":
        say_json([json.loads(event_line(happening)) for happening in happenings])
    elif form == "csv":
        rows = (event_row(happening) for happening in happenings)
        print_csv(EVENT_COLUMNS, ([row[name] for name in EVENT_COLUMNS] for row in rows))
    else:
        lacking = events_table(happenings)
        note = f"; no room for {', '.join(lacking)}" if lacking else ""
        console().print(Text(f"{len(happenings)} of {total} events{note}" if total else "no such events"))


def events_table(happenings: Sequence[Happening]) -> tuple[str, ...]:
    """The table of events; the names of the columns there was no room for."""
    short = handles([h.key for h in happenings])
    return print_table(
        EVENTS,
        [
            (
                when(h.start, h.end, h.precision), h.type.value.replace("_", " "),
                _names(h.actors), _names(h.recipients),
                list(h.places[:1]), h.status.value, h.signal.value, f"{len(h.reports)} ({h.independent_origins})",
                _lists(h), h.decided.value if h.decided else "", short[h.key],
            )
            for h in happenings
        ],
    )  # fmt: skip


def handles(keys: Sequence[str]) -> dict[str, str]:
    """For each key the short form that `retinue show` takes too: the digest it ends in, where that is unique."""
    tails = Counter(key.rpartition("-")[2] for key in keys)
    ends = {key: key.rpartition("-")[2] for key in keys}
    return {key: end if len(end) >= DIGEST and tails[end] == 1 else key for key, end in ends.items()}


def _names(parties: Sequence[Party]) -> str:
    """The first few, and how many more."""
    more = f" +{len(parties) - FEW}" if len(parties) > FEW else ""
    return "; ".join(party.name for party in parties[:FEW]) + more


def _lists(happening: Happening) -> str:
    """The one restriction list its parties stand on, or how many there are."""
    found = sorted({row.list for row in happening.restrictions})
    if len(found) == 1 and len(found[0]) <= SHORT:
        return found[0]
    return f"{len(found)} list{'s' * (len(found) > 1)}" if found else ""


def show_statements(found: Sequence[Said], form: str) -> None:
    """What was said and by whom."""
    rows = ((s.published, s.speaker, s.office, s.kind, s.cue, s.content, list(s.about), s.doc) for s in found)
    print_rows(STATEMENTS, rows, form, "no such statements")


def show_problems(found: Sequence[Problem], form: str) -> None:
    """Documents that could not be read."""
    failures = ((p.failure, f"{p.seen_at:%Y-%m-%d %H:%M}") for p in found)
    print_rows(
        PROBLEMS, ((f.doc, f.source, f.stage, f.reason, f.message, seen) for f, seen in failures), form, "no problems"
    )


def show_passed_over(found: Sequence[PassedOver], form: str) -> None:
    """Documents on other matters that were left unread."""
    rows = ((p.doc, p.source, f"{p.score:.1f}", p.reason) for p in found)
    print_rows(PASSED, rows, form, "no document was passed over")


def show_hits(hits: Sequence[Hit], form: str) -> None:
    """Documents found by their words, which stand in [brackets]."""
    rows = ((h.doc, h.published, h.title, " ".join((h.excerpt or "").split())) for h in hits)
    print_rows(HITS, rows, form, "no document holds all of these words")
