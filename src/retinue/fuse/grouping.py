"""Clusters kept up to date: only those groups of tellings are clustered anew of which some comparison changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from retinue.fuse.cluster import DIFFERENT, SAME, Judged, cluster
from retinue.fuse.documents import Documents
from retinue.fuse.linking import Compared, Scorer, worth
from retinue.fuse.parallel import context
from retinue.fuse.retelling import family
from retinue.fuse.score import CLIP
from retinue.fuse.telling import Telling
from retinue.store import Fusing, LinkRow, TellingRow

__all__ = ["Regrouped", "compared_of", "regroup", "row_of"]

Pair = tuple[str, str]


@dataclass(slots=True)
class Regrouped:
    """Clusters that are others than before: reference → its cluster, and which pairs are shown otherwise."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    was: dict[str, TellingRow] = field(default_factory=dict)
    changed: set[Pair] = field(default_factory=set)


def row_of(compared: Compared, *, candidate: bool, shown: str = DIFFERENT) -> LinkRow:
    """The outcome of a comparison as it is kept."""
    c = compared
    return LinkRow(c.left, c.right, c.points, c.copied, c.score, c.reason, candidate, shown)


def compared_of(row: LinkRow) -> Compared:
    """The outcome as it was when it was kept."""
    return Compared(row.left, row.right, row.points, False, row.copied, row.score, row.reason)


def regroup(documents: Documents, seeds: Collection[str], judged: Judged) -> Regrouped:
    """Cluster anew everything that hangs together with `seeds` by likely pairs or by people's word."""
    fusing = documents.fusing
    word = _by_ref(judged)
    found = Regrouped()
    links, refs = _reach(fusing, seeds, word)
    found.was = fusing.tellings(refs)
    decided = {frozenset(pair) for pair in judged.same} | judged.different
    inner: dict[str, dict[Pair, LinkRow]] = defaultdict(dict)
    groups = _components(found.was, links.values(), judged)
    of = {ref: group[0] for group in groups for ref in group}
    for pair, row in links.items():
        if of.get(pair[0]) == of.get(pair[1]) is not None:
            inner[of[pair[0]]][pair] = row
    wanted: dict[Pair, LinkRow] = {}
    for group in groups:
        parts, rows = _clustered(documents, group, inner[group[0]], _within(group, judged, word))
        found.parts |= {part[0]: part for part in parts}
        found.home |= {ref: part[0] for part in parts for ref in part}
        wanted |= {row[:2]: row for row in rows}
    for pair, row in links.items():  # near misses between groups
        if pair not in wanted and row.candidate:
            wanted[pair] = row
    wanted = {pair: row._replace(shown=_shown(pair, found.home, decided)) for pair, row in wanted.items()}
    found.changed = {pair for pair in links.keys() | wanted.keys() if links.get(pair) != wanted.get(pair)}
    fusing.drop_links(pair for pair in found.changed if pair in links)
    fusing.put_links(wanted[pair] for pair in sorted(found.changed) if pair in wanted)
    fusing.settle({ref: part for ref, part in found.home.items() if found.was[ref].part != part})
    return found


def _shown(pair: Pair, home: Mapping[str, str], decided: Collection[frozenset[str]]) -> str:
    if frozenset(pair) in decided:
        return ""
    return SAME if home.get(pair[0], pair[0]) == home.get(pair[1], pair[1]) else DIFFERENT


def _by_ref(judged: Judged) -> dict[str, set[str]]:
    """Whom people's word ties each reference to."""
    found: dict[str, set[str]] = defaultdict(set)
    for left, right in judged.same:
        found[left].add(right)
        found[right].add(left)
    return found


def _reach(
    fusing: Fusing, seeds: Collection[str], word: Mapping[str, set[str]]
) -> tuple[dict[Pair, LinkRow], set[str]]:
    """The links of everything that hangs together with the seeds, and the references themselves."""
    links: dict[Pair, LinkRow] = {}
    seen, todo = set[str](), set(seeds)
    while todo:
        more = fusing.links(todo)
        links |= more
        seen |= todo
        near = {ref for row in more.values() if row.candidate and row.points > 0 for ref in row[:2]}
        todo = (near | {other for ref in todo for other in word.get(ref, ())}) - seen
    return links, seen


def _components(refs: Iterable[str], links: Iterable[LinkRow], judged: Judged) -> list[list[str]]:
    """Groups of references that likely pairs and people's word tie together, each sorted."""
    above = {ref: ref for ref in refs}

    def root(ref: str) -> str:
        while above[ref] != ref:
            above[ref] = ref = above[above[ref]]
        return ref

    ties = [row[:2] for row in links if row.candidate and row.points > 0]
    for left, right in (*ties, *judged.same):
        if left in above and right in above:
            low, high = sorted((root(left), root(right)))
            above[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(refs):
        groups[root(ref)].append(ref)
    return list(groups.values())


def _within(group: list[str], judged: Judged, word: Mapping[str, set[str]]) -> Judged:
    """What people decided inside a group."""
    inside = set(group)
    apart = {pair for pair in judged.different if pair <= inside} if judged.different else set()
    same = [pair for pair in judged.same if inside.issuperset(pair)] if word else []
    return Judged(same, apart, judged.alone & inside)


def _clustered(
    documents: Documents, group: list[str], rows: Mapping[Pair, LinkRow], judged: Judged
) -> tuple[list[list[str]], Iterator[LinkRow]]:
    """The clusters of a group, and the outcomes worth keeping: of candidates, and of pairs asked for on the way."""
    if len(group) == 1:
        return [group], iter(())
    candidates = {pair for pair, row in rows.items() if row.candidate}
    known = {pair: compared_of(rows[pair]) for pair in sorted(candidates)}
    # The lowest outcomes don't tell whether something ruled the pair out: they are compared anew.
    spare = {pair: compared_of(row) for pair, row in rows.items() if not row.candidate and row.points > -CLIP}
    kin = family(documents.fusing, {ref.rpartition("/")[0] for ref in group})
    around = context(documents.knowledge, kin, documents)
    scorer = Scorer(known, _Reader(documents, group), around, spare)
    parts = cluster(group, list(known.values()), scorer, judged)
    home = {ref: part[0] for part in parts for ref in part}
    kept = (c for c in scorer.known.values() if worth(c) or home[c.left] == home[c.right])
    return parts, (row_of(c, candidate=c.pair in candidates) for c in kept)


class _Reader:
    """Finds the tellings of a group; all of its documents are read when the first is asked for."""

    def __init__(self, documents: Documents, group: list[str]) -> None:
        self._documents, self._group = documents, group
        self._begun = False

    def __call__(self, ref: str) -> Telling | None:
        if not self._begun:
            self._documents.fetch(sorted({one.rpartition("/")[0] for one in self._group}))
            self._begun = True
        return self._documents.find(ref)
