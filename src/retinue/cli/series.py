"""A series read from the record, and written as a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from retinue.cli.options import missing
from retinue.errors import UsageError
from retinue.knowledge import Knowledge, load
from retinue.series import (
    Kind,
    Options,
    Series,
    Side,
    Subject,
    Weigher,
    build,
    find_subject,
    happenings_of,
    load_weights,
    near_names,
    signal_chart,
    with_units,
)
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["find_or_leave", "read_series", "write_series"]

Choices = tuple[Kind | None, Side | None, bool]  # what the name means, the side looked at, units taken in


def read_series(
    name: str, settings: Settings, options: Options, choices: Choices, weights: Path | None = None
) -> Series:
    """The series of who is meant by `name`; leaves with a hint when nobody is."""
    kind, side, units = choices
    if options.since and options.until and options.since > options.until:
        raise UsageError(f"--since {options.since} lies after --until {options.until}")
    knowledge = load(settings.layers)
    weigher = Weigher(knowledge, load_weights(weights))
    with Store.open(settings.database, readonly=True) as store:
        subject = find_or_leave(name, knowledge, store, (kind,) if kind else tuple(Kind))
        subject = with_units(subject, knowledge) if units else subject
        found, seen = happenings_of(subject, knowledge, store, side)
    return build(subject.name, subject.kind, found, weigher, replace(options, side=seen), _notes(subject, units))


def find_or_leave(name: str, knowledge: Knowledge, store: Store, kinds: Sequence[Kind]) -> Subject:
    """Who is meant by a name, of one of these kinds; leaves with a hint when nobody is."""
    found = find_subject(name, knowledge, store, kinds)
    if found is None:
        offered = near_names(name, knowledge, store)
        hint = f"; did you mean {', '.join(offered)}?" if offered else ""
        called = [kind.value for kind in kinds]
        missing(f"no {', '.join(called[:-1])}{' or ' if called[1:] else ''}{called[-1]} is called {name!r}{hint}")
    return found


def _notes(subject: Subject, units: bool) -> tuple[str, ...]:
    notes = []
    if subject.kind is Kind.SECTOR:
        notes.append(f"sector: {len(subject.ids)} firms of the knowledge; an event on several of them counts once")
    if units:
        told = f"{len(subject.units)} units" if subject.units else "no units are known"
        notes.append(f"{told}; each counts while it belonged to the subject, or at all times where no day is known")
    return tuple(notes)


def write_series(series: Series, path: Path) -> Path:
    """Write the chart, its table or the whole series, by the file's ending. Raises UsageError."""
    if (make := WRITERS.get(path.suffix.lower())) is None:
        raise UsageError(f"{path}: the name must end in {', '.join(WRITERS)}")
    path.write_bytes(make(series))
    return path


WRITERS: Mapping[str, Callable[[Series], bytes]] = {
    ".svg": lambda series: signal_chart(series).svg().encode(),
    ".png": lambda series: signal_chart(series).png(),
    ".csv": lambda series: signal_chart(series).csv().encode(),
    ".json": lambda series: (json.dumps(asdict(series), ensure_ascii=False, default=str) + "\n").encode(),
}
