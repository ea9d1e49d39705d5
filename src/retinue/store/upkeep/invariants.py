"""What must hold of every record, whatever the database: each rule gives the rows that break it, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Connection, Table, case, exists, func, select

from retinue.store import schema as s
from retinue.store.facts import digest_of
from retinue.store.queries import CURRENT
from retinue.store.read import happenings_of

__all__ = ["RULES", "Rule", "dangling_judgements", "waiting"]

Rule = Callable[[Connection], Iterator[str]]


def one_current_version(connection: Connection) -> Iterator[str]:
    """Of every document just one version is current."""
    d = s.documents.c
    current = func.sum(case((d.current, 1), else_=0))
    for doc, number in connection.execute(
        select(d.doc, current).group_by(d.doc).having(current != 1).order_by(d.doc)
    ):
        yield f"{doc} has {number} current versions"


def spans_lie_in_their_texts(connection: Connection) -> Iterator[str]:
    """Every span lies in its document's text, and what is kept as its words stands there."""
    for table, start, end, wording in (
        (s.events, "span_start", "span_end", "evidence"),
        (s.statements, "span_start", "span_end", "content"),
        (s.mentions, "start", "end", "wording"),
        (s.claims, "start", "end", None),
        (s.listed, "span_start", "span_end", None),
    ):
        yield from _astray(connection, table, (start, end), wording)


def _astray(connection: Connection, table: Table, span: tuple[str, str], wording: str | None) -> Iterator[str]:
    start, end = (table.c[name] for name in span)
    told = table.c[wording] if wording else None
    suspect = (start < 0) | (start > end) | (end > func.length(s.documents.c.text))
    if told is not None:
        suspect |= func.substr(s.documents.c.text, start + 1, end - start) != told
    wanted = select(s.documents.c.doc, s.documents.c.id, start, end, *([] if told is None else [told]))
    found = wanted.select_from(table).join(s.documents, s.documents.c.id == table.c.document).where(suspect)
    for doc, number, first, last, *words in connection.execute(found.order_by(s.documents.c.doc, start)).all():
        # Functions of a database may stop at a NUL; the text itself decides.
        text = connection.execute(select(s.documents.c.text).where(s.documents.c.id == number)).scalar_one()
        if not 0 <= first <= last <= len(text) or (words and text[first:last] != words[0]):
            yield f"{table.name} of {doc}: what stands at {first} to {last} is not what is kept"


def reports_are_there(connection: Connection) -> Iterator[str]:
    """Every report of a fused event is an event of a document that is here, but for what waits to be fused anew."""
    r, d, e = s.reports.c, s.documents.c, s.events.c
    here = exists().where(d.doc == r.doc)
    told = exists().where(e.document == d.id, d.doc == r.doc, CURRENT, e.anchor == r.anchor)
    late = exists().where(s.unfused.c.doc == r.doc) | exists().where(s.outdated.c.key == r.key)
    lost = select(r.key, r.doc, r.event).where(~(here & (told | late)))
    for key, doc, event in connection.execute(lost.order_by(r.key, r.ordinal)):
        yield f"{key} counts {doc}/{event} among its reports, which is not there"


def searching_knows_the_events(connection: Connection) -> Iterator[str]:
    """What searching holds is made of the fused events as they are: none lacks, none is left over, none is older."""
    c = s.happening_facts.c
    held = {key: json.loads(facts) for key, facts in connection.execute(select(c.key, c.facts)) if facts}
    keys = list(connection.execute(select(s.happenings.c.key).order_by(s.happenings.c.key)).scalars())
    yield from (f"{key} is gone, but searching finds it" for key in sorted(held.keys() - set(keys)))
    for happening in happenings_of(connection, keys):
        if happening.key not in held:
            yield f"{happening.key} is not known to searching"
        elif held[happening.key].get("digest") != digest_of(happening):
            yield f"{happening.key} is known to searching as it was before"


def changes_are_numbered(connection: Connection) -> Iterator[str]:
    """No two changes of fused events have one number, and every current document has one."""
    c, d = s.happening_facts.c, s.documents.c
    twice = select(c.number, func.count()).group_by(c.number).having(func.count() > 1).order_by(c.number)
    yield from (f"{times} events have the change {number}" for number, times in connection.execute(twice))
    none = select(d.doc).where(CURRENT, d.changed < 1).order_by(d.doc)
    yield from (f"{doc} has no number of its change" for doc in connection.execute(none).scalars())


RULES: Mapping[str, Rule] = {
    "versions": one_current_version,
    "spans": spans_lie_in_their_texts,
    "reports": reports_are_there,
    "facts": searching_knows_the_events,
    "changes": changes_are_numbered,
}


def dangling_judgements(connection: Connection) -> int:
    """How many judgements speak of passages of which none is in the record now. They stay, and wait."""
    j, d, e = s.judged.c, s.documents.c, s.events.c
    here = exists().where(e.document == d.id, d.doc == j.doc, CURRENT, e.anchor == j.anchor)
    told = select(j.judgement).where(here)
    lost = select(func.count(j.judgement.distinct())).where(j.judgement.not_in(told))
    return int(connection.execute(lost).scalar_one())


def waiting(connection: Connection) -> int:
    """How many documents wait to be joined with the others."""
    return int(connection.execute(select(func.count()).select_from(s.unfused)).scalar_one())
