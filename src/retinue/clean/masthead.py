"""Lines that say who put a text out and when: "Harbour Post, 3 May 2024", "3 May 2024 | Harbour Post"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retinue.clean.blocks import Block, ends_sentence, size
from retinue.clean.day import written_dates
from retinue.clean.furniture import Furniture, has_clock
from retinue.clean.signature import is_excluded, is_state
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType

_DAY = "\0"  # stands for a full date while a line is taken apart
_SEPARATOR = re.compile(
    r"\s*[|·•›»]\s*|\s*//\s*|\]\s*\[|\s+[-–—/>]\s+|,\s+(?=\w+day\b|(?:the|an?|your)\s)"
    r"|\s+(?=(?:since|est\.?|founded)\s\d)"
    r"|\s+(?=(?:Last |First )?(?:Updated|Published|Posted|Source)\b)"
)
_CLOCK = re.compile(
    r"[,\s]*\b\d{1,2}[:.h]\d\d(?::\d\d)?\b(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}\b)?|[,\s]+\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"(?:\w*day)?s?\b\.?(?=\W*$)"
)
_EDITION = re.compile(
    r"\s*[(—–-]+\s*[^()—–-]*\b(?:edition|service|version|channel|newsletter, no\. ?\d+)\b\s*\)?$|\sin English$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"^(?:[Bb]y\s|[Ff]rom\s)?(?:the\s)?(?P<name>[A-Z][\w&'’.-]*?(?:\s[A-Z&][\w&'’.-]*?)*?)(?:'s|’s)?\s(?:[a-z]+\s){0,2}"
    r"(?:desk|staff|STAFF|Staff|team|newsroom|reporters?|correspondents?|editors?|writers?|coverage|online)$"
)
_SITE = re.compile(r"[A-Za-z][\w-]{3,}(?:\.(?:com|org|net|co|news|info|io|tv|eu|[a-z]{2}))+")
_COMMA = re.compile(r"\s*[,()]\s*")
_NUMBER = re.compile(r"[,\s]*\b(?:issue|no\.|vol\.|volume|number) ?\d+(?: of(?: the)?\b)?[,\s]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,2}")  # two or three words may be a reporter
_PEOPLE = re.compile(rf"{_PERSON.pattern} (?:and|in|with) [^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){{0,2}}")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|desk|team|bureau chief|columnist)s?$", re.IGNORECASE
)
_RANKS = frozenset(
    "senior chief staff special deputy foreign junior managing associate assistant our business".split()
)
_SMALL = frozenset("of the and for in de du des la le les el del der die das da do van y e et und en al".split())
_HAN_OUTLET = re.compile(r"(?!来源|责任|据)[\u4e00-\u9fffA-Za-z]{2,10}(?:报|网|社|台|周刊|杂志|新闻|在线)")
_BODY = re.compile(
    r"(?:[A-Z][\w.'’&-]* (?:(?:of|and|for|the) )?){0,6}"
    r"(?:Ministry|Department|Commission|Administration|Authority|Bureau|Agency|Directorate|Secretariat|Treasury|Council|Chancellery|Embassy)(?:'s)?"
    r"(?: (?:of|for|on|to) [A-Z][\w ,.'’&-]{2,60}| Office)?"
)
_FIGURE = re.compile(r"\d[.,]\d(?!\s?(?:FM|AM)\b)|%|[▲▼]")  # a price or an index
_LONGEST = 6  # words: the longest name that an inline mark sets apart


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
        plain = _EDITION.sub("", _without_dates(text.strip(" *=~#")))
        pieces = [_name_in(p) for p in _SEPARATOR.split(_CLOCK.sub(" | ", plain))]
        pieces = [p for p in pieces if p and not is_state(p)] or [p for p in pieces if p]
        dated = _DAY in pieces
        for piece in _han_names(text):
            yield Named(piece, sure=True)
        for index, piece in enumerate(pieces):
            behind = index > (pieces.index(_DAY) if dated else 0)
            for part in self._parts(_NUMBER.sub(" ", piece).strip(" ,")):
                name = part.split(": ")[0] if not behind else part
                named = Named(name, self.sure(name))
                if self._is_name(name) and (not behind or (named.sure and not self.is_label(name))):
                    yield named

    def above(self, blocks: Sequence[Block], headline: int) -> Iterator[tuple[Named, bool]]:
        """Names on the lines up to the text, and whether each may be a reporter's (below the headline)."""
        for block in blocks:
            for named in self.on(line_of(block)):
                person = _PERSON.fullmatch(named.name) or _PEOPLE.fullmatch(named.name)
                if not is_state(named.name):
                    yield named, bool(person) and not named.sure and block.line > headline

    def probable(self, text: str) -> Iterator[str]:
        """Names on a dated line that are neither sure nor likely to be a reporter, a place or a section."""
        before = text[: _first_date(text)]
        comma = bool(re.search(r"\w, ", before))
        name = re.sub(r",\s*(?:\w+day,?\s*)?$", "", before)
        if name != before and 2 <= len(name.split()) <= 5 and self._is_titled(name) and not is_excluded(name):
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
            or bool(_HAN_OUTLET.fullmatch(name) or _BODY.fullmatch(_spelled(name)) or _SITE.fullmatch(name))
            or self._is_short_title(name)
            or (self._is_known(name) and not self.is_agency(name))
        )

    def _is_short_title(self, name: str) -> bool:
        """True for a short name with a word of its own and one that outlets like ("Harbour Evening")."""
        words = name.split()
        liked = any(w.casefold() in self.rules.name_words for w in words)
        capital = all(w[0].isupper() or w in _SMALL for w in words)
        return liked and capital and 2 <= len(words) <= 4 and not self.is_label(name) and not self._is_role(name)

    def may_name(self, name: str) -> bool:
        """True for what could name an outlet: no section, place, role, agency or button."""
        known = self.knowledge.names.get(fold(name), ())
        return self._is_name(name) and (not known or self._is_known(name)) and not self.is_agency(name)

    def is_public(self, name: str) -> bool:
        """True for a public body, by its words or by knowledge."""
        found = (self.knowledge.organisations.get(i) for i in self.knowledge.names.get(fold(name), ()))
        return is_body(name) or any(known is not None and known.type is EntityType.BODY for known in found)

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

    def is_label(self, name: str) -> bool:
        """True for a section of any paper ("World News", "Hong Kong News"): nothing in it is a name of its own."""
        common = (
            self.rules.menu_words | self.rules.section_words | self.rules.name_words | {"online", "in", "english"}
        )
        words = name.split()
        own = " ".join(w for w in words if w.casefold() not in common)
        titled = len(words) > 2 and len(own.split()) + 2 <= len(words) and self.rules.is_outlet(words[-1])
        return not own or (self.is_place(own) and not titled)  # "Hong Kong News", but not "Hong Kong Business Report"

    def _is_titled(self, name: str) -> bool:
        """True for a word of its own with a paper's section ("Quayside Politics"), as outlets are called."""
        words = name.split()
        common = [w for w in words if w.casefold() in self.rules.menu_words | self.rules.section_words]
        capital = all(w[0].isupper() for w in words)
        return capital and 0 < len(common) < len(words) and words[0] not in common and not self.is_label(name)

    def _is_role(self, name: str) -> bool:
        """True for what a reporter is called ("Brussels Correspondent"), not for a "Themis Law Reporter"."""
        words = name.split()
        titled = (
            len(words) > 2 and words[-1] in ("Reporter", "Writer", "Editor") and words[0].casefold() not in _RANKS
        )
        return bool(_ROLE.search(name)) and not (titled and not self.is_label(" ".join(words[:-1])))

    def _is_name(self, name: str) -> bool:
        rules = self.rules
        if _SITE.fullmatch(name):
            return True
        if not name or not 0.8 <= size(name) <= 8 or is_excluded(name) or self._is_role(name) or has_clock(name):
            return False
        if (
            self.is_label(name)
            or _FIGURE.search(name)
            or rules.is_menu(name)
            or rules.reason(name)
            or self.is_place(name)
        ):
            return False
        words = [w for w in _WORD.findall(name) if w not in _SMALL]
        if not words or (len(words) == 1 and words[0].casefold() in rules.menu_words):
            return False
        return all(not w[0].islower() or w == "s" for w in words)


def line_of(block: Block) -> str:
    """The block's text, its marked pieces set apart when each of them could stand alone."""
    apart = len(block.parts) > 1 and size(block.parts[0]) <= _LONGEST and not block.parts[0][0].islower()
    return " | ".join(block.parts) if apart and not ends_sentence(block.text) else block.text


def _name_in(piece: str) -> str:
    """The piece without brackets and marks, and without the "staff" or "desk" of the outlet that a byline names."""
    bare = re.sub(r"^(?:[Ll]ogo(?: of)?:|[Ff]rom(?: the)?\s(?=[A-Z]))\s*", "", piece.strip(" ()[]-–—,:;*"))
    staff = _STAFF.match(bare)
    return staff["name"] if staff else bare


def _spelled(name: str) -> str:
    """A name in capitals with capitals only where names have them ("MINISTRY OF HARBOURS")."""
    if not name.isupper() or " " not in name:
        return name
    return re.sub(r"\b(?:Of|And|For|The|On|To)\b", lambda m: m[0].lower(), name.title())


def is_body(text: str) -> bool:
    """True for the bare name of a public body ("Ministry of Harbours")."""
    return bool(_BODY.fullmatch(_spelled(text))) and not ends_sentence(text)


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
