"""Imported listings laid beside the bundled ones, so that events know who stood on a list that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from retinue.knowledge import Knowledge, Listing, RestrictionList, Source, unknown_key
from retinue.lists.known import known_list
from retinue.lists.register import Register
from retinue.lists.types import Listed
from retinue.names import meant

__all__ = ["open_register", "with_lists"]

_NAMES_OF_A_PERSON = 2  # that must agree: one name is borne by many


@contextmanager
def open_register(path: str) -> Iterator[Register | None]:
    """The register, or None where no list was ever imported."""
    if not Path(path).exists():
        yield None
        return
    with Register(Path(path)) as register:
        yield register


def with_lists(knowledge: Knowledge, register: Register) -> Knowledge:
    """Knowledge with the imported listings of those it knows, and of firms it doesn't under `unknown_key`.

    A listing that the knowledge has already, with its dates, stays as it is.
    """
    listings = {id_: list(rows) for id_, rows in knowledge.listings_by_entity.items()}
    lists = dict(knowledge.lists)
    names: dict[str, list[str]] = {}
    for name, number in register.names():
        names.setdefault(number, []).append(name)
    for number, listed in register.listings().items():
        lists.setdefault(listed.list, _restriction_list(listed))
        for key in _keys(knowledge, names[number], listed):
            if not any(_overlap(row, listed) for row in listings.get(key, ())):
                listings.setdefault(key, []).append(_listing(key, listed))
    found = {key: tuple(sorted(rows, key=lambda row: str(row.since or ""))) for key, rows in listings.items()}
    return replace(knowledge, listings_by_entity=found, lists=lists)


def _keys(knowledge: Knowledge, names: list[str], listed: Listed) -> list[str]:
    """Ids of those meant: a firm by any name, a person by two; a firm nobody knows by its names."""
    counted = Counter(id_ for name in dict.fromkeys(names) for id_ in dict.fromkeys(meant(knowledge, name)))
    people = [id_ for id_, times in counted.items() if id_ in knowledge.people and times >= _NAMES_OF_A_PERSON]
    firms = [id_ for id_ in counted if id_ in knowledge.organisations]
    if listed.kind == "person":
        return people if len(people) == 1 else []
    if firms:
        return firms if len(firms) == 1 else []
    return list(dict.fromkeys(map(unknown_key, names))) if listed.kind in ("organisation", "") else []


def _overlap(row: Listing, listed: Listed) -> bool:
    """True when both tell of one time on one list."""
    ends_before = row.until is not None and row.until < (listed.since or listed.seen)
    begins_after = row.since is not None and listed.until is not None and listed.until < row.since
    return row.list == listed.list and not ends_before and not begins_after


def _listing(key: str, listed: Listed) -> Listing:
    source = Source(f"imported list file of {listed.seen}", listed.seen)
    return Listing(key, listed.list, listed.since or listed.seen, listed.until, listed.citation or None, source)


def _restriction_list(listed: Listed) -> RestrictionList:
    known = known_list(listed.list)
    return RestrictionList(listed.list, known.name, (), None, None, Source("imported list file", listed.seen))
