"""The queue for review, all judgements, and what has just been decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from urllib.parse import urlencode

from retinue.judge import Kept, kept
from retinue.model import Happening, JudgementKind, Party
from retinue.store import Store
from retinue.store.find import Wanted
from retinue.store.judgements import touching
from retinue.store.query import Query, Sort
from retinue.store.stakes import Stakes, contradicted, weight
from retinue.web import words
from retinue.web.links import event_url
from retinue.web.look import Look
from retinue.web.paging import Pager, pager
from retinue.web.views.rows import EventRow, event_row

__all__ = [
    "DoneView", "JudgementsView", "QueueRow", "ReviewView", "done_of", "done_view",
    "judgements_view", "review_view", "seen_of", "seen_of_all",
]  # fmt: skip

ROWS = 25
UNSURE = 0.7


# -------------------------------------------------------------------------------------------- queue
@dataclass(frozen=True, slots=True)
class QueueRow:
    """An event that waits for a decision, how much one would change, why, and its state as it is shown."""

    event: EventRow
    weight: float
    why: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One page of the queue, and how many wait in all. `here` is its own address."""

    rows: tuple[QueueRow, ...]
    total: int
    first: int
    here: str
    previous: str | None
    next: str | None


def review_view(look: Look, query: Query, cursor: str | None = None) -> ReviewView:
    """Undecided events of `query`, those first whose decision would change most (`store.stakes`)."""
    asked = replace(query, decided=query.decided or ("undecided",), sort=Sort.REVIEW)
    found = look.finder.events(asked, Wanted(ROWS, cursor))
    happenings = look.happenings(found.keys)
    rows = tuple(starmap(_queued, zip(happenings, seen_of_all(look.store, happenings), strict=True)))

    def to(place: str | None) -> str:
        pairs = [(name, value) for name, value in query.pairs() if name != "sort"]
        pairs += [("cursor", place)] if place else []
        return f"/review?{urlencode(pairs)}" if pairs else "/review"

    previous = None if found.previous is None else to(found.previous)
    following = to(found.next) if found.next else None
    return ReviewView(rows, found.total, found.first + 1, to(cursor), previous, following)


def seen_of(store: Store, happening: Happening) -> str:
    """What stands for an event as somebody saw it: another when anything of it is, or when somebody decided on it,
    be its reports joined anew by that or not yet."""
    return seen_of_all(store, [happening])[0]


def seen_of_all(store: Store, happenings: Sequence[Happening]) -> tuple[str, ...]:
    """The same for several."""
    with store.reading() as connection:
        decided = touching(connection, {report.doc for h in happenings for report in h.reports})
    return tuple(_seen(h, sorted(set().union(*_decided(h, decided)))) for h in happenings)


def _decided(h: Happening, decided: Mapping[tuple[str, str], set[int]]) -> Iterator[set[int]]:
    return (decided.get((report.doc, report.event), set()) for report in h.reports)


def _seen(happening: Happening, decided: Sequence[int]) -> str:
    told = f"{happening!r} {decided}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=8).hexdigest()


def _queued(h: Happening, seen: str) -> QueueRow:
    event = event_row(h)
    listed = len({restriction.entity for restriction in h.restrictions})
    stakes = Stakes(h.confidence, len(h.reports), listed, contradicted(clash.field for clash in h.discrepancies))
    why = [f"{words.percent(event.confidence)} sure"] if event.confidence < UNSURE else []
    why += [words.count(event.reports, "report")] if event.reports > 1 else []
    why += [words.count(listed, "listed party", "listed parties")] if listed else []
    why += [f"contradicted on {', '.join(map(words.label, event.discrepancies))}"] if event.discrepancies else []
    return QueueRow(event, round(weight(stakes), 2), tuple(why), seen)


# --------------------------------------------------------------------------------------- judgements
@dataclass(frozen=True, slots=True)
class DoneView:
    """A judgement in words: what was done to which events, by whom, when and why, and what has become of it.

    `undo` is False where there is nothing more to take back; `waits` True while reports have yet to be joined anew.
    """

    number: int
    what: str
    events: tuple[tuple[str, str], ...]  # key, address
    by: str
    at: str
    reason: str
    state: str
    why: str
    undo: bool
    waits: bool = False


@dataclass(frozen=True, slots=True)
class JudgementsView:
    """One page of what people decided, the latest first."""

    rows: tuple[DoneView, ...]
    total: int
    pages: Pager


SAID = {
    JudgementKind.MERGE: "brought together", JudgementKind.ACCEPT: "accepted",
    JudgementKind.REJECT: "rejected",
}  # fmt: skip


def judgements_view(look: Look, page: int = 1) -> JudgementsView:
    """All judgements, a page at a time."""
    found = kept(look.store)[::-1]
    shown = found[(page - 1) * ROWS : page * ROWS]
    return JudgementsView(
        tuple(map(done_of, shown)), len(found), pager("/judgements", {}, page, more=len(found) > page * ROWS)
    )


def done_view(look: Look, number: int | None) -> DoneView | None:
    """One judgement as it stands now; None when there is none of this number."""
    found = kept(look.store) if number else ()
    waits = bool(number) and look.store.needs_fusing()
    return next((replace(done_of(one), waits=waits) for one in found if one.judgement.id == number), None)


def done_of(one: Kept) -> DoneView:
    """A judgement in words."""
    j = one.judgement
    return DoneView(
        j.id, _what(one), tuple((key, event_url(key)) for key in one.keys), j.by,
        f"{j.at:%Y-%m-%d %H:%M}" if j.at else "", j.reason, str(one.outcome.state), one.outcome.why,
        one.outcome.state != "undone",
    )  # fmt: skip


def _what(one: Kept) -> str:
    j = one.judgement
    values = _told(value.name if isinstance(value, Party) else value for value in j.value)
    single = f" the report {j.reports[0].ref}" if j.scope == "report" and j.reports else ""
    if j.kind is JudgementKind.CORRECT:
        return f"corrected {j.field}{' of' + single if single else ''} to {values or 'unknown'}"
    if j.kind is JudgementKind.RESOLVE:
        return f"said who {j.value[0]} is: {j.value[1]}"
    if j.kind is JudgementKind.UNDO:
        return f"took judgement {j.undoes} back"
    if j.kind is JudgementKind.SPLIT:
        return f"parted {_told(passage.ref for passage in j.reports)} from the others"
    return f"{SAID[j.kind]}{single}"


def _told(values: Iterable[str]) -> str:
    return ", ".join(values)
