"""A small notation for rules over word classes.

    "the? day=(DAY|ORD) of? month=MONTH (COMMA? year=Y4)?"

A word in capitals is a class (`tokens.classes_of`), one in small letters is itself, `name=` captures, the rest is
plain regular expression; blanks only part the words. `<NAME>` puts in one of the shared fragments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retinue.dates.lexicon import lexicon, load_yaml
from retinue.dates.scene import Reading, Scene
from retinue.dates.tokens import Alphabet, Token
from retinue.errors import KnowledgeError

__all__ = ["Grammar", "Hit", "Reader", "Rule"]

_ATOM = re.compile(r"(?P<open>[a-z]\w*)=\((?:\?:)?|(?:(?P<name>[a-z]\w*)=)?(?P<atom>[A-Za-z]\w*)|\s+")


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

    def clause_that(self) -> bool:
        """True when the hit opens with the "that" of reported speech ("said that March sales rose")."""
        first = self.tokens[self.first].lower
        return first == "that" and bool(set(self.before()) & lexicon().contexts["reports"])

    def tight(self) -> bool:
        """True when no blank stands between the tokens."""
        inside = self.tokens[self.first : self.last]
        return all(a.end == b.start for a, b in pairwise(inside))


Reader = Callable[[Hit, Scene], Reading | None]  # None: the words turn out not to tell time


@dataclass(frozen=True, slots=True)
class Rule:
    """A named set of patterns and the function that gives their meaning."""

    name: str
    patterns: tuple[str, ...]
    read: Reader


class Grammar:
    """Rules compiled over one alphabet."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        patterns = [pattern for rule in rules for pattern in rule.patterns]
        literals = {m["atom"] for p in patterns for m in _ATOM.finditer(p) if m["atom"] and m["atom"].islower()}
        self._alphabet = Alphabet(frozenset(literals))
        self._patterns = [(rule, self._compile(p)) for rule in rules for p in rule.patterns]

    @classmethod
    def load(cls, readers: Mapping[str, Reader]) -> Grammar:
        """The grammar of data/dates/rules.yml. Raises KnowledgeError when rules and readers don't match by name."""
        content = load_yaml("rules.yml")
        rules, fragments = content["rules"], content["fragments"]
        if rules.keys() != readers.keys():
            wrong = ", ".join(sorted(rules.keys() ^ readers.keys()))
            raise KnowledgeError(
                f"rules without a reader or readers without a rule: {wrong}", path="data/dates/rules.yml"
            )
        expanded = {name: tuple(_expand(p, fragments) for p in patterns) for name, patterns in rules.items()}
        return cls([Rule(name, patterns, readers[name]) for name, patterns in expanded.items()])

    def hits(self, tokens: Sequence[Token]) -> list[tuple[Rule, Hit]]:
        """All matches of all rules: leftmost first, then longest, then in the order of the rules."""
        encoded = self._alphabet.encode(tokens)
        found = [
            (m.start(), -m.end(), order, rule, Hit(tokens, m, m.start(), m.end()))
            for order, (rule, pattern) in enumerate(self._patterns)
            for m in pattern.finditer(encoded)
        ]
        found.sort(key=lambda row: row[:3])
        return [(rule, hit) for *_, rule, hit in found]

    def _compile(self, pattern: str) -> re.Pattern[str]:
        def translate(m: re.Match[str]) -> str:
            if m["open"]:
                return f"(?P<{m['open']}>"
            if not m["atom"]:
                return ""
            chars = f"[{self._alphabet.members(m['atom'])}]"
            return f"(?P<{m['name']}>{chars})" if m["name"] else chars

        return re.compile(_ATOM.sub(translate, pattern))


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    while "<" in pattern.replace("?<", ""):
        pattern = re.sub(r"<([A-Z]+)>", lambda m: f"(?:{fragments[m[1]]})", pattern)
    return pattern
