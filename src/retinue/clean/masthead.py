"""Lines that say who put a text out and when: "Harbour Post, 3 May 2024", "3 May 2024 | Harbour Post"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retinue.clean.blocks import ends_sentence, size
from retinue.clean.day import written_dates
from retinue.clean.furniture import Furniture, has_clock
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

_DAY = "\0"  # stands for a full date while a line is taken apart
_SEPARATOR = re.compile(
    r"\s*[|·•›»]\s*|\s+[-–—/]\s+|,\s+(?=\w+day\b)|\s+(?=(?:Last |First )?(?:Updated|Published|Posted|Source)\b)"
)
_COMMA = re.compile(r"\s*[,()]\s*")
_NUMBER = re.compile(r"[,\s]*\b(?:issue|no\.|vol\.|volume|number) ?\d+(?: of(?: the)?\b)?[,\s]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,2}")  # two or three words may be a reporter
_PEOPLE = re.compile(rf"{_PERSON.pattern} (?:and|in|with) [^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){{0,2}}")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|desk|team|bureau chief|columnist)s?$", re.IGNORECASE
)
_HAN_OUTLET = re.compile(r"(?!来源|责任|据)[\u4e00-\u9fffA-Za-z]{2,10}(?:报|网|社|台|周刊|杂志|新闻|在线)")
_BODY = re.compile(
    r"(?:[A-Z][\w.'’&-]* (?:(?:of|and|for|the) )?){0,6}"
    r"(?:Ministry|Department|Commission|Administration|Authority|Bureau|Agency|Directorate|Secretariat|Treasury|Council|Chancellery|Embassy)(?:'s)?"
    r"(?: (?:of|for|on|to) [A-Z][\w ,.'’&-]{2,60}| Office)?"
)
_NOT_NAMES = re.compile(
    r"all rights|copyright|reserved|unauthori|reproduc|home|http|cookie|subscribe|log ?in|sign (?:in|up)|skip|menu"
    r"|issue \d|advert|updated|published|posted|\bby\b|首页|字号|来源|原创|发布|记者|编辑|分享|edition$|^date\b"
    r"|^(?:for )?immediate release|^(?:press|news|media) (?:release|statement)|[>＞\0]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name on a line; `sure` when the name itself is an outlet's or public body's by its words or by knowledge."""

    name: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Mastheads:
    """Reads names off lines; `rules` tell outlets' words, `knowledge` outlets and places by name."""

    rules: Furniture
    knowledge: Knowledge

    def on(self, text: str) -> Iterator[Named]:
        """The names on a line, those before the date first. With a date, those behind it only when sure."""
        pieces = [p.strip(" ()[]-–—,:;") for p in _SEPARATOR.split(_without_dates(text))]
        pieces = [p for p in pieces if p]
        dated = _DAY in pieces
        for piece in _han_names(text):
            yield Named(piece, sure=True)
        for index, piece in enumerate(pieces):
            behind = index > (pieces.index(_DAY) if dated else 0)
            for part in self._parts(_NUMBER.sub(" ", piece).strip(" ,")):
                name = part.split(": ")[0] if not behind else part
                named = Named(name, self.sure(name))
                if self._is_name(name) and (not behind or (dated and named.sure and not self._is_label(name))):
                    yield named

    def probable(self, text: str) -> Iterator[str]:
        """Names on a dated line that are neither sure nor likely to be a reporter, a place or a section."""
        before = text[: _first_date(text)]
        comma = bool(re.search(r"\w, ", before))
        name = re.sub(r",\s*(?:\w+day,?\s*)?$", "", before)
        if name != before and 2 <= len(name.split()) <= 5 and self._is_titled(name) and not _NOT_NAMES.search(name):
            yield name
        for named in self.on(text):
            words = len(named.name.split())
            person = _PERSON.fullmatch(named.name) and not named.name.startswith("The ")
            if not person and not _PEOPLE.fullmatch(named.name) and (words > 1 or not comma):
                yield named.name

    def sure(self, name: str) -> bool:
        """True for a name with a word that outlets are named by, a public body's, or a known outlet's."""
        return (
            self.rules.is_outlet(name)
            or bool(_HAN_OUTLET.fullmatch(name) or _BODY.fullmatch(name))
            or (self._is_known(name) and not self.is_agency(name))
        )

    def is_agency(self, name: str) -> bool:
        """True for a news agency that knowledge has: its name on a line may only credit it."""
        found = (self.knowledge.organisations.get(i) for i in self.knowledge.names.get(fold(name), ()))
        return any(known is not None and known.agency for known in found)

    def _is_known(self, name: str) -> bool:
        found = (self.knowledge.organisations.get(i) for i in self.knowledge.names.get(fold(name), ()))
        return any(known is not None and known.type is EntityType.MEDIA for known in found)

    def is_place(self, name: str) -> bool:
        """True for a place's name that no known outlet has."""
        return bool(self.knowledge.place_names.get(fold(name))) and not self._is_known(name)

    def _parts(self, piece: str) -> list[str]:
        """A piece at its commas and brackets, when one part is sure or one is a person or place; else whole."""
        parts = [part for part in _COMMA.split(piece) if part]
        if len(parts) <= 1 or self.is_place(piece):
            return [piece]
        sure = [part for part in parts if self.sure(part) and not self.is_place(part)]
        if sure or any(self.is_place(p) or _PERSON.fullmatch(p) or _PEOPLE.fullmatch(p) for p in parts):
            return sure
        return [piece]

    def _is_label(self, name: str) -> bool:
        """True for a section of any paper ("World News", "Hong Kong News"): nothing in it is a name of its own."""
        common = self.rules.menu_words | self.rules.section_words
        own = " ".join(w for w in name.split() if w.casefold() not in common)
        return not own or self.is_place(own)

    def _is_titled(self, name: str) -> bool:
        """True for a word of its own with a paper's section ("Quayside Politics"), as outlets are called."""
        words = name.split()
        common = [w for w in words if w.casefold() in self.rules.menu_words | self.rules.section_words]
        capital = all(w[0].isupper() for w in words)
        return capital and 0 < len(common) < len(words) and words[0] not in common and not self._is_label(name)

    def _is_name(self, name: str) -> bool:
        rules = self.rules
        if not name or not 0.8 <= size(name) <= 8 or _NOT_NAMES.search(name) or _ROLE.search(name) or has_clock(name):
            return False
        if rules.is_section(name) or rules.is_menu(name) or rules.reason(name) or self.is_place(name):
            return False
        words = [w for w in _WORD.findall(name) if w not in ("of", "the", "and", "for", "in", "de")]
        if not words or (len(words) == 1 and words[0].casefold() in rules.menu_words):
            return False
        return all(not w[0].islower() or w == "s" for w in words)


def is_body(text: str) -> bool:
    """True for the bare name of a public body ("Ministry of Harbours")."""
    return bool(_BODY.fullmatch(text)) and not ends_sentence(text)


def is_excluded(name: str) -> bool:
    """True for wordings of buttons and labels that are nobody's name."""
    return bool(_NOT_NAMES.search(name))


def _han_names(text: str) -> Iterator[str]:
    """Names of Chinese outlets on a byline, told by their last character (报, 网, 社 …)."""
    for piece in re.split(r"[\s|>/·]+", text):
        if _HAN_OUTLET.fullmatch(piece):
            yield piece


def _first_date(text: str) -> int:
    dates = written_dates(text)
    return dates[0].start if dates else len(text)


def _without_dates(text: str) -> str:
    for written in reversed(written_dates(text)):
        text = f"{text[: written.start]} | {_DAY} | {text[written.end :]}"
    return text
