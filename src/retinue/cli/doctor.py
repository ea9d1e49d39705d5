"""Is everything here that Retinue needs? Each check says what it found and, if it failed, the way out."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from retinue.annotate import Reader
from retinue.errors import RetinueError
from retinue.knowledge import Knowledge, load
from retinue.model import RawItem
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["Check", "examine"]

PAGE = """<html><head><title>Minister visits works</title></head><body><article><h1>Minister visits works</h1>
<p>The minister toured the works on Monday and spoke with its engineers about the new machines they are building.</p>
</article></body></html>"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is sound, and what was found."""

    name: str
    sound: bool
    found: str


def examine(settings: Settings) -> Iterator[Check]:
    """Look at Python, knowledge, model, reading of pages and database in turn."""
    yield Check("python", sys.version_info >= (3, 11), platform.python_version())
    knowledge = cache(lambda: load(settings.layers))
    yield _tried("knowledge", lambda: _counted(knowledge()))
    yield _tried("model", lambda: _model(settings, knowledge()))
    yield _tried("pages", lambda: _pages(settings, knowledge()))
    yield _tried("database", lambda: _database(settings))


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except RetinueError as error:
        return Check(name, False, str(error))
    except ImportError as error:
        return Check(name, False, f"a library is missing or broken ({error}): install Retinue anew")


def _counted(k: Knowledge) -> str:
    counts = (
        (len(k.people), "people"),
        (len(k.offices), "offices"),
        (len(k.organisations), "organisations"),
        (len(k.lists), "lists"),
    )
    return ", ".join(f"{number:,} {what}" for number, what in counts)


def _model(settings: Settings, knowledge: Knowledge) -> str:
    reader = Reader.load(settings.model, knowledge)
    return f"{settings.model} ({', '.join(reader.language.pipe_names)})"


def _pages(settings: Settings, knowledge: Knowledge) -> str:
    from retinue.clean import clean  # noqa: PLC0415 (a broken library is to be told, not to end this too)

    page = RawItem("page", "page", PAGE, True, "")
    title = clean(page, knowledge, max_chars=settings.max_chars).title
    return f"trafilatura {version('trafilatura')} reads “{title}”"


def _database(settings: Settings) -> str:
    if "://" not in settings.database and not Path(settings.database).exists():
        return f"{settings.database} does not exist yet; `retinue run` makes it"
    with Store.open(settings.database, readonly=True) as store:
        return f"{settings.database}: {store.counts().documents:,} documents"
