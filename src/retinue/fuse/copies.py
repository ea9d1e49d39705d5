"""Which documents are copies of which: exact, near, cut, or one inside the other's own text.

Texts are compared as sets of word 5-grams. Candidates come from a sketch, the 5-grams whose hash falls in one
quarter of the range (modulo sampling, Broder 1997): its overlap estimates containment as well as likeness, which
banded MinHash does not, and a short agency text inside a long article has containment 1 but likeness near 0. Every
candidate is then verified on all 5-grams.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retinue.knowledge.fold import fold
from retinue.model import Record

__all__ = ["Copy", "families", "find_copies"]

N = 5  # words in a shingle
KEEP = 4  # one shingle in four is indexed
MOST = 64  # a shingle in more documents than this is furniture, or a story already represented
FEWEST = 12  # shared shingles below which two texts merely quote the same sentence
CONTAINED = 0.6  # share of the smaller text that makes it a copy
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Copy:
    """`doc` takes its text from `copy_of`.

    `kind`: exact (same words), headline (same body under another headline), near (a few words changed), cut
    (parts left out), within (the original stands inside a longer text of its own); reworded and syndicated see
    `credited`. `score` is the share of the smaller text's 5-grams (reworded: words) found in the other.
    """

    doc: str
    copy_of: str
    kind: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Text:
    record: Record
    body: tuple[str, ...]
    shingles: frozenset[int]
    sketch: frozenset[int]

    @property
    def doc(self) -> str:
        return self.record.article.doc

    @property
    def rank(self) -> tuple[bool, dt.date, bool, str]:
        """Originals first: no outlet credited, then earliest, dated before undated, then by id."""
        article = self.record.article
        credited = bool(article.syndicated_from) or any(c.kind == "first_published" for c in article.credits)
        return credited, article.published.date or dt.date.max, article.published.date is None, article.doc


def find_copies(records: Sequence[Record]) -> tuple[Copy, ...]:
    """Every document that is a copy, with the one original that fits best. Independent of the records' order."""
    texts = sorted(map(_text, records), key=lambda t: t.rank)
    by_doc = {t.doc: t for t in texts}
    index: dict[int, list[str]] = defaultdict(list)
    found = []
    for text in texts:
        best = max(_verified(text, _suspects(text, index), by_doc), key=lambda c: c.score, default=None)
        if best:
            found.append(best)
        if best is None or best.kind not in {"exact", "headline", "near"}:  # one representative is enough
            for shingle in text.sketch:
                index[shingle].append(text.doc)
    return tuple(sorted(found, key=lambda c: c.doc))


def families(copies: Iterable[Copy]) -> dict[str, str]:
    """Document → the document its text goes back to, for all copies and their originals."""
    above = {c.doc: c.copy_of for c in copies}
    found: dict[str, str] = {}
    for doc in (*above, *above.values()):
        root, seen = doc, {doc}
        while (origin := above.get(root)) is not None and origin not in seen:
            root = origin
            seen.add(root)
        found[doc] = root
    return found


def _text(record: Record) -> _Text:
    article = record.article
    body = tuple(_WORD.findall(article.text[article.title_end :].casefold()))
    shingles = frozenset(zlib.crc32(" ".join(body[i : i + N]).encode()) for i in range(len(body) - N + 1))
    return _Text(record, body, shingles, frozenset(s for s in shingles if s % KEEP == 0))


def _suspects(text: _Text, index: dict[int, list[str]]) -> Iterable[str]:
    """Documents that share enough of the sketch, in a fixed order."""
    met = Counter(doc for s in text.sketch if len(index.get(s, ())) <= MOST for doc in index.get(s, ()))
    return sorted(doc for doc, count in met.items() if count >= max(2, FEWEST // KEEP))


def _verified(text: _Text, suspects: Iterable[str], by_doc: dict[str, _Text]) -> list[Copy]:
    copies = (_compare(text, by_doc[doc]) for doc in suspects)
    return [c for c in copies if c]


def _compare(copy: _Text, original: _Text) -> Copy | None:
    shared = len(copy.shingles & original.shingles)
    if shared < FEWEST:
        return None
    here, there = shared / len(copy.shingles), shared / len(original.shingles)
    if max(here, there) < CONTAINED:
        return None
    kind, told = _kind(copy, original, here, there)
    reason = f"{told}; {max(here, there):.0%} of its 5-word sequences shared{_direction(copy, original)}"
    return Copy(copy.doc, original.doc, kind, reason, round(max(here, there), 3))


def _kind(copy: _Text, original: _Text, here: float, there: float) -> tuple[str, str]:
    if copy.body == original.body:
        same_title = fold(copy.record.article.title or "") == fold(original.record.article.title or "")
        return ("exact", "same words") if same_title else ("headline", "same text under another headline")
    if min(here, there) >= CONTAINED:
        return "near", "nearly the same text"
    if here >= there:
        return "cut", "a shorter version of it"
    return "within", "its text stands inside a longer one"


def _direction(copy: _Text, original: _Text) -> str:
    """Why this one is the copy and the other the original."""
    article, other = copy.record.article, original.record.article
    if article.syndicated_from and not other.syndicated_from:
        return f"; credits {article.syndicated_from}"
    if article.published.date and other.published.date and article.published.date > other.published.date:
        return f"; published later ({article.published.date}, not {other.published.date})"
    return "; which came first is not known" if article.published.date == other.published.date else "; undated"
