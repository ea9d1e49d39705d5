"""Who put the page out, as printed: head data, masthead, byline, copyright line, dateline, domain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from retinue.clean.blocks import Block, ends_sentence, size
from retinue.clean.dateline import Dateline
from retinue.clean.day import written_dates
from retinue.clean.furniture import Furniture, fold, has_clock, is_dated_line
from retinue.clean.markup import Page
from retinue.knowledge.types import Knowledge, Organisation
from retinue.model import EntityType

_SEPARATOR = re.compile(
    r"\s*[|·•›»]\s*|\s+[-–—]\s+|,\s+(?=\w+day\b)|\s+(?=(?:Last |First )?(?:Updated|Published|Posted|Source)\b)"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:by\s)?,?\s*(?:(?:19|20)\d\d\s*(?:[-–]\s*(?:19|20)?\d\d)?)?[,.]?\s*(?:by\s|of\s)?"
    r"(?P<name>[^\W\d_][^.|©·()\d]{2,60}?)\s*(?:(?:19|20)\d\d|\.|\||·|,? all rights|[-–]|,|\(|$)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?P<name>[^\W\d_][\w .&'’-]{2,50}?)\s*(?:©|\(c\)|,? ?(?:19|20)\d\d\. |,? (?:the )?copyright)", re.IGNORECASE
)
_OWNED = re.compile(r"^版权归(?P<name>\S{2,16}?)所有|^(?P<other>[^,]{3,50}), the copyright is owned", re.IGNORECASE)
_TRUST = re.compile(r"^(?:why you can trust|read more from) (?P<name>(?:the )?[A-Z][\w .&-]{1,30})$", re.IGNORECASE)
_FIRMS = re.compile(
    r"[\s,]+(?:ltd|limited|inc|llc|plc|gmbh|s\.?a|co|corp|pty|pvt|publishers|publishing|media group)\.?$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,2}")  # two or three words may be a reporter
_HAN_OUTLET = re.compile(r"(?!来源|责任|据)[\u4e00-\u9fffA-Za-z]{2,10}(?:报|网|社|台|周刊|杂志|新闻|在线)")
_ACCOUNT = re.compile(r"原创\s+\S+\s+(?P<name>\S{2,16})$")  # WeChat: original, author, account
_NOT_NAMES = re.compile(
    r"all rights|copyright|reserved|unauthori|reproduc|home|http|cookie|subscribe|log ?in|sign (?:in|up)|skip|menu"
    r"|issue \d|advert|updated|published|posted|\bby\b|首页|字号|来源|原创|发布|记者|编辑|分享|edition$|^date\b",
    re.IGNORECASE,
)
_FIRST = 3  # lines at the top where a name without any sign of an outlet is still taken for one
_SPEAKING = frozenset({None, "datestamp", "metadata", "byline", "navigation"})  # lines that may name the outlet


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of the page where a publisher names itself; `headline` is the line the headline stands on."""

    top: Sequence[Block]
    tail: Sequence[Block]
    dateline: Dateline | None
    suffix: str | None
    url: str | None
    origin: str | None
    headline: int


def publisher(
    given: Mapping[str, str], page: Page | None, printed: Printed, tools: tuple[Furniture, Knowledge]
) -> str | None:
    """The publisher as printed, None when the page doesn't tell. A name that is only the origin's doesn't count."""
    rules, knowledge = tools
    for name in _witnesses(given, page, printed, rules):
        clean = _trim(name)
        if clean and not clean.startswith("http") and not (printed.origin and _same(clean, printed.origin)):
            return clean
    outlet = outlet_of(printed.url, knowledge)
    return outlet.name if outlet else _agency(printed)


def outlet_of(url: str | None, knowledge: Knowledge) -> Organisation | None:
    """The outlet whose domain the URL lies under, or None."""
    host = _host(url) if url and "//" in url else None
    if not host:
        return None
    for outlet in knowledge.organisations.values():
        if outlet.type is EntityType.MEDIA and any(host == d or host.endswith("." + d) for d in outlet.domains):
            return outlet
    return None


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # pages give all kinds of things for an address
        return None


def _witnesses(given: Mapping[str, str], page: Page | None, printed: Printed, rules: Furniture) -> Iterator[str]:
    if given.get("publisher"):
        yield given["publisher"]
    if page is not None:
        for key in ("og:site_name", "application-name", "dc.publisher"):
            yield from re.split(r"\s[|–—-]\s", page.meta.get(key, ""))[:1]
        yield from _linked_publishers(page)
    for block in (*printed.top, *printed.tail):
        match = _TRUST.match(block.text)
        if match:
            yield match["name"]
    if printed.suffix and not _NOT_NAMES.search(printed.suffix):
        yield printed.suffix
    yield from _named_lines(printed, rules)


def _named_lines(printed: Printed, rules: Furniture) -> Iterator[str]:
    """Names on lines of their own, the best attested first."""
    accounts = (_ACCOUNT.match(block.text) for block in printed.top)
    yield from (account["name"] for account in accounts if account)
    owners = list(_owners(printed.tail)) + list(_owners(printed.top))
    mastheads = list(_mastheads(printed.top, rules))
    yield from (name for name in mastheads if any(_same(name, owner) for owner in owners))
    yield from (name for name in mastheads if rules.is_outlet(name) or _HAN_OUTLET.fullmatch(name))
    yield from owners
    above = [block for block in printed.top if block.line < printed.headline]
    dated = [block for block in printed.top if is_dated_line(block.text)]
    yield from _mastheads([b for b in above if b in above[:_FIRST] or b in dated], rules)
    yield from (name for name in _mastheads(dated, rules) if not _PERSON.fullmatch(name))


def _linked_publishers(page: Page) -> Iterator[str]:
    for item in page.linked_data:
        value = item.get("publisher")
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _mastheads(top: Sequence[Block], rules: Furniture) -> Iterator[str]:
    """Names on the lines above the text: alone on a line, or before a date ("Harbour Post | Fri, 3 May 2024")."""
    for block in top:
        text = block.text
        dates = written_dates(text)
        pieces = [p.strip(" ()[]") for p in _SEPARATOR.split(text) if p.strip(" ()[]")]
        if not pieces or ends_sentence(text) or not (dates or rules.reason(text) in _SPEAKING):
            continue
        yield from _han_names(text)
        for piece in pieces[: _before_date(pieces)] if dates else pieces[:1]:
            name = _cut_date(piece).split(": ")[0]
            if _is_name(name, rules, alone=len(pieces) == 1):
                yield name


def _han_names(text: str) -> Iterator[str]:
    """Names of Chinese outlets on a byline, told by their last character (报, 网, 社 …)."""
    for piece in re.split(r"[\s|>/·]+", text):
        if _HAN_OUTLET.fullmatch(piece):
            yield piece


def _before_date(pieces: Sequence[str]) -> int:
    """How many pieces stand before the date or open with a name before it: what follows a date is mostly a person."""
    for index, piece in enumerate(pieces):
        if written_dates(piece):
            return index + 1
    return len(pieces)


def _cut_date(piece: str) -> str:
    for written in written_dates(piece):
        piece = piece[: written.start]
    return piece.strip(" ,:;-")


def _is_name(name: str, rules: Furniture, *, alone: bool) -> bool:
    if not name or not 0.8 <= size(name) <= 7 or _NOT_NAMES.search(name) or rules.is_section(name) or has_clock(name):
        return False
    if rules.is_menu(name) or rules.reason(name) or written_dates(name):
        return False
    words = [w for w in re.findall(r"[^\W\d_]+", name) if w not in ("of", "the", "and", "for", "in", "de")]
    if not words or (len(words) == 1 and words[0].casefold() in rules.menu_words):
        return False
    return all(not w[0].islower() for w in words) and (alone or len(words) > 0)


def _owners(blocks: Sequence[Block]) -> Iterator[str]:
    for block in reversed(blocks):
        text = fold(block.text)
        for pattern in (_OWNED, _COPYRIGHT, _BEFORE):
            match = pattern.search(text)
            if match:
                name = match["name"] or match.groupdict().get("other") or ""
                name = re.sub(r"\s*(?:版权|all rights).*", "", name, flags=re.IGNORECASE)
                if name and "/" not in name and not _NOT_NAMES.search(name) and size(name) <= 8:
                    yield name
                break


def _agency(printed: Printed) -> str | None:
    return printed.dateline.agency if printed.dateline else None


def _trim(name: str) -> str | None:
    name = re.sub(r"\s+", " ", name).strip(" .,;:-|[]()")
    before = None
    while before != name:
        before, name = name, _FIRMS.sub("", name)
    return name if len(name) >= 2 else None


def _same(left: str, right: str) -> bool:
    words = (re.findall(r"[\u3400-\u9fff]|\w+", name.casefold()) for name in (left, right))
    a, b = (set(found) - {"the", "ltd", "co", "media"} for found in words)
    return bool(a and b) and (a <= b or b <= a)
