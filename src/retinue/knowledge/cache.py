"""The compiled knowledge kept between runs, so that a command starts without parsing YAML.

A cache that is missing, broken or of another version is rebuilt; one that can't be written is done without.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from retinue.knowledge.types import Knowledge

__all__ = ["folder", "read", "write"]

_TRUSTED = {"retinue.model", "retinue.knowledge.types", "retinue.knowledge.gazetteer", "datetime"}
_BROKEN = (OSError, EOFError, pickle.UnpicklingError, ValueError, TypeError, AttributeError, KeyError, IndexError)


class _Plain(pickle.Unpickler):
    """Rebuilds our own types and dates; anything else in the file makes it a broken cache."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in _TRUSTED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a knowledge cache")
        return getattr(importlib.import_module(module), name)


class _ByFields(pickle.Pickler):
    """Keeps a dataclass as the arguments that make it; slots would be set one by one through a slow default."""

    def reducer_override(self, found: Any) -> Any:
        if is_dataclass(found) and not isinstance(found, type):
            return type(found), tuple(getattr(found, field.name) for field in fields(found))
        return NotImplemented


def folder() -> Path:
    """The user's cache folder for Retinue; `XDG_CACHE_HOME` decides where it is set."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base:
        return Path(base) / "retinue"
    home = Path("~").expanduser()
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "retinue"


def read(key: str) -> Knowledge | None:
    """The knowledge compiled under `key`, or None."""
    try:
        with _path(key).open("rb") as stream, uncollected():
            found = _Plain(io.BytesIO(stream.read())).load()
    except _BROKEN:
        return None
    return found if isinstance(found, Knowledge) else None


def write(key: str, knowledge: Knowledge) -> bool:
    """Keep `knowledge` under `key`, whole or not at all, and drop older ones. False when it can't be kept."""
    path = _path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as stream:
            _ByFields(stream, protocol=pickle.HIGHEST_PROTOCOL).dump(knowledge)
        Path(stream.name).replace(path)
        _prune(path.parent)
    except OSError:
        return False
    return True


def _path(key: str) -> Path:
    return folder() / f"knowledge-{key[:32]}.pickle"


def _prune(at: Path, keep: int = 4) -> None:
    found = sorted(at.glob("knowledge-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[keep:]:
        path.unlink(missing_ok=True)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection, which would walk a growing heap again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
