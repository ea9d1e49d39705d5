"""Which documents are copies of which: exact, near, cut, in part, or one inside the other's own text.

Three steps, so that an index can be kept between runs: `sketch` per document, `verify` per pair of documents whose
sketches share enough, `choose` among the pairs that stood. `find_copies` does all three for a whole corpus. Why the
sketch is no banded MinHash: docs/decisions/0009-copies.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from retinue.fuse.numbering import number
from retinue.fuse.texts import Shared, Sketch, Text, name_key, read_text, share, sketch
from retinue.model import Copy, Record, Span, Stretch

__all__ = ["MOST", "Copy", "choose", "enough", "families", "find_copies", "suspects", "verify"]

MOST = 64  # documents that one key of the index leads to, the first by number
FEWEST = 3  # keys of the sketch that two texts must share
LIKELY = 0.15  # share of the smaller sketch: a closing that one outlet puts under all its pages is less
CONTAINED = 0.55  # share of a text that makes it a copy
PARTLY = 0.35  # share that makes it a copy in part, when much is taken
MUCH = 60  # words taken by a copy in part
ALSO = 40  # words that a second original must add to what the first one gave
ENDING = 0.75  # share of a text from which a common ending is more than a closing paragraph
LAST = 4  # words from the end within which it ends


def find_copies(records: Sequence[Record]) -> tuple[Copy, ...]:
    """Every copy in `records`, each with its original or originals. Independent of the records' order."""
    by_doc = {record.article.doc: record for record in records}

    @cache
    def text(doc: str) -> Text:
        return read_text(by_doc[doc])

    found = (verify(text(one), text(other)) for one, other in sorted(suspects(map(sketch, records))))
    return choose([pair for pair in found if pair], lambda doc: text(doc).rank)


def suspects(sketches: Iterable[Sketch]) -> set[tuple[str, str]]:
    """Pairs of documents, the smaller id first, that may share much: those of like sketches, and all of one body.

    Of documents with one body only the first by rank stands for all in the index. A key leads to the first `MOST` of
    them by number only (`numbering`), so that what every page repeats costs little.
    """
    bodies: dict[str, list[Sketch]] = defaultdict(list)
    for one in sorted(sketches, key=lambda s: s.rank):
        if one.keys:
            bodies[one.digest].append(one)
    found = {ordered(same[0].doc, other.doc) for same in bodies.values() for other in same[1:]}
    index: dict[int, list[str]] = defaultdict(list)
    size = {same[0].doc: len(same[0].keys) for same in bodies.values()}
    for this in sorted((same[0] for same in bodies.values()), key=lambda s: number(s.doc)):
        met = Counter(doc for key in this.keys for doc in index[key])
        alike = (doc for doc, count in met.items() if enough(count, size[doc], size[this.doc]))
        found.update(ordered(doc, this.doc) for doc in alike)
        for key in this.keys:
            if len(index[key]) < MOST:
                index[key].append(this.doc)
    return found


def ordered(one: str, other: str) -> tuple[str, str]:
    """The two, the smaller first."""
    return (one, other) if one <= other else (other, one)


def enough(shared: int, *sizes: int) -> bool:
    """True when two sketches of these sizes have so many keys in common that the texts are worth comparing."""
    return shared >= FEWEST and shared >= LIKELY * min(sizes)


def verify(one: Text, other: Text) -> Copy | None:
    """What one of two texts took from the other, or None when they share too little. Either order gives the same."""
    copy, original, why = _directed(*sorted((one, other), key=lambda t: t.doc))
    shared = _same(copy, original) if copy.words == original.words else share(copy, original)
    kind, told = _kind(copy, original, shared)
    if not kind:
        return None
    score = round(max(shared.here, shared.there), 3)
    reason = (
        f"{told}: {shared.here:.0%} of its words in {_count(shared)}, {shared.there:.0%} of the original's; {why}"
    )
    return Copy(
        copy.doc, original.doc, kind, reason, score, round(shared.here, 3), round(shared.there, 3), shared.passages,
        original.publisher,
    )  # fmt: skip


def _count(shared: Shared) -> str:
    return f"{len(shared.passages)} passage{'s' * (len(shared.passages) != 1)}"


def _same(copy: Text, original: Text) -> Shared:
    here, there = (Span(t.starts[0], t.ends[-1]) for t in (copy, original))
    return Shared((Stretch(here, there, len(copy.words)),), 1.0, 1.0, len(copy.words))


def _kind(copy: Text, original: Text, shared: Shared) -> tuple[str, str]:
    """("", "") for no copy."""
    here, there = shared.here, shared.there
    if copy.words == original.words:
        return ("exact", "same words") if copy.title == original.title else ("headline", "another headline")
    if _closing(copy, original, shared):
        return "", ""
    if min(here, there) >= CONTAINED:
        return "near", "nearly the same text"
    if here >= CONTAINED:
        return "cut", "a shorter version"
    if there >= CONTAINED:
        return "within", "the original stands inside its own text"
    strange = not copy.publisher or copy.publisher != original.publisher
    if strange and max(here, there) >= PARTLY and shared.words >= MUCH:
        return "partial", "takes a part of the original"
    return "", ""


def _closing(copy: Text, original: Text, shared: Shared) -> bool:
    """True when all they share is how they end: an outlet's words about itself, the background of an affair."""
    if len(shared.passages) != 1 or max(shared.here, shared.there) >= ENDING:
        return False
    (passage,) = shared.passages
    ends = ((passage.here, copy), (passage.there, original))
    return all(span.end >= text.ends[-LAST] and span.start > text.ends[len(text.ends) // 4] for span, text in ends)


# ------------------------------------------------------------------------------------------- which way
def _directed(one: Text, other: Text) -> tuple[Text, Text, str]:
    """(copy, original, why so): who credits the other's outlet took it, then who credits any, then the later one."""
    for copy, original in ((one, other), (other, one)):
        if _names(copy, original) and not _names(original, copy):
            return copy, original, f"credits {original.publisher}"
    for copy, original in ((one, other), (other, one)):
        if copy.credits and not original.credits:
            return copy, original, f"credits {', '.join(copy.credits)}"
    if one.date and other.date and one.date != other.date:
        copy, original = (one, other) if one.date > other.date else (other, one)
        return copy, original, f"published later ({copy.date}, not {original.date})"
    original, copy = sorted((one, other), key=lambda t: t.rank)
    return copy, original, "which came first is not known" if copy.date == original.date else "undated"


def _names(one: Text, other: Text) -> bool:
    """True when `one` credits the other's outlet, by its whole name or its first words."""
    own = name_key(other.publisher)
    names = {name_key(name) for name in (*one.credits, *one.origins)}
    return bool(own) and any(own == n or own.startswith(f"{n} ") or n.startswith(f"{own} ") for n in names)


# -------------------------------------------------------------------------------------- which original
Rank = Callable[[str], tuple[bool, object, bool, str]]


def choose(pairs: Iterable[Copy], rank: Rank) -> tuple[Copy, ...]:
    """Of all pairs that stood, for each copy the original that fits best, and others that give further parts.

    Best is the highest score, then an original that is credited, then the one first by `rank` (a document's
    place among originals). A circle of copies is broken at the document that comes first in it: it can't have taken
    its text from a later one. Each connected group of documents can be chosen for alone.
    """
    by_doc: dict[str, list[Copy]] = defaultdict(list)
    for pair in pairs:
        by_doc[pair.doc].append(pair)
    found: list[Copy] = []
    above: dict[str, list[str]] = defaultdict(list)
    for doc in sorted(by_doc, key=rank, reverse=True):
        open_ones = [c for c in by_doc[doc] if not _reaches(c.copy_of, doc, above)]
        for copy in _needed(
            sorted(open_ones, key=lambda c: (-round(c.score, 2), "credits" not in c.reason, rank(c.copy_of)))
        ):
            found.append(copy)
            above[doc].append(copy.copy_of)
    return tuple(sorted(found, key=lambda c: (c.doc, -c.score, c.copy_of)))


def _reaches(doc: str, goal: str, above: Mapping[str, list[str]]) -> bool:
    seen, todo = set[str](), [doc]
    while todo:
        this = todo.pop()
        if this == goal:
            return True
        if this not in seen:
            seen.add(this)
            todo += above.get(this, [])
    return False


def _needed(ranked: Sequence[Copy]) -> list[Copy]:
    """The first, and those that account for words which none before them gave."""
    kept = list(ranked[:1])
    for copy in ranked[1:]:
        if kept[0].kind in {"within", "partial"} and _new(copy, kept) >= ALSO:
            kept.append(copy)
    return kept


def _new(copy: Copy, kept: Sequence[Copy]) -> int:
    """Words of passages that lie outside those of copies kept."""
    taken = [p.here for k in kept for p in k.passages]
    return sum(p.words for p in copy.passages if not any(p.here.overlaps(t) for t in taken))


def families(copies: Iterable[Copy]) -> dict[str, str]:
    """Document → the document its text goes back to, for all copies and their originals (the best of several)."""
    above: dict[str, str] = {}
    for copy in copies:
        above.setdefault(copy.doc, copy.copy_of)
    found: dict[str, str] = {}
    for doc in (*above, *above.values()):
        root, seen = doc, {doc}
        while (origin := above.get(root)) is not None and origin not in seen:
            root = origin
            seen.add(root)
        found[doc] = root
    return found
