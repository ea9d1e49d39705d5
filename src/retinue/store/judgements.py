"""What people decided, as rows that are added and never changed; and where the reports they speak of stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, tuple_

from retinue.errors import UsageError
from retinue.model import CORRECTABLE, EntityType, EventType, Judgement, JudgementKind, Party, Passage, Scope, Span
from retinue.store import schema as s
from retinue.store.queries import CURRENT

__all__ = [
    "all_of", "homes", "last_id", "passages_in", "passages_of", "passages_telling", "put", "requested",
    "touching", "undone",
]  # fmt: skip

BATCH = 400  # documents or reports asked for at once


def put(connection: Connection, judgement: Judgement, now: dt.datetime) -> int:
    """Add one judgement; its number. Raises UsageError for one that says nothing, or undoes what it can't."""
    _check(judgement)
    if judgement.request and (before := requested(connection, judgement.by, judgement.request)):
        return before[0]
    if judgement.kind is JudgementKind.UNDO:
        _check_undo(connection, judgement.undoes)
    number = last_id(connection) + 1  # one writes at a time; a number given by the database may leave gaps
    row = {
        "id": number, "kind": str(judgement.kind), "scope": str(judgement.scope), "field": judgement.field,
        "value": [one if isinstance(one, str) else asdict(one) for one in judgement.value],
        "by": judgement.by, "at": now, "reason": judgement.reason, "key": judgement.key, "undoes": judgement.undoes,
        "request": judgement.request,
    }  # fmt: skip
    connection.execute(insert(s.judgements).values(row))
    sides = (("reports", judgement.reports), ("others", judgement.others))
    if rows := [
        _passage_row(one) | {"side": side, "ordinal": n} for side, all_ in sides for n, one in enumerate(all_)
    ]:
        connection.execute(insert(s.judged), [one | {"judgement": number} for one in rows])
    return number


def requested(connection: Connection, by: str, request: str) -> tuple[int, str] | None:
    """(number, request) of the judgement that somebody sent under the name with which `request` begins."""
    c, name = s.judgements.c, request.partition(" ")[0] + " "
    wanted = select(c.id, c.request).where(c.by == by, func.substr(c.request, 1, len(name)) == name)
    found = connection.execute(wanted).first()
    return (found.id, found.request) if found else None


def _passage_row(passage: Passage) -> dict[str, Any]:
    plain = {name: getattr(passage, name) for name in ("doc", "anchor", "event", "evidence")}
    return plain | {"type": str(passage.type), "span_start": passage.span.start, "span_end": passage.span.end}


def _check(judgement: Judgement) -> None:
    kind, reports, others = judgement.kind, set(judgement.reports), set(judgement.others)
    faults = {
        "nobody signs it": not judgement.by.strip(),
        "it names no report": kind not in (JudgementKind.RESOLVE, JudgementKind.UNDO) and not reports,
        "there are fewer than two reports to bring together": kind is JudgementKind.MERGE and len(reports) < 2,
        "there is no other report to part them from": kind is JudgementKind.SPLIT and not others,
        "a report can't be parted from itself": bool(reports & others),
        f"there is no field {judgement.field!r} to correct": (
            kind is JudgementKind.CORRECT and judgement.field not in CORRECTABLE
        ),
        "it is about one report, but names several": judgement.scope is Scope.REPORT and len(reports) != 1,
    }
    if wrong := next((fault for fault, so in faults.items() if so), None):
        raise UsageError(f"this {kind} can't be kept: {wrong}")


def _check_undo(connection: Connection, target: int | None) -> None:
    c = s.judgements.c
    rows = connection.execute(select(c.id, c.undoes).order_by(c.id)).all()
    if target is None or target not in {row.id for row in rows}:
        raise UsageError(f"there is no judgement {target}; `retinue judgements` lists them")
    if by := undone([(row.id, row.undoes) for row in rows]).get(target):
        raise UsageError(f"judgement {target} is undone already, by {by}; undo {by} to bring it back")


def undone(judgements: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """Of (number, number it undoes): which are undone, and by which. An undo that is itself undone undoes nothing."""
    by: dict[int, int] = {}
    for number, target in sorted(judgements, reverse=True):  # what undoes a row comes after it
        if target is not None and number not in by:
            by.setdefault(target, number)
    return by


# ----------------------------------------------------------------------------------------------- read
def all_of(connection: Connection, doc: str | None = None) -> tuple[Judgement, ...]:
    """Every judgement, or those that speak of `doc`, oldest first."""
    wanted = select(s.judgements).order_by(s.judgements.c.id)
    if doc is not None:
        wanted = wanted.where(s.judgements.c.id.in_(select(s.judged.c.judgement).where(s.judged.c.doc == doc)))
    rows = connection.execute(wanted).all()
    told = select(s.judged).order_by(s.judged.c.judgement, s.judged.c.ordinal)
    if doc is not None:
        told = told.where(s.judged.c.judgement.in_([row.id for row in rows]))
    passages: dict[tuple[int, str], list[Passage]] = {}
    for row in connection.execute(told):
        passages.setdefault((row.judgement, row.side), []).append(_passage(row))
    return tuple(_judgement(row, passages) for row in rows)


def _judgement(row: Row[Any], passages: Mapping[tuple[int, str], list[Passage]]) -> Judgement:
    reports, others = (tuple(passages.get((row.id, side), ())) for side in ("reports", "others"))
    return Judgement(
        JudgementKind(row.kind), row.by, reports, others, Scope(row.scope), row.field,
        tuple(one if isinstance(one, str) else Party(**one | {"type": EntityType(one["type"])}) for one in row.value),
        row.reason, row.key, row.undoes, row.id, row.at, row.request,
    )  # fmt: skip


def _passage(row: Any) -> Passage:
    span = Span(row.span_start, row.span_end)
    return Passage(row.doc, row.anchor, row.event, EventType(row.type), span, row.evidence)


def touching(connection: Connection, docs: Collection[str]) -> dict[tuple[str, str], set[int]]:
    """The numbers of the judgements that speak of each report (doc, event id) of these documents, undos with them."""
    c, j = s.judged.c, s.judgements.c
    ordered = sorted(set(docs))
    found: dict[tuple[str, str], set[int]] = {}
    for start in range(0, len(ordered), BATCH):
        wanted = select(c.doc, c.event, c.judgement).where(c.doc.in_(ordered[start : start + BATCH]))
        for row in connection.execute(wanted):
            found.setdefault((row.doc, row.event), set()).add(row.judgement)
    undos = connection.execute(select(j.id, j.undoes).where(j.undoes.is_not(None)).order_by(j.id)) if found else ()
    for number, target in undos:  # an undo comes after what it undoes
        for numbers in found.values():
            if target in numbers:
                numbers.add(number)
    return found


def last_id(connection: Connection) -> int:
    """The number of the latest judgement, 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(s.judgements.c.id), 0))).scalar_one())


def passages_in(connection: Connection, docs: Collection[str]) -> tuple[Passage, ...]:
    """The passages of these documents' current versions that tell events now, in order."""
    e, d = s.events.c, s.documents.c
    wanted = (
        select(d.doc, e.anchor, e.id.label("event"), e.type, e.span_start, e.span_end, e.evidence)
        .join(s.documents, d.id == e.document)
        .where(CURRENT)
        .order_by(d.doc, e.ordinal)
    )
    ordered = sorted(docs)
    batches = (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
    found = (connection.execute(wanted.where(d.doc.in_(batch))).all() for batch in batches)
    return tuple(_passage(row) for rows in found for row in rows)


def passages_of(connection: Connection, reports: Collection[tuple[str, str]]) -> tuple[Passage, ...]:
    """The passages of the reports (doc, event id), in the order given; those that are not there now are left out."""
    found = {(one.doc, one.event): one for one in passages_in(connection, {doc for doc, _ in reports})}
    return tuple(found[report] for report in reports if report in found)


def passages_telling(connection: Connection, key: str) -> tuple[Passage, ...]:
    """The passages that are the reports of a fused event, in their order, found by what they are told by."""
    r, e, d = s.reports.c, s.events.c, s.documents.c
    wanted = (
        select(d.doc, e.anchor, e.id.label("event"), e.type, e.span_start, e.span_end, e.evidence)
        .join(s.documents, d.id == e.document)
        .join(s.reports, (r.doc == d.doc) & (r.anchor == e.anchor))
        .where(CURRENT, r.key == key)
        .order_by(r.ordinal)
    )
    return tuple(map(_passage, connection.execute(wanted)))


def homes(connection: Connection, refs: Collection[tuple[str, str]]) -> dict[str, tuple[str, int]]:
    """ "doc/event" → (key of the fused event that counts it among its reports, how many reports that has)."""
    r = s.reports.c
    ordered = sorted(refs)
    found: dict[str, tuple[str, int]] = {}
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        rows = connection.execute(select(r.doc, r.event, r.key).where(tuple_(r.doc, r.event).in_(batch))).all()
        keys = {row.key for row in rows}
        counted = select(r.key, func.count().label("number")).where(r.key.in_(keys)).group_by(r.key)
        sizes = {row.key: row.number for row in connection.execute(counted)}
        found |= {f"{row.doc}/{row.event}": (row.key, sizes[row.key]) for row in rows}
    return found
