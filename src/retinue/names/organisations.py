"""Names of firms and bodies: what tells them apart must agree, what firms add and drop freely need not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from retinue.names.firm_words import Parts, Token, initials, parts
from retinue.names.people import skeleton
from retinue.names.prepare import Prepared
from retinue.names.syllables import splits
from retinue.names.types import Match
from retinue.names.words import words

__all__ = ["compare_organisations"]

_SLIP_LETTERS = 6  # letters of a word from which one may be wrong
_SWAP_LETTERS = 5  # from which two may be swapped
_TWO_SLIPS = 11
_MOST_READINGS = 12


def compare_organisations(left: Prepared, right: Prepared) -> Match:
    """The verdict on two names of firms or bodies."""
    if (not left.words and not left.han) or (not right.words and not right.han):
        return Match(0.0, "no words to compare")
    if left.folded == right.folded:
        return Match(1.0, "the same name")
    if found := _acronym(left, right) or _acronym(right, left):
        return found
    one, two = parts(left), parts(right)
    if one.all and (_set_equal(one.all, two.all) or _run_on(left) == _run_on(right)):
        return Match(0.97, "the same words, legal form apart")
    return _by_parts(one, two)


def _run_on(name: Prepared) -> str:
    return name.han or "".join(word for word in name.words if word not in words().legal)


def _set_equal(one: Sequence[Token], two: Sequence[Token]) -> bool:
    rest = list(two)
    for token in one:
        partner = next((other for other in rest if other & token), None)
        if partner is None:
            return False
        rest.remove(partner)
    return not rest


def _by_parts(one: Parts, two: Parts) -> Match:
    if not one.core or not two.core:
        return Match(0.4, "no word that tells a firm apart is in both")
    score, why = _cores(one.core, two.core)
    if not score:
        return Match(0.3, why)
    if all(token & words().organisation for token in one.core):
        return Match(0.5, f"{why}, which tells no firm apart")
    if found := _places_differ(one, two):
        return Match(0.4, f"{why}; {found}")
    if found := _trades_differ(one, two):
        return Match(0.5, f"{why}; {found}")
    extras = len(one.all) != len(two.all)
    return Match(round(score - 0.08 * extras, 3), why + ("; the rest is what firms add and drop" if extras else ""))


def _cores(one: Sequence[Token], two: Sequence[Token]) -> tuple[float, str]:
    """How surely the telling words agree, and how; 0 and what differs."""
    if _set_equal(one, two):
        return 0.95, f"both are called {_name(one, two)}"
    joined = _joined(one) & _joined(two)
    if joined:
        return 0.93, f"both are called {min(joined)}, joined or split otherwise"
    rest = list(two)
    slips = []
    for token in one:
        same = next((other for other in rest if other & token), None)
        near = None if same else next((other for other in rest if _near_tokens(token, other)), None)
        if same or near:
            rest.remove(same or near or token)
        if near:
            slips.append(f"{min(token)} ~ {min(near)}")
        if not same and not near:
            return _joined_slip(one, two)
    if rest:
        return 0.0, f"{', '.join(min(token) for token in rest)} is only in one"
    return (0.82, f"one slip apart: {slips[0]}") if len(slips) == 1 else (0.0, "too much differs")


def _joined_slip(one: Sequence[Token], two: Sequence[Token]) -> tuple[float, str]:
    for a, b in product(_joined(one), _joined(two)):
        if _near(a, b) and len(one) != len(two):
            return 0.8, f"one slip apart: {a} ~ {b}"
    return 0.0, f"{_label(one)} is not {_label(two)}"


def _joined(tokens: Sequence[Token]) -> frozenset[str]:
    if all(len(token) == 1 for token in tokens):
        return frozenset({"".join(map(min, tokens))})
    choices = product(*(sorted(token)[:_MOST_READINGS] for token in tokens))
    return frozenset("".join(choice) for choice, _ in zip(choices, range(2 * _MOST_READINGS), strict=False))


def _near_tokens(one: Token, two: Token) -> bool:
    return any(_near(a, b) for a in one for b in two)


@lru_cache(maxsize=131_072)
def _near(one: str, two: str) -> bool:
    """True when one word is the other with a slip; two words of our tables or of pinyin are just two words."""
    letters = min(len(one), len(two))
    if letters < _SWAP_LETTERS or not one.isalpha() or not two.isalpha() or not one.isascii() or not two.isascii():
        return False
    if (splits(one) and splits(two)) or (_common(one) and _common(two)):
        return False
    allowed = 2 if letters >= _TWO_SLIPS else 1 if letters >= _SLIP_LETTERS else 0
    edits = OSA.distance(one, two, score_cutoff=2)
    swapped = edits == 1 and sorted(one) == sorted(two)
    return edits <= allowed or swapped or (edits <= 2 and skeleton(one) == skeleton(two))


def _common(word: str) -> bool:
    return word in words().organisation or word in words().described


def _places_differ(one: Parts, two: Parts) -> str:
    """Why the places keep two firms apart: different ones, or a branch abroad on one side only."""
    ours, theirs = set(one.places), set(two.places)
    if ours == theirs:
        return ""
    if ours - theirs and theirs - ours:
        return f"one is of {', '.join(sorted(ours - theirs))}, the other of {', '.join(sorted(theirs - ours))}"
    longer = one if ours > theirs else two
    return "" if longer.seat else f"{', '.join(sorted(ours ^ theirs))} names a branch"


def _trades_differ(one: Parts, two: Parts) -> str:
    ours, theirs = _unmatched(one.described, two.described), _unmatched(two.described, one.described)
    if ours and theirs:
        return f"{_label(ours)} and {_label(theirs)} are different trades"
    longer = one if ours else two
    if (ours or theirs) and not longer.seat:
        return f"{_label(ours or theirs)} may be a firm of its own"
    return ""


def _unmatched(one: Sequence[Token], two: Sequence[Token]) -> list[Token]:
    return [token for token in one if not any(token & other for other in two)]


def _acronym(short: Prepared, long: Prepared) -> Match | None:
    """ "CNPC" for China National Petroleum Corporation: initials in order, small words and forms or not."""
    plain = [word for word in short.words if word not in words().legal or word == short.words[0]]
    if len(plain) == 1 and plain[0] in initials(long) and _is_acronym(short, plain[0]):
        return Match(0.85, f"{plain[0].upper()} are the initials of {' '.join(long.words)}")
    return None


def _is_acronym(name: Prepared, word: str) -> bool:
    """Written in capitals, or, where all is small, no word that could be spoken as pinyin."""
    letters = [letter for letter in name.raw if letter.isalpha()][: len(word)]
    return all(letter.isupper() for letter in letters) or (name.raw.islower() and not splits(word))


def _name(one: Sequence[Token], two: Sequence[Token]) -> str:
    shared = [token & next((o for o in two if o & token), token) for token in one]
    return " ".join(min(token) for token in shared)


def _label(tokens: Sequence[Token]) -> str:
    return " ".join(min(token) for token in tokens)
