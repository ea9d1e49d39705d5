"""Which code and knowledge read a document: when either changes, documents are read again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from importlib import metadata
from pathlib import Path

import retinue
from retinue.settings import Settings

__all__ = ["code_version", "fusion_version", "shard_version"]

# What stands around the reading and can't change what is read.
OUTER = (
    "cli", "web", "judge", "accounts", "dossier", "export", "evaluate", "ask", "series", "charts",
    "fuse", "run", "store", "ingest",
)  # fmt: skip


FORMAT = 1  # of a finished shard's file and mark


def code_version(settings: Settings) -> str:
    """The release and a digest over all that decides how a text is read: code, data, overlaid knowledge, model."""
    return _version(settings, OUTER)


def fusion_version(settings: Settings) -> str:
    """The same over all that decides which reports are joined: when it changes, reports are joined anew."""
    return _version(settings, tuple(room for room in OUTER if room != "fuse"))


def shard_version(settings: Settings) -> str:
    """The same over all that decides what a worker makes of a file: how it is taken in, too."""
    limits = f"{settings.max_bytes} {FORMAT}"
    inner = _version(settings, tuple(room for room in OUTER if room != "ingest"))
    return hashlib.sha256(f"{inner} {limits}".encode()).hexdigest()[:16]


def _version(settings: Settings, without: Collection[str]) -> str:
    chosen: tuple[object, ...] = (
        settings.model, _release(settings.model), settings.max_chars, settings.coder, settings.gate,
    )  # fmt: skip
    if settings.languages:
        chosen = (*chosen, settings.languages)
    digest = hashlib.sha256(repr(chosen).encode())
    root = Path(retinue.__file__).parent
    for path in _files([root]):
        inside = path.relative_to(root)
        if inside.parts[0].removesuffix(".py") not in without:
            _add(digest, inside.as_posix(), path)
    for path in _files(Path(folder) for folder in settings.layers):
        _add(digest, path.name, path)
    return f"{retinue.__version__}+{digest.hexdigest()[:12]}"


def _release(model: str) -> str:
    try:
        return metadata.version(model.replace("_", "-"))
    except metadata.PackageNotFoundError:
        return ""  # a folder: its path must do


def _files(roots: Iterable[Path]) -> Iterable[Path]:
    for root in roots:
        found = root.rglob("*") if root.is_dir() else [root]
        yield from sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
