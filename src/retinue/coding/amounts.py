"""Sums of money, counts and percentages in a sentence, verbatim."""

from __future__ import annotations

import re

from retinue.model import Span

_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|crore|lakh|mln|bn|tn|m|k))?"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_SIGN = r"(?:(?:US|HK|NT|A|C|S)?[$€£¥₩₹]|\b(?:RMB|Rs\.?|EUR|USD|CNY)\s?)"
_UNITS = (
    "dollars? yuan euros? pounds? yen won rupees? francs? roubles? rubles? renminbi RMB ringgit baht dong riyals? "
    "dirhams? reais real"
).split()
_COUNTED = (
    "firms companies entities names parties people products items games titles stops members legislators executives "
    "officials agreements organisations organizations subsidiaries units associations countries plants chips "
    "lawmakers individuals"
).split()
_NATION = r"(?:US |U\.S\. |Hong Kong |Canadian |Australian |Singapore )?"
_AMOUNT = re.compile(
    "|".join(
        [
            rf"{_SIGN}{_NUMBER}{_SCALE}\b",
            rf"\b{_NUMBER}{_SCALE}\s{_NATION}(?:{'|'.join(_UNITS)})\b",
            rf"\b{_NUMBER}\s?(?:%|per ?cent\b|percentage points?\b)",
            rf"\b{_NUMBER}(?=\s(?:[\w-]+\s){{0,2}}(?:{'|'.join(_COUNTED)})\b)",
        ]
    ),
    re.IGNORECASE,
)
_MONEY = re.compile(rf"{_SIGN}\d|\b{_NUMBER}{_SCALE}\s{_NATION}(?:{'|'.join(_UNITS)})\b", re.IGNORECASE)


def has_money(text: str) -> bool:
    """True when a sum of money is named."""
    return _MONEY.search(text) is not None


def amounts_in(text: str, start: int) -> tuple[Span, ...]:
    """Spans of the amounts in a sentence that begins at character `start`, in order."""
    return tuple(Span(start + m.start(), start + m.end()) for m in _AMOUNT.finditer(text))
