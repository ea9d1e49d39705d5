"""Amounts as printed ("$8.5 billion", "forty-two", "25 percent") as numbers with a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Quantity", "nearest_conflict", "of_many", "parse", "parse_all"]

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
           "b": 1e9, "trillion": 1e12, "tn": 1e12, "万": 1e4, "亿": 1e8}  # fmt: skip
# "$" alone is read as the US dollar: a sum in another dollar prints its prefix (HK$, A$, NT$).
_CURRENCIES = {
    "$": "usd", "us$": "usd", "usd": "usd", "dollar": "usd", "dollars": "usd", "€": "eur", "eur": "eur",
    "euro": "eur", "euros": "eur", "£": "gbp", "gbp": "gbp", "pound": "gbp", "pounds": "gbp", "¥": "¥",
    "yuan": "cny", "renminbi": "cny", "rmb": "cny", "cny": "cny", "元": "cny", "yen": "jpy", "jpy": "jpy",
    "won": "krw", "krw": "krw", "₩": "krw", "rupee": "inr", "rupees": "inr", "₹": "inr", "hk$": "hkd", "a$": "aud",
    "nt$": "twd", "c$": "cad", "s$": "sgd",
}  # fmt: skip
_TOKEN = re.compile(r"[a-z]{1,2}\$|\d[\d,]*(?:\.\d+)?|[$€£¥₩₹%]|[a-z]+|[万亿元]")
_FILLER = {"a", "an", "and", "of", "the", "about", "around", "nearly", "some", "more", "than", "up", "to", "over",
           "at", "least", "as", "much", "another", "additional", "per", "half"}  # fmt: skip
SWAPPED = 0.5  # misprints that swap digits behind the first one stay above this
_MONEY = frozenset(_CURRENCIES.values())
CLOSE = 0.8  # two figures for one thing rarely lie further apart than 4 to 5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, its unit ("usd", "%", "hour", or "" for a bare count), and the words it was read from.

    `digits` are the digits it is printed with ("18.35 million": "1835"), "" when it is written out.
    """

    value: float
    unit: str
    wording: str
    digits: str = ""

    @property
    def money(self) -> bool:
        """True for a sum of money."""
        return self.unit in _MONEY

    @property
    def telling(self) -> bool:
        """True for a sum printed so exactly that two affairs of one firm hardly share it ("18.2 billion yuan")."""
        return self.money and len(self.digits.strip("0")) >= 3

    @property
    def counts(self) -> bool:
        """True for a count of things: neither money nor a share."""
        return self.unit != "%" and not self.money and self.value == int(self.value)

    def rounds(self, other: Quantity) -> bool:
        """True when one is the other told with fewer digits: "18 million" for "18.35 million"."""
        short, long = sorted((self, other), key=lambda q: len(q.digits))
        if self.unit != other.unit or not 1 < len(short.digits) < len(long.digits):
            return False
        return abs(float(f"{long.value:.{len(short.digits) - 1}e}") - short.value) <= 1e-9 * short.value

    def same(self, other: Quantity) -> bool:
        """True when both say the same number of the same unit."""
        return self.unit == other.unit and abs(self.value - other.value) <= 1e-9 * max(self.value, other.value)

    def close(self, other: Quantity) -> bool:
        """True when the two may be different figures for one thing: same unit, at most a fifth apart.

        Sums whose digits were swapped ("1.29 billion", "1.92 billion") may lie further apart.
        """
        low, high = sorted((self.value, other.value))
        if self.unit != other.unit or high <= 0:
            return False
        swapped = self.telling and sorted(self.digits) == sorted(other.digits)
        return low / high >= (SWAPPED if swapped else CLOSE)


@lru_cache(maxsize=65_536)
def parse(wording: str) -> Quantity | None:
    """The quantity that `wording` prints, or None when there is no number in it."""
    value, unit = _Reading(), ""
    for token in _TOKEN.findall(wording.casefold()):
        if token in _CURRENCIES:
            unit = _CURRENCIES[token]
        elif token in {"%", "percent", "pc", "percentage"}:
            unit = "%"
        elif not value.take(token) and token not in _FILLER and value.seen and not unit:
            unit = token.removesuffix("s") if len(token) > 3 else token
    digits = "".join(c for c in wording if c.isdigit())
    return Quantity(value.total, unit, wording, digits) if value.seen else None


class _Reading:
    """Adds up number words: "two thousand three hundred", "1.2 million"."""

    def __init__(self) -> None:
        self.done = self.current = 0.0
        self.seen = False

    @property
    def total(self) -> float:
        return self.done + self.current

    def take(self, token: str) -> bool:
        if token[0].isdigit():
            self.current += float(token.replace(",", ""))
        elif token in _UNITS:
            self.current = self.current + _UNITS[token] if token != "dozen" else max(self.current, 1) * 12
        elif token in _SCALES and self.seen:
            self._scale(_SCALES[token])
        else:
            return False
        self.seen = True
        return True

    def _scale(self, factor: float) -> None:
        self.current *= factor
        if factor >= 1e3:
            self.done, self.current = self.done + self.current, 0.0


def of_many(left: Iterable[Quantity], right: Iterable[Quantity], named: int) -> Quantity | None:
    """The count that both sides give of a group of which at most `named` are named ("34 firms, Acme among them")."""
    theirs = tuple(right)
    return next((q for q in left if q.counts and q.value > max(named, 4) and any(q.same(o) for o in theirs)), None)


def parse_all(wordings: Iterable[str]) -> tuple[Quantity, ...]:
    """The quantities of all `wordings` that hold a number, in order."""
    return tuple(q for q in map(parse, wordings) if q)


def nearest_conflict(left: Iterable[Quantity], right: Iterable[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Two figures that seem to count the same thing and differ, or None.

    Figures that both sides give are set aside first: the rest of a list ("23 items … 42 countries") then pairs
    up by unit and nearness. A figure told with fewer digits does not differ.
    """
    ours, theirs = tuple(left), tuple(right)
    ours_left = [q for q in ours if not any(q.same(other) for other in theirs)]
    theirs_left = [q for q in theirs if not any(q.same(other) for other in ours)]
    pairs = [(a, b) for a in ours_left for b in theirs_left if a.close(b) and not a.rounds(b)]
    return min(pairs, key=lambda p: (abs(p[0].value - p[1].value) / p[0].value, p[0].wording), default=None)
