"""The pieces every kind of input shares: the content hash, and errors turned into `Failure` rows."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retinue.errors import DocumentError, TransientError, UnreadableError
from retinue.model import Failure

__all__ = ["Stretch", "content_hash", "os_failure", "printable", "to_failure"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a file: what begins at byte `start` or later and before byte `stop` (None: to the end).

    `before` counts the lines or records that come before it, so that each keeps its number. In a file packed as a
    whole, which can only be read from its start, all three count lines.
    """

    start: int = 0
    before: int = 0
    stop: int | None = None


def content_hash(content: bytes | str, html: bool, given: Mapping[str, str]) -> str:
    """SHA-256, in hex, of everything that decides how a document reads: its content, its kind, what was given."""
    digest = hashlib.sha256(b"html\0" if html else b"text\0")
    digest.update(content if isinstance(content, bytes) else content.encode())
    if given:
        digest.update(b"\0" + json.dumps(dict(given), sort_keys=True).encode())
    return digest.hexdigest()


def printable(path: str | Path) -> str:
    """The path as text that any encoding can hold; odd bytes in file names become escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def to_failure(error: DocumentError, doc: str, source: str) -> Failure:
    """The row for `retinue problems` that a document leaves when it can't even be taken in."""
    transient = isinstance(error, TransientError)
    return Failure(doc, source, "", "ingest", error.reason, str(error), transient)


def os_failure(error: OSError, path: Path) -> Failure:
    """The same for what the operating system refused; only a missing right is not worth another try."""
    source = printable(path)
    why = error.strerror or str(error)
    document_error: DocumentError
    if isinstance(error, FileNotFoundError):
        document_error = TransientError(f"{source}: no such file (any more)", reason="vanished")
    elif isinstance(error, PermissionError):
        document_error = UnreadableError(
            f"{source}: {why}; give read permission, then run again", reason="no_permission"
        )
    else:
        document_error = TransientError(f"{source}: {why}", reason="disk")
    return to_failure(document_error, printable(path.stem) or source, source)
