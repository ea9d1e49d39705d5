"""The knowledge as a stock: checked, added to, counted; list files taken in."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retinue.errors import UsageError
from retinue.knowledge import Knowledge, load
from retinue.lists import ImportReport, Register, known_list, open_register, read_file
from retinue.model import EntityType
from retinue.settings import Settings

__all__ = ["add_files", "check_folders", "import_files", "stock"]


def check_folders(settings: Settings, folders: Sequence[Path]) -> str:
    """Load the knowledge with the folders given (else those of the settings). Raises KnowledgeError."""
    found = load([str(folder) for folder in folders] or settings.layers)
    return f"sound: {', '.join(f'{number:,} {what}' for what, number in _counts(found).items())}"


def add_files(settings: Settings, files: Sequence[Path]) -> str:
    """Copy YAML files into the user's own folder, when the whole still holds together with them.

    Raises KnowledgeError for what is not sound and UsageError for what is no YAML file; nothing is changed then.
    """
    own = Path(settings.own)
    if wrong := [path for path in files if path.suffix not in (".yml", ".yaml") or not path.is_file()]:
        raise UsageError(f"{wrong[0]} is no YAML file")
    with tempfile.TemporaryDirectory() as trial:
        if own.is_dir():
            shutil.copytree(own, trial, dirs_exist_ok=True)
        for path in files:
            shutil.copy(path, trial)
        load([*settings.knowledge, trial])
    own.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copy(path, own)
    return (
        f"{len(files)} file{'s' if len(files) > 1 else ''} added to {own}; the next run reads all documents with it"
    )


def import_files(
    settings: Settings, files: Sequence[Path], as_of: dt.date, list_: str | None, *, whole: bool
) -> list[ImportReport]:
    """Take in list files one by one, each whole or not at all. Raises UsageError, StoreError."""
    read = [(path, read_file(path, as_of, list_)) for path in files]
    with Register(Path(settings.lists)) as register:
        return [register.put(found, str(path), as_of, whole=whole) for path, found in read]


def stock(settings: Settings) -> dict[str, Any]:
    """How much is known of each kind, when it was last checked, and what was imported."""
    knowledge = load(settings.layers)
    with open_register(settings.lists) as register:
        imported = {
            id_: {"name": known_list(id_).name, "as_of": str(day), "standing": counts[0], "closed": counts[1]}
            for id_, day, counts in _imports(register)
        }
    sources = [one.source for one in knowledge.people.values()]
    sources += [one.source for one in knowledge.organisations.values()]
    checked = sorted(source.checked for source in sources)
    fresh = {"oldest": str(checked[0]), "newest": str(checked[-1])} if checked else {}
    return {"known": _counts(knowledge), "checked": fresh, "imported": imported}


def _imports(register: Register | None) -> list[tuple[str, dt.date, tuple[int, int]]]:
    if register is None:
        return []
    counts = register.counts()
    return [(id_, day, counts.get(id_, (0, 0))) for id_, day in sorted(register.as_of().items())]


def _counts(knowledge: Knowledge) -> dict[str, int]:
    types = [found.type for found in knowledge.organisations.values()]
    return {
        "people": len(knowledge.people),
        "offices": len(knowledge.offices),
        "terms in office": sum(map(len, knowledge.terms_by_person.values())),
        "firms": types.count(EntityType.COMPANY),
        "public bodies": types.count(EntityType.BODY),
        "other organisations": types.count(EntityType.ORGANIZATION),
        "outlets": types.count(EntityType.MEDIA),
        "lists": len(knowledge.lists),
        "listings": sum(map(len, knowledge.listings_by_entity.values())),
        "owners of units, dated": sum(
            1 for rows in knowledge.owners.values() for row in rows if row.since or row.until
        ),
        "themes": len(knowledge.themes),
        "places": len(knowledge.places),
    }
