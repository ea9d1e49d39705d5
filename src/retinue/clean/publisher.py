"""Who put the page out, as printed: head data, masthead, byline, copyright line, dateline, domain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from retinue.clean.blocks import Block, ends_sentence, size
from retinue.clean.dateline import Dateline
from retinue.clean.day import written_dates
from retinue.clean.furniture import Furniture, is_dated_line
from retinue.clean.leftover import leftovers
from retinue.clean.markup import Page
from retinue.clean.masthead import Mastheads, line_of
from retinue.clean.signature import Signature, is_excluded, is_state, of_itself, owners, signature
from retinue.knowledge.types import Knowledge, Organisation
from retinue.model import EntityType

_TRUST = re.compile(r"^(?:why you can trust|read more from) (?P<name>(?:the )?[A-Z][\w .&-]{1,30})$", re.IGNORECASE)
_FIRMS = re.compile(
    r"[\s,]+(?:ltd|limited|inc|llc|plc|gmbh|s\.?a|co|corp|pty|pvt|publishers|publishing|media group)\.?$",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"原创\s+\S+\s+(?P<name>\S{2,16})$")  # WeChat: original, author, account
_BYLINE = re.compile(r"\W*(?:by|words|text|story by|written by)\b", re.IGNORECASE)
_FOR = re.compile(r"\s(?:for|of)\s(?:the\s)?(?=[A-Z])")  # "By Anna Keller for the Harbour Post"
_ISSUED = re.compile(
    r"\W*(?:(?:posted|published|issued|released|uploaded)\b.{0,60}?\bby|(?P<office>from)(?=\s?:)|publisher)\s?(?::\s?|\s)(?P<name>\S.{2,60})$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\W*(?:outlet|publication|newspaper|website|site name)\s?:\s*(?P<name>\S.{2,40})$", re.IGNORECASE
)
_NUMBERED = re.compile(r",? (?:#|no\.? ?|issue ?|vol\.? ?)\d+.*$", re.IGNORECASE)
_HEADED = re.compile(r"^(?P<name>[A-Z][A-Z0-9 &'’.-]{3,40}?)\s*(?://|\|)\s*\w")  # a masthead on the headline's line
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_IN_PRINT = re.compile(
    r"\W*(?:(?:[Tt]his|[Tt]he)\s\w+(?:\s(?:was|has\sbeen))?\s)?(?:[Pp]ublished|[Pp]rinted|appeared|appears|ran)\s(?:in|by|on)\s"
    r"(?:the\s[^.]{4,40}\s(?:edition|issue)\sof\s)?(?:the\s)?"
    r"(?P<name>[A-Z][\w&'’-]*(?:\s(?:[A-Z][\w&'’-]*|of|the|and)){0,5}?)"
    r"(?=[.,)]|\s(?:on|in)\s|\s\d|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|$)"
)
_COPIED = re.compile(r"republish|reprint|reproduc|permission|syndicat|courtesy", re.IGNORECASE)
_LETTER = re.compile(
    r"\bissue\s(?:no\.?\s?)?\d|^no\.\s?\d|\bvol\.\s?\d|\bforwarded\b|\breceiving this\b|\bunsubscribe\b"
    r"|\bview\b.{0,20}\bbrowser\b",
    re.IGNORECASE,
)
_PERIODS = frozenset(
    "the a our your this today's morning evening afternoon weekend week's daily weekly monthly monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_PRODUCTS = frozenset("news newsletter digest report live blog releases".split())  # any paper's, not a name
_NAME_WORDS = 6  # the longest name of an outlet in a title tag
_SHORT = 16  # words: the longest line that only says who and when
_BEHIND = 4  # dropped lines right behind the text that may say where it stood
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
    title: str | None = None
    text: str = ""


def publisher(
    given: Mapping[str, str], page: Page | None, printed: Printed, tools: tuple[Furniture, Knowledge]
) -> str | None:
    """The publisher as printed, None when the page doesn't tell. A name that is only the origin's doesn't count."""
    for name in _witnesses(given, page, printed, Mastheads(*tools)):
        clean = _trim(name)
        if clean and not clean.startswith("http") and not _is_origin(clean, printed):
            return clean
    outlet = outlet_of(printed.url, tools[1])
    if outlet:
        return outlet.name
    heads = Mastheads(*tools)
    known = (printed.title or "", printed.text)
    left = (n for n in leftovers(printed.top, printed.tail, known, heads) if not _is_origin(n, printed))
    return _agency(printed) or next(left, None) or _credited(printed, heads)


def _is_origin(name: str, printed: Printed) -> bool:
    return bool(printed.origin and _same(name, printed.origin))


def outlet_of(url: str | None, knowledge: Knowledge) -> Organisation | None:
    """The outlet whose domain the URL lies under, or None."""
    host = _host(url) if url and "//" in url else None
    if not host:
        return None
    labels = host.split(".")
    above = {".".join(labels[i:]) for i in range(len(labels))}  # the host and every domain it lies under
    for outlet in knowledge.organisations.values():
        if outlet.domains and outlet.type is EntityType.MEDIA and not above.isdisjoint(outlet.domains):
            return outlet
    return None


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # pages give all kinds of things for an address
        return None


def _witnesses(given: Mapping[str, str], page: Page | None, printed: Printed, heads: Mastheads) -> Iterator[str]:
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
    signed = _signature(page, printed)
    above = heads.above(printed.top, printed.headline)
    yield from (n.name for n, person in above if signed.confirms(n.name, n.sure, person))
    yield from _titled(page, printed, heads, signed)
    yield from _named_lines(printed, heads)


def _signature(page: Page | None, printed: Printed) -> Signature:
    blocks = (*printed.top, *printed.tail)
    tag = [printed.suffix] if page is not None and printed.suffix and printed.suffix != page.title_tag else []
    agency = _agency(printed)
    return signature(blocks, [*tag, *owners(blocks), *([agency] if agency else [])], printed.text)


def _titled(page: Page | None, printed: Printed, heads: Mastheads, signed: Signature) -> Iterator[str]:
    """What the title tag has beside the headline. A whole tag, or what opens it, may as well be a short headline."""
    name = printed.suffix
    if page is None or not name or is_excluded(name) or heads.is_label(name):
        return
    ends = page.title_tag != name and not (page.title_tag or "").startswith(name)
    for part in (name, name.split(": ")[0], _NUMBERED.sub("", name)):
        sure = heads.sure(part) or bool(_NUMBERED.search(name) and part != name)
        if (ends and part == name) or (sure and size(part) <= _NAME_WORDS) or signed.confirms(part, sure):
            yield part
            return


def _named_lines(printed: Printed, heads: Mastheads) -> Iterator[str]:
    """Names on lines of their own, the best attested first."""
    accounts = (_ACCOUNT.match(block.text) for block in printed.top)
    yield from (account["name"] for account in accounts if account)
    owned = list(owners(printed.tail)) + list(owners(printed.top))
    lines = list(_speaking(printed.top, heads.rules))
    named = [named for line in lines if not _BYLINE.match(line) for named in heads.on(line)]
    yield from (_shorter(n.name, owner, heads) for n in named for owner in owned if _same(n.name, owner))
    yield from (n.name for n in named if n.sure and not heads.is_public(n.name))
    yield from owned
    yield from of_itself((*printed.tail, *printed.top), lambda name: heads.sure(name) and not heads.is_agency(name))
    yield from _issuers((*printed.top, *printed.tail), heads)
    above = [block for block in printed.top if block.line < printed.headline][:_FIRST]
    yield from (n.name for line in _speaking(above, heads.rules) for n in heads.on(line) if not is_state(n.name))
    yield from (n.name for n in named if n.sure)
    yield from (name for line in lines if is_dated_line(line) for name in heads.probable(line))
    yield from _newsletters(printed, heads)
    yield from signed_by(printed.tail, heads).values()
    headed = _HEADED.match(printed.title or "")
    yield from [headed["name"]] if headed else []
    yield from (part for b in printed.tail[:_BEHIND] for part in _lone(b.text, heads))
    bylines = (_FOR.sub(", ", line) for line in lines if _BYLINE.match(line))
    yield from (n.name for line in bylines for n in heads.on(line) if n.sure)


def _shorter(masthead: str, owner: str, heads: Mastheads) -> str:
    """The masthead, or what the copyright line has of it when a menu runs on behind the name."""
    runs_on = len(masthead.split()) > len(owner.split()) + 2
    return owner if runs_on and heads.sure(owner) else masthead


def _issuers(blocks: Sequence[Block], heads: Mastheads) -> Iterator[str]:
    """Who a release says it was put out by: "Issued by: …", "Posted on 3 May 2024 by …" without the office's town."""
    labelled = (_LABELLED.match(block.text) for block in blocks)
    yield from (match["name"] for match in labelled if match)
    for block in blocks:
        match = _ISSUED.match(block.text)
        if match and size(block.text) <= _SHORT:
            words = match["name"].strip(" .").split()
            name = " ".join(words)
            if len(words) > 1 and heads.is_place(words[-1]) and not heads.is_public(name):
                name = " ".join(words[:-1])
            if match["office"] and not heads.is_public(name):
                continue
            if _ACRONYM.fullmatch(name):
                yield next((b.text for b in blocks if _initials(b.text) == name), name)
            elif heads.sure(name) or heads.is_public(name):
                yield name


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def _newsletters(printed: Printed, heads: Mastheads) -> Iterator[str]:
    """The newsletter that its subject line opens with ("The Quay Letter: …"), if the top says that it is one."""
    name, colon, _ = (printed.title or "").partition(": ")
    words = [word.casefold() for word in name.split()]
    letter = any(_LETTER.search(block.text) for block in printed.top)
    if not colon or not letter or not 2 <= len(words) <= 5 or words[-1] not in heads.rules.outlet_words | {"letter"}:
        return
    rules = heads.rules
    common = rules.outlet_words | rules.menu_words | rules.section_words | _PERIODS
    if words[-1] not in _PRODUCTS and not common.issuperset(words[:-1]):
        yield name


def signed_by(tail: Sequence[Block], heads: Mastheads) -> dict[int, str]:
    """The outlets that lines right behind the text name, by line: "— The Harbour Post, 4 November 2022"."""
    found: dict[int, str] = {}
    for block in tail[:_BEHIND]:
        match = _IN_PRINT.match(block.text)
        if match and heads.sure(match["name"]) and not _COPIED.search(block.text) and size(block.text) <= 2 * _SHORT:
            found[block.line] = match["name"]
        elif is_dated_line(block.text) and size(block.text) <= _SHORT:
            names = [n.name for n in heads.on(block.text) if n.sure]
            if names:
                found[block.line] = names[0]
    return found


def _lone(line: str, heads: Mastheads) -> Iterator[str]:
    """The outlet that a line behind the text consists of: "-- Harbour News Service --", "AFP/The Harbour Post"."""
    parts = [part for part in re.split(r"\s?/\s?", line.strip(" -–—*()[]")) if not heads.is_agency(part)]
    if len(parts) == 1 and heads.sure(parts[0]) and not heads.is_public(parts[0]):
        yield parts[0]


def _linked_publishers(page: Page) -> Iterator[str]:
    for item in page.linked_data:
        value = item.get("publisher")
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _speaking(blocks: Sequence[Block], rules: Furniture) -> Iterator[str]:
    """Lines that may name the outlet: dated ones, and lone names."""
    for block in blocks:
        dated = bool(written_dates(block.text))
        if not ends_sentence(block.text) and (dated or rules.reason(block.text) in _SPEAKING):
            yield line_of(block)


def _agency(printed: Printed) -> str | None:
    return printed.dateline.agency if printed.dateline else None


def _credited(printed: Printed, heads: Mastheads) -> str | None:
    """The news agency that alone is named on a dated line: nobody else can have put the text out."""
    lines = (line for line in _speaking(printed.top, heads.rules) if is_dated_line(line))
    return next((n.name for line in lines for n in heads.on(line) if heads.is_agency(n.name)), None)


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
