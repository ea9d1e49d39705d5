"""Reported speech: what was said, by which words it is reported, and who said it.

Quotation marks and paragraphs are trusted before the parse, which goes wrong around long quotations: words quoted
in their own right are found first and joined to the reporting verb beside them; only the sentences outside them are
searched for indirect speech.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from retinue.annotate.quote_clauses import contents_of
from retinue.annotate.quote_cues import Breadth, SpeechCues, load_cues
from retinue.annotate.quote_direct import attribute
from retinue.annotate.quote_nouns import noun_reports, source_reports
from retinue.annotate.quote_page import Page, read_page
from retinue.annotate.quote_speakers import agentless, on_behalf, speaker_of
from retinue.annotate.quote_turns import turns
from retinue.annotate.words import Words, words_of
from retinue.model import Span

__all__ = ["Breadth", "RawQuote", "SpeechCues", "find_quotes", "load_cues"]

_EDGES = " \t\r\n,;:—–-"
_NOBODY = frozenset(("nobody", "none", "no-one", "noone", "neither", "i", "we", "you"))  # and the writer, the reader
_RELAYS = ("sentence closed by a source", "sentence opened by a source", "clause with an aside")

Kind = Literal["direct", "indirect"]


@dataclass(frozen=True, slots=True)
class RawQuote:
    """Reported speech before coreference.

    `content` and `cue` are characters of the text; `speaker` is the head token of the words that name the
    speaker, None when the text does not tell; `on_behalf` the token of the body an unnamed spokesperson speaks
    for. `continues` is True when it goes on with the words of the quote before it, which its cue interrupted.
    `reason` names the form that was recognised.
    """

    content: Span
    kind: Kind
    cue: Span | None
    speaker: int | None
    reason: str
    on_behalf: int | None = None
    continues: bool = False


def find_quotes(parsed: Any, cues: SpeechCues, words: Words | None = None) -> tuple[RawQuote, ...]:
    """All reported speech in a parsed article, in reading order.

    `parsed` is a spaCy Doc with tags, lemmas and dependencies over headline and paragraphs parted by line breaks;
    `words` are its words where they have been read already.
    """
    page = read_page(parsed, words or words_of(parsed), cues)
    direct, used = _direct(page)
    indirect = [*_verbs(page, used), *_others(page)]
    kept = sorted(_distinct(direct, indirect), key=lambda q: q.content)
    return tuple(kept if cues.broad else _with_turns(page, _statements(page, kept)))


# ---------------------------------------------------------------------------------------------- direct
def _direct(page: Page) -> tuple[list[RawQuote], set[int]]:
    """Words quoted in their own right; and the reporting verbs they take."""
    quotes: list[RawQuote] = []
    used: set[int] = set()
    for found in attribute(page):
        if found.cue is not None:
            used.add(found.cue)
        cue = None if found.cue is None else page.span(found.cue, found.cue)
        content = _trimmed(page.text, found.stretch.quoted.inner)
        if content.start < content.end:
            behalf = on_behalf(page, found.speaker)
            quotes.append(RawQuote(content, "direct", cue, found.speaker, found.reason, behalf, found.continues))
    return quotes, used


# -------------------------------------------------------------------------------------------- indirect
def _verbs(page: Page, used: set[int]) -> list[RawQuote]:
    """What verbs report outside whole quotations."""
    quotes = []
    for verb in sorted(page.verbs.keys() - used):
        if not page.cues.broad and agentless(page, verb):
            continue
        speaker = speaker_of(page, verb)
        for number, (first, last, why) in enumerate(contents_of(page, verb, speaker)):
            if quote := _quote(page, (first, last), (verb, verb), speaker, why):
                quotes.append(replace(quote, continues=number > 0))
    return quotes


def _others(page: Page) -> list[RawQuote]:
    """What nouns ("its charge was that …") and phrases ("according to X") report."""
    quotes = []
    for report in (*noun_reports(page), *source_reports(page)):
        if quote := _quote(page, report.content, report.cue, report.speaker, report.reason):
            quotes.append(quote)
    return quotes


def _quote(
    page: Page, tokens: tuple[int, int], cue: tuple[int, int], speaker: int | None, why: str
) -> RawQuote | None:
    content, kind = _unmarked(page, _trimmed(page.text, page.span(*tokens)))
    cue_span = page.span(*cue)
    if content.start >= content.end or content.overlaps(cue_span):
        return None
    return RawQuote(content, kind, cue_span, speaker, why, on_behalf(page, speaker))


def _unmarked(page: Page, content: Span) -> tuple[Span, Kind]:
    """Content that is one quoted stretch and nothing else loses its marks and counts as direct."""
    near = bisect_left(page.stretches, content.start - 1, key=lambda s: s.quoted.outer.start)
    for stretch in page.stretches[near : near + 2]:
        outer, inner = stretch.quoted.outer, stretch.quoted.inner
        if abs(outer.start - content.start) <= 1 and abs(outer.end - content.end) <= 1:
            return _trimmed(page.text, inner), "direct"
    return _closed(page, content), "indirect"


def _closed(page: Page, content: Span) -> Span:
    """Content that stops just before the mark that closes words quoted in it takes the mark in."""
    place = bisect_left(page.stretches, content.end, key=lambda s: s.quoted.outer.start) - 1
    if place < 0:
        return content
    outer, inner = page.stretches[place].quoted.outer, page.stretches[place].quoted.inner
    inside = content.start <= outer.start and content.end <= inner.end and content.end < outer.end
    rest = page.text[content.end : inner.end] if inside else "x"
    return Span(content.start, outer.end) if not rest.strip(" .,") else content


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ".":
        end -= 1
    return Span(start, end)


# --------------------------------------------------------------------------------------------- together
def _distinct(direct: list[RawQuote], indirect: list[RawQuote]) -> list[RawQuote]:
    """Each content once: direct before indirect, the first cue before later ones."""
    ranked = [*direct, *indirect]
    dropped: set[int] = set()
    for i, j in _overlapping(ranked):
        later = max(i, j)
        if later >= len(direct) and _same(ranked[i].content, ranked[j].content) and min(i, j) not in dropped:
            dropped.add(later)
    return [q for i, q in enumerate(ranked) if i not in dropped]


def _overlapping(quotes: list[RawQuote]) -> Iterator[tuple[int, int]]:
    """Pairs of quotes whose contents share characters, as places in the list."""
    running: list[int] = []
    for i in sorted(range(len(quotes)), key=lambda i: quotes[i].content):
        running = [j for j in running if quotes[j].content.end > quotes[i].content.start]
        yield from ((j, i) for j in running)
        running.append(i)


def _same(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * max(a.end - a.start, b.end - b.start)


def _statements(page: Page, quotes: list[RawQuote]) -> list[RawQuote]:
    """Leaves out what is no statement: headlines (the body says it again), speech inside speech, nobody's words."""
    body = _body_start(page)
    within: set[int] = set()
    for i, j in _overlapping(quotes):
        within |= {
            b for a, b in ((i, j), (j, i)) if quotes[a].content.covers(quotes[b].content) and _opaque(quotes[a])
        }
    kept = []
    for i, quote in enumerate(quotes):
        nobody = quote.speaker is None or page.words[quote.speaker].lower() in _NOBODY
        if not nobody and i not in within and quote.content.start >= body:
            kept.append(quote)
    return kept


def _with_turns(page: Page, quotes: list[RawQuote]) -> list[RawQuote]:
    """With the turns of a transcript, each in place of what was read inside it."""
    spoken = [RawQuote(said, "direct", None, token, "turn of a transcript") for said, token in turns(page)]
    outside = [q for q in quotes if not any(turn.content.overlaps(q.content) for turn in spoken)]
    return sorted([*outside, *spoken], key=lambda q: q.content)


def _opaque(outer: RawQuote) -> bool:
    """What somebody says about a third party's words is his; what a source relays is the third party's."""
    return outer.cue is not None and outer.reason not in _RELAYS


def _body_start(page: Page) -> int:
    """Where the first paragraph after the headline starts; 0 when the first paragraph is a sentence."""
    head, gap, _ = page.text.partition("\n")
    line = head.rstrip()
    return len(head) if gap and line and line[-1] not in '.!?…"”’»」' else 0
