"""Write src/retinue/data/names/cantonese.yml: how Hong Kong spells a syllable, and the pinyin it may be.

Needs `pip install tojyutping pypinyin`. The characters are the 3,755 of GB 2312's first level, the common ones; their
Cantonese readings come from ToJyutping, their Mandarin readings from pypinyin. A reading is spelt as Hong Kong
passports and its press spell names: not one system but habits, so most readings have several spellings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from pathlib import Path

import ToJyutping
from pypinyin import Style, pinyin

OUT = Path(__file__).parent.parent / "src/retinue/data/names/cantonese.yml"
INITIALS = {
    "b": "p", "d": "t", "g": "k", "gw": "kw", "kw": "kw", "z": "ch ts j", "c": "ch ts", "s": "s sh", "j": "y",
}  # fmt: skip
FINALS = {
    "aa": "a ah ar", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at",
    "aak": "ak", "ai": "ai", "au": "au ow", "am": "am um", "an": "an un", "ang": "ang", "ap": "ap up", "at": "at",
    "ak": "ak", "e": "e eh", "ei": "ei ee i ay", "eng": "eng ing", "ek": "ek ik", "i": "i ee", "iu": "iu", "im": "im",
    "in": "in", "ing": "ing", "ip": "ip", "it": "it", "ik": "ik", "o": "o", "oi": "oi oy", "ou": "o ou", "on": "on",
    "ong": "ong", "ot": "ot", "ok": "ok", "u": "u oo", "ui": "ui", "un": "un oon", "ung": "ung oong", "ut": "ut",
    "uk": "uk", "oe": "eu", "oeng": "eung", "oek": "euk", "eoi": "ui", "eon": "un", "eot": "ut", "yu": "yu yue u ue",
    "yun": "yuen uen", "yut": "yuet uet", "m": "m", "ng": "ng",
}  # fmt: skip
WHOLE = {"zi": "tsz tze che chi", "ci": "tsz chi", "si": "sze tsz see shi", "ngo": "ngo ngor", "hou": "ho how",
         "jyun": "yuen", "jyu": "yu yue", "jyut": "yuet", "jau": "yau", "lei": "lee li lei", "lou": "lo lou",
         "zoeng": "cheung", "ou": "o au", "ng": "ng", "kwong": "kwong", "gwok": "kwok", "gwong": "kwong"}  # fmt: skip
PARTS = re.compile(r"^(gw|kw|ng|[bpmfdtnlgkhwzcsj])?(.+?)[1-6]$")
RARE = 2  # a character's further readings are colloquial


def spellings(jyutping: str) -> set[str]:
    """How Hong Kong may spell one Cantonese reading."""
    if found := WHOLE.get(jyutping[:-1]):
        return set(found.split())
    parts = PARTS.match(jyutping)
    if parts is None or parts[2] not in FINALS:
        return set()
    initial = parts[1] or ""
    pairs = product(INITIALS.get(initial, initial).split() or [""], FINALS[parts[2]].split())
    return {(start + end).replace("yyu", "yu").replace("yi", "yi") for start, end in pairs}


def common() -> list[str]:
    """GB 2312's first level."""
    cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 56) for cell in range(1, 95))
    return [cell.decode("gb2312", "ignore") for cell in cells]


def main() -> None:
    """Write the table."""
    table: dict[str, set[str]] = defaultdict(set)
    for character in filter(None, common()):
        mandarin = {
            reading.replace("ü", "v") for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0][:RARE]
        }
        [(_, cantonese)] = ToJyutping.get_jyutping_candidates(character)
        for reading in (cantonese or [])[:1]:
            for spelling in spellings(reading):
                table[spelling] |= mandarin
    lines = [f"  {spelling}: {' '.join(sorted(table[spelling]))}" for spelling in sorted(table)]
    OUT.write_text(
        "# Written by tools/cantonese.py: a syllable as Hong Kong spells it, and the pinyin it may stand for.\n"
        "source: ToJyutping 3.2 (Cantonese readings) and pypinyin 0.55 (Mandarin readings) of GB 2312's first level\n"
        "checked: 2026-11-30\nsyllables:\n" + "\n".join(lines) + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
