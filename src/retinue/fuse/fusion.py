"""Reports of one event brought together: copies, candidate pairs, comparison, clusters, one record each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from retinue.fuse.assemble import Sources, assemble
from retinue.fuse.block import candidates, of_copies
from retinue.fuse.cluster import DIFFERENT, SAME, Judged, cluster
from retinue.fuse.copies import families, find_copies
from retinue.fuse.correct import reread
from retinue.fuse.credited import reworded, syndicated
from retinue.fuse.decided import settle
from retinue.fuse.judged import UNJUDGED, Standing
from retinue.fuse.keys import keys
from retinue.fuse.linking import Scorer, joined, outcome, rule_links, worth
from retinue.fuse.origins import by_document as by_copy
from retinue.fuse.parallel import by_document, context
from retinue.fuse.related import relate
from retinue.fuse.telling import Telling, tell
from retinue.knowledge.types import Knowledge
from retinue.model import Copy, Happening, Link, Record

__all__ = ["Fusion", "fuse"]

NOTHING: Mapping[tuple[str, str], str] = MappingProxyType({})


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
    around = context(knowledge, families(texts), by_document(tellings.values()))
    likely = [c for left, right in pairs if worth(c := outcome(left, right, around))]
    scorer = Scorer({c.pair: c for c in likely}, tellings.get, around)
    parts = cluster(tellings, likely, scorer, judged_of(standing))
    clusters = [[tellings[ref] for ref in part] for part in parts]
    copies = tuple(sorted((*texts, *syndicated(clusters, {c.doc for c in texts})), key=lambda c: c.doc))
    home = {ref: i for i, part in enumerate(parts) for ref in part}
    sources = Sources(by_copy(copies), joined(scorer.known.values(), home))
    named = zip(keys(clusters, previous), clusters, strict=True)
    happenings = tuple(assemble(key, part, sources, knowledge) for key, part in named)
    links = rule_links(scorer.known.values(), home, {frozenset((k.left, k.right)) for k in standing.links})
    settled = relate(settle(happenings, standing, knowledge), knowledge)
    return Fusion(settled, (*standing.links, *links), copies)


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


def judged_of(standing: Standing) -> Judged:
    """What people decided, as clustering takes it."""
    same = [(link.left, link.right) for link in standing.links if link.judgement == SAME]
    apart = {frozenset((link.left, link.right)) for link in standing.links if link.judgement == DIFFERENT}
    return Judged(same, apart, frozenset(standing.rejected))
