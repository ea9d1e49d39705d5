"""Names made comparable: one folding for every index and every look-up, and firm names without their legal form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["bare", "fold", "without_initials"]

# Letters that NFKC leaves whole although the press drops their stroke or splits them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_MARKS = re.compile("[\u0300-\u036f]")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ＇`´]s\b")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ＇`´](?=\w)")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}(?=[^\w.]|$)|\b(?:[^\W\d_]\.)+[^\W\d_]\b(?!\.)")
_OTHER = re.compile(r"[\W_]+")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_GAP = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")

# Folded legal forms, longest first where one ends another.
_FORMS = (
    "public joint stock company|open joint stock company|closed joint stock company|joint stock company|"
    "limited liability company|public limited company|company limited|private limited|sdn bhd|pte ltd|pty ltd|"
    "pvt ltd|co ltd|co limited|co inc|co kg|and co|incorporated|corporation|limited|company|gmbh|kgaa|pjsc|jsc|ojsc|"
    "oao|ooo|pao|zao|ltda|sarl|sas|srl|spa|plc|llc|llp|inc|ltd|corp|asa|oyj|tbk|bhd|pte|pty|aktiengesellschaft|co|kg|ag|"
    "ab|as|oy|se|sa|nv|bv|kk|lp|sl|ev|holding|holdings"
)
_TRAILING = re.compile(rf"(?<=\w) (?:{_FORMS})$")
_HAN_FORM = re.compile(
    r"(?<=.)(?:股份有限公司|有限责任公司|有限責任公司|集团公司|有限公司|集团|集團|株式会社|주식회사)$"
)
_HAN_START = re.compile(r"^(?:株式会社|주식회사|ооо|оао|пао|ао) ?(?=\w)")
_INITIAL = re.compile(r"(?<=\w) [^\W\d_](?= \w)")


@lru_cache(maxsize=131_072)
def fold(name: str) -> str:
    """`name` in the form that indexes use: caseless, without diacritics, punctuation or apostrophe-s.

    NFKC, then casefold; a possessive "'s" goes, an apostrophe inside a word closes up ("Xi'an" = "xian"), the
    dots of an acronym go ("U.S." = "us"), all other punctuation becomes one space; Han characters are kept and
    close up. Folding twice changes nothing.
    """
    folded = _fold_once(name)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    if not text.isascii():
        bare_letters = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS)))
        text = unicodedata.normalize("NFKC", bare_letters)
    text = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))
    text = _ACRONYM.sub(lambda found: found.group().replace(".", ""), text)
    return _HAN_GAP.sub("", _OTHER.sub(" ", text).strip())


def bare(folded: str) -> str:
    """A folded firm name without its legal form ("dji technology co ltd" = "dji technology"); never empty."""
    while (shorter := _HAN_START.sub("", _HAN_FORM.sub("", _TRAILING.sub("", folded)))) != folded:
        folded = shorter
    return folded


def without_initials(folded: str) -> str:
    """A folded personal name without middle initials ("gina m raimondo" = "gina raimondo")."""
    return _INITIAL.sub("", folded)
