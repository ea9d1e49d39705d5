"""What the exit codes mean. They are stable: scripts may rely on them."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["MEANINGS", "Exit"]


class Exit(IntEnum):
    """How a command ended; `MEANINGS` says what each code tells."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    STORE = 4
    INTERRUPTED = 130


MEANINGS = {
    Exit.OK: "all went well",
    Exit.SOME_FAILED: "some documents could not be read; the others were (`retinue problems`)",
    Exit.USAGE: "wrong use, or an unusable setting, knowledge file, model or output folder",
    Exit.NOT_FOUND: "nothing goes by that name, or more than one thing does",
    Exit.STORE: "the database is missing, locked, damaged, or not Retinue's",
    Exit.INTERRUPTED: "stopped by Ctrl-C; what was stored stays",
}
