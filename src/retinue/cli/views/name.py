"""All on one name: what it is called, offices, lists, events, statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.text import Text

from retinue.cli.views.console import console, say_json
from retinue.cli.views.lists import show_events, show_statements
from retinue.export.jsonl import event_line
from retinue.knowledge import Knowledge
from retinue.store import History

__all__ = ["say_history", "show_history"]


def show_history(history: History, knowledge: Knowledge) -> None:
    """Print it for a person to read."""
    out = console()
    known = history.known or "unresolved: nobody in the knowledge bears this name"
    out.print(Text(history.name, style="bold").append(Text(f"  {history.type.value}, {known}", style="not bold dim")))
    for line in _facts(history, knowledge):
        out.print(Text(line))
    if history.events:
        out.print()
        show_events(history.events, len(history.events), "table")
    if history.statements:
        out.print()
        show_statements(history.statements, "table")


def _facts(history: History, knowledge: Knowledge) -> Iterable[str]:
    others = [name for name in history.names if name != history.name and _is_name(name)]
    if others:
        yield f"also called: {', '.join(others)}"
    for title, first, last, documents in history.offices:
        seen = f"{first or '?'} to {last or '?'}" if first != last else str(first or "?")
        yield f"office: {title} (in {documents} document{'s' * (documents != 1)} of {seen})"
    for row in _lists(history, knowledge):
        span = f"since {row['since'] or '?'}" + (f" until {row['until']}" if row["until"] else "")
        yield f"on list: {row['list']} {span} ({row['source']})"
    for name, since, doc in history.listed:
        yield f"said to be on: {name}{' since ' + since if since else ''} ({doc})"


def _is_name(form: str) -> bool:
    """False for forms such as "the company", which are no names."""
    rest = form.removeprefix("The ")
    return not form.startswith("the ") and (rest != rest.lower() or not rest.isascii())


def _lists(history: History, knowledge: Knowledge) -> list[dict[str, str | None]]:
    """The name's times on lists, as the knowledge has them."""
    return [
        {
            "list": knowledge.lists[one.list].name,
            "since": str(one.since) if one.since else None,
            "until": str(one.until) if one.until else None,
            "source": one.citation or one.source.source,
        }
        for one in knowledge.listings_by_entity.get(history.known or "", ())
    ]


def say_history(history: History, knowledge: Knowledge) -> None:
    """Print it as one JSON object; `events` are rows of events.jsonl."""
    offices = [dict(zip(("title", "first", "last", "documents"), row, strict=True)) for row in history.offices]
    stated = [dict(zip(("list", "since", "doc"), row, strict=True)) for row in history.listed]
    say_json(
        {
            "name": history.name, "type": history.type.value, "known": history.known, "names": history.names,
            "offices": offices, "lists": _lists(history, knowledge), "stated_lists": stated,
            "events": [json.loads(event_line(one)) for one in history.events],
            "statements": [asdict(one) for one in history.statements],
        }
    )  # fmt: skip
