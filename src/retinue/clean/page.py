"""Which blocks of a page are its article: trafilatura's vote, and a rescue of what it loses."""

from __future__ import annotations

from collections import Counter

import trafilatura

from retinue.clean.blocks import Block, is_paragraph, size
from retinue.clean.markup import Page

_POOR = 250  # characters: below this the extractor is taken to have failed
_REACH = 6  # blocks: as far as a piece of the article stands from the next
_LOST_ZONES = frozenset({"nav", "form", "comments", "figure", "footer", "aside"})


def mark_body(page: Page) -> None:
    """Set `kept` on the blocks of `page` that may be the article's body.

    Uses trafilatura (Barbaresi 2021) for the vote. The tree of `page` is not fit for use afterwards.
    """
    voted = _vote(page)
    lines = {_tight(part) for line in voted.split("\n") for part in (line.lstrip("-•* "), *line.split("|"))}
    flat = _tight(voted)
    for block in page.blocks:
        block.kept = block.voted = _in_vote(_tight(block.text), lines, flat)
    _drop_strays(page.blocks)
    if sum(len(b.text) for b in page.blocks if b.kept) < _POOR:
        _rescue_all(page.blocks)
    _rescue_between(page.blocks)


def _vote(page: Page) -> str:
    """What the extractor takes for the article, one block a line; "" when it finds none.

    Fast and precise measured best here: its other modes cost more, and their gain the rescue brings too.
    """
    text = trafilatura.extract(page.tree, include_comments=False, fast=True, favor_precision=True)
    return text or ""


def _tight(text: str) -> str:
    return "".join(text.split())


def _in_vote(text: str, lines: set[str], flat: str) -> bool:
    """True when the vote holds the block, or both its ends: extractors leave out links and marks inside."""
    if text in lines:
        return True
    return len(text) >= 50 and (text in flat or (text[:40] in flat and text[-40:] in flat))


def _drop_strays(blocks: list[Block]) -> None:
    """Keep each text once, and short ones only near the body.

    The vote is a text, not places: a teaser or menu entry with the same words stands elsewhere on the page.
    """
    rows = Counter(block.group for block in blocks if block.cell)
    places: dict[str, list[Block]] = {}
    weight: dict[int, int] = {}
    for block in blocks:
        if block.kept:
            places.setdefault(block.text, []).append(block)
            weight[block.group] = weight.get(block.group, 0) + len(block.text)
    for same in places.values():
        best = max(same, key=lambda block: weight[block.group])
        for block in same:
            table = block.cell and rows[block.group] >= 3
            block.kept = block is best or table or (len(block.text) < 25 and block.group == best.group)
    solid = [i for i, b in enumerate(blocks) if b.kept and len(b.text) >= 80]
    for index, block in enumerate(blocks):
        if block.kept and solid and not solid[0] - _REACH <= index <= solid[-1] + 4 * _REACH:
            block.kept = False


def _rescue_all(blocks: list[Block]) -> None:
    """No vote worth its name: take every paragraph that stands outside menus and side columns."""
    for block in blocks:
        plain = block.zone not in _LOST_ZONES and block.linked < 0.5
        block.kept = block.kept or (plain and is_paragraph(block.text))


def _rescue_between(blocks: list[Block]) -> None:
    """Take what the vote lost inside the body, or right behind it, in a container that holds much of the body."""
    kept = [i for i, block in enumerate(blocks) if block.kept]
    if not kept:
        return
    weight: dict[int, int] = {}
    for i in kept:
        if is_paragraph(blocks[i].text):
            weight[blocks[i].group] = weight.get(blocks[i].group, 0) + len(blocks[i].text)
    homes = {group for group, length in weight.items() if length * 4 >= sum(weight.values())}
    opening = blocks[max(0, kept[0] - 1)]
    opening.kept = opening.kept or (opening.heading > 1 and opening.group in homes)
    known = {b.text for b in blocks if b.kept}
    last = kept[-1]
    for index in range(kept[0], min(len(blocks), kept[-1] + 40)):
        block = blocks[index]
        if block.kept or block.zone in _LOST_ZONES or block.linked > 0.5 or block.group not in homes:
            continue
        behind = index > kept[-1]
        if block.text not in known and (_paragraph_near(block, index - last) if behind else _fits_inside(block)):
            block.kept = True
            last = max(last, index)


def _fits_inside(block: Block) -> bool:
    bare = block.linked == 0 and not block.zone and size(block.text) <= 14
    return bare or is_paragraph(block.text) or block.heading > 1


def _paragraph_near(block: Block, distance: int) -> bool:
    return distance <= _REACH and is_paragraph(block.text)
