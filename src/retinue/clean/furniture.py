"""The rules of `data/debris.yml`: what single line of a page is furniture, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from retinue.clean.blocks import ends_sentence, size
from retinue.clean.day import written_dates
from retinue.errors import KnowledgeError

_PLAIN = str.maketrans("’‘‛“”„«»–—―−‐‑　", "'''\"\"\"«»------ ")
_EDGE = " \t-*=_•·▪●>»«<▼▲↓↑|#~+^[]【】「」👇👉🔔📢:"
_PARTS = re.compile(r"\s*[|·•›»]\s*|\s+[/>-]\s+|\s{2,}|\t")
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(:\d{2})?\b|\b\d{1,2} ?[ap]\.?m\b\.?|\b(mon|tue|wed|thu|fri|sat|sun)\w*\b"
    r"|\b(gmt|utc|est|edt|et|pt|hkt|ist|jst|kst|cet|bst|beijing time|local time)\b",
    re.IGNORECASE,
)
_CREDIT_LABEL = re.compile(
    r"(?:来源|作者|编辑|记者|責任|source|editor|author|views?|reading volume)\s?[:：]", re.IGNORECASE
)
_DATE_LABEL = re.compile(r"\b(?:published|posted|updated|modified|issued)\s?(?:on|at)?\s?:", re.IGNORECASE)
_LABEL = r"(?:first |originally |last )?(?:published|posted|updated|modified|issued)\W"
# Nothing but labels and dates, though with a full stop. Each piece ends where the next label begins, and stays so
# (?>…): else a long row of them could be cut in endless ways.
_STAMPED = re.compile(
    rf"\W*(?>{_LABEL}+(?:on |at )?(?:\w+day,? )?"
    rf"(?:(?![.;,|]\s*{_LABEL})[\w ,/.:-]){{6,30}}?(?:[.;,|]\s*(?={_LABEL}|$)|$))+$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_END = 110  # characters at the end of a line that "end" rules look at
_PLAIN_HEAD = 6  # words beside the date on a line that only says who put it out and when


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Rule(_Strict):
    match: Literal["whole", "start", "end", "inside"]
    words: int
    seen: str
    any: list[str]
    sentence: bool = True
    cues: list[str] = []


class _Reason(_Strict):
    means: str
    rules: list[_Rule]
    opens: Literal["nothing", "line", "list"] = "nothing"


class _File(_Strict):
    schema_: int
    reasons: dict[str, _Reason]
    menu_words: str
    section_words: str
    outlet_words: str
    name_words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule; `pattern` is matched against a folded line of at most `words` words."""

    reason: str
    match: str
    words: int
    sentence: bool
    cues: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """All rules, in the order of the file, and the vocabularies of menus and section names."""

    rules: tuple[Rule, ...]
    opens: dict[str, str]
    menu_words: frozenset[str]
    section_words: frozenset[str]
    outlet_words: frozenset[str]
    name_words: frozenset[str] = frozenset()

    def reason(self, text: str) -> str | None:
        """Why this line is furniture, or None when it may be the article."""
        words = size(text)
        if words > 125:
            return None
        line = fold(text)
        bare = line.strip(_EDGE)
        if is_dated_line(line):
            return "datestamp"
        spoken = words > 12 and line[:1] in "\"'" and line.count('"') > 1
        sentence = ends_sentence(line)
        for rule in self.rules:
            if words > rule.words or (sentence and not rule.sentence) or (spoken and rule.match == "inside"):
                continue
            if _fits(rule, line, bare):
                return rule.reason
        return self._structure(line, words)

    def is_menu(self, text: str) -> bool:
        """True for a line of short pieces, most of them names of sections or services."""
        pieces = [p for p in _PARTS.split(fold(text).strip(_EDGE)) if p]
        words = [w.casefold() for w in _WORD.findall(fold(text))]
        if not words or ends_sentence(text):
            return False
        known = sum(w in self.menu_words for w in words) / len(words)
        if len(pieces) >= 3 and max(map(size, pieces)) <= 4:
            return known >= 0.3 or len(pieces) >= 4
        return len(words) >= 3 and known >= 0.75

    def is_section(self, text: str) -> bool:
        """True for a section's name on a line of its own ("COLUMN", "Analysis & Opinion")."""
        words = [w.casefold() for w in _WORD.findall(text)]
        return 0 < len(words) <= 3 and sum(w in self.section_words for w in words) * 2 > len(words)

    def is_outlet(self, text: str) -> bool:
        """True for a short line in capitals or title case with a noun that outlets are named by."""
        words = _WORD.findall(fold(text))
        named = any(part in self.outlet_words for w in words for part in w.casefold().split("-"))
        return named and len(words) <= 8 and all(w[0].isupper() or len(w) <= 3 for w in words)

    def _structure(self, line: str, words: float) -> str | None:
        if words > 25 or ends_sentence(line):
            return None
        if self.is_menu(line):
            return "navigation"
        pieces = [p for p in _PARTS.split(line.strip(_EDGE)) if p]
        if len(pieces) > 1 and any(self._is_meta(piece) for piece in pieces):
            return "metadata"
        return None

    def _is_meta(self, piece: str) -> bool:
        bare = piece.strip(_EDGE)
        if is_dated_line(piece) or (self.is_section(piece) and piece[:1].isupper()):
            return True
        words, sentence = size(piece), ends_sentence(piece)
        rules = (r for r in self.rules if r.reason in _META and words <= r.words and (r.sentence or not sentence))
        return any(_fits(rule, piece, bare) for rule in rules)


_META = frozenset({"reading_time", "byline", "datestamp", "share", "comments", "login", "tools"})


def fold(text: str) -> str:
    """`text` with plain quotation marks and dashes, outer spaces gone."""
    return text.translate(_PLAIN).strip()


def has_clock(text: str) -> bool:
    """True for a text with a time of day, or nothing but a weekday or time zone."""
    return bool(re.search(r"\d[:.]\d\d", text)) or size(_CLOCK.sub(" ", text)) == 0


def is_dated_line(text: str) -> bool:
    """True for a short line that holds a full date and little else: a weekday, a time, who put it out."""
    if not _DIGIT.search(text) or size(text) > 25:
        return False
    if ends_sentence(text):
        return bool(_STAMPED.match(text)) and bool(written_dates(text))
    dates = written_dates(text) if "(@" not in text else []
    if not dates:
        return False
    if dates[0].start < 4 and _CREDIT_LABEL.search(text[dates[0].end :]):
        return True
    if _DATE_LABEL.search(text[: dates[0].start]):
        return True
    rest = text
    for written in reversed(dates):
        rest = rest[: written.start] + " " + rest[written.end :]
    return size(_CLOCK.sub(" ", rest)) <= _PLAIN_HEAD


def _fits(rule: Rule, line: str, bare: str) -> bool:
    """True when the rule matches; `line` is folded, `bare` the same without outer bullets and brackets."""
    if rule.match == "whole":
        inner = bare[1:-1].strip() if bare[:1] == "(" and bare[-1:] == ")" else bare
        return bool(rule.pattern.fullmatch(inner) or (inner != line and rule.pattern.fullmatch(line)))
    if rule.match == "start":
        return bool(rule.pattern.match(bare) or (bare != line and rule.pattern.match(line)))
    part = line[-_END:] if rule.match == "end" else line
    return _holds(part.casefold(), rule.cues) and bool(rule.pattern.search(part))


def _holds(text: str, cues: tuple[str, ...]) -> bool:
    for cue in cues:  # a plain loop: a generator costs three times as much, and this runs for every line
        if cue in text:
            return True
    return not cues


@cache
def furniture() -> Furniture:
    """The bundled rules. Raises KnowledgeError when the file breaks its schema or a pattern does not compile."""
    path = files("retinue") / "data" / "debris.yml"
    return parse(path.read_text(encoding="utf-8"), str(path))


def parse(text: str, path: str) -> Furniture:
    """Read rules from YAML. Raises KnowledgeError naming `path`."""
    try:
        raw = yaml.safe_load(text)
        raw["schema_"] = raw.pop("schema")
        data = _File.model_validate(raw)
        rules = tuple(_compile(data))
    except (yaml.YAMLError, ValidationError, re.error, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"the rules of page furniture can't be used: {error}", path=path) from error
    return Furniture(
        rules=rules,
        opens={name: reason.opens for name, reason in data.reasons.items()},
        menu_words=frozenset(data.menu_words.split()),
        section_words=frozenset(data.section_words.split()),
        outlet_words=frozenset(data.outlet_words.split()),
        name_words=frozenset(data.name_words.split()),
    )


def _compile(data: _File) -> Iterator[Rule]:
    for name, reason in data.reasons.items():
        for rule in reason.rules:
            joined = "|".join(f"(?:{p})" for p in rule.any)
            source = joined.replace("[A-Z]", "(?-i:[A-Z])").replace(r"[^a-z\s]", r"(?-i:[^a-z\s])")
            frame = {"end": f"(?:{source})$", "start": f"[(（【[]?(?:{source})"}.get(rule.match, source)
            pattern = re.compile(frame, re.IGNORECASE)
            yield Rule(name, rule.match, rule.words, rule.sentence, tuple(rule.cues), pattern)
