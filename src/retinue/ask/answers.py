"""The file of an analyst's answers to who a name is: `answers.yml` in the folder of the setting `own`."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import yaml

from retinue.errors import UsageError
from retinue.knowledge import Knowledge, fold
from retinue.knowledge.marks import parse
from retinue.model import EntityType
from retinue.names import known_names

__all__ = ["Answers", "add_answer", "drop_answer", "has_answer", "read_answers", "write_answers"]

ANSWERS = "answers.yml"
PASS = "pass"  # nobody worth an entry
NEW = (EntityType.PERSON, EntityType.COMPANY, EntityType.BODY, EntityType.ORGANIZATION, EntityType.MEDIA)

Answers = dict[str, Any]


def read_answers(folder: Path) -> Answers:
    """What was answered so far; the beginnings of a file when there is none."""
    path = folder / ANSWERS
    if not path.is_file():
        return {"source": "an analyst's answer"}
    found: Answers = parse(path.read_text("utf-8"), str(path))
    return found


def write_answers(folder: Path, data: Answers, today: dt.date) -> None:
    """Replace the file as a whole."""
    data["checked"] = today
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as stream:
        yaml.safe_dump(data, stream, allow_unicode=True, sort_keys=False, width=120)
    Path(stream.name).replace(folder / ANSWERS)


def add_answer(data: Answers, knowledge: Knowledge, name: str, answer: str) -> str:
    """Put one in; a sentence on what was kept. Raises UsageError for an id that leads nowhere."""
    if answer == PASS:
        data["passed_over"] = [*dict.fromkeys((*data.get("passed_over", ()), name))]
        return f"{name} is passed over from now on"
    if answer in NEW:
        return _new(data, knowledge, name, answer)
    called = _called(data, knowledge, answer)
    rows = data.setdefault("also_called", [])
    row = next((row for row in rows if row["entity"] == answer), None)
    if row is None:
        rows.append({"entity": answer, "names": [name]})
    elif name not in row["names"]:
        row["names"].append(name)
    return f"{name} is {called} from now on"


def _called(data: Answers, knowledge: Knowledge, id_: str) -> str:
    """The name of whoever has this id, in the knowledge or by an earlier answer. Raises UsageError."""
    if names := known_names(knowledge, id_):
        return names[0]
    told = (*data.get("people", ()), *data.get("organisations", ()))
    if found := next((str(row["name"]) for row in told if row["id"] == id_), None):
        return found
    raise UsageError(f"nobody has the id {id_!r}; give a candidate's, `pass`, or a type for somebody new")


def _new(data: Answers, knowledge: Knowledge, name: str, type_: str) -> str:
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


def has_answer(data: Answers, name: str, answer: str) -> bool:
    """True when this very answer is in."""
    if answer == PASS:
        return name in data.get("passed_over", ())
    if answer in NEW:
        return _entry(data, name, answer) is not None
    return any(row["entity"] == answer and name in row["names"] for row in data.get("also_called", ()))


def _entry(data: Answers, name: str, type_: str) -> dict[str, str] | None:
    rows = data.get(_section(type_), ())
    return next((row for row in rows if row["name"] == name and row.get("type", "person") == type_), None)


def _section(type_: str) -> str:
    return "people" if type_ == EntityType.PERSON else "organisations"


def drop_answer(data: Answers, name: str, answer: str) -> None:
    """Take one out again. Raises UsageError where other names were answered with whom it made known."""
    if answer == PASS:
        data["passed_over"].remove(name)
    elif answer in NEW:
        entry = _entry(data, name, answer) or {}
        if others := [row for row in data.get("also_called", ()) if row["entity"] == entry["id"]]:
            told = ", ".join(others[0]["names"])
            raise UsageError(f"{told} was answered with {entry['id']}; take that back first")
        data[_section(answer)].remove(entry)
    else:
        for row in data["also_called"]:
            if row["entity"] == answer:
                row["names"].remove(name)
        data["also_called"] = [row for row in data["also_called"] if row["names"]]
    for section in ("passed_over", "also_called", "people", "organisations"):
        if section in data and not data[section]:
            del data[section]
