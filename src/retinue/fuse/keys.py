"""Keys of happenings: readable, unique, and kept as further reports arrive."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from retinue.fuse.parties import Named
from retinue.fuse.telling import Telling
from retinue.knowledge.fold import fold

__all__ = ["keys"]

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST = 28  # characters of one party's name in a key


def keys(clusters: Sequence[Sequence[Telling]], previous: Mapping[tuple[str, str], str]) -> list[str]:
    """One key per cluster, in order.

    A cluster keeps the key that most of its members had; where a happening was split, the larger part keeps it
    (the one with the first reference when they are equal). Others get a new key that no member, present or
    former, bears.
    """
    kept = _inherit(clusters, previous)
    taken = set(previous.values())
    found = []
    for i, tellings in enumerate(clusters):
        key = kept.get(i) or _new(tellings, taken)
        taken.add(key)
        found.append(key)
    return found


def _inherit(clusters: Sequence[Sequence[Telling]], previous: Mapping[tuple[str, str], str]) -> dict[int, str]:
    claims = []
    for i, tellings in enumerate(clusters):
        had = Counter(previous[t.doc, t.event.id] for t in tellings if (t.doc, t.event.id) in previous)
        claims += [(-count, min(t.ref for t in tellings), key, i) for key, count in had.items()]
    kept: dict[int, str] = {}
    for _, _, key, i in sorted(claims):
        if i not in kept and key not in kept.values():
            kept[i] = key
    return kept


def _new(tellings: Sequence[Telling], taken: set[str]) -> str:
    first = min(tellings, key=lambda t: (t.published or dt.date.max, t.ref))
    digest = hashlib.sha256(first.ref.encode()).hexdigest()
    stem = _stem(first)
    lengths = range(6, len(digest) + 1)
    return next(key for n in lengths if (key := f"{stem}-{digest[:n]}") not in taken)


def _stem(telling: Telling) -> str:
    """type-actor-recipient-date, leaving out what the report doesn't say."""
    event = telling.event
    date = event.start.isoformat() if event.start else ""
    if event.start and event.precision in {"month", "year"}:
        date = date[:7] if event.precision == "month" else date[:4]
    parts = [event.type.value.replace("_", "-"), _slug(telling.actors), _slug(telling.recipients), date]
    return "-".join(p for p in parts if p)


def _slug(parties: Sequence[Named]) -> str:
    if not parties:
        return ""
    slug = _NOT_SLUG.sub("-", parties[0].known or fold(parties[0].name)).strip("-")
    return slug if len(slug) <= LONGEST else slug[:LONGEST].rsplit("-", 1)[0]
