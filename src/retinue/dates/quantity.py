"""Counts in words or digits, and the TIMEX3 value of so many units."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.dates.lexicon import lexicon

__all__ = ["Quantity", "amount", "duration_value", "quantity"]

_IN_YEARS = {"DE": 10, "CE": 100}


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many; `whole` is None when the words only say "several"; `half` adds one half."""

    whole: int | None
    half: bool = False


def quantity(words: list[str]) -> Quantity:
    """Read "three", "21", "2,000", "twenty-five", "a couple of", "two and a half", "5 1/2", "half a"."""
    lex = lexicon()
    total, chunk, vague = 0, 0, False
    half = "half" in words or words[-3:] == ["1", "/", "2"]
    if "/" in words:
        words = words[:-3]
    for word in [w for w in words if w != "half"]:
        plain = word.replace(",", "")
        if plain.isdigit():
            chunk += int(plain)
        elif word in lex.numbers or word in lex.tens:
            chunk += lex.numbers.get(word) or lex.tens[word]
        elif word in lex.scales:
            chunk = (chunk or 1) * lex.scales[word]
        elif word == "couple":
            chunk = 2
        elif word in lex.vague_numbers:
            vague = True
    total += chunk
    if vague:
        return Quantity(None)
    if half and not total:
        return Quantity(0, half=True)
    return Quantity(total or 1, half)


def amount(words: list[str], unit: str) -> tuple[Quantity, str]:
    """The count that `words` give and the letter of the unit named; fortnights are told in weeks."""
    count, letter = quantity(words), lexicon().unit(unit)
    if letter != "FN":
        return count, letter
    return Quantity(count.whole and 2 * count.whole, count.half), "W"


def duration_value(count: Quantity, unit: str) -> str:
    """P3D, PT2H, P2Y6M, PXW; decades and centuries are told in years."""
    if unit in _IN_YEARS:
        years = _IN_YEARS[unit]
        return "PXY" if count.whole is None else f"P{count.whole * years + count.half * years // 2}Y"
    head, letter = ("PT", unit[1:]) if unit[0] == "T" else ("P", unit)
    if count.whole is None:
        return f"{head}X{letter}"
    if not count.half:
        return f"{head}{count.whole}{letter}"
    rest = {"Y": "6M", "TH": "30M", "D": "T12H", "TM": "30S"}.get(unit)
    if rest is None:
        return f"{head}{count.whole}.5{letter}"
    whole = f"{count.whole}{letter}" if count.whole else ""
    return f"{head}{whole}{rest}"
