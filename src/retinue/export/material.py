"""What an exporter is given and what it is: files that come as chunks of bytes, made while they are sent."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from retinue.errors import UsageError
from retinue.model import Happening
from retinue.store import Told

if TYPE_CHECKING:  # half of the formats do without, and it takes a while to import
    from retinue.knowledge import Knowledge

__all__ = ["Chunks", "Contents", "Exporter", "Material", "Part", "keys_by_event", "library"]


class Contents(Protocol):
    """Documents and what happened, each in a stable order; a `store.Snapshot` is one."""

    def documents(self) -> Iterable[Told]:
        """Documents in the order of their ids."""

    def happenings(self) -> Iterable[Happening]:
        """Fused events, earliest first, undated ones last."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a file is made from; `knowledge` is asked for by the formats that need it only.

    `bom` puts a byte order mark before CSV, which spreadsheets need to show Chinese.
    """

    contents: Contents
    knowledge: Callable[[], Knowledge]
    bom: bool = True


Chunks = Callable[[Material], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a format: its name, its media type, and what makes it, chunk by chunk."""

    name: str
    media_type: str
    chunks: Chunks


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: what it is for, its files, and the library it needs beyond Retinue's own, if any."""

    summary: str
    parts: tuple[Part, ...]
    needs: str | None = None

    @property
    def ready(self) -> bool:
        """False when the library it needs is not installed."""
        return self.needs is None or importlib.util.find_spec(self.needs) is not None


def library(module: str, package: str) -> Any:
    """A module that only one format needs, loaded when that format is asked for.

    Raises UsageError that says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        told = f"this format needs {package}, which is not installed: `python -m pip install {package}`"
        raise UsageError(f"{told}, or choose another format") from error


def keys_by_event(happenings: Iterable[Happening]) -> dict[tuple[str, str], str]:
    """(doc, event id) → key of the fused event that counts it among its reports."""
    return {(report.doc, report.event): one.key for one in happenings for report in one.reports}
