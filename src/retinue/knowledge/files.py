"""Knowledge files read and laid over one another: bundled data first, then a user's folders."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from retinue.errors import KnowledgeError
from retinue.knowledge.marks import line_of, parse
from retinue.knowledge.schema import (
    AlsoCalledEntry,
    CountryEntry,
    EventKindEntry,
    File,
    ListEntry,
    ListingEntry,
    OfficeEntry,
    OrganisationEntry,
    OwnershipEntry,
    PersonEntry,
    PlaceEntry,
    ThemeEntry,
)
from retinue.knowledge.types import Source

__all__ = ["Layers", "Located", "Page", "digest", "pages_of", "read_layers"]

# What the bundled data folder holds for this loader; other rooms keep word lists of their own beside it.
BUNDLED = (
    "people", "offices", "bodies", "firms", "outlets", "lists", "places",
    "event_types.yml", "demonyms.yml", "themes.yml",
)  # fmt: skip
NOT_OURS = ("triggers", "debris", "dates")  # a user's folder may hold these too; their rooms read them

Entry = TypeVar(
    "Entry",
    PersonEntry,
    OfficeEntry,
    OrganisationEntry,
    ListEntry,
    ListingEntry,
    OwnershipEntry,
    ThemeEntry,
    PlaceEntry,
    CountryEntry,
    EventKindEntry,
    AlsoCalledEntry,
)


@dataclass(frozen=True, slots=True)
class Page:
    """One knowledge file as text; `path` is what errors name."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Located(Generic[Entry]):
    """An entry and where it stands, so that every complaint can name file and line."""

    page: Page
    where: tuple[str | int, ...]
    entry: Entry
    default: File

    def error(self, message: str, *steps: str | int) -> KnowledgeError:
        """The error to raise about this entry, or about the value at `steps` inside it."""
        return KnowledgeError(message, path=self.page.path, line=line_of(self.page.text, (*self.where, *steps)))

    def source(self, row: Any = None, *steps: str | int) -> Source:
        """Where the entry (or a row inside it) was read. Raises KnowledgeError when nothing says so."""
        levels = [level for level in (row, self.entry, self.default) if level is not None]
        source = next((level.source for level in levels if level.source), None)
        checked = next((level.checked for level in levels if level.checked), None)
        if source is None or checked is None:
            lacking = "source" if source is None else "checked"
            raise self.error(f"no `{lacking}`: give it at the top of the file or in the entry", *steps)
        return _shared(source, checked)


@lru_cache(maxsize=4096)
def _shared(source: str, checked: dt.date) -> Source:
    """One object for all facts of one source, so that the compiled knowledge holds it once."""
    return Source(source, checked)


@dataclass(slots=True)
class Layers:
    """All entries after later folders have replaced earlier ones of the same id; further names add up."""

    people: dict[str, Located[PersonEntry]] = field(default_factory=dict)
    offices: dict[str, Located[OfficeEntry]] = field(default_factory=dict)
    organisations: dict[str, Located[OrganisationEntry]] = field(default_factory=dict)
    lists: dict[str, Located[ListEntry]] = field(default_factory=dict)
    listings: dict[tuple[str, str], list[Located[ListingEntry]]] = field(default_factory=dict)
    ownerships: dict[tuple[str, str], list[Located[OwnershipEntry]]] = field(default_factory=dict)
    themes: dict[str, Located[ThemeEntry]] = field(default_factory=dict)
    places: dict[str, Located[PlaceEntry]] = field(default_factory=dict)
    countries: dict[str, Located[CountryEntry]] = field(default_factory=dict)
    event_types: dict[str, Located[EventKindEntry]] = field(default_factory=dict)
    also_called: dict[str, list[Located[AlsoCalledEntry]]] = field(default_factory=dict)
    passed_over: dict[str, Page] = field(default_factory=dict)
    common_words: dict[str, Page] = field(default_factory=dict)


def pages_of(overlays: Sequence[str] = ()) -> list[list[Page]]:
    """The text of every file, one list per layer. Raises KnowledgeError for a folder or file that can't be read."""
    data = files("retinue") / "data"
    bundled = [page for name in BUNDLED for page in _pages(data / name, f"retinue/data/{name}")]
    return [bundled, *(_overlay(Path(folder)) for folder in overlays)]


def _overlay(folder: Path) -> list[Page]:
    if not folder.is_dir():
        raise KnowledgeError("no such folder; `knowledge` must name folders of YAML files", path=str(folder))
    return list(_pages(folder, str(folder)))


def _pages(at: Traversable, path: str) -> Iterator[Page]:
    if at.is_dir():
        for child in sorted(at.iterdir(), key=lambda child: child.name):
            if not child.name.startswith((*NOT_OURS, ".", "_")):
                yield from _pages(child, f"{path}/{child.name}")
    elif at.name.endswith((".yml", ".yaml")) and at.is_file():
        yield Page(path, _text(at, path))


def _text(at: Traversable, path: str) -> str:
    try:
        return at.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"not UTF-8 text: {error}", path=path) from error
    except OSError as error:
        raise KnowledgeError(f"can't be read: {error.strerror}", path=path) from error


def digest(layers: Iterable[Iterable[Page]], *versions: str) -> str:
    """A fingerprint of every file's path and text and of `versions`."""
    found = hashlib.sha256()
    for part in (*versions, *(part for layer in layers for page in layer for part in (page.path, page.text))):
        encoded = part.encode()
        found.update(len(encoded).to_bytes(8, "big") + encoded)
    return found.hexdigest()


def read_layers(layers: Iterable[Iterable[Page]]) -> Layers:
    """Parse and validate all files. An id given twice in one layer is an error; a later layer replaces."""
    merged = Layers()
    for layer in layers:
        found = Layers()
        for page in layer:
            _add(page, validated(page), found)
        further = {id_: merged.also_called.get(id_, []) + rows for id_, rows in found.also_called.items()}
        for name in Layers.__dataclass_fields__:
            getattr(merged, name).update(getattr(found, name))
        merged.also_called.update(further)
    return merged


def validated(page: Page) -> File:
    """The file's content. Raises KnowledgeError with file and line on the first thing that breaks the schema."""
    data = parse(page.text, page.path)
    try:
        return File.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise KnowledgeError(_explain(first), path=page.path, line=line_of(page.text, first["loc"])) from error


def _explain(problem: Any) -> str:
    where = ".".join(str(step) for step in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"unknown key {problem['loc'][-1]!r} ({where})"
    if problem["type"] == "missing":
        return f"key {problem['loc'][-1]!r} is missing ({where})"
    return f"{where}: {problem['msg']}, not {problem['input']!r}"


def _add(page: Page, content: File, to: Layers) -> None:
    for section, key in _KEYS.items():
        kept: dict[str, Any] = getattr(to, section)
        for index, entry in enumerate(getattr(content, section)):
            located = Located(page, (section, index), entry, content)
            name = str(getattr(entry, key))
            if name in kept:
                first = kept[name]
                raise located.error(f"{key} {name!r} is given twice; first in {first.page.path}", key)
            kept[name] = located
    to.common_words.update(dict.fromkeys(content.common_words, page))
    to.passed_over.update(dict.fromkeys(content.passed_over, page))
    for index, listing in enumerate(content.listings):
        row = Located(page, ("listings", index), listing, content)
        to.listings.setdefault((listing.entity, listing.list), []).append(row)
    for index, more in enumerate(content.also_called):
        to.also_called.setdefault(more.entity, []).append(Located(page, ("also_called", index), more, content))
    for index, ownership in enumerate(content.ownerships):
        owned = Located(page, ("ownerships", index), ownership, content)
        to.ownerships.setdefault((ownership.unit, ownership.owner), []).append(owned)


_KEYS = {
    "people": "id",
    "offices": "id",
    "organisations": "id",
    "lists": "id",
    "themes": "id",
    "places": "id",
    "countries": "country",
    "event_types": "type",
}
