"""Reported speech: what was said, by which words it is reported, and who said it.

Quotation marks and paragraphs are trusted before the parse, which goes wrong around long quotations: words quoted
in their own right are found first and joined to the reporting verb beside them; only the sentences outside them are
searched for indirect speech.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from retinue.annotate.quote_clauses import content_of
from retinue.annotate.quote_cues import Breadth, SpeechCues, load_cues
from retinue.annotate.quote_direct import inherited, link_after, link_before
from retinue.annotate.quote_nouns import around_phrase, noun_content, source_phrases
from retinue.annotate.quote_page import Page, Stretch, read_page
from retinue.annotate.quote_speakers import on_behalf, owner_of, speaker_of
from retinue.model import Span

__all__ = ["Breadth", "RawQuote", "SpeechCues", "find_quotes", "load_cues"]

_EDGES = " \t\n,;:—–-"
_VERB_TAGS = ("VB", "VBD", "VBZ", "VBP", "VBG", "VBN")


@dataclass(frozen=True, slots=True)
class RawQuote:
    """Reported speech before coreference.

    `content` and `cue` are characters of the text; `speaker` is the head token of the words that name the
    speaker, None when the text does not tell; `on_behalf` the token of the body an unnamed spokesperson speaks
    for. `reason` names the form that was recognised.
    """

    content: Span
    kind: Literal["direct", "indirect"]
    cue: Span | None
    speaker: int | None
    reason: str
    on_behalf: int | None = None


def find_quotes(parsed: Any, cues: SpeechCues) -> tuple[RawQuote, ...]:
    """All reported speech in a parsed article, in reading order.

    `parsed` is a spaCy Doc with tags, lemmas and dependencies over headline and paragraphs parted by line breaks.
    """
    page = read_page(parsed)
    verbs = _cue_verbs(page, cues)
    direct, used = _direct(page, verbs, cues)
    indirect = _indirect(page, [v for v in verbs if v not in used], cues) + _nouns(page, cues) + _phrases(page, cues)
    return tuple(sorted(_distinct(direct, indirect), key=lambda q: q.content))


def _cue_verbs(page: Page, cues: SpeechCues) -> list[int]:
    """Verbs that may report speech, outside words quoted in their own right."""
    found = []
    for token in page.doc:
        i = token.i
        if page.tags[i] in _VERB_TAGS and token.lemma_.lower() in cues.verbs and not page.quoted_whole(i):
            found.append(i)
    return found


# ---------------------------------------------------------------------------------------------- direct
def _direct(page: Page, verbs: list[int], cues: SpeechCues) -> tuple[list[RawQuote], set[int]]:
    """Words quoted in their own right, each with the reporting verb beside it or the speaker before it."""
    quotes: list[RawQuote] = []
    used: set[int] = set()
    whole = [s for s in page.stretches if s.whole]
    for number, stretch in enumerate(whole):
        before = whole[number - 1] if number else None
        after = whole[number + 1] if number + 1 < len(whole) else None
        link = link_after(page, stretch, after, verbs, cues) or link_before(page, stretch, before, verbs, cues)
        if link is not None:
            cue, speaker, why = link
            used.add(cue)
            quotes.append(_quote(page, stretch, cue, speaker, why, cues))
        else:
            speaker, why = inherited(page, stretch, before, quotes)
            if speaker is not None or cues.broad or stretch.last - stretch.first >= 7:
                quotes.append(_quote(page, stretch, None, speaker, why, cues))
    return quotes, used


def _quote(
    page: Page, stretch: Stretch, cue: int | None, speaker: int | None, why: str, cues: SpeechCues
) -> RawQuote:
    cue_span = None if cue is None else page.span(cue, cue)
    content = _trimmed(page.text, stretch.quoted.inner)
    return RawQuote(content, "direct", cue_span, speaker, why, on_behalf(page, speaker, cues))


# -------------------------------------------------------------------------------------------- indirect
def _indirect(page: Page, verbs: list[int], cues: SpeechCues) -> list[RawQuote]:
    quotes = []
    for verb in verbs:
        speaker = speaker_of(page, verb, cues)
        found = content_of(page, verb, speaker, cues)
        if found is None:
            continue
        quote = _from_tokens(page, found, (verb, verb), speaker, cues)
        if quote is not None:
            quotes.append(quote)
    return quotes


def _from_tokens(
    page: Page, found: tuple[int, int, str], cue: tuple[int, int], speaker: int | None, cues: SpeechCues
) -> RawQuote | None:
    first, last, why = found
    content, kind = _unmarked(page, _trimmed(page.text, page.span(first, last)))
    cue_span = page.span(*cue)
    if content.start >= content.end or content.overlaps(cue_span):
        return None
    return RawQuote(content, kind, cue_span, speaker, why, on_behalf(page, speaker, cues))


def _unmarked(page: Page, content: Span) -> tuple[Span, Literal["direct", "indirect"]]:
    """Content that is one quoted stretch and nothing else loses its marks and counts as direct."""
    for stretch in page.stretches:
        outer, inner = stretch.quoted.outer, stretch.quoted.inner
        if outer.start > content.end:
            break
        if abs(outer.start - content.start) <= 1 and abs(outer.end - content.end) <= 1:
            return _trimmed(page.text, inner), "direct"
    return content, "indirect"


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ".":
        end -= 1
    return Span(start, end)


def _nouns(page: Page, cues: SpeechCues) -> list[RawQuote]:
    """ "its charge was that …", "the minister's claim that …"."""
    quotes = []
    for token in page.doc:
        if page.tags[token.i] not in ("NN", "NNS") or token.lemma_.lower() not in cues.noun:
            continue
        if page.quoted_whole(token.i):
            continue
        found = noun_content(page, token)
        if found is None:
            continue
        quote = _from_tokens(page, found, (token.i, token.i), owner_of(token), cues)
        if quote is not None:
            quotes.append(quote)
    return quotes


def _phrases(page: Page, cues: SpeechCues) -> list[RawQuote]:
    """ "according to X, …" and "in X's words, …"."""
    quotes = []
    for first, last, speaker in source_phrases(page, cues):
        found = around_phrase(page, first, speaker)
        if found is None:
            continue
        quote = _from_tokens(page, found, (first, last), speaker, cues)
        if quote is not None:
            quotes.append(quote)
    return quotes


# --------------------------------------------------------------------------------------------- together
def _distinct(direct: list[RawQuote], indirect: list[RawQuote]) -> list[RawQuote]:
    """Each content once: direct before indirect, the first cue before later ones."""
    kept = list(direct)
    for quote in indirect:
        if not any(_same(quote.content, other.content) for other in kept):
            kept.append(quote)
    return kept


def _same(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * max(a.end - a.start, b.end - b.start)
