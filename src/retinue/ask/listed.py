"""Who stood on which list on a day: by the bundled listings and the imported ones, parents and subsidiaries apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retinue.knowledge import Knowledge, Listing, Suspension, bare, fold, owners_on, units_on
from retinue.lists import Listed, Register, known_list
from retinue.names import Kind, match, meant

__all__ = ["ListedAnswer", "Standing", "list_ids", "listed", "of_knowledge", "of_register"]

_KINDS = {"person": Kind.PERSON, "organisation": Kind.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Standing:
    """A time on a list of somebody who is meant; `latest` is True when `since` is only the latest day it began.

    `namesake` is True for a listed person of whom nothing but the name is known to be the same.
    """

    name: str
    list: str
    list_id: str
    authority: str
    since: dt.date | None
    until: dt.date | None
    latest: bool
    programme: str
    citation: str
    why: str
    namesake: bool = False
    suspended: Suspension | None = None

    def covers(self, day: dt.date) -> bool:
        """True when they stood on the list on `day`."""
        return self.since is not None and self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """`standing` on the day, `other` times before or after it, `related` (relation, standing); what was asked among.

    `known` names who is meant by knowledge; `loaded` gives each list and the day as of which it is known.
    """

    name: str
    day: dt.date
    known: tuple[str, ...]
    standing: tuple[Standing, ...]
    other: tuple[Standing, ...]
    related: tuple[tuple[str, Standing], ...]
    loaded: tuple[tuple[str, dt.date], ...]


def listed(
    knowledge: Knowledge, register: Register | None, name: str, day: dt.date, list_: str | None = None
) -> ListedAnswer:
    """Whether the one called `name` stood on a list on `day`; on `list_` (an id or a wording) alone where given."""
    wanted = list_ids(knowledge, list_) if list_ else None
    ids = meant(knowledge, name)
    found = [*of_knowledge(knowledge, ids), *_imported(knowledge, register, name)]
    rows = _once(row for row in found if wanted is None or row.list_id in wanted)
    standing = tuple(row for row in rows if row.covers(day))
    other = tuple(row for row in rows if not row.covers(day))
    related = tuple(_related(knowledge, register, ids, day, wanted))
    known = tuple(_name(knowledge, id_) for id_ in ids)
    return ListedAnswer(name, day, known, standing, other, related, tuple(_loaded(knowledge, register, wanted)))


def list_ids(knowledge: Knowledge, wording: str) -> frozenset[str]:
    """The lists a wording means: an id, a name or wording of the knowledge, or one that is contained in it."""
    folded = fold(wording).removeprefix("the ")
    if wording in knowledge.lists:
        return frozenset({wording})
    if exact := knowledge.list_names.get(folded):
        return frozenset({exact})
    inside = [id_ for name, id_ in knowledge.list_names.items() if f" {name} " in f" {folded} "]
    return frozenset(inside[:1]) or frozenset({wording})


def of_knowledge(knowledge: Knowledge, ids: Iterable[str]) -> Iterator[Standing]:
    """All times on lists that the knowledge has of some."""
    for id_ in ids:
        for row in knowledge.listings_by_entity.get(id_, ()):
            yield _standing(knowledge, row, _name(knowledge, id_))


def _standing(knowledge: Knowledge, row: Listing, name: str) -> Standing:
    known = knowledge.lists.get(row.list)
    authority = knowledge.organisations[known.authority].name if known and known.authority else ""
    citation = row.citation or row.source.source
    title = known.name if known else row.list
    latest = row.since is None and row.seen is not None
    return Standing(
        name, title, row.list, authority, row.since or row.seen, row.until, latest, row.programme or "", citation,
        "known by this name", suspended=row.suspended,
    )  # fmt: skip


def _imported(knowledge: Knowledge, register: Register | None, name: str) -> Iterator[Standing]:
    """Listings of the register whose name means the same."""
    for called, row in register.named(name, knowledge) if register else ():
        found = match(name, called, knowledge, _KINDS.get(row.kind))
        if found.same:
            yield of_register(row, called, found.why)


def of_register(row: Listed, called: str, why: str) -> Standing:
    """An imported time on a list; `called` is the name by which it was found, `why` the reason."""
    known = known_list(row.list)
    authority = row.authority or known.authority
    since, latest = row.since or row.seen, row.since is None
    citation = row.citation or f"list file of {row.seen}"
    return Standing(
        called, known.name, row.list, authority, since, row.until, latest, row.programme, citation, why,
        namesake=row.kind == "person",
    )  # fmt: skip


def _once(rows: Iterable[Standing]) -> list[Standing]:
    """One row for each time on each list: those with dates of their own first."""
    kept: list[Standing] = []
    for row in sorted(rows, key=lambda row: (row.latest, row.since or dt.date.max)):
        if not any(row.list_id == other.list_id and _overlap(row, other) and _alike(row, other) for other in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: (row.since or dt.date.max, row.list))


def _alike(one: Standing, two: Standing) -> bool:
    return one.latest or two.latest or bare(fold(one.name)) == bare(fold(two.name)) or one.since == two.since


def _overlap(one: Standing, two: Standing) -> bool:
    first, second = sorted((one, two), key=lambda row: row.since or dt.date.min)
    return first.until is None or (second.since or dt.date.min) <= first.until


def _related(
    knowledge: Knowledge,
    register: Register | None,
    ids: Iterable[str],
    day: dt.date,
    wanted: frozenset[str] | None,
) -> Iterator[tuple[str, Standing]]:
    """Listings of the owners on the day, up to the top, and of the units on that day, that stand on it."""
    for relation, id_ in _relatives(knowledge, ids, day):
        rows = (*of_knowledge(knowledge, (id_,)), *_imported(knowledge, register, _name(knowledge, id_)))
        for row in _once(row for row in rows if row.covers(day) and (wanted is None or row.list_id in wanted)):
            yield relation, row


def _relatives(knowledge: Knowledge, ids: Iterable[str], day: dt.date) -> Iterator[tuple[str, str]]:
    for id_ in ids:
        yield from (("parent", owned.owner) for owned in owners_on(knowledge, id_, day))
        yield from (("subsidiary", owned.unit) for owned in units_on(knowledge, id_, day))


def _name(knowledge: Knowledge, id_: str) -> str:
    found = knowledge.people.get(id_) or knowledge.organisations[id_]
    return found.name


def _loaded(
    knowledge: Knowledge, register: Register | None, wanted: frozenset[str] | None
) -> Iterator[tuple[str, dt.date]]:
    """Every list with listings, and the day they were last checked or published."""
    days: dict[str, dt.date] = dict(register.as_of()) if register else {}
    for rows in knowledge.listings_by_entity.values():
        for row in rows:
            days[row.list] = max(days.get(row.list, row.source.checked), row.source.checked)
    for id_, day in sorted(days.items()):
        if wanted is None or id_ in wanted:
            known = knowledge.lists.get(id_)
            yield (known.name if known else known_list(id_).name), day
