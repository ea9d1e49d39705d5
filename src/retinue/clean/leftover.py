"""The outlet's name when no word or formula gives it away: what is left of the lines around the text.

Reporters, places, sections, roles, dates and all that the article itself speaks of are taken out; a name that then
remains is most likely the outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retinue.clean.blocks import Block, size
from retinue.clean.furniture import fold
from retinue.clean.masthead import Mastheads

_NAME = re.compile(r"(?:The\s)?(?:[A-ZÀ-Þ][\w'-]*(?:\.[A-Z]\.?)*)(?:\s(?:&\s)?(?:of\s(?:the\s)?)?[A-ZÀ-Þ][\w'-]*)*")
_SPLIT = re.compile(
    r"\s*(?:[|·•›»>(),;:.\[\]=*~#]+(?=\s|$)|[(\[]|(?<=\w)/(?=\w)|\s[-/]+\s)\s*|\s(?:for|from|to|by|on|in|at|with|and|as)\s(?:the\s)?|^\W+|\W+$"
    r"|(?<=\w)'s\s|\s(?=(?:[A-Z]?[a-z]+\s)?(?:staff|newsroom|bureau|desk)\b)",
)
_PERSON = re.compile(r"(?:[Bb]y\s|[Tt]ext:\s)?[A-ZÀ-Þ][\w'.-]+(?:\s[A-ZÀ-Þ][\w'.-]+){1,2}")
_SIGNED = re.compile(r"^\W*(?:[Bb]y|[Ww]ords|[Tt]ext|[Ss]tory|[Rr]eport(?:ed|ing)?|[Ww]ritten)\b")
_LABEL = re.compile(r"^\W*(?:source|via)\s?:\s*(?P<name>.+)$", re.IGNORECASE)
_SUFFIX = re.compile(r"\s(?:\||[-–—])\s(?P<end>[^|]{3,40})$|^(?P<start>[^:|]{3,30}?)\s\|\s")
_ASIDE = frozenset(
    {"related", "advert", "comments", "consent", "tags", "caption", "promo", "contact", "app", "disclaimer"}
)
_STOP = frozenset(
    """January February March April May June July August September October November December Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue
    Wed Thu Fri Sat Sun By Posted Published Updated Reported Text Words Story Photo Photos Image Tags
    Topics Case Rating Share Save Print Title Date Source Outlet Publication Editor Editors Author Media
    Exclusive Founded Our Letters This Read Subscribe Advertise Good Menu Search Log Skip Comments
    Contact Privacy Terms Reproduction Copyright All Rights Tips Welcome Follow More Issue Page Pro Pros
    Cons Verdict Correction Clarification Note Disclosure Email Press Release Office Time GMT CET EET
    EST""".split()
)
_MOST = 14  # words: a longer line tells something


def leftovers(top: Sequence[Block], tail: Sequence[Block], known: tuple[str, str], heads: Mastheads) -> Iterator[str]:
    """Names that may be the outlet's, the likelier first; `known` are the headline and the text of the article."""
    title, text = known[0], known[1].removeprefix(known[0])
    lines = [b.text for b in (*top, *tail[:6]) if heads.rules.reason(b.text) not in _ASIDE and size(b.text) <= _MOST]
    for line in lines:
        labelled = _LABEL.match(line)
        if labelled:
            yield labelled["name"]
    suffix = _SUFFIX.search(title)
    if suffix:
        name = suffix["end"] or suffix["start"]
        if _NAME.fullmatch(fold(name)) and name.casefold() not in text.casefold() and heads.may_name(name):
            yield name
    for line in lines:
        yield from _usable(line, text, heads)


def _usable(line: str, text: str, heads: Mastheads) -> Iterator[str]:
    """The names on a line that are nobody's in the article, no place, no section, and no reporter's."""
    pieces = [p for p in _SPLIT.split(fold(line)) if p]
    reporters = bool(_SIGNED.match(line)) or (len(pieces) > 1 and bool(_PERSON.fullmatch(pieces[0])))
    for index, piece in enumerate(pieces):
        for match in _NAME.finditer(piece):
            name = " ".join(word for word in match[0].split() if word not in _STOP).strip("' -")
            behind = reporters and any(_PERSON.fullmatch(p) for p in pieces[:index])
            if _is_told(name, behind) and name.casefold() not in text.casefold() and heads.may_name(name):
                yield name


def _is_told(name: str, behind: bool) -> bool:
    """True for a form that people's names don't have; a single word must stand behind a reporter's name."""
    words = name.split()
    if "&" in words or words[:1] == ["The"]:
        return len(words) > 1
    return len(words) > 3 or (behind and len(words) == 1 and len(name) > 4)
