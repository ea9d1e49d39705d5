"""What one document may use in a worker: time that no library can overstay, and memory.

The alarm in `attempt` ends Python code in good order. A library's code that doesn't return is ended here, with its
worker; whoever sent the document then hears of a process that died and puts it aside.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection, parent_process

__all__ = ["GRACE", "MEBIBYTE", "bounded", "end_with_parent", "hold_memory", "memory_held"]

GRACE = 5.0  # seconds that the alarm has to end a reading in good order
MEBIBYTE = 1024 * 1024

_held = [0]  # of this process, in MiB


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """End this whole process when the block takes longer than `seconds` and `GRACE` (0: no limit).

    A thread of C's that needs nothing from Python watches over it.
    """
    if seconds <= 0:
        yield
        return
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  (it wants to tell where it was; the report has the document)
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def hold_memory(mebibytes: int) -> None:
    """Let this process take so much memory for data, for good (0: no limit); beyond that, MemoryError is raised.

    Nothing happens where the system keeps no such limit (it does on Linux).
    """
    if mebibytes <= 0 or not sys.platform.startswith("linux"):
        return
    import resource  # noqa: PLC0415  (not on every system)

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = mebibytes * MEBIBYTE
    _held[0] = mebibytes
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def memory_held() -> int:
    """The limit that `hold_memory` set in this process, in MiB; 0 when there is none."""
    return _held[0]


def end_with_parent() -> None:
    """End this worker when the process that started it dies, be it killed: else it would wait for work for ever."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, name="parent", daemon=True).start()
