"""Names in the record that nobody is known by, whom they may stand for, and an analyst's answer kept for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from retinue.ask.answers import add_answer, read_answers, write_answers
from retinue.knowledge import Knowledge, fold
from retinue.model import EntityType
from retinue.names import Index, known_names, meant
from retinue.store import Unknown

__all__ = ["Candidate", "Unresolved", "remember", "unresolved"]

_LIKE = 82  # of 100, from which a known name is offered though it does not match
_MOST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody known whom a name may stand for, and why."""

    id: str
    name: str
    score: float
    why: str

    def __str__(self) -> str:
        return f"{self.id} ({self.name})"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name nobody is known by: in how many documents, one of them, and whom it may stand for."""

    name: str
    type: EntityType
    documents: int
    example: str
    candidates: tuple[Candidate, ...]


def unresolved(knowledge: Knowledge, unknown: Sequence[Unknown]) -> tuple[Unresolved, ...]:
    """The names of a record that still stand for nobody, the most frequent first, each with candidates."""
    open_ = [one for one in unknown if fold(one.name) not in knowledge.passed_over and not _settled(knowledge, one)]
    ids = (*knowledge.people, *knowledge.organisations)
    names = [(name, id_) for id_ in ids for name in known_names(knowledge, id_)] if open_ else []
    index = Index(names)
    folded = [fold(name) for name, _ in names]
    return tuple(
        Unresolved(one.name, one.type, one.documents, one.example, _candidates(knowledge, index, folded, names, one))
        for one in open_
    )


def _settled(knowledge: Knowledge, one: Unknown) -> bool:
    """True when an answer given since the run has made the name known."""
    return len(_of_type(knowledge, meant(knowledge, one.name), one.type)) == 1


def _of_type(knowledge: Knowledge, ids: Iterable[str], type_: EntityType) -> list[str]:
    people = type_ is EntityType.PERSON
    return [id_ for id_ in ids if (id_ in knowledge.people) == people]


def _candidates(
    knowledge: Knowledge, index: Index, folded: Sequence[str], names: Sequence[tuple[str, str]], one: Unknown
) -> tuple[Candidate, ...]:
    """Those called so, those whose name matches, and those whose name is only like it."""
    found: dict[str, Candidate] = {}
    for id_ in meant(knowledge, one.name):
        found[id_] = Candidate(id_, known_names(knowledge, id_)[0], 1.0, "called so, as others are")
    for hit in index.find(one.name, _MOST):
        name = known_names(knowledge, hit.key)[0]
        found.setdefault(hit.key, Candidate(hit.key, name, hit.match.score, hit.match.why))
    near = process.extract(fold(one.name), folded, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=_MOST)
    for like, score, position in near:
        id_ = names[position][1]
        name = known_names(knowledge, id_)[0]
        found.setdefault(id_, Candidate(id_, name, round(score / 100, 2), f"spelt like {like}"))
    wanted = _of_type(knowledge, found, one.type)
    return tuple(found[id_] for id_ in wanted[:_MOST])


def remember(folder: Path, knowledge: Knowledge, name: str, answer: str, today: dt.date) -> str:
    """Keep an analyst's answer in a knowledge folder: an id, `person`, `company`, … for somebody new, or `pass`.

    Gives a sentence on what was kept. Raises UsageError for an id that leads nowhere.
    """
    data = read_answers(folder)
    said = add_answer(data, knowledge, name.strip(), answer)
    write_answers(folder, data, today)
    return said
