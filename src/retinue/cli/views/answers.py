"""Answers to questions as sentences, tables and JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.text import Text

from retinue.ask import ListedAnswer, Standing, Who
from retinue.cli.views.console import console, say_json
from retinue.cli.views.table import Column, print_table
from retinue.lists import ImportReport
from retinue.names import Match

__all__ = [
    "say_imports",
    "say_listed",
    "say_match",
    "say_stock",
    "say_who",
    "show_imports",
    "show_listed",
    "show_match",
    "show_stock",
    "show_who",
]


def _say(text: str) -> None:
    console().print(Text(text))


# ------------------------------------------------------------------------------------------------ who
def show_who(found: Who) -> None:
    """The sentence, and the candidates where there are several."""
    if found.holder or found.candidates:
        _say(found.why)
    columns = (Column("name"), Column("office"), Column("since"), Column("until"))
    print_table(columns, [(one.name, one.office, one.since, one.until) for one in found.candidates])


def say_who(found: Who) -> None:
    """As JSON."""
    say_json(asdict(found))


# --------------------------------------------------------------------------------------------- listed
def show_listed(found: ListedAnswer) -> None:
    """One sentence for each list, then other times, then relatives."""
    who = " or ".join(found.known) or found.name
    for row in found.standing:
        _say(f"{_subject(who, row)} stood on the {_told(row)}")
    if not found.standing:
        loaded = "; ".join(f"{name} as of {day}" for name, day in found.loaded)
        _say(f"{who} was not on any list loaded on {found.day}, of these: {loaded or 'none is loaded'}")
    for row in found.other:
        _say(f"At another time {_subject(who, row)} stood on the {_told(row)}")
    for relation, row in found.related:
        _say(f"Its {relation} {row.name} stood on the {_told(row)}")


def _subject(who: str, row: Standing) -> str:
    """Who it was: a listed person of this name need not be the one who is meant."""
    if row.namesake:
        return f"Somebody called {row.name} (many bear one name: compare birth and function)"
    return who if row.name == who else f"{who} (as {row.name}: {row.why})"


def _told(row: Standing) -> str:
    since = f"since {row.since}{' at the latest' if row.latest else ''}" if row.since else "since an unknown day"
    until = f" until {row.until}" if row.until else ""
    by = f" of the {row.authority}" if row.authority else ""
    programme = f", {row.programme}" if row.programme and row.programme not in row.citation else ""
    return f"{row.list}{by} {since}{until} ({row.citation}{programme}){_suspension(row)}"


def _suspension(row: Standing) -> str:
    if not row.suspended:
        return ""
    until = f" until {row.suspended.until}" if row.suspended.until else ""
    return f", its measures suspended since {row.suspended.since}{until}"


def say_listed(found: ListedAnswer) -> None:
    """As JSON."""
    listed = {"listed": bool(found.standing), **asdict(found)}
    listed["related"] = [{"relation": relation, **asdict(row)} for relation, row in found.related]
    listed["loaded"] = [{"list": name, "as_of": day} for name, day in found.loaded]
    say_json(listed)


# ---------------------------------------------------------------------------------------------- match
def show_match(found: Match) -> None:
    """The verdict in a line."""
    _say(f"{'the same' if found.same else 'not the same'} ({found.score:.2f}): {found.why}")


def say_match(found: Match) -> None:
    """As JSON."""
    say_json({"same": found.same, "score": found.score, "why": found.why})


# -------------------------------------------------------------------------------------------- imports
def show_imports(reports: Iterable[ImportReport]) -> None:
    """What each file brought; rows left out go to standard error."""
    for one in reports:
        counts = f"{one.added:,} new, {one.kept:,} unchanged, {one.changed:,} corrected, {one.closed:,} closed"
        _say(f"{one.path} ({one.form}, as of {one.as_of}): {counts}; {', '.join(one.lists) or 'no list'}")
        for problem in one.problems:
            sys.stderr.write(f"{one.path}:{problem.row}: {problem.what}; this row was left out\n")


def say_imports(reports: Iterable[ImportReport]) -> None:
    """As JSON."""
    say_json([asdict(report) for report in reports])


# ---------------------------------------------------------------------------------------------- stock
def show_stock(found: dict[str, Any]) -> None:
    """Counts, and the lists imported."""
    print_table((Column("what"), Column("known")), [(what, f"{count:,}") for what, count in found["known"].items()])
    if fresh := found["checked"]:
        _say(f"\npeople and organisations checked between {fresh['oldest']} and {fresh['newest']}")
    columns = (Column("imported list"), Column("as of"), Column("standing"), Column("closed"))
    rows = [(row["name"], row["as_of"], row["standing"], row["closed"]) for row in found["imported"].values()]
    print_table(columns, rows)


def say_stock(found: dict[str, Any]) -> None:
    """As JSON."""
    say_json(found)
