"""Whom the page's own furniture credits: datelines, source lines, reporters, "first appeared in"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retinue.clean.blocks import Block, size
from retinue.clean.dateline import Dateline
from retinue.clean.furniture import fold
from retinue.knowledge.fold import fold as fold_name
from retinue.knowledge.types import Knowledge
from retinue.model import Credit

_TOKEN = r"[A-Z\u3400-\u9fff][\w&'-]*(?:\.[A-Za-z][\w]*\.?)*"
_NAME = rf"(?P<name>(?:the\s)?{_TOKEN}(?:\s(?:{_TOKEN}|of|the|and|for)){{0,6}})"
_FIRST = re.compile(
    r"\b(?i:originally|first|previously|also)\s(?:appeared|published|posted|ran|run|aired)\s(?:in|on|by|at|with)\s"
    + _NAME
)
_TAKEN = re.compile(
    r"\b(?i:reproduced|republished|reprinted|syndicated|reposted|excerpted|taken|adapted|translated)\s"
    r"(?:(?:with (?:the )?permission|courtesy)\s)?from\s" + _NAME
)
_HAN_FIRST = re.compile(
    r"(?:以下文章来源于|转载自|本文(?:首发于|来源|转自)[:：]?|原载于?)\s*(?P<name>[^\s，,。；、]{2,16})"
)
_SOURCE = re.compile(
    r"""(?:^|[\s|·(\[]) (?:source|via|来源|來源|出典|quelle) \s?[:：]\s?
    (?P<name> [^\s:：|·()\[\]] [^:：|·()\[\]]{1,40}? )
    (?= $ | [|·()\[\]] | \s(?:reading|views?|editor|author|updated|font|print|time|type|category|20\d\d)\b
      | \s(?:字号|作者|编辑|责任) )""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM = re.compile(r"^From\s" + _NAME + r"(?=\s*(?:$|[,|·]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d))")
_UNOFFICIAL = re.compile(rf"^{_NAME}\s*[-–—,|:]\s*(?:unofficial\s|English\s)?translation\sby\s")
_WIRE = re.compile(r"^SOURCE:?\s(?P<name>[A-Z][\w .,&'-]{1,50})$")
_CLOSING = re.compile(
    r"""[.!?"”’']\s*(?:\((?P<inside>[A-Z][\w\ .&/-]{1,30})\) | [-–—]+\s?(?P<after>[A-Z][\w\ .&-]{1,24})
    | (?P<bare>[A-Z]{2,8}))\.?$""",
    re.VERBOSE,
)
_LONE = re.compile(  # an agency's name as the last line
    r"\W*(?P<name>[A-Z][\w&'-]+(?:\s[A-Z][\w&'-]+)*\s"
    r"(?:News|Press|Wire|Agency|Service|Newswire|Media)(?:\s(?:Agency|Service|Association|Wire))?)\W*"
)
_REPORTER = re.compile(
    r"^\W*(?:By|Words:|Text:|Words by)\s(?P<name>[A-Z][\w.'-]+(?:\s[A-Z][\w.'-]+){1,3})"
    r"(?=$|[,|·]|\s(?:in|[-–])\s|\s\W)"
)
_REPORTING = re.compile(
    r"\b(?:reporting|reported|writing)\sby\s(?P<name>(?:the\s)?(?-i:[A-Z])[\w.'-]+(?:\s(?-i:[A-Z])[\w.'-]+){0,3})",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*[|·,/()\[\]：:]\s*|^(?:by|from|via)\s+|\s+(?:and|in|with|-|–|—)\s+", re.IGNORECASE)
_PHOTO = re.compile(  # "(AAP: Anna Keller)", "Photo: AFP": whose picture it is
    r"\((?:[A-Z]{2,8}|[A-Z][\w ]{2,20}): [A-Z]"
    r"|\b(?:photo|picture|image|file|illustration|graphic|video)(?:graph)?s?\b ?(?:by|:|/|courtesy)",
    re.IGNORECASE,
)
CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-[A-Z]{2})?")  # of American stations (47 CFR 73.3550)
_CREDITING = re.compile(r"source|from|via|来源|來源|出典", re.IGNORECASE)
_CAPITALS = "END ENDS MORE NNNN PHOTO PHOTOS UPDATE CORRECTED FILE AD TV US UK EU UN AI IT CEO IPO GDP WTO"
_NOT_AGENCIES = frozenset(_CAPITALS.split())
_HAN_AGENCY = re.compile(r"[（(](?P<name>[\u4e00-\u9fff]{2,8}(?:社|网|报|台))(?:记者[^）)]*)?[）)]$")


def credits_of(
    furniture: Sequence[Block], body: Sequence[Block], dateline: Dateline | None, knowledge: Knowledge
) -> tuple[Credit, ...]:
    """All credits that dropped blocks, the dateline and the text's last line give, each once, as printed."""
    found: dict[tuple[str, str], Credit] = {}
    for credit in (*_lines(furniture), *_agencies(furniture, knowledge), *_dateline(dateline), *_closing(body)):
        found.setdefault((credit.name.casefold(), credit.kind), credit)
    return tuple(found.values())


def _agencies(furniture: Sequence[Block], knowledge: Knowledge) -> Iterator[Credit]:
    """News agencies that a short line names: "AFP, Washington", "By Kyodo", "Reuters | 3 May 2024"."""
    for block in furniture:
        if size(block.text) > 10 or _PHOTO.search(block.text):
            continue
        for piece in _PIECES.split(block.text):
            ids = knowledge.names.get(fold_name(piece), ())
            if any(known in knowledge.organisations and knowledge.organisations[known].agency for known in ids):
                yield Credit(piece.strip(), "agency", block.text)


def syndicated_from(found: Sequence[Credit], publisher: str | None) -> str | None:
    """The outlet or agency that the text was taken from: stated, or credited by a source line of another's page."""
    for credit in found:
        if credit.kind == "first_published":
            return credit.name
    for credit in found:
        own = publisher and (credit.name.casefold() in publisher.casefold() or _initials(publisher) == credit.name)
        told = publisher or _CREDITING.search(credit.wording)
        if credit.kind == "agency" and told and not own and not CALL_SIGN.fullmatch(credit.name):
            return credit.name
    return None


def _lines(furniture: Sequence[Block]) -> Iterator[Credit]:
    for block in furniture:
        line = fold(block.text)
        if size(line) > 120 or _PHOTO.search(line):
            continue
        for pattern in (_FIRST, _TAKEN, _HAN_FIRST, _UNOFFICIAL):
            match = pattern.search(line)
            if match:
                yield Credit(_trim(match["name"]), "first_published", block.text)
                break
        for pattern in (_SOURCE, _FROM, _WIRE):
            match = pattern.search(line) if size(line) <= 30 else None
            if match:
                yield Credit(_trim(match["name"]), "agency", block.text)
                break
        match = _REPORTER.search(line) or (_REPORTING.search(line) if "eporting by" in line else None)
        if match:
            yield Credit(_trim(match["name"]), "reporter", block.text)


def _dateline(dateline: Dateline | None) -> Iterator[Credit]:
    if dateline and dateline.agency:
        yield Credit(_trim(dateline.agency), "agency", dateline.wording)


def _closing(body: Sequence[Block]) -> Iterator[Credit]:
    """ "… said on Monday. (Xinhua)", "… the company said. AFP": the agency's name behind the last sentence."""
    if not body:
        return
    lone = _LONE.fullmatch(body[-1].text) if len(body) > 1 and size(body[-1].text) <= 6 else None
    if lone:
        yield Credit(_trim(lone["name"]), "agency", body[-1].text)
        return
    text = body[-1].text[-60:]
    match = _CLOSING.search(text) or _HAN_AGENCY.search(text)
    if match:
        name = next(group for group in match.groups() if group)
        if name.upper() not in _NOT_AGENCIES and not name.isdigit():
            yield Credit(_trim(name), "agency", match[0])


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isalpha() and word not in ("of", "the", "and"))


def _trim(name: str) -> str:
    short = re.sub(r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day.*|the|of|and|for)$", "", name.strip(" .,;:'\""))
    return short.removeprefix("the ").strip()
