"""One document, come what may: a `Record`, or a `Failure` that says why not.

The only place in Retinue that catches every kind of exception: whatever a page does to a parser, the run goes on.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from retinue.errors import DocumentError, TransientError
from retinue.model import Failure, PassedOver, RawItem, Record
from retinue.run.check import faults
from retinue.run.limits import memory_held

__all__ = ["Outcome", "Read", "attempt"]

Read = Callable[[RawItem], Record | PassedOver]
Outcome = Record | PassedOver | Failure

REPEAT_SECONDS = 1.0
LONGEST_MESSAGE = 500


class _OutOfTime(BaseException):
    """Not an Exception: libraries that swallow those must not swallow this."""


def attempt(raw: RawItem, read: Read, seconds: float = 0) -> Outcome:
    """Read one document within `seconds` (0: no limit). Raises nothing but KeyboardInterrupt and SystemExit.

    The limit rests on an alarm signal: it holds in the main thread on POSIX systems; elsewhere there is none.
    It fires between two steps of Python code, so that one long call into C is only cut off at its end; in worker
    processes `limits.bounded` sees to those.
    """
    try:
        with _limit(seconds):
            record = read(raw)
    except DocumentError as error:
        return _failure(raw, "read", error.reason, str(error), transient=isinstance(error, TransientError))
    except _OutOfTime:
        return _failure(raw, "read", "timeout", f"not read within {seconds:g} seconds; given up")
    except RecursionError:
        return _failure(raw, "read", "too_deep", "nested too deeply to be read")
    except MemoryError:
        most = memory_held()
        told = f"takes more than {most:,} MiB of memory (setting memory)" if most else "there was not memory enough"
        return _failure(raw, "read", "memory", told, transient=not most)
    except Exception as error:  # noqa: BLE001  the one place where it is right, see above
        return _failure(raw, "read", "bug", f"{type(error).__name__}: {error} ({_place(error)}); please report it")
    if isinstance(record, Record) and (wrong := next(faults(record), None)):
        return _failure(raw, "check", "bad_record", f"{wrong}; please report it")
    return record


def _failure(raw: RawItem, stage: str, reason: str, message: str, *, transient: bool = False) -> Failure:
    sayable = message.encode("utf-8", "backslashreplace").decode()[:LONGEST_MESSAGE]
    return Failure(raw.doc, raw.source, raw.sha256, stage, reason, sayable, transient)


def _place(error: BaseException) -> str:
    """File and line where it was raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    earlier = signal.signal(signal.SIGALRM, _ring)
    try:
        try:
            # Again each second, should a bare `except:` on the way have caught the first.
            signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT_SECONDS)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # A ring between the body and the line above leaves a second in which this is done.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _OutOfTime
