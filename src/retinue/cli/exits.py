"""What the exit codes mean. They are stable: scripts may rely on them."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Exit"]


class Exit(IntEnum):
    """What a command's end means.

    0 all well; 1 some documents could not be read; 2 wrong use, setting or knowledge; 3 nothing by that name;
    4 the database can't be used; 130 interrupted.
    """

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    STORE = 4
    INTERRUPTED = 130
