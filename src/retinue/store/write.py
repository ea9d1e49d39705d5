"""Records into rows. Each function works inside a transaction that its caller holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, or_, select, update

from retinue.knowledge import unknown_key
from retinue.model import (
    Article,
    Copy,
    Decision,
    Entity,
    Event,
    Failure,
    Happening,
    Link,
    PassedOver,
    Record,
    Statement,
)
from retinue.store import schema as s
from retinue.store.claims import anchors, claims_of
from retinue.store.facts import next_change, reindex_all

__all__ = [
    "FUSED",
    "RULE",
    "add_happenings",
    "copy_row",
    "forget_problems",
    "mark",
    "pass_over",
    "picked",
    "put_copies",
    "put_failure",
    "put_happenings",
    "put_record",
    "put_rule_links",
    "revive",
    "unfuse",
]

Row = dict[str, Any]

DERIVED = (
    s.claims, s.event_places, s.parties, s.statement_about, s.statements, s.listed, s.mentions, s.names,
    s.events, s.entities, s.origins, s.credits_, s.dropped,
)  # fmt: skip
# Made once, for they are said for every document: making them takes longer than what they do.
_NOT_PASSED = delete(s.passed_over).where(s.passed_over.c.doc == bindparam("this"))
_PASSED = insert(s.passed_over)
_NO_PROBLEM = delete(s.problems).where(s.problems.c.doc == bindparam("this"))
_VERSIONS = select(s.documents.c.id, s.documents.c.sha256, s.documents.c.version, s.documents.c.current).where(
    s.documents.c.doc == bindparam("this")
)
_NOT_CURRENT = update(s.documents).where(s.documents.c.doc == bindparam("this")).values(current=False)
_NEW_VERSION = insert(s.documents).returning(s.documents.c.id)
_BELOW = {table: insert(table) for table in DERIVED}
_FUSED_AGAIN = delete(s.unfused).where(s.unfused.c.doc == bindparam("this"))
_UNFUSED = insert(s.unfused)
_MARK = update(s.state).where(s.state.c.name == bindparam("which")).values(value=bindparam("this"))
RULE = "rule"  # the judge of every link that no person made
FUSED = (s.reports, s.restrictions, s.happening_places, s.happening_parties, s.happenings)


def put_record(connection: Connection, record: Record, code: str, now: dt.datetime) -> None:
    """Make this the current version of its document; what an earlier reading of the same content left is replaced."""
    doc = record.article.doc
    versions = connection.execute(_VERSIONS, {"this": doc}).all()
    if any(version.current for version in versions):
        connection.execute(_NOT_CURRENT, {"this": doc})
    row = _document_row(record) | {"current": True, "code": code, "read_at": now, "changed": next_change(connection)}
    held = next((version.id for version in versions if version.sha256 == record.sha256), None)
    if held is None:
        row["version"] = max((version.version for version in versions), default=0) + 1
        held = connection.execute(_NEW_VERSION, row).scalar_one()
    else:
        connection.execute(update(s.documents).where(s.documents.c.id == held).values(row))
        for table in DERIVED:
            connection.execute(delete(table).where(table.c.document == held))
    for table, rows in _derived_rows(record).items():
        if rows:
            connection.execute(_BELOW[table], [row | {"document": held} for row in rows])
    for statement in (_NO_PROBLEM, _NOT_PASSED):
        connection.execute(statement, {"this": doc})
    unfuse(connection, doc)


def revive(connection: Connection, doc: str, sha256: str) -> None:
    """Make an earlier version current again: its content came back, and what was wrong meanwhile is past."""
    this = (s.documents.c.doc == doc) & (s.documents.c.sha256 == sha256)
    current = connection.execute(select(s.documents.c.current).where(this)).scalar_one_or_none()
    if current is None:
        return
    connection.execute(delete(s.problems).where(s.problems.c.doc == doc))
    if not current:
        connection.execute(update(s.documents).where(s.documents.c.doc == doc).values(current=False))
        connection.execute(update(s.documents).where(this).values(current=True, changed=next_change(connection)))
        unfuse(connection, doc)


def mark(connection: Connection, name: str, value: str) -> None:
    """Set one row of `state`."""
    done = connection.execute(_MARK, {"which": name, "this": value})
    if not done.rowcount:
        connection.execute(insert(s.state).values(name=name, value=value))


def pass_over(connection: Connection, passed: PassedOver, code: str, now: dt.datetime) -> None:
    """Keep that a document was left unread, in place of what was kept of it before."""
    connection.execute(_NOT_PASSED, {"this": passed.doc})
    row = picked(passed, "doc", "source", "sha256", "score", "reason")
    connection.execute(_PASSED, row | {"code": code, "seen_at": now})


def put_failure(connection: Connection, failure: Failure, code: str, now: dt.datetime) -> None:
    """Keep what went wrong, in place of what was known to be wrong with it before."""
    place = (s.problems.c.doc == failure.doc) & (s.problems.c.source == failure.source)
    connection.execute(delete(s.problems).where(place))
    row = picked(failure, "doc", "source", "sha256", "stage", "reason", "message", "transient")
    connection.execute(insert(s.problems).values(row | {"code": code, "seen_at": now}))


def forget_problems(connection: Connection, source: str, before: dt.datetime) -> int:
    """Drop ingest problems of a file, its lines, or what lies below a folder, last seen before `before`."""
    c = s.problems.c
    # Not LIKE, which minds no case on SQLite.
    parents = [f"{source.rstrip('/')}{mark}" for mark in ("/", ":")]
    below = [func.substr(c.source, 1, len(parent)) == parent for parent in parents]
    where = func.substr(c.source, 1, 1) != "/" if source == "." else or_(c.source == source, *below)
    return connection.execute(delete(s.problems).where(c.stage == "ingest", c.seen_at < before, where)).rowcount


def put_rule_links(connection: Connection, links: Iterable[Link], now: dt.datetime) -> None:
    """Replace the links that rules made; what people decided stands in `judgements`, not here."""
    connection.execute(delete(s.links))
    kept = {(link.left, link.right): link for link in links if link.by == RULE}
    told = ("left", "right", "judgement", "score", "reason", "by")
    if rows := [picked(link, *told) | {"judged_at": now} for link in kept.values()]:
        connection.execute(insert(s.links), rows)


def put_happenings(connection: Connection, happenings: Iterable[Happening], code: str, now: dt.datetime) -> None:
    """Replace the whole fused set by one made elsewhere; `code` names the version that fused it.

    What joining remembered goes, since it no longer fits: the next joining begins anew.
    """
    happenings = tuple(happenings)
    for table in FUSED:
        connection.execute(delete(table))
    held = select(s.events.c.anchor, s.documents.c.doc, s.events.c.id).join(s.documents).where(s.documents.c.current)
    told = {(doc, event): anchor for anchor, doc, event in connection.execute(held)}
    add_happenings(connection, happenings, told)
    reindex_all(connection, happenings, now)
    connection.execute(delete(s.unfused))
    connection.execute(delete(s.state).where(s.state.c.name == "joined"))
    mark(connection, "fused", f"by {code}")


def add_happenings(
    connection: Connection, happenings: Iterable[Happening], anchors: Mapping[tuple[str, str], str]
) -> None:
    """Add fused events; `anchors` tells by (doc, event id) what their reports' events are told by."""
    rows: dict[Table, list[Row]] = {table: [] for table in reversed(FUSED)}
    for happening in happenings:
        for table, more in _happening_rows(happening, anchors).items():
            rows[table] += more
    for table, batch in rows.items():
        if batch:
            connection.execute(insert(table), batch)


def put_copies(connection: Connection, copies: Iterable[Copy]) -> None:
    """Replace what is known of copies."""
    connection.execute(delete(s.copies))
    if rows := [copy_row(copy) for copy in copies]:
        connection.execute(insert(s.copies), _numbered(rows))


def copy_row(copy: Copy) -> Row:
    """A copy as plain data, but for its place among those of its document."""
    told = ("doc", "copy_of", "kind", "reason", "score", "share", "share_of", "outlet")
    return picked(copy, *told) | {"passages": [[*p.here, *p.there, p.words] for p in copy.passages]}


def unfuse(connection: Connection, doc: str) -> None:
    """Note that a document is to be joined anew."""
    connection.execute(_FUSED_AGAIN, {"this": doc})
    connection.execute(_UNFUSED, {"doc": doc})
    mark(connection, "fused", "no")


# --------------------------------------------------------------------------------------------- rows
def picked(thing: Any, *names: str) -> Row:
    """Those attributes of a thing, by name."""
    return {name: getattr(thing, name) for name in names}


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [row | {"ordinal": ordinal} for ordinal, row in enumerate(rows)]


def _document_row(record: Record) -> Row:
    article: Article = record.article
    plain = ("doc", "source", "text", "title", "title_end", "language", "publisher", "syndicated_from")
    published = article.published
    start, end = article.dateline or (None, None)
    return picked(article, *plain) | {
        "sha256": record.sha256,
        "published": published.date,
        "published_witness": published.witness,
        "published_reliability": str(published.reliability),
        "published_wording": published.wording,
        "dateline_start": start,
        "dateline_end": end,
    }


def _derived_rows(record: Record) -> dict[Table, list[Row]]:
    """Every row below the document's own, parents first."""
    article = record.article
    rows: dict[Table, list[Row]] = {
        s.origins: _numbered({"name": name} for name in record.origins),
        s.credits_: _numbered(picked(credit, "name", "kind", "wording") for credit in article.credits),
        s.dropped: _numbered(picked(block, "text", "reason", "line", "after") for block in article.dropped),
        s.entities: [], s.names: [], s.mentions: [], s.events: [], s.parties: [], s.event_places: [], s.claims: [],
        s.statements: _numbered(_statement_row(statement) for statement in record.statements),
        s.statement_about: [
            {"statement": number, "ordinal": ordinal, "entity": entity}
            for number, statement in enumerate(record.statements)
            for ordinal, entity in enumerate(statement.about)
        ],
        s.listed: _numbered(
            picked(row, "entity", "list", "since") | {"span_start": row.span[0], "span_end": row.span[1]}
            for row in record.listed
        ),
    }  # fmt: skip
    for ordinal, entity in enumerate(record.entities):
        _add_entity(rows, entity, ordinal, article.text)
    for ordinal, (event, anchor) in enumerate(zip(record.events, anchors(record.events), strict=True)):
        _add_event(rows, record, event, {"ordinal": ordinal, "anchor": anchor})
    return rows


def _add_entity(rows: Mapping[Table, list[Row]], entity: Entity, ordinal: int, text: str) -> None:
    plain = ("id", "name", "known", "name_en", "office", "country", "wikidata", "reason")
    rows[s.entities].append(picked(entity, *plain) | {"type": str(entity.type), "ordinal": ordinal})
    for kind, found in (("alias", entity.aliases), ("surface", entity.mentions)):
        rows[s.names].extend(_numbered({"entity": entity.id, "kind": kind, "name": name} for name in found))
    rows[s.mentions].extend(
        _numbered(
            {"entity": entity.id, "start": span.start, "end": span.end, "wording": span.of(text)}
            for span in entity.spans
        )
    )


def _add_event(rows: Mapping[Table, list[Row]], record: Record, event: Event, extra: Row) -> None:
    plain = ("id", "start", "end", "origin", "evidence", "confidence", "rule")
    row = picked(event, *plain) | extra | {"span_start": event.span.start, "span_end": event.span.end}
    row |= {name: str(getattr(event, name)) for name in ("type", "precision", "status", "signal")}
    sure = [[str(one.field), one.value, list(one.reasons)] for one in event.confidences]
    row |= {"amounts": list(event.amounts), "reasons": list(event.reasons), "confidences": sure}
    rows[s.events].append(row)
    for role, ids in (("actor", event.actors), ("recipient", event.recipients)):
        rows[s.parties].extend(_numbered({"event": event.id, "role": role, "entity": entity} for entity in ids))
    rows[s.event_places].extend(_numbered({"event": event.id, "place": place} for place in event.places))
    told = ("id", "event", "field", "value", "wording", "origin", "reason", "read", "confidence")
    for ordinal, claim in enumerate(claims_of(record, event)):
        start, end = claim.span or (None, None)
        rows[s.claims].append(picked(claim, *told) | {"start": start, "end": end, "ordinal": ordinal})


def _statement_row(statement: Statement) -> Row:
    start, end = statement.cue_span or (None, None)
    return picked(statement, "speaker", "kind", "cue", "content") | {
        "span_start": statement.span.start,
        "span_end": statement.span.end,
        "cue_start": start,
        "cue_end": end,
    }


def _happening_rows(happening: Happening, told: Mapping[tuple[str, str], str]) -> dict[Table, list[Row]]:
    first = min((f"{report.doc}/{report.event}" for report in happening.reports), default="")
    row = picked(happening, "key", "start", "end", "independent_origins", "confidence") | {"first": first}
    row |= {name: str(getattr(happening, name)) for name in ("type", "precision", "status", "signal")}
    row |= {"reasons": list(happening.reasons), "decisions": [_decision(one) for one in happening.decisions]}
    row["decided"] = str(happening.decided) if happening.decided else None
    row["discrepancies"] = [
        picked(one, "field", "reason", "likelier", "origins", "gravity") | {"values": dict(one.values)}
        for one in happening.discrepancies
    ]
    settled = ("field", "value", "supporting", "opposing", "reason", "confidence")
    row["fields"] = [picked(one, *settled) for one in happening.fields]
    row["related"] = [picked(one, "kind", "other", "reason", "score") for one in happening.related]
    sides = (("actor", happening.actors), ("recipient", happening.recipients))
    parties = [
        picked(party, "name", "office", "known", "wikidata")
        | {"type": str(party.type), "identity": party.known or unknown_key(party.name), "role": role, "ordinal": n}
        for role, side in sides
        for n, party in enumerate(side)
    ]
    told_by = ("doc", "event", "publisher", "origin", "published", "copy_of", "reason", "taken_from", "root")
    below: dict[Table, list[Row]] = {
        s.happening_parties: parties,
        s.happening_places: _numbered({"place": place} for place in happening.places),
        s.restrictions: _numbered(picked(one, "entity", "list", "since", "source") for one in happening.restrictions),
        s.reports: _numbered(
            picked(report, *told_by)
            | {
                "anchor": told.get((report.doc, report.event)),
                "taken": str(report.taken),
                "root_kind": str(report.root_kind),
            }
            for report in happening.reports
        ),
    }
    return {s.happenings: [row]} | {
        table: [one | {"key": happening.key} for one in rows] for table, rows in below.items()
    }


def _decision(decision: Decision) -> Row:
    plain = ("judgement", "by", "reason", "field", "report", "note", "holds")
    row = picked(decision, *plain) | {"kind": str(decision.kind), "at": decision.at.isoformat()}
    return row | {"value": list(decision.value), "was": list(decision.was)}
