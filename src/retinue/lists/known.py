"""The lists that published files name, and what we call them; read from data/imports.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from retinue.knowledge import fold
from retinue.knowledge.marks import parse

__all__ = ["KnownList", "known_list", "list_of_dataset", "list_of_programme", "list_of_source"]


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list's id, its name and the authority that keeps it."""

    id: str
    name: str
    authority: str


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return parse((files("retinue") / "data" / "imports.yml").read_text("utf-8"), "retinue/data/imports.yml")


def known_list(id_: str) -> KnownList:
    """What is known of a list by its id; for one of a user's own the id itself."""
    found = _tables()["lists"].get(id_, {})
    return KnownList(id_, str(found.get("name", id_)), str(found.get("authority", "")))


def list_of_source(source: str) -> KnownList:
    """The list a row of the Consolidated Screening List comes from ("Entity List (EL) - Bureau of …")."""
    code = re.search(r"\(([A-Z-]+)\)", source)
    id_ = _tables()["sources"].get(code[1] if code else "")
    if id_:
        return known_list(id_)
    name, _, authority = source.partition(" - ")
    return KnownList(f"us-{slug(name)}", name, authority)


def list_of_programme(programme: str, otherwise: str) -> KnownList:
    """The list that a programme of OFAC's consolidated file stands for."""
    found = (id_ for start, id_ in _tables()["programmes"].items() if start in programme)
    return known_list(next(found, otherwise))


def list_of_dataset(dataset: str) -> KnownList:
    """The list an OpenSanctions dataset carries."""
    return known_list(_tables()["datasets"].get(dataset, slug(dataset)))


def slug(name: str) -> str:
    """An id of small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "list"
