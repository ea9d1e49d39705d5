"""The headline: which line it is, and its wording without the outlet's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from retinue.clean.blocks import Block, ends_sentence, is_bullet, is_paragraph, size
from retinue.clean.dateline import find_dateline
from retinue.clean.furniture import Furniture, is_dated_line
from retinue.clean.markup import Page

_SUFFIX = re.compile(r"\s*(?:\s[-–—|·•»:]+\s|\||_)\s*(?P<outlet>[^|_]{2,60})$")
# Words before a headline that look like labels of other stories; they head the text if nothing else does.
_KICKER = re.compile(
    r"(?:live|breaking(?: news)?|explain(?:er|ed)|opinion|analysis|exclusive|update(?: \d)?|watch|video|news"
    r"|background|in depth|interview|comment|editorial|factbox|q&a|photos?|in pictures)\s?[:|-]\s?\w",
    re.IGNORECASE,
)
_TOLD = 0.6  # share of the best candidate's overlap with the text that the first good one must reach
_FLASH = 8  # words: a shorter sentence alone is no text
_SPOKEN = 32  # words: the longest headline of several sentences
_SEARCHED = 25  # lines from the top among which a plain text's headline is looked for


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline; `index` its block, None when it stands only in the page's head; `outlet` the suffix cut off."""

    text: str
    index: int | None
    outlet: str | None = None


def page_headline(page: Page, given: Mapping[str, str], rules: Furniture) -> Headline | None:
    """The headline of a web page: the first h1 that the head confirms, else what the head claims."""
    claims = [c for c in (page.meta.get("og:title"), given.get("title"), _ld_headline(page), page.title_tag) if c]
    headings = [(i, b) for i, b in enumerate(page.blocks) if b.heading == 1]
    for claim in claims:
        for index, block in headings:
            if block.text and alike(block.text, claim):
                return _heading(page, index, block)
    body = next((i for i, b in enumerate(page.blocks) if b.kept and is_paragraph(b.text)), len(page.blocks))
    before = [(i, b) for i, b in headings if i <= body and _is_headline(b.text, rules)]
    if before and claims == [page.title_tag]:
        return _heading(page, *before[-1])
    for claim in claims:
        for index, block in enumerate(page.blocks[: body + 1]):
            if 8 <= len(block.text) <= 300 and block.zone not in ("nav", "aside") and alike(block.text, claim):
                return _heading(page, index, block)
    return _heading(page, *before[-1]) if before else _claimed(page, claims, rules) or _untagged(page, given, rules)


def _untagged(page: Page, given: Mapping[str, str], rules: Furniture) -> Headline | None:
    """A page that marks no headline at all is read as a plain text would be."""
    plain = [block for block in page.blocks if block.zone in ("", "header") and block.linked < 0.5]
    found = text_headline(plain, given, rules)
    if found is None or found.index is None:
        return found
    return Headline(found.text, plain[found.index].line)


def _heading(page: Page, index: int, block: Block) -> Headline:
    return Headline(block.text, index, outlet_suffix(page.title_tag, block.text))


def _is_headline(text: str, rules: Furniture) -> bool:
    words = size(text)
    return words > 7 or (words >= 4 and not rules.reason(text))


def _claimed(page: Page, claims: list[str], rules: Furniture) -> Headline | None:
    for claim in claims:
        match = _SUFFIX.search(claim)
        text = claim[: match.start()].strip() if match and claim == page.title_tag else claim
        if size(text) >= 4 and not rules.is_outlet(text):
            return Headline(text, None, match["outlet"].strip() if match and claim == page.title_tag else None)
    return None


def _ld_headline(page: Page) -> str | None:
    for item in page.linked_data:
        headline = item.get("headline")
        if isinstance(headline, str) and headline.strip():
            return headline.strip()
    return None


def outlet_suffix(title_tag: str | None, headline: str) -> str | None:
    """What the title tag has beyond the headline ("… | Harbour Post"), or the whole tag when it is a bare name."""
    if not title_tag:
        return None
    match = _SUFFIX.search(title_tag)
    if match and alike(title_tag[: match.start()], headline):
        return match["outlet"].strip()
    parts = re.split(r"\s[-–—|·]\s|\s?\|\s?", title_tag)
    if len(parts) == 2 and alike(parts[1], headline):
        return parts[0].strip()
    if len(parts) == 2 and size(parts[1]) <= 6 and not alike(title_tag, headline):
        return parts[1].strip()
    return title_tag if size(title_tag) <= 6 and not alike(title_tag, headline) else None


def alike(left: str, right: str) -> bool:
    """True when one headline is the other, give or take a suffix, case or punctuation."""
    a, b = _plain(left), _plain(right)
    if not a or not b:
        return False
    if a == b or (min(len(a), len(b)) >= 15 and abs(len(a) - len(b)) <= 60 and (a.startswith(b) or b.startswith(a))):
        return True
    return min(len(a), len(b)) >= 15 and fuzz.ratio(a, b) >= 85


def alike_exactly(left: str, right: str) -> bool:
    """True when both have the same words in the same order."""
    return left == right or (abs(len(left) - len(right)) < 10 and _plain(left) == _plain(right))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def text_headline(blocks: list[Block], given: Mapping[str, str], rules: Furniture) -> Headline | None:
    """The headline of a plain text: the given one if it stands there, else the first line that reads like one."""
    top = blocks[: min(_SEARCHED, _first_paragraph(blocks, rules) + 1)]
    claim = given.get("title")
    if claim:
        for index, block in enumerate(top):
            if alike(block.text, claim):
                return Headline(block.text, index)
    candidates = [(i, b) for i, b in enumerate(top) if _may_head(b, rules) or _KICKER.match(b.text)]
    named = [(i, b) for i, b in candidates if not rules.is_outlet(b.text)] or candidates
    wordy = [(i, b) for i, b in named if size(b.text) >= 5]
    if wordy:
        index, block = _best_told(wordy, blocks[len(top) :])
        return Headline(block.text, index)
    spoken = _spoken(blocks, len(top), rules)
    if spoken is not None:
        return Headline(blocks[spoken].text, spoken)
    if named:
        return Headline(named[-1][1].text, named[-1][0])
    return Headline(claim, None) if claim and size(claim) >= 3 else None


def _spoken(blocks: list[Block], index: int, rules: Furniture) -> int | None:
    """A headline in whole sentences reads like a first paragraph: a short one over a byline or longer ones."""
    words = [size(block.text) for block in blocks[index : index + 3]]
    if len(words) < 2 or not 4 <= words[0] <= _SPOKEN or rules.reason(blocks[index].text):
        return None
    below = rules.reason(blocks[index + 1].text)
    return index if below in ("byline", "datestamp") or min(words[1:]) > 1.3 * words[0] else None


def _best_told(candidates: list[tuple[int, Block]], body: list[Block]) -> tuple[int, Block]:
    """The first candidate that the text below takes up nearly as much as any other: mastheads and tickers don't."""
    told = _stems(" ".join(block.text for block in body if is_paragraph(block.text)))
    shares = [len(_stems(block.text) & told) / max(1, len(_stems(block.text))) for _, block in candidates]
    return next(c for c, share in zip(candidates, shares, strict=True) if share >= _TOLD * max(shares))


def _stems(text: str) -> set[str]:
    """The first letters of the longer words, Chinese characters as they are."""
    return {word[:5] for word in re.findall(r"[\u3400-\u9fff]|[^\W\d_]{4,}", text.casefold())}


def _first_paragraph(blocks: list[Block], rules: Furniture) -> int:
    for index, block in enumerate(blocks):
        text = block.text
        if find_dateline(text):
            return index - 1
        if is_paragraph(text) and (ends_sentence(text) or size(text) > 45) and not rules.reason(text):
            return index - 1
    for index, block in enumerate(blocks):  # a flash of a sentence or two
        if ends_sentence(block.text) and size(block.text) >= _FLASH and not rules.reason(block.text):
            return index - 1
    return len(blocks) - 1


def _may_head(block: Block, rules: Furniture) -> bool:
    text = block.text
    if not 2 <= size(text) <= 45 or is_bullet(text) or is_dated_line(text) or rules.is_section(text):
        return False
    return rules.reason(text) is None
