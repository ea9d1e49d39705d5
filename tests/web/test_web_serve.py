"""`retinue serve` as a process: its address, its end, and what it refuses."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from retinue.cli.exits import Exit

RETINUE = [sys.executable, "-c", "from retinue.cli import main; main()"]


@contextmanager
def served(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address."""
    with subprocess.Popen(
        [*RETINUE, "serve", "--port", "0", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            found = re.match(r"Retinue is at (http://\S+)", process.stdout.readline())
            assert found, process.stderr.read() if process.stderr else ""
            yield process, found[1]
        finally:
            process.kill()


# Ended by another's signal, a program says so by its exit; Ctrl-C is the user's own word.
@pytest.mark.parametrize(
    ("how", "end"), [(signal.SIGINT, (Exit.OK, "stopped\n")), (signal.SIGTERM, (-signal.SIGTERM, ""))]
)
def test_it_prints_its_address_serves_and_stops_cleanly(
    record: Path, how: signal.Signals, end: tuple[int, str]
) -> None:
    with served("--db", str(record)) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        answer = httpx2.get(address)
        assert answer.status_code == 200
        assert "Li Qiang visited Hikvision" in answer.text
        assert "server" not in answer.headers
        process.send_signal(how)
        out, err = process.communicate(timeout=20)
        assert ((process.returncode, out), err) == (end, "")


def refused(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([*RETINUE, "serve", *arguments], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


def test_a_taken_port_is_told_with_the_way_out(record: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, told = refused("--db", str(record), "--port", port)
    assert code == Exit.USAGE
    assert told.startswith(f"retinue: port {port} is taken")
    assert "--port 0" in told


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_others_are_not_let_in(record: Path, host: str) -> None:
    code, told = refused("--db", str(record), "--host", host)
    assert (code, "would let others in" in told) == (Exit.USAGE, True)


def test_no_record_is_told_before_anything_is_served(tmp_path: Path) -> None:
    code, told = refused("--db", str(tmp_path / "none.db"))
    assert (code, "`retinue run PATH…` makes one" in told) == (Exit.STORE, True)
