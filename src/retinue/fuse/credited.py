"""Reports that name another's outlet as their source, and those among them that retell its text in other words.

A translation or a rewrite shares few word sequences with its original, so `copies` does not see it; but it
credits the original, follows it within days and shares much of its vocabulary.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from retinue.fuse.telling import Telling, content_words
from retinue.model import Copy, Record

__all__ = ["SYNDICATED", "credits_outlet", "fittest", "retells", "reworded", "syndicated"]

SYNDICATED = "syndicated"

SOON = dt.timedelta(days=3)
# Share of the smaller vocabulary found in the other, and of both together. In 50 annotated articles two retellings
# had at least 0.47 and 0.26, independent reports of one event at most 0.38 and 0.24.
CONTAINED, ALIKE = 0.42, 0.23
FEWEST = 30  # words below which a vocabulary tells nothing


def credits_outlet(one: Telling, other: Telling) -> bool:
    """True when the report `one` names the publisher of `other` among its sources."""
    return other.publisher is not None and other.publisher in one.sources


def reworded(pairs: Iterable[tuple[Telling, Telling]], done: Collection[str]) -> list[Copy]:
    """Documents that retell one they credit; `pairs` are events that may be one, `done` known copies."""
    found: dict[tuple[str, str], Copy | None] = {}
    for left, right in pairs:
        for one, other in ((left, right), (right, left)):
            if one.doc not in done and (one.doc, other.doc) not in found:
                found[one.doc, other.doc] = retells(one, other)
    by_doc: dict[str, list[Copy]] = defaultdict(list)
    for copy in filter(None, found.values()):
        by_doc[copy.doc].append(copy)
    return [fittest(copies) for _, copies in sorted(by_doc.items())]


def retells(one: Telling, other: Telling) -> Copy | None:
    """The copy that the document of `one` is, if it retells that of `other` and credits it; None otherwise."""
    if not credits_outlet(one, other) or credits_outlet(other, one):
        return None
    return _retold(one.record, other.record)


def fittest(copies: Iterable[Copy]) -> Copy:
    """Of several originals that one document may retell, the one it shares most words with."""
    return min(copies, key=lambda c: (-c.score, c.copy_of))


def _retold(one: Record, other: Record) -> Copy | None:
    if not _soon(other, one):
        return None
    ours, theirs = _vocabulary(one.article.text), _vocabulary(other.article.text)
    shared = len(ours & theirs)
    smaller = min(len(ours), len(theirs))
    if smaller < FEWEST or shared / smaller < CONTAINED or shared / len(ours | theirs) < ALIKE:
        return None
    contained = shared / smaller
    reason = f"credits {other.article.publisher} and uses {contained:.0%} of the same words"
    outlet = other.article.publisher or ""
    return Copy(one.article.doc, other.article.doc, "reworded", reason, round(contained, 3), outlet=outlet)


@lru_cache(maxsize=1024)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(word for word in content_words(text) if len(word) > 2)


def syndicated(clusters: Iterable[Sequence[Telling]], done: Collection[str]) -> list[Copy]:
    """Documents that say they appeared first with another outlet, which has a report of the same event."""
    found: dict[str, Copy] = {}
    for tellings in clusters:
        for copy in (t for t in tellings if t.record.article.syndicated_from and t.doc not in done):
            for original in (t for t in tellings if t.doc != copy.doc and _first_with(t, copy)):
                if copy.published and original.published and _soon(original.record, copy.record):
                    reason = f"credits {copy.record.article.syndicated_from}, which reported the same event"
                    outlet = original.record.article.publisher or ""
                    found.setdefault(copy.doc, Copy(copy.doc, original.doc, SYNDICATED, reason, 0.5, outlet=outlet))
    return list(found.values())


def _first_with(telling: Telling, copy: Telling) -> bool:
    return credits_outlet(copy, telling) and not telling.record.article.syndicated_from


def _soon(original: Record, copy: Record) -> bool:
    """True when `copy` came out with `original` or soon after, as far as their dates are known."""
    before, after = original.article.published.date, copy.article.published.date
    return before is None or after is None or dt.timedelta(0) <= after - before <= SOON
