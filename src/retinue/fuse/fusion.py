"""Reports of one event brought together: copies, candidate pairs, comparison, clusters, one record each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from retinue.fuse.assemble import Sources, assemble
from retinue.fuse.block import candidates, of_copies
from retinue.fuse.cluster import DIFFERENT, SAME, Judged, cluster
from retinue.fuse.copies import Copy, families, find_copies
from retinue.fuse.correct import reread
from retinue.fuse.credited import reworded, syndicated
from retinue.fuse.decided import settle
from retinue.fuse.evidence import Context
from retinue.fuse.judged import UNJUDGED, Standing
from retinue.fuse.keys import keys
from retinue.fuse.parallel import aims, by_document, parallels
from retinue.fuse.related import relate
from retinue.fuse.score import Comparison, compare
from retinue.fuse.telling import Telling, tell
from retinue.knowledge.types import Knowledge
from retinue.model import Happening, Link, Record

__all__ = ["Fusion", "fuse"]

NOTHING: Mapping[tuple[str, str], str] = MappingProxyType({})
SHOWN = -1.5  # points above which a rejected pair is worth a person's look (score 0.18)


@dataclass(frozen=True, slots=True)
class Fusion:
    """What fusing gives: the happenings, the comparisons worth showing, and which documents are copies."""

    happenings: tuple[Happening, ...] = ()
    links: tuple[Link, ...] = ()
    copies: tuple[Copy, ...] = ()


def fuse(
    records: Sequence[Record],
    knowledge: Knowledge,
    *,
    standing: Standing = UNJUDGED,
    previous: Mapping[tuple[str, str], str] = NOTHING,
) -> Fusion:
    """Bring the events of `records` together; the order of the records makes no difference.

    `standing` is what people decided (`judged.stand`); it wins over every rule. `previous` maps (doc, event
    id) to the key of the last run, so that keys stay. Raises ValueError when two records share a document id.
    """
    _check(records)
    records = [reread(record, standing.readings, knowledge) for record in records]
    texts: tuple[Copy, ...] = find_copies(records)
    tellings = {t.ref: t for t in tell(records, knowledge)}
    pairs = _pairs(list(tellings.values()), texts)
    retold = reworded(pairs, {c.doc for c in texts})
    texts, pairs = (*texts, *retold), pairs + _of_retold(list(tellings.values()), retold)
    told = tellings.values()
    scorer = _Scorer(tellings, Context(knowledge, families(texts), parallels(told), aims(told), by_document(told)))
    compared = [scorer(left.ref, right.ref) for left, right in pairs]
    parts = cluster(tellings, compared, scorer, _judged(standing))
    clusters = [[tellings[ref] for ref in part] for part in parts]
    copies = tuple(sorted((*texts, *syndicated(clusters, {c.doc for c in texts})), key=lambda c: c.doc))
    sources = Sources({c.doc: c.copy_of for c in copies}, _joined(parts, scorer))
    named = zip(keys(clusters, previous), clusters, strict=True)
    happenings = tuple(assemble(key, part, sources, knowledge) for key, part in named)
    settled = relate(settle(happenings, standing, knowledge), knowledge)
    return Fusion(settled, _links(parts, scorer, standing), copies)


def _check(records: Sequence[Record]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.article.doc in seen:
            raise ValueError(f"two records of document {record.article.doc!r}: pass the current version only")
        seen.add(record.article.doc)


def _pairs(tellings: Sequence[Telling], texts: Sequence[Copy]) -> list[tuple[Telling, Telling]]:
    """The tellings worth comparing: those that share a block, or whose documents are copies."""
    copied = {frozenset((c.doc, c.copy_of)) for c in texts}
    return [(tellings[a], tellings[b]) for a, b in sorted(candidates(tellings, copied))]


def _of_retold(tellings: Sequence[Telling], retold: Sequence[Copy]) -> list[tuple[Telling, Telling]]:
    """Pairs of a retold text and its original: either may leave out the date or the names that blocks go by."""
    copied = {frozenset((c.doc, c.copy_of)) for c in retold}
    return [(tellings[a], tellings[b]) for a, b in sorted(of_copies(tellings, copied))]


def _judged(standing: Standing) -> Judged:
    same = [(link.left, link.right) for link in standing.links if link.judgement == SAME]
    apart = {frozenset((link.left, link.right)) for link in standing.links if link.judgement == DIFFERENT}
    return Judged(same, apart, frozenset(standing.rejected))


@dataclass(slots=True)
class _Scorer:
    """Compares tellings by reference and remembers the outcome."""

    tellings: Mapping[str, Telling]
    context: Context
    known: dict[tuple[str, str], Comparison] = field(default_factory=dict)

    def __call__(self, left: str, right: str) -> Comparison:
        pair = (left, right) if left <= right else (right, left)
        if pair not in self.known:
            self.known[pair] = compare(self.tellings[pair[0]], self.tellings[pair[1]], self.context)
        return self.known[pair]


def _joined(parts: Sequence[Sequence[str]], scorer: _Scorer) -> dict[str, str]:
    """Why each report of a shared event was joined: its best comparison with another one there."""
    home = {ref: i for i, part in enumerate(parts) for ref in part}
    best: dict[str, Comparison] = {}
    for pair in sorted(scorer.known.values(), key=lambda p: (p.points, p.left, p.right)):
        if home[pair.left] == home[pair.right]:
            best[pair.left] = best[pair.right] = pair
    return {ref: f"with {p.right if ref == p.left else p.left}: {p.reason}" for ref, p in best.items()}


def _links(parts: Sequence[Sequence[str]], scorer: _Scorer, standing: Standing) -> tuple[Link, ...]:
    """Accepted pairs and near misses, and what people decided of pairs."""
    home = {ref: i for i, part in enumerate(parts) for ref in part}
    decided = {frozenset((link.left, link.right)) for link in standing.links}
    found = []
    for pair in scorer.known.values():
        together = home[pair.left] == home[pair.right]
        near_miss = pair.points > SHOWN and not pair.never
        if (together or near_miss) and frozenset((pair.left, pair.right)) not in decided:
            verdict = SAME if together else DIFFERENT
            found.append(Link(pair.left, pair.right, verdict, round(pair.score, 3), pair.reason))
    return (*standing.links, *sorted(found, key=lambda link: (link.left, link.right)))
