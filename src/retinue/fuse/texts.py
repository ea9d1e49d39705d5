"""A document's text as the search for copies sees it: its words, a sketch of them, and what it shares with another.

Two steps, both pure and per document or per pair, so that an index may be kept between runs. The sketch of a text is
the set of those word 4-grams whose hash falls in one quarter of the range (modulo sampling, Broder 1997): how many of
them two texts share estimates containment as well as likeness. What two texts really share is found by seed and
extend, as in aligning texts for plagiarism: runs of three words that both have are the seeds, neighbouring seeds grow
into passages that bear a few changed words, so names spelt otherwise don't hide a copy.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from retinue.knowledge.fold import bare, fold
from retinue.model import Article, Record, Span, Stretch

__all__ = ["Shared", "Sketch", "Text", "name_key", "read_text", "share", "sketch"]

N = 4  # words in a shingle of the sketch
KEEP = 4  # one shingle in four is kept
SEED = 3  # words in a row that begin a passage
GAP = 5  # changed words in a row that a passage bears, on either side
LEAST = 14  # words both have: less is no passage
DENSE = 0.45  # share of a passage's words that both have
COMMON = 12  # places at which one seed is tried
SHORT = 20  # words: a shorter text is nobody's copy
TAKEN = frozenset({"first_published", "agency"})  # credits of which the text itself is
SAID = 6  # words in quotation marks from which they are somebody's speech, not a term
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
_QUOTED = re.compile(
    r"“[^“”]{20,}”|(?<![^\s(])\"(?=\S)[^\"\n]{20,}(?<=\S)\"(?!\w)|「[^「」]{20,}」|«[^«»]{20,}»|„[^„“]{20,}“"
)


Rank = tuple[bool, dt.date, bool, str]


def rank(doc: str, credited: bool, date: dt.date | None) -> Rank:
    """Originals first: no outlet credited, then earliest, dated before undated, then by id."""
    return credited, date or dt.date.max, date is None, doc


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an index keeps of a text: `digest` of its words (alike: the same body), and sampled `keys`, sorted.

    A text of few words has no keys. `credited` and `date` are what its place among originals rests on (`rank`).
    """

    doc: str
    digest: str
    keys: tuple[int, ...]
    credited: bool = False
    date: dt.date | None = None

    @property
    def rank(self) -> Rank:
        """As `Text.rank`."""
        return rank(self.doc, self.credited, self.date)


@dataclass(frozen=True, slots=True)
class Text:
    """The body of a document in words.

    `starts` and `ends` are the words' characters in `Article.text`; `said` marks words inside quotation marks.
    `credits` are the names, as printed, that the page says the text is from; `origins` all it credits for its news.
    """

    doc: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    said: frozenset[int]
    title: str
    publisher: str
    credits: tuple[str, ...]
    origins: tuple[str, ...]
    date: dt.date | None
    seeds: Mapping[tuple[str, ...], tuple[int, ...]] = field(repr=False, compare=False)

    @property
    def own(self) -> int:
        """How many words are not in quotation marks."""
        return len(self.words) - len(self.said)

    @property
    def rank(self) -> Rank:
        """Its place among originals."""
        return rank(self.doc, bool(self.credits), self.date)


@dataclass(frozen=True, slots=True)
class Shared:
    """What `here` shares with `there`: passages in the order of `here`, the share of each text, words in common.

    Shares leave out what stands in quotation marks: two reports of one speech are not copies of one another. Of a
    text that is hardly more than a quotation all words count.
    """

    passages: tuple[Stretch, ...]
    here: float
    there: float
    words: int

    def turned(self) -> Shared:
        """The same seen from the other text."""
        turned = (Stretch(p.there, p.here, p.words) for p in self.passages)
        return Shared(tuple(sorted(turned, key=lambda p: p.here)), self.there, self.here, self.words)


def read_text(record: Record) -> Text:
    """The text of a record, ready to be compared."""
    article = record.article
    found = list(_WORD.finditer(article.text, article.title_end))
    words = tuple(m[0].casefold() for m in found)
    seeds: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(words) - SEED + 1):
        seeds[words[i : i + SEED]].append(i)
    return Text(
        article.doc, words, tuple(m.start() for m in found), tuple(m.end() for m in found), _said(article, found),
        fold(article.title or ""), article.publisher or "", _credits(article), record.origins, article.published.date,
        {key: tuple(at) for key, at in seeds.items()},
    )  # fmt: skip


def sketch(record: Record) -> Sketch:
    """What to keep of a record's text in an index of texts."""
    article = record.article
    words = [w.casefold() for w in _WORD.findall(article.text, article.title_end)]
    grams = range(len(words) - N + 1) if len(words) >= SHORT else range(0)
    hashes = {zlib.crc32(" ".join(words[i : i + N]).encode()) for i in grams}
    digest = blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
    keys = tuple(sorted(h for h in hashes if h % KEEP == 0))
    return Sketch(article.doc, digest, keys, bool(_credits(article)), article.published.date)


def name_key(name: str) -> str:
    """An outlet's name as far as it tells outlets apart without knowledge."""
    return bare(fold(name)).removeprefix("the ")


def _credits(article: Article) -> tuple[str, ...]:
    names = [article.syndicated_from or "", *(c.name for c in article.credits if c.kind in TAKEN)]
    own = name_key(article.publisher or "")
    return tuple({name_key(name): name for name in reversed(names) if name and name_key(name) != own}.values())


def _said(article: Article, found: Sequence[re.Match[str]]) -> frozenset[int]:
    """The words, by number, that stand in quotation marks with at least `SAID` words between them."""
    spans = [m.span() for m in _QUOTED.finditer(article.text, article.title_end)]
    inside: set[int] = set()
    at = 0
    for start, end in spans:
        while at < len(found) and found[at].start() < start:
            at += 1
        first = at
        while at < len(found) and found[at].end() <= end:
            at += 1
        if at - first >= SAID:
            inside.update(range(first, at))
    return frozenset(inside)


# ------------------------------------------------------------------------------------- what two texts share
@dataclass(slots=True)
class _Run:
    """A passage that grows: pairs of words (here, there) that are the same."""

    pairs: list[tuple[int, int]]

    @property
    def end(self) -> tuple[int, int]:
        return self.pairs[-1]

    def takes(self, i: int, j: int) -> bool:
        """True when a seed at (i, j) carries this run on, with at most `GAP` words between."""
        last, other = self.end
        return i - last - 1 <= GAP and -SEED < j - other <= GAP + 1 and j + SEED - 1 > other

    def grow(self, i: int, j: int) -> None:
        last, other = self.end
        self.pairs += [(i + k, j + k) for k in range(SEED) if i + k > last and j + k > other]


def share(here: Text, there: Text) -> Shared:
    """What two texts share."""
    runs = _apart(run for run in _runs(here, there) if _good(run))
    ours = {i for run in runs for i, _ in run.pairs}
    theirs = {j for run in runs for _, j in run.pairs}
    passages = tuple(_passage(run, here, there) for run in sorted(runs, key=lambda r: r.pairs[0]))
    return Shared(passages, _part(ours, here), _part(theirs, there), len(ours))


def _part(shared: set[int], text: Text) -> float:
    if text.own < max(LEAST, len(text.words) // 5):  # hardly more than a quotation
        return len(shared) / max(1, len(text.words))
    return len(shared - text.said) / text.own


def _runs(here: Text, there: Text) -> Iterator[_Run]:
    growing: list[_Run] = []
    for i in range(len(here.words) - SEED + 1):
        places = there.seeds.get(here.words[i : i + SEED], ())
        if not places:
            continue
        done = [run for run in growing if i - run.end[0] - 1 > GAP]
        yield from done
        growing = [run for run in growing if i - run.end[0] - 1 <= GAP]
        for j in places[:COMMON]:
            fitting = [run for run in growing if run.takes(i, j)]
            if fitting:
                min(fitting, key=lambda r: (abs((j - r.end[1]) - (i - r.end[0])), -len(r.pairs))).grow(i, j)
            else:
                growing.append(_Run([(i + k, j + k) for k in range(SEED)]))
    yield from growing


def _good(run: _Run) -> bool:
    (first, other), (last, final) = run.pairs[0], run.pairs[-1]
    return len(run.pairs) >= LEAST and len(run.pairs) >= DENSE * max(last - first + 1, final - other + 1)


def _apart(runs: Iterator[_Run]) -> list[_Run]:
    """The longest runs that take no word of a longer one, on either side."""
    kept: list[_Run] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for run in sorted(runs, key=lambda r: (-len(r.pairs), r.pairs[0])):
        free = [(i, j) for i, j in run.pairs if i not in ours and j not in theirs]
        if len(free) >= LEAST:
            kept.append(_Run(free))
            ours.update(i for i, _ in free)
            theirs.update(j for _, j in free)
    return kept


def _passage(run: _Run, here: Text, there: Text) -> Stretch:
    (first, other), (last, final) = run.pairs[0], run.pairs[-1]
    return Stretch(
        Span(here.starts[first], here.ends[last]), Span(there.starts[other], there.ends[final]), len(run.pairs)
    )
