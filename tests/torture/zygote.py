"""Runs commands of `retinue` as processes that can be killed, without waiting for each to load what it needs.

    python zygote.py        then one job a line on standard input as JSON, one answer a line on standard output

Everything is loaded once, the language model too; each command is a fork of that, in its own session, with its own
working folder. It runs the very code that the command line runs. Only two things differ from a shell's `retinue`: the
reader and the knowledge are there already, and judgements bear one and the same moment, so that exports can be
compared.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

STAYING: list[int] = []  # commands that were started and not waited for


def moment() -> dt.datetime:
    """The time it is said to be."""
    return dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def main() -> None:
    """Load, say so, and do jobs until standard input ends."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    load()
    print("ready", file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(do(json.loads(line))), file=out, flush=True)
    for child in STAYING:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def load() -> None:
    """Import the verbs, build the reader, stop the clock."""
    import retinue.cli.verbs.run as run_verb  # noqa: PLC0415
    from retinue import knowledge  # noqa: PLC0415
    from retinue.cli.app import VERBS, app  # noqa: F401, PLC0415
    from retinue.run.reader import build_reader  # noqa: PLC0415
    from retinue.settings import Settings  # noqa: PLC0415

    for verb in VERBS:
        __import__(f"retinue.cli.verbs.{verb}")
    if os.environ.get("ZYGOTE_READER") != "none":
        read = build_reader(Settings())
        run_verb.build_reader = lambda settings: read
    known = knowledge.load()
    original = knowledge.load

    def once(layers: Sequence[str] = ()) -> Any:
        return original(layers) if layers else known

    for name, module in list(sys.modules.items()):
        if name.startswith("retinue.") and getattr(module, "load", None) is original:
            module.load = once
        if name.startswith("retinue.store") and hasattr(module, "_now"):
            module._now.__code__ = moment.__code__  # it is a default of functions, too


def do(job: dict[str, Any]) -> dict[str, Any]:
    """One command: `argv` in the folder `cwd`, killed after `kill` seconds (none: left alone), `limits` on it."""
    if "end" in job:
        return end(job["end"], job["after"])
    cwd = Path(job["cwd"])
    began = time.monotonic()
    for name in (".out", ".err"):
        (cwd / name).unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        live(job, cwd)
    with contextlib.suppress(OSError):  # the child does so, too: whoever is first
        os.setpgid(child, child)
    if job.get("stay"):
        STAYING.append(child)
        return {"pid": child}
    killed = False
    deadline = began + (job["kill"] if job.get("kill") is not None else job.get("most", 300.0))
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        left = deadline - time.monotonic()
        if left <= 0:
            killed = True
            os.killpg(child, signal.SIGKILL)
            done, status = os.waitpid(child, 0)
            break
        time.sleep(min(left, 0.002))
    killed = killed and os.WIFSIGNALED(status)
    code = None if killed else os.waitstatus_to_exitcode(status)
    return {
        "code": code, "killed": killed, "seconds": time.monotonic() - began,
        "out": text(cwd / ".out"), "err": text(cwd / ".err"),
    }  # fmt: skip


def end(child: int, after: float) -> dict[str, Any]:
    """Kill a command that stays, so many seconds from now; with 0 at once, and wait until all of it has gone."""
    if after:
        if os.fork() == 0:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
            os._exit(0)
        return {}
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass
    return {}


def text(path: Path) -> str:
    """What a command printed."""
    return path.read_text("utf-8", "replace") if path.exists() else ""


def live(job: dict[str, Any], cwd: Path) -> None:
    """In the child: carry out the command and end with its code."""
    code = 70
    try:
        os.setpgid(0, 0)
        os.chdir(cwd)
        for number, name in ((1, ".out"), (2, ".err")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(job.get("env", {}))
        for name, most in job.get("limits", {}).items():
            resource.setrlimit(getattr(resource, name), (most, most))
        if "RLIMIT_FSIZE" in job.get("limits", {}):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails, as on a full disk
        code = command(job["argv"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def command(argv: list[str]) -> int:
    """The exit code of `retinue ARGV`."""
    from retinue.cli.app import app  # noqa: PLC0415

    try:
        app(argv, prog_name="retinue")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    main()
