"""What searching needs of each happening, in one slim row that knows when it last changed.

`index_happenings` is called by whoever writes or deletes happenings, in the same transaction. It writes a row only
when something that searches and feeds show is no longer the same; so a fusion that changes nothing moves nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, true

from retinue.model import Happening, Party
from retinue.store import schema as s

__all__ = ["UNDECIDED", "digest_of", "index_happenings", "next_change", "reindex_all"]

BATCH = 500
UNDECIDED = "undecided"
REST = '", "type": '  # parts the digest of all else, which stands first, from what lists show
_LAST_CHANGE = select(func.coalesce(func.max(s.documents.c.changed), 0))
Countries = Mapping[tuple[str, str], str]  # (document, knowledge id or name) → ISO 3166-1 alpha-2


def index_happenings(
    connection: Connection, written: Iterable[Happening], gone: Iterable[str], now: dt.datetime
) -> int:
    """Bring the rows of the happenings `written`, and of the keys deleted, up to date; how many of them changed."""
    last = connection.execute(select(func.coalesce(func.max(s.happening_facts.c.number), 0))).scalar_one()
    number, everything = last, iter(written)
    while batch := list(islice(everything, BATCH)):
        number = _write(connection, _facts(connection, batch), number, now)
    lost = iter(gone)
    while keys := list(islice(lost, BATCH)):
        number = _write(connection, dict.fromkeys(keys), number, now)
    return int(number - last)


def reindex_all(connection: Connection, happenings: Iterable[Happening], now: dt.datetime) -> int:
    """The same after all happenings were written anew: those not among them are gone."""
    c = s.happening_facts.c
    before = set(connection.execute(select(c.key).where(c.facts.is_not(None))).scalars())

    def noted() -> Iterator[Happening]:
        for happening in happenings:
            before.discard(happening.key)
            yield happening

    changed = index_happenings(connection, noted(), (), now)
    return changed + index_happenings(connection, (), sorted(before), now)


def next_change(connection: Connection) -> int:
    """The number for a change of documents that is being written."""
    return int(connection.execute(_LAST_CHANGE).scalar_one()) + 1


def _write(connection: Connection, facts: Mapping[str, str | None], number: int, now: dt.datetime) -> int:
    t = s.happening_facts
    rows = connection.execute(select(t.c.key, t.c.facts, t.c.first_seen, t.c.changed).where(t.c.key.in_(list(facts))))
    held = {row.key: row for row in rows}
    fresh = [key for key, told in facts.items() if key in held and held[key].facts != told]
    fresh += [key for key, told in facts.items() if key not in held and told is not None]
    if not fresh:
        return number
    connection.execute(delete(t).where(t.c.key.in_(fresh)))
    written = [
        {"key": key, "facts": facts[key], "number": number + n, "changed": _when(held.get(key), facts[key], now),
         "first_seen": held[key].first_seen if key in held else now}
        for n, key in enumerate(fresh, 1)
    ]  # fmt: skip
    connection.execute(insert(t), written)
    return number + len(fresh)


def _when(held: Any, told: str | None, now: dt.datetime) -> dt.datetime:
    """The moment of the last change that lists show: the one held when only what stands under `rest` is another."""
    if held is None or held.facts is None or told is None:
        return now
    before: dt.datetime = held.changed
    return before if held.facts.partition(REST)[2] == told.partition(REST)[2] else now


def _facts(connection: Connection, happenings: Sequence[Happening]) -> dict[str, str | None]:
    countries = _countries(connection, {report.doc for one in happenings for report in one.reports})
    return {one.key: json.dumps(_row(one, countries), ensure_ascii=False, default=str) for one in happenings}


def _row(one: Happening, countries: Countries) -> dict[str, Any]:
    """The facts of one happening, by short names; `find.py` reads them back."""
    sides = (("actor", one.actors), ("recipient", one.recipients))
    return {
        "sources": sorted({r.root_kind for r in one.reports}),  # before the digest: lists don't show it
        "digest": digest_of(one), "type": one.type, "status": one.status, "signal": one.signal,
        "precision": one.precision, "start": one.start, "end": one.end,
        "origins": one.independent_origins, "confidence": round(one.confidence, 6),
        "decided": str(getattr(one, "decided", None) or UNDECIDED),
        "discrepancies": [[found.field, dict(found.values)] for found in one.discrepancies],
        "parties": [
            [role, party.name, party.type, party.office, party.known, _country(party, one, countries)]
            for role, side in sides
            for party in side
        ],
        "places": one.places,
        "lists": [[found.entity, found.list] for found in one.restrictions],
        "reports": [[r.doc, r.publisher, r.origin, r.copy_of] for r in one.reports],
    }  # fmt: skip


def digest_of(one: Happening) -> str:
    """Tells one state of a happening from all others."""
    return hashlib.blake2b(repr(one).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _country(party: Party, one: Happening, countries: Countries) -> str | None:
    """The country that most of the event's documents give for a party; the first by name of equals."""
    who = party.known or party.name
    votes = Counter(found for report in one.reports if (found := countries.get((report.doc, who))))
    return min(votes, key=lambda country: (-votes[country], country), default=None)


def _countries(connection: Connection, docs: set[str]) -> Countries:
    """What these documents say of everybody in them."""
    e, d = s.entities.c, s.documents.c
    found: dict[tuple[str, str], str] = {}
    wanted = sorted(docs)
    told = select(d.doc, e.known, e.name, e.country).select_from(s.entities).join(s.documents)
    told = told.where(d.current == true(), e.country.is_not(None)).order_by(e.ordinal)
    for start in range(0, len(wanted), BATCH):
        for doc, known, name, country in connection.execute(told.where(d.doc.in_(wanted[start : start + BATCH]))):
            found.setdefault((doc, known or name), country)
    return found
