"""Keep or drop: which blocks are the article, and for every other one the reason why it is not.

Single lines are judged by the rules of `data/debris.yml` (furniture.py); here their place is judged: what stands
above the headline, between headline and text, in a list under a label, behind the last paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from retinue.clean.blocks import Block, ends_sentence, is_bullet, is_paragraph, size
from retinue.clean.dateline import find_dateline
from retinue.clean.day import written_dates
from retinue.clean.furniture import Furniture
from retinue.clean.head import Headline, alike_exactly

_NAME_LINE = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|de|da|di|von|van|der|bin|al|in|and|for)){1,5}$")
_INLINE = re.compile(r"[:：»>]\s*\S")
_UNNAMED = (None, "outside", "aside")
_OUTSIDE = {
    "nav": "navigation",
    "header": "masthead",
    "footer": "footer",
    "aside": "aside",
    "figure": "caption",
    "form": "form",
    "comments": "comments",
}
_DATED = 18  # words: a line below the headline with a full date and no full stop says when and where, not what
_REMARK = 40  # words: a remark that long is no longer told from a paragraph
_LIST_ITEM = 24  # words: the longest headline or remark in a list under a label
_CLOSING = frozenset({"related", "comments", "copyright", "newsletter", "login", "tags"})
_CLOSING_TEXT = _CLOSING.union(
    ("contact", "promo", "byline", "about_author", "disclaimer", "origin", "datestamp", "end_mark", "app", "tools")
)
_NEAR = 6  # blocks before and behind the body that are judged by the rules too


@dataclass(slots=True)
class _Open:
    """A label whose list is still running."""

    reason: str
    group: int = -1
    count: int = 0


def sift(blocks: list[Block], headline: Headline | None, rules: Furniture) -> list[str | None]:
    """For each block the reason to drop it, None for the article's own."""
    title = headline.index if headline else None
    near, rows = _near(blocks), Counter(block.group for block in blocks if block.cell and block.linked < 0.5)
    reasons = [_own_reason(b, rules, i in near, rows[b.group] if b.cell else 0) for i, b in enumerate(blocks)]
    for index, block in enumerate(blocks):
        if headline and index != title and block.kept and alike_exactly(block.text, headline.text):
            reasons[index] = "headline_again"
    if title is not None:
        reasons[title] = None
    first, last = _body(blocks, reasons, title)
    for index, block in enumerate(blocks):
        if index == title or reasons[index]:
            continue
        if title is not None and index < title:
            reasons[index] = "masthead"
        elif index == first - 1 and title is not None and index > title and _has_subheads(blocks, reasons, first):
            continue
        elif index < first:
            reasons[index] = _between(block, title is not None, rules)
    _follow_labels(blocks, reasons, rules, first)
    _drop_remarks(blocks, reasons)
    _close_tail(blocks, reasons, last)
    return reasons


def _near(blocks: list[Block]) -> range:
    """The blocks worth judging one by one: pages carry hundreds that the extractor has left out for good."""
    kept = [i for i, block in enumerate(blocks) if block.kept]
    return range(max(0, kept[0] - _NEAR), kept[-1] + _NEAR) if kept else range(0)


def _own_reason(block: Block, rules: Furniture, near: bool, row: int) -> str | None:
    if block.voted and row >= 3 and size(block.text) <= 5:
        return None  # a cell of a table of data, where bare numbers and names belong
    if block.kept:
        return rules.reason(block.text)
    reason = rules.reason(block.text) if near else None
    return reason or _OUTSIDE.get(block.zone, "outside")


def _body(blocks: list[Block], reasons: list[str | None], title: int | None) -> tuple[int, int]:
    """Indexes of the first and the last real paragraph; the block after the headline if there is none."""
    after = -1 if title is None else title
    found = [
        i
        for i, block in enumerate(blocks)
        if i > after and reasons[i] is None and (is_paragraph(block.text) or find_dateline(block.text))
    ]
    return (found[0], found[-1]) if found else (after + 1, len(blocks) - 1)


def _between(block: Block, titled: bool, rules: Furniture) -> str | None:
    """Between headline and first paragraph: a standfirst stays, names and labels go."""
    text = block.text
    if is_bullet(text) or (ends_sentence(text) and size(text) >= 3):
        return None
    if size(text) <= _DATED and written_dates(text):
        return "datestamp"
    if rules.is_section(text):
        return "section"
    if rules.is_outlet(text):
        return "masthead"
    if size(text) <= 5 and _NAME_LINE.match(text) and not block.heading:
        return "byline"
    if titled and (size(text) >= 5 or block.heading):
        return None
    return "masthead"


def _follow_labels(blocks: list[Block], reasons: list[str | None], rules: Furniture, first: int) -> None:
    """Drop the short lines that belong to a label above them."""
    running: _Open | None = None
    parted = len({block.group for block in blocks}) > 2  # a text without blank lines has no groups to go by
    for index, block in enumerate(blocks):
        reason = reasons[index]
        if reason in rules.opens and rules.opens[reason] != "nothing":
            running = _Open(reason) if _is_label(block, rules.opens[reason]) else None
            continue
        if running is None or index < first:
            continue
        if not _belongs(block, blocks[index - 1], running, rules.opens[running.reason]) or (
            not parted and rules.opens[running.reason] == "line"
        ):
            running = None
        elif reason in _UNNAMED:
            reasons[index] = running.reason
            running.count += 1
            running.group = block.group


def _drop_remarks(blocks: list[Block], reasons: list[str | None]) -> None:
    """Readers' remarks in whole sentences: what little stands behind the "12 comments" of a text."""
    for label in [i for i, reason in enumerate(reasons) if reason == "comments" and blocks[i].kept]:
        rest = [i for i in range(label, len(blocks)) if reasons[i] is None]
        before = sum(size(blocks[i].text) for i in range(label) if reasons[i] is None)
        sizes = [size(blocks[i].text) for i in rest]
        if rest and max(sizes) <= _REMARK and sum(sizes) * 4 <= before:
            for i in rest:
                reasons[i] = "comments"


def _has_subheads(blocks: list[Block], reasons: list[str | None], first: int) -> bool:
    """True when short lines without a full stop stand among the paragraphs: the first one may head the first."""
    body = [b.text for b, reason in zip(blocks[first:], reasons[first:], strict=True) if reason is None]
    heads = [
        1 for text, after in pairwise(body) if size(text) <= 8 and not ends_sentence(text) and is_paragraph(after)
    ]
    return len(heads) >= 2


def _is_label(block: Block, opens: str) -> bool:
    """True when nothing of the list stands on the label's own line ("Read next: …" is whole in itself)."""
    return opens == "line" or (size(block.text) <= 9 and not _INLINE.search(block.text.rstrip(":： ")))


def _belongs(block: Block, before: Block, running: _Open, opens: str) -> bool:
    if size(block.text) > _LIST_ITEM or (block.heading and running.count):
        return False
    if block.voted and not block.item and block.text.endswith((".", ":")):
        return False
    if opens == "line":
        next_line = running.count == 0 and block.group == before.group
        return next_line and block.kept and not block.heading and not is_paragraph(block.text)
    if running.count >= 2 and block.group != running.group and not block.item:
        return False
    return block.item or not (ends_sentence(block.text) and is_paragraph(block.text))


def _close_tail(blocks: list[Block], reasons: list[str | None], last: int) -> None:
    """Behind the last paragraph only sentences and list items may stay, and few once the furniture has begun."""
    closed = False
    for index in range(last + 1, len(blocks)):
        block, reason = blocks[index], reasons[index]
        if reason:
            closed = closed or (block.kept and reason in (_CLOSING if block.voted else _CLOSING_TEXT))
            continue
        sentence = ends_sentence(block.text) and size(block.text) >= (6 if closed else 2)
        listed = block.voted or block.item or is_bullet(block.text)
        if not sentence and (closed or not listed):
            reasons[index] = "tail"
