"""Everything Retinue raises on purpose, in one tree.

    RetinueError
    ├── UsageError            the caller asked for something that can't be done (bad path, bad option)
    │   └── NotFoundError         nothing goes by that name, or more than one thing does
    ├── SettingsError         retinue.toml, the environment or a flag holds something unusable
    ├── KnowledgeError        a data file breaks its schema; names the file and the line
    ├── StoreError            the database can't be opened, read or written
    └── DocumentError         one document can't be read; becomes a row in `retinue problems`
        ├── UnreadableError       terminal: binary, empty, truncated, too large, no article in it
        └── TransientError        worth another try: the file vanished, a disk hiccup, a lock

A `DocumentError` never ends a run. All others end the command with a message and an exit code, never a
traceback.
"""

from __future__ import annotations

__all__ = [
    "DocumentError",
    "KnowledgeError",
    "NotFoundError",
    "RetinueError",
    "SettingsError",
    "StoreError",
    "TransientError",
    "UnreadableError",
    "UsageError",
]


class RetinueError(Exception):
    """Base of every error that Retinue raises on purpose."""


class UsageError(RetinueError):
    """The caller asked for something that can't be done; the message tells the way out."""


class NotFoundError(UsageError):
    """Nothing goes by that name, or more than one thing does; the message tells which."""


class SettingsError(RetinueError):
    """A setting is unknown or has an unusable value."""


class KnowledgeError(RetinueError):
    """A knowledge file breaks its schema.

    `path` and `line` say where; the message says what is wrong and what would be right.
    """

    def __init__(self, message: str, *, path: str, line: int | None = None) -> None:
        where = f"{path}:{line}" if line else path
        super().__init__(f"{where}: {message}")
        self.path = path
        self.line = line


class StoreError(RetinueError):
    """The database can't be opened, read or written."""


class DocumentError(RetinueError):
    """One document can't be read.

    `reason` is a short stable word for tables and filters (`empty`, `binary`, `too_large`, …).
    """

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class UnreadableError(DocumentError):
    """Trying again would not help: the bytes themselves are at fault."""


class TransientError(DocumentError):
    """Trying again may help: the surroundings were at fault."""
