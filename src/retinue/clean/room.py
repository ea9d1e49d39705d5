"""The room's one door: RawItem in, Article out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retinue.clean.blocks import Block, from_text, is_paragraph, size
from retinue.clean.credits import credits_of, syndicated_from
from retinue.clean.dateline import Dateline, find_dateline
from retinue.clean.debris import sift
from retinue.clean.decode import decode
from retinue.clean.furniture import Furniture, furniture
from retinue.clean.head import Headline, page_headline, text_headline
from retinue.clean.language import language_of
from retinue.clean.markup import Page, parse_page
from retinue.clean.masthead import Mastheads
from retinue.clean.page import mark_body
from retinue.clean.published import Surroundings, published
from retinue.clean.publisher import Printed, outlet_of, publisher, signed_by
from retinue.errors import UnreadableError
from retinue.knowledge.types import Knowledge
from retinue.model import Article, Dropped, RawItem, Span

_RAW_PER_CHAR = 60  # a page may be this many times longer than the longest article, for its markup
_TEXT_PER_CHAR = 5  # and a plain text, or the visible text of a page, this many times, for its debris
_PREFIX = re.compile(r"^\s*date:?\s+(?P<day>(?:19|20)\d\d-\d\d-\d\d)\b[ \t]*", re.IGNORECASE)
_STANDFIRSTS = 3  # blocks of text among which the one with the dateline is looked for
_ENDS = 20  # dropped blocks at either end of a long menu or foot that may name the outlet or a date
_LEAST = 8  # words: less is no article


@dataclass(frozen=True, slots=True)
class _Cut:
    """The document taken apart: all blocks, the reason to drop each (None: keep), the headline."""

    blocks: list[Block]
    reasons: list[str | None]
    headline: Headline | None
    page: Page | None
    prefix: str | None

    def kept(self) -> list[Block]:
        """The article's blocks without the headline."""
        index = self.headline.index if self.headline else None
        return [b for i, (b, r) in enumerate(zip(self.blocks, self.reasons, strict=True)) if r is None and i != index]

    def reason(self, block: Block) -> str | None:
        """Why `block` was dropped."""
        return self.reasons[block.line] if self.page else self.reasons[self.blocks.index(block)]

    def top(self) -> list[Block]:
        """Dropped blocks up to the first paragraph of the body."""
        end = next((b.line for b in self.kept() if is_paragraph(b.text) or find_dateline(b.text)), 10**9)
        found = [b for b, r in zip(self.blocks, self.reasons, strict=True) if r and b.line < end]
        return found if len(found) <= 2 * _ENDS else found[:_ENDS] + found[-_ENDS:]

    def tail(self) -> list[Block]:
        """Dropped blocks behind the last block of the body."""
        kept = self.kept()
        start = kept[-1].line if kept else -1
        found = [b for b, r in zip(self.blocks, self.reasons, strict=True) if r and b.line > start]
        return found if len(found) <= 2 * _ENDS else found[:_ENDS] + found[-_ENDS:]


def clean(raw: RawItem, knowledge: Knowledge, *, max_chars: int) -> Article:
    """Find the article in a document, and everything else on the page with the reason why it was left out.

    `max_chars` is the longest article accepted, in characters. Raises UnreadableError with reason `empty`,
    `binary`, `too_large`, `markup` (tag bomb) or `no_article`.
    """
    if len(raw.content) > _RAW_PER_CHAR * max_chars:
        raise UnreadableError(f"{len(raw.content)} bytes or characters: no article is as long", reason="too_large")
    text = decode(raw.content, raw.given.get("charset"))
    cut = _cut_page(text, raw, max_chars) if raw.html else _cut_text(text, raw, max_chars)
    kept = cut.kept()
    if sum(size(b.text) for b in kept) < _LEAST:
        raise UnreadableError("no article in it: nothing but headings, menus and labels", reason="no_article")
    article = _assemble(raw, cut, (furniture(), knowledge))
    if len(article.text) > max_chars:
        raise UnreadableError(f"{len(article.text)} characters long (at most {max_chars})", reason="too_large")
    return article


def _refuse_long(length: int, max_chars: int) -> None:
    """Stop before the slow parts when no article of at most `max_chars` can be in it."""
    if length > _TEXT_PER_CHAR * max_chars:
        raise UnreadableError(f"{length} characters of text (articles have at most {max_chars})", reason="too_large")


def _cut_page(source: str, raw: RawItem, max_chars: int) -> _Cut:
    rules = furniture()
    page = parse_page(source)
    _refuse_long(sum(len(block.text) for block in page.blocks), max_chars)
    mark_body(page)
    headline = page_headline(page, raw.given, rules)
    return _Cut(page.blocks, sift(page.blocks, headline, rules), headline, page, None)


def _cut_text(text: str, raw: RawItem, max_chars: int) -> _Cut:
    rules = furniture()
    _refuse_long(len(text), max_chars)
    found = _PREFIX.match(text)
    prefix = found["day"] if found else None
    blocks = from_text(text[found.end() :] if found else text)
    headline = text_headline(blocks, raw.given, rules)
    return _Cut(blocks, sift(blocks, headline, rules), headline, None, prefix)


def _assemble(raw: RawItem, cut: _Cut, tools: tuple[Furniture, Knowledge]) -> Article:
    kept, top, tail = cut.kept(), cut.top(), cut.tail()
    title = cut.headline.text if cut.headline else None
    opening, line = _opening(kept)
    text = "\n\n".join([*([title] if title else []), *(b.text for b in kept)])
    dropped_blocks = [b for b, r in zip(cut.blocks, cut.reasons, strict=True) if r]
    credited = credits_of(_near(dropped_blocks, kept), kept, line, tools[1])
    url = raw.given.get("url") or (cut.page.canonical if cut.page else None)
    origin = next((c.name for c in credited if c.kind == "first_published"), None)
    suffix = cut.headline.outlet if cut.headline else None
    outlet = outlet_of(url, tools[1])
    index = cut.headline.index if cut.headline and cut.headline.index is not None else 10**9
    heads = Mastheads(*tools)
    names = [b for b in top if cut.reason(b) != "byline" or tools[0].reason(b.text) or heads.sure(b.text)]
    at = cut.blocks[index].line if index < 10**9 else index
    printed = Printed(names, tail, line, suffix, url, origin, at, title, text)
    name = publisher(raw.given, cut.page, printed, tools)
    dated = [b for b in top if cut.reason(b) not in ("caption", "related", "advert", "aside", "copyright")]
    signed = frozenset(signed_by(tail, heads))
    lead = opening.text if opening else ""
    country = outlet.country if outlet else None
    around = Surroundings(dated, tail, line, cut.prefix, url, country, signed, lead, text)
    return Article(
        doc=raw.doc,
        source=raw.source,
        text=text,
        title=title,
        title_end=len(title) if title else 0,
        language=language_of(text),
        published=published(raw.given, cut.page, around),
        publisher=name,
        syndicated_from=syndicated_from(credited, name),
        credits=credited,
        dateline=_dateline_span(text, opening, line),
        dropped=_dropped(cut),
    )


def _opening(kept: Sequence[Block]) -> tuple[Block | None, Dateline | None]:
    """The block that the report proper opens with, and its dateline: a standfirst may stand before it."""
    first = [b for b in kept if size(b.text) >= 8][:_STANDFIRSTS]
    for block in first:
        line = find_dateline(block.text)
        if line:
            return block, line
    return (first[0] if first else None), None


def _near(dropped: Sequence[Block], kept: Sequence[Block]) -> list[Block]:
    """The dropped blocks close to the article: on real pages the far ones credit other stories."""
    first, last = (kept[0].line, kept[-1].line) if kept else (0, 0)
    return [b for b in dropped if first - 15 <= b.line <= last + 12]


def _dateline_span(text: str, opening: Block | None, line: Dateline | None) -> Span | None:
    if opening is None or line is None:
        return None
    start = text.index(opening.text)
    return Span(start, start + len(line.wording))


def _dropped(cut: _Cut) -> tuple[Dropped, ...]:
    prefix = (Dropped(f"date {cut.prefix}", "date_prefix", 0, 0),) if cut.prefix else ()
    return prefix + tuple(_placed(cut))


def _placed(cut: _Cut) -> Iterator[Dropped]:
    """What was left out, with the number of the text's paragraphs above it: a headline apart from it is above all."""
    index = cut.headline.index if cut.headline else None
    above = int(cut.headline is not None and index is None)
    for number, (block, reason) in enumerate(zip(cut.blocks, cut.reasons, strict=True)):
        if reason:
            yield Dropped(block.text, reason, block.line, above)
        if not reason or number == index:
            above += 1
