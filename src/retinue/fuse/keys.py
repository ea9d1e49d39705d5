"""Keys of happenings: readable, unique, and kept as further reports arrive."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from retinue.fuse.parties import Named
from retinue.fuse.telling import Telling
from retinue.knowledge.fold import fold

__all__ = ["fresh", "inherited", "keys"]

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST = 28  # characters of one party's name in a key


def keys(clusters: Sequence[Sequence[Telling]], previous: Mapping[tuple[str, str], str]) -> list[str]:
    """One key per cluster, in order.

    A cluster keeps the key that most of its members had; where a happening was split, the larger part keeps it
    (the one with the first reference when they are equal). Others get a new key that no member, present or
    former, bears.
    """
    had = {f"{doc}/{event}": key for (doc, event), key in previous.items()}
    kept = inherited([[t.ref for t in tellings] for tellings in clusters], had)
    taken = set(previous.values())
    found = []
    for i, tellings in enumerate(clusters):
        key = kept.get(i) or next(key for key in fresh(tellings) if key not in taken)
        taken.add(key)
        found.append(key)
    return found


def inherited(clusters: Sequence[Sequence[str]], had: Mapping[str, str]) -> dict[int, str]:
    """The clusters (of references, by number) that keep a key; `had` tells which key each reference had."""
    claims = []
    for i, refs in enumerate(clusters):
        counts = Counter(had[ref] for ref in refs if ref in had)
        claims += [(-count, min(refs), key, i) for key, count in counts.items()]
    kept: dict[int, str] = {}
    given = set[str]()
    for _, _, key, i in sorted(claims):
        if i not in kept and key not in given:
            kept[i] = key
            given.add(key)
    return kept


def fresh(tellings: Sequence[Telling]) -> Iterator[str]:
    """Keys for a new event, the shortest first."""
    first = min(tellings, key=lambda t: (t.published or dt.date.max, t.ref))
    digest = hashlib.sha256(first.ref.encode()).hexdigest()
    stem = _stem(first)
    return (f"{stem}-{digest[:n]}" for n in range(6, len(digest) + 1))


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
