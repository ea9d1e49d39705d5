"""Restriction lists that the article names, and which list it means where it names none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from retinue.knowledge import Knowledge, RestrictionList
from retinue.model import Precision, Span, TimeExpression

ListSpan = tuple[Span, str]  # where a list's name stands, and the list's canonical name

# A word as names are folded: "U.S." is one, the "s" of "Pentagon's" none.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?!(?<=['’])s\b)\w+")

_POSSESSIVES = ("'s", "’s")

Index = Mapping[str, Mapping[int, frozenset[tuple[str, ...]]]]  # first word → length, longest first → wordings


_INDEXES: dict[int, tuple[Mapping[str, str], Index]] = {}


def _index(wordings: Mapping[str, str]) -> Index:
    """The index over `wordings`, built once per mapping (kept beside it, so that its identity stays its own)."""
    held = _INDEXES.get(id(wordings))
    if held is None or held[0] is not wordings:
        _INDEXES.clear()
        held = _INDEXES[id(wordings)] = (wordings, _build(wordings))
    return held[1]


def _build(wordings: Iterable[str]) -> Index:
    index: dict[str, dict[int, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for wording in wordings:
        words = tuple(wording.split())
        index[words[0]][len(words)].add(words)
    return {
        first: {length: frozenset(held[length]) for length in sorted(held, reverse=True)}
        for first, held in index.items()
    }


def find_lists(text: str, knowledge: Knowledge) -> tuple[ListSpan, ...]:
    """Where known lists are named in a text, without the keeper ("the Pentagon's", "U.S."), who may act there."""
    index = _index(knowledge.list_names)
    matches = list(_WORD.finditer(text))
    words = [match.group().lower().replace(".", "") for match in matches]
    found, taken = [], 0
    for i, word in enumerate(words):
        if i < taken or word not in index:
            continue
        runs = ((tuple(words[i : i + length]), wordings) for length, wordings in index[word].items())
        wording = next((run for run, wordings in runs if run in wordings), None)
        if wording:
            taken = i + len(wording)
            meant = knowledge.lists[knowledge.list_names[" ".join(wording)]]
            first = _after_keeper(text, matches[i:taken], meant, knowledge)
            found.append((Span(first, matches[taken - 1].end()), meant.name))
    return tuple(found)


def _after_keeper(text: str, run: Sequence[re.Match[str]], meant: RestrictionList, knowledge: Knowledge) -> int:
    """Where a list's own name starts: behind the last possessive before "list", else behind the country's "U.S."."""
    owned = [
        n
        for n, match in enumerate(run[:-1], 1)
        if text[match.end() : match.end() + 2] in _POSSESSIVES and "list" in text[match.end() : run[-1].end()].lower()
    ]
    first = run[0].group().lower()
    dotted = len(run) > 1 and "." in first and knowledge.demonyms.get(first.replace(".", "")) == meant.country
    return run[max(owned, default=int(dotted))].start()


def since_of(time: TimeExpression | None) -> str | None:
    """A time as a listing's start: the day, the month or the year, as exact as it was told."""
    if time is None or time.start is None:
        return None
    if time.precision is Precision.DAY:
        return time.start.isoformat()
    return f"{time.start:%Y-%m}" if time.precision is Precision.MONTH else f"{time.start:%Y}"


# words of a list's name that say nothing of which list it is
_COMMON = frozenset(
    "list blacklist the of and on to s china chinese us u american department company entities".split()
)


def list_meant(
    lists: Iterable[RestrictionList],
    country: str | None,
    bodies: Collection[str],
    said: Collection[str],
    *,
    told: Iterable[str] = (),
) -> str | None:
    """The list that a country or one of its bodies keeps and that shares most words with what is `said`.

    Among those that share as many, one that the article named elsewhere (`told`) goes first.
    """
    kept = [one for one in lists if one.authority in bodies or (country is not None and one.country == country)]
    wanted, known = {_stem(word) for word in said} - _COMMON, set(told)

    def fit(one: RestrictionList) -> tuple[int, bool]:
        return _shared(one, wanted) + 2 * (one.authority in bodies), one.name in known

    best = max(kept, key=fit, default=None)
    return best.name if best else None


def _shared(one: RestrictionList, wanted: Collection[str]) -> int:
    wordings = ({_stem(m.group()) for m in _WORD.finditer(w)} - _COMMON for w in (one.name, *one.aliases))
    return max(len(words & set(wanted)) for words in wordings)


def _stem(word: str) -> str:
    lowered = word.lower()
    for ending in ("ing", "ed", "s"):
        if len(lowered) > len(ending) + 3 and lowered.endswith(ending):
            return lowered[: -len(ending)]
    return lowered
