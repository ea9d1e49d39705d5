"""A small notation for rules over word classes.

    "the? day=(DAY|ORD) of? month=MONTH (COMMA? year=Y4)?"

A word in capitals is a class (`tokens.classes_of`), one in small letters is itself, `name=` captures, the rest is
plain regular expression; blanks only part the words. `<NAME>` puts in one of the shared fragments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retinue.dates.scene import Reading, Scene
from retinue.dates.tokens import Alphabet, Token

__all__ = ["Grammar", "Hit", "Rule"]

_ATOM = re.compile(r"(?P<open>[a-z]\w*)=\((?:\?:)?|(?:(?P<name>[a-z]\w*)=)?(?P<atom>[A-Za-z]\w*)|\s+")

# Pieces that several rules share.
FRAGMENTS = {
    "D": "day=(DAY|ORD)",
    "M": "month=(MONTH|MABBR) ((?<=MABBR) DOT)?",
    "YREF": "of? in? the? yref=(last|this|next|that|same|following|previous|preceding|current) year",
    "TAIL": "(COMMA? OPEN? year=Y4|COMMA? <YREF>)",
    "TO": "(to|DASH|until|till|through|and|thru)",
    "W": "weekday=(WDAY|WABBR) ((?<=WABBR) DOT)? COMMA? the?",
    "EDGE": "mod=(early|late|mid|earlier|later|(the? (very)? (end|beginning|start|middle|close|half) of)) (in|DASH)?",
    "ABOUT": "((more|less|fewer|longer) than|at (least|most)|nearly|almost|about|around|over|roughly|up to|just (over|under)"
             "|approximately|barely|only|some|under|another|an (additional|extra|estimated))",
    "N": "(NUM|BIGNUM|(a|one|NUMWORD|TENS|SCALE) (DASH? (NUMWORD|SCALE))?|a? (few|VAGUE|couple of?|good many)"
         "|half (a|an)|an|(NUM|NUMWORD) and a half|NUM NUM SLASH NUM)",
    "UNITS": "unit=(UNIT|UNITS)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of tokens that a rule matched: tokens `first` up to but without `last`."""

    tokens: Sequence[Token]
    match: re.Match[str]
    first: int
    last: int

    def has(self, name: str) -> bool:
        """True when the rule's group `name` took part."""
        return name in self.match.re.groupindex and self.match[name] is not None

    def words(self, name: str) -> list[str]:
        """The lower-case tokens of a group; [] when it took no part."""
        if not self.has(name):
            return []
        first, last = self.match.span(name)
        return [token.lower for token in self.tokens[first:last]]

    def word(self, name: str) -> str:
        """The tokens of a group, parted by blanks; "" when it took no part."""
        return " ".join(self.words(name))

    def number(self, name: str) -> int:
        """The integer that a group's digits give ("7th" is 7)."""
        return int(re.sub(r"\D", "", self.word(name)))

    def before(self, count: int = 1) -> list[str]:
        """Lower-case tokens just before the hit, at most `count`, nearest last."""
        return [token.lower for token in self.tokens[max(0, self.first - count) : self.first]]

    def after(self, count: int = 1) -> list[str]:
        """Lower-case tokens just after the hit, at most `count`."""
        return [token.lower for token in self.tokens[self.last : self.last + count]]

    def tight(self) -> bool:
        """True when no blank stands between the tokens."""
        inside = self.tokens[self.first : self.last]
        return all(a.end == b.start for a, b in zip(inside, inside[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the function that gives its meaning, or None when the words turn out not to tell time."""

    name: str
    pattern: str
    read: Callable[[Hit, Scene], Reading | None]


class Grammar:
    """Rules compiled over one alphabet."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        patterns = [_expand(rule.pattern) for rule in rules]
        literals = {m["atom"] for p in patterns for m in _ATOM.finditer(p) if m["atom"] and m["atom"].islower()}
        self._alphabet = Alphabet(frozenset(literals))
        self._rules = [(rule, self._compile(p)) for rule, p in zip(rules, patterns, strict=True)]

    def hits(self, tokens: Sequence[Token]) -> Iterator[tuple[Rule, Hit]]:
        """All matches of all rules: leftmost first, then longest, then in the order of the rules."""
        encoded = self._alphabet.encode(list(tokens))
        found = [
            (m.start(), -m.end(), order, rule, Hit(tokens, m, m.start(), m.end()))
            for order, (rule, pattern) in enumerate(self._rules)
            for m in pattern.finditer(encoded)
        ]
        found.sort(key=lambda row: row[:3])
        return ((rule, hit) for *_, rule, hit in found)

    def _compile(self, pattern: str) -> re.Pattern[str]:
        def translate(m: re.Match[str]) -> str:
            if m["open"]:
                return f"(?P<{m['open']}>"
            if not m["atom"]:
                return ""
            chars = f"[{self._alphabet.members(m['atom'])}]"
            return f"(?P<{m['name']}>{chars})" if m["name"] else chars

        return re.compile(_ATOM.sub(translate, pattern))


def _expand(pattern: str) -> str:
    while "<" in pattern.replace("?<", ""):
        pattern = re.sub(r"<([A-Z]+)>", lambda m: f"(?:{FRAGMENTS[m[1]]})", pattern)
    return pattern
