"""Personal names of any language but Chinese: words paired off, alike by spelling, sound, initial or short form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from retinue.names.prepare import Prepared
from retinue.names.types import Match
from retinue.names.words import words

__all__ = ["compare_people", "given_words", "skeleton"]

_SHORT = 4  # letters from which one slip is allowed
_FIRST_FREE = 5  # from which the first letter may be wrong too
_LONG = 9  # letters from which two are
_SON = frozenset({"bin", "ben", "ibn"})
_FEWEST = 2  # words that must agree
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kh|gh|q|g)(?=[ao]dd?h?af)", "k"), (r"sch|sh|tsch|tch|ch|cz|cs|č", "s"), (r"dzh|dj|zh|j", "j"),
        (r"kh|ck|q|c|x", "k"), (r"ph", "f"), (r"th|dh", "t"), (r"w", "v"), (r"ou|oo|ow", "u"),
        (r"ee|ie|ey|ij|yi|iy", "i"), (r"y", "i"), (r"z", "s"), (r"h", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_VOWELS = re.compile(r"(?<=.)[aeiou]")


@lru_cache(maxsize=131_072)
def skeleton(word: str) -> str:
    """What a word keeps in every transliteration: its consonants, alike-sounding ones as one, and a first vowel."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    kept = _VOWELS.sub("", word)
    return ("a" + kept[1:]) if kept[:1] in "aeiou" else kept


def given_words(name: Prepared) -> tuple[str, ...]:
    """The words of a personal name without titles, suffixes and particles (unless nothing else is left)."""
    known = words()
    bare = [word for word in name.words if word not in known.titles and word not in known.suffixes]
    kept = tuple(word for word in bare if word not in known.particles)
    return kept or tuple(bare) or name.words


def compare_people(left: Prepared, right: Prepared) -> Match:
    """Pair off the words of two personal names and judge what is left over."""
    one, two = given_words(left), given_words(right)
    if (ours := _son(left)) and (theirs := _son(right)) and ours != theirs and set(ours) == set(theirs):
        return Match(0.3, f"{' bin '.join(ours)} is not {' bin '.join(theirs)}")
    if (younger := _generation(left)) != (elder := _generation(right)):
        return Match(0.5, f"only one is called {younger or elder}")
    if sorted(one) == sorted(two):
        return Match(1.0 if one == two else 0.95, "the same words" + ("" if one == two else " in another order"))
    if "".join(one) == "".join(two) or (sorted("".join(one)) == sorted("".join(two)) and _joined(one, two)):
        return Match(0.95, "the same letters, joined or split otherwise")
    if found := _korean(one, two):
        return found
    short, long = sorted((one, two), key=len)
    pairs, rest = _pairs(short, long)
    return _judge(pairs, rest, len(short), len(long))


def _generation(name: Prepared) -> str:
    """ "jr", "iii": what tells a son from his father of the same name."""
    return next((word for word in name.words[2:] if word in words().generations), "")


def _korean(one: Sequence[str], two: Sequence[str]) -> Match | None:
    """A Korean surname before a given name of two syllables, joined or split: Park Ji-hoon is Bak Jihun."""
    if min(len(one), len(two)) < _FEWEST or max(len(one), len(two)) > _FEWEST + 1:
        return None
    if two[0] not in words().korean_spellings.get(one[0], ()):
        return None
    score, way = _alike("".join(one[1:]), "".join(two[1:]))
    given = f"{' '.join(one[1:])} ~ {' '.join(two[1:])}"
    return (
        Match(score, f"{one[0]} ~ {two[0]} (Korean spelling); {given} ({way})") if way in ("same", "sound") else None
    )


def _son(name: Prepared) -> tuple[str, ...]:
    """Who is whose son: the words around the first bin, ben or ibn."""
    at = next((i for i, word in enumerate(name.words) if word in _SON and 0 < i < len(name.words) - 1), 0)
    return (name.words[at - 1], name.words[at + 1]) if at else ()


def _joined(one: Sequence[str], two: Sequence[str]) -> bool:
    """True when the words of one make up the words of the other in some order ("mohammad hasni", "mohammadhasni")."""
    text = "".join(two)
    return all(word in text for word in one)


Pair = tuple[float, str, str, str]  # how alike, the two words, in what way


def _pairs(short: Sequence[str], long: Sequence[str]) -> tuple[list[Pair], list[str]]:
    """The best partner for each word of the shorter name, best pairs first, and what the longer has left."""
    ranked = sorted(((*_alike(a, b), i, j) for i, a in enumerate(short) for j, b in enumerate(long)), reverse=True)
    taken: set[int] = set()
    used: set[int] = set()
    pairs: list[Pair] = []
    for score, way, i, j in ranked:
        if score and i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((score, short[i], long[j], way))
    return pairs, [word for j, word in enumerate(long) if j not in used]


def _alike(one: str, two: str) -> tuple[float, str]:
    if one == two:
        return 1.0, "same"
    if len(one) == 1 or len(two) == 1:
        return (0.8, "initial") if one[0] == two[0] else (0.0, "")
    known = words()
    if known.nicknames.get(one, frozenset()) & known.nicknames.get(two, frozenset()):
        return 0.93, "short form"
    if two in known.korean_spellings.get(one, ()):
        return 0.93, "Korean spelling"
    letters = min(len(one), len(two))
    edits = OSA.distance(one, two, score_cutoff=2)
    if skeleton(one) == skeleton(two) and letters >= _SHORT and edits <= 2:
        return 0.92, "sound"
    allowed = 0 if letters < _SHORT else 1 if letters < _LONG else 2
    if letters < _FIRST_FREE and one[0] != two[0]:
        allowed = 0
    return (1 - edits * 0.12 - 0.4 / letters, "slip") if edits <= allowed else (0.0, "")


def _judge(pairs: list[Pair], rest: Sequence[str], short: int, long: int) -> Match:
    unpaired = short - len(pairs)
    slips = [pair for pair in pairs if pair[3] == "slip"]
    full = [pair for pair in pairs if pair[3] != "initial"]
    why = "; ".join(_told(pairs)) or "no word in common"
    named = [pair for pair in full if pair[3] != "slip"]
    if not unpaired and named and short > 1 and len(full) < len(pairs) and not rest:
        return Match(0.75, f"{why}; the initials agree")
    if unpaired or len(full) < min(_FEWEST, long) or (short == 1 and long > 1):
        return Match(min(0.6, 0.6 * len(full) / long), f"{why}; not all words have a partner")
    if len(slips) > 1 or (slips and len(full) == len(slips)):
        return Match(0.5, f"{why}; too much differs")
    score = sum(pair[0] for pair in pairs) / short - 0.06 * len(rest)
    left_over = f"; {', '.join(rest)} only on one side" if rest else ""
    return Match(round(max(score, 0.0), 3), why + left_over)


def _told(pairs: list[Pair]) -> Iterator[str]:
    for score, one, two, way in pairs:
        yield one if score == 1 else f"{one} ~ {two} ({way})"
