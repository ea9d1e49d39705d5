"""Do two names mean the same? Knowledge decides where it knows both; else the names themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from retinue.knowledge import Knowledge, bare, fold
from retinue.knowledge.fold import without_initials
from retinue.names.chinese import compare_chinese
from retinue.names.organisations import compare_organisations
from retinue.names.people import compare_people
from retinue.names.prepare import Prepared, parts_of, prepare
from retinue.names.types import Kind, Match

__all__ = ["known_names", "match", "match_names", "meant"]

_HANGUL = re.compile("^[\uac00-\ud7a3 ]+$")
_MOST_MEANT = 3  # a name that may stand for more than these is no help


def match(left: str, right: str, knowledge: Knowledge | None = None, kind: Kind | None = None) -> Match:
    """Whether `left` and `right` name the same person, firm or body, how surely, and why.

    `knowledge` adds what no spelling tells (华为 is Huawei, PBOC is not the Bank of China); `kind` says what both are
    names of where the caller knows.
    """
    found = match_names(left, right, kind)
    if knowledge is None or found.score == 1:
        return found
    return _known(left, right, knowledge, kind) or found


def _known(left: str, right: str, knowledge: Knowledge, kind: Kind | None) -> Match | None:
    """What knowledge says: one identity, two identities, or nothing."""
    ours, theirs = _meant(knowledge, left), _meant(knowledge, right)
    if ours and theirs:
        shared = [id_ for id_ in ours if id_ in theirs]
        if shared:
            return Match(
                0.98 if len(ours) == len(theirs) == 1 else 0.9, f"both are names of {_called(knowledge, shared[0])}"
            )
        return Match(0.05, f"{left} is {_called(knowledge, ours[0])}, {right} is {_called(knowledge, theirs[0])}")
    if not ours and not theirs:
        return None
    name, ids = (right, ours) if ours else (left, theirs)
    return _by_aliases(name, ids, knowledge, kind)


def _by_aliases(name: str, ids: tuple[str, ...], knowledge: Knowledge, kind: Kind | None) -> Match | None:
    """The best match of an unknown name with any name of what the other stands for."""
    best: Match | None = None
    for meant_id, alias in ((one, alias) for one in ids for alias in known_names(knowledge, one)):
        found = match_names(name, alias, kind)
        if found.same and (best is None or found.score > best.score):
            best = Match(found.score, f"{alias} is a name of {_called(knowledge, meant_id)}: {found.why}")
    return best


def known_names(knowledge: Knowledge, id_: str) -> tuple[str, ...]:
    """All names of a person or organisation of the knowledge."""
    entry = knowledge.people.get(id_) or knowledge.organisations.get(id_)
    return (entry.name, *entry.aliases) if entry else ()


def _meant(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(id_ for part in parts_of(name) for id_ in meant(knowledge, part)))
    return found if len(found) <= _MOST_MEANT else ()


def meant(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    """Ids of those called exactly so, legal form, article and initials apart; else of those so described."""
    folded = fold(name).removeprefix("the ")
    for wording in (fold(name), folded, bare(folded), without_initials(folded)):
        if found := knowledge.names.get(wording):
            return found
    return knowledge.nominals.get(folded, ())


def _called(knowledge: Knowledge, id_: str) -> str:
    return known_names(knowledge, id_)[0]


def match_names(left: str, right: str, kind: Kind | None = None) -> Match:
    """`match` by the names alone."""
    found = [_compare(prepare(a), prepare(b), kind) for a, b in product(parts_of(left), parts_of(right))]
    return max(found, key=lambda one: one.score)


def _compare(left: Prepared, right: Prepared, kind: Kind | None) -> Match:
    if not left.folded or not right.folded:
        return Match(0.0, "one of the names is empty")
    if left.folded == right.folded:
        return Match(1.0, "the same name")
    if _HANGUL.match(left.raw) and _HANGUL.match(right.raw):
        return Match(0.2, "written with different syllables")
    if left.han and left.han == right.han:
        return Match(1.0, "the same characters, traditional or simplified")
    return max(_verdicts(left, right, kind), key=lambda one: one.score)


def _verdicts(left: Prepared, right: Prepared, kind: Kind | None) -> Iterator[Match]:
    kinds = frozenset({kind}) if kind else left.kinds & right.kinds
    if not kinds:
        yield Match(0.1, "one is a person's name, the other is not")
    if Kind.PERSON in kinds:
        chinese = compare_chinese(left, right)
        yield chinese or compare_people(left, right)
        if chinese and not chinese.same and kind is None:
            return  # a Chinese name is decided by its syllables
    if Kind.ORGANISATION in kinds:
        yield compare_organisations(left, right)
