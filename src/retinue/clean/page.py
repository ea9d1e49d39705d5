"""Which blocks of a page are its article: trafilatura's vote, and a rescue of what it loses."""

from __future__ import annotations

import trafilatura

from retinue.clean.blocks import Block, ends_sentence, is_paragraph, size
from retinue.clean.markup import Page

_POOR = 250  # characters: below this the extractor is taken to have failed
_LOST_ZONES = frozenset({"nav", "form", "comments", "figure", "footer", "aside"})


def mark_body(page: Page) -> None:
    """Set `kept` on the blocks of `page` that are the article's body.

    Uses trafilatura (Barbaresi 2021) for the vote. The tree of `page` is not fit for use afterwards.
    """
    voted = _vote(page)
    lines = {part.strip() for line in voted.split("\n") for part in (line, *line.split("|"))}
    lines = {" ".join(line.lstrip("-•* ").split()) for line in lines}
    flat = " ".join(voted.split())
    for block in page.blocks:
        block.kept = _in_vote(block, lines, flat)
    if sum(len(b.text) for b in page.blocks if b.kept) < _POOR:
        _rescue_all(page.blocks)
    _rescue_between(page.blocks)


def _vote(page: Page) -> str:
    """What the extractor takes for the article, one block a line; "" when it finds none."""
    text = trafilatura.extract(page.tree, include_comments=False, fast=True)
    return text or ""


def _in_vote(block: Block, lines: set[str], flat: str) -> bool:
    text = block.text
    if text in lines:
        return True
    if len(text) < 60:
        return False
    return text in flat or text[:50] in flat or text[-50:] in flat


def _rescue_all(blocks: list[Block]) -> None:
    """No vote worth its name: take every paragraph that stands outside menus and side columns."""
    for block in blocks:
        plain = block.zone not in _LOST_ZONES and block.linked < 0.5
        block.kept = block.kept or (plain and is_paragraph(block.text))


def _rescue_between(blocks: list[Block]) -> None:
    """Take paragraphs and subheads that the vote lost inside the body, or right behind it in the same container."""
    kept = [i for i, block in enumerate(blocks) if block.kept]
    if not kept:
        return
    groups = {blocks[i].group for i in kept if is_paragraph(blocks[i].text)}
    opening = blocks[max(0, kept[0] - 1)]
    opening.kept = opening.kept or (opening.heading > 1 and opening.group in groups)
    for index in range(kept[0], len(blocks)):
        block = blocks[index]
        if block.kept or block.zone in _LOST_ZONES or block.linked > 0.5 or block.group not in groups:
            continue
        inside = index < kept[-1]
        if is_paragraph(block.text) or (inside and (block.heading > 1 or _short_sentence(block))):
            block.kept = True


def _short_sentence(block: Block) -> bool:
    return size(block.text) >= 3 and ends_sentence(block.text)
