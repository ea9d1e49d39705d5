"""Names in the record that nobody is known by, whom they may stand for, and an analyst's answer kept for good."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from retinue.errors import UsageError
from retinue.knowledge import Knowledge, fold
from retinue.knowledge.marks import parse
from retinue.model import EntityType
from retinue.names import Index, known_names, meant
from retinue.store import Unknown

__all__ = ["Candidate", "Unresolved", "remember", "unresolved"]

_LIKE = 82  # of 100, from which a known name is offered though it does not match
_MOST = 3
ANSWERS = "answers.yml"


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
    path = folder / ANSWERS
    data: dict[str, Any] = {"source": "an analyst's answer"}
    if path.is_file():
        data = parse(path.read_text("utf-8"), str(path))
    data["checked"] = today
    said = _kept(data, knowledge, name.strip(), answer)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as stream:
        yaml.safe_dump(data, stream, allow_unicode=True, sort_keys=False, width=120)
    Path(stream.name).replace(path)
    return said


def _kept(data: dict[str, Any], knowledge: Knowledge, name: str, answer: str) -> str:
    if answer == "pass":
        data["passed_over"] = [*dict.fromkeys((*data.get("passed_over", ()), name))]
        return f"{name} is passed over from now on"
    if answer in (EntityType.PERSON, EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION, EntityType.MEDIA):
        return _new(data, knowledge, name, answer)
    if answer not in knowledge.people and answer not in knowledge.organisations:
        raise UsageError(f"nobody has the id {answer!r}; give a candidate's, `pass`, or a type for somebody new")
    rows = data.setdefault("also_called", [])
    row = next((row for row in rows if row["entity"] == answer), None)
    if row is None:
        rows.append({"entity": answer, "names": [name]})
    elif name not in row["names"]:
        row["names"].append(name)
    return f"{name} is {known_names(knowledge, answer)[0]} from now on"


def _new(data: dict[str, Any], knowledge: Knowledge, name: str, type_: str) -> str:
    stem = "-".join(fold(name).split()) if fold(name).isascii() else "new"
    told = (*data.get("people", ()), *data.get("organisations", ()))
    if any(row["name"] == name for row in told):
        return f"{name} is known already"
    taken = {*knowledge.people, *knowledge.organisations, *(row["id"] for row in told)}
    id_ = next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if one and one not in taken)
    if type_ == EntityType.PERSON:
        data.setdefault("people", []).append({"id": id_, "name": name})
    else:
        data.setdefault("organisations", []).append({"id": id_, "type": str(type_), "name": name})
    return f"{name} is known as {id_} from now on"
