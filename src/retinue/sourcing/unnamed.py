"""Outlets credited in the text that no list names: told by what they are called or by the formula around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from retinue.model import Span

_NAME = r"(?P<name>(?:The\s)?[A-ZÀ-Þ][\w’'&-]*(?:\.\w+)?(?:\s(?:(?:of|de|du|del|do|da|la)\s)?[A-ZÀ-Þ&][\w’'-]*){0,4})"
_DAYS = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|In|On|The|It|He|She|They|But|And|As|A|An|One|Two)$"
)


_SAID = 3  # formulas that say what kind of outlet it is


@dataclass(frozen=True, slots=True)
class _Forms:
    kinds: str
    endings: frozenset[str]
    formulas: tuple[re.Pattern[str], ...]
    named: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    raw = yaml.safe_load((resources.files("retinue") / "data" / "triggers" / "sources.yml").read_text("utf-8"))
    kinds = "|".join(raw["outlet_kinds"])
    says = "|".join(raw["outlet_forms"])
    told = "|".join(raw["told_forms"])
    return _Forms(
        kinds=kinds,
        endings=frozenset(raw["outlet_endings"]),
        formulas=(  # the formula alone makes an outlet of the name
            re.compile(rf"\b(?:{kinds}),?\s(?!of\b){_NAME}(?=[^.\n]*?\b(?:{says})\b)"),
            re.compile(
                rf"\b(?:{told}|according\sto|citing|quoting|saying\s(?:to|by))\s(?:the\s|a\s)?(?:\w+\s){{0,2}}(?:{kinds}),?\s{_NAME}"
            ),
            re.compile(rf"\b(?:{told}|according\sto|citing)\s(?:the\s)?{_NAME}(?:\s(?:{kinds}))(?=\W)"),
            re.compile(rf"\b[Aa]ccording\sto\s(?:the\s|a\s)?reports?\s(?:of|by|from)\s(?:the\s)?{_NAME}"),
            re.compile(
                rf"[,”\"]\s(?:the\s)?{_NAME}\s(?:has\s|had\s)?(?:reported|reports)(?=[.,;\n]|\s(?:on|in|at|earlier|last|this)\s|\s\w+day)"
            ),
            re.compile(
                rf"(?:^|[.\n]\s*)(?:The\s)?{_NAME}\s(?:reported|reports)\s(?:(?:on|in|earlier|last|this)\s\w+(?:\s\w+)?\s|\w+day\s)?that\b"
            ),
        ),
        named=(  # here the name itself must be an outlet's by its last word
            re.compile(rf"\b(?:{told})\s(?:the\s)?{_NAME}"),
            re.compile(rf"(?:\b[Tt]he\s)?{_NAME}\s(?:has\s|had\s)?(?:{says})\b"),
            re.compile(
                rf"\b(?:according\sto|citing|quoting|(?:was|were)\s(?:said|quoted|cited|reported)\s(?:\w+\s)?by)\s(?:the\s)?{_NAME}"
            ),
        ),
    )


def outlets_by_form(text: str) -> Iterator[tuple[str, Span, bool]]:
    """Name and place of each outlet that `text` credits in a formula of reporting.

    The third is True when the text says what it is ("the newspaper X").
    """
    forms = _forms()
    for patterns, sure in ((forms.formulas, True), (forms.named, False)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                start, name = match.start("name"), match["name"]
                words = name.split()
                while len(words) > 1 and _DAYS.match(words[0]) and words[0] != "The":
                    start += len(words[0]) + 1
                    words = words[1:]
                name = re.sub(r"[’']s$", "", " ".join(words))
                ending = words[-1].casefold() in forms.endings and len(words) > 1
                if len(name) > 2 and not _DAYS.match(name) and (sure or ending):
                    yield name, Span(start, start + len(name)), pattern in forms.formulas[:_SAID]


@lru_cache(maxsize=1)
def _again() -> Mapping[str, re.Pattern[str]]:
    raw = yaml.safe_load((resources.files("retinue") / "data" / "triggers" / "sources.yml").read_text("utf-8"))
    says = "|".join(raw["outlet_forms"])
    return {
        kind: re.compile(rf"\b(?P<name>{'|'.join(forms)})\s(?:also\s|later\s)?(?:{says})\b", re.IGNORECASE)
        for kind, forms in raw["outlet_again"].items()
    }


def outlets_again(text: str) -> Iterator[tuple[str, Span]]:
    """What kind of outlet ("agency", "state", "any") each says or reports something without its name, and where."""
    for kind, pattern in _again().items():
        yield from ((kind, Span(*match.span("name"))) for match in pattern.finditer(text))
