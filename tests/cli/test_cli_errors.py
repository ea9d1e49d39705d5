"""What goes wrong is one line on standard error with the way out, and a stable exit code."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import retinue
from retinue.cli.exits import Exit
from retinue.store import Store

pytestmark = pytest.mark.xdist_group("cli")

Call = Callable[..., Result]
RETINUE = [sys.executable, "-c", "from retinue.cli import main; main()"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["events"], Exit.STORE, "`retinue run PATH…` makes one"),
        (["events", "--db", "folder"], Exit.STORE, "folder"),
        (["events", "--db", "notes.txt"], Exit.STORE, "not a Retinue database"),
        (["run", "nosuch"], Exit.USAGE, "no file or folder at nosuch"),
        (["run", "notes.txt", "--knowledge", "nosuch"], Exit.USAGE, "nosuch: no such folder"),
        (["run", "notes.txt", "--knowledge", "wrong"], Exit.USAGE, "own.yml:2"),
        (["run", "notes.txt", "--model", "no_such_model"], Exit.USAGE, "pip install no_such_model"),
        (["run", "notes.txt", "--shards", "folder"], Exit.USAGE, "go with --engine ray"),
        (["run", "notes.txt", "--engine", "ray", "--address", "127.0.0.1:9"], Exit.USAGE, "no Ray cluster answers"),
        (["evaluate", "folder"], Exit.USAGE, "no annotated articles"),
        (["demo", "--folder", "notes.txt"], Exit.USAGE, "notes.txt"),
    ],
)
def test_a_users_mistake_is_one_line(
    call: Call, tmp_path: Path, arguments: list[str], code: Exit, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("Nothing of note happened, and nobody went anywhere at all on that day.\n")
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "own.yml").write_text("people:\n  - {id: x, nme: y}\n")
    result = call(*arguments)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert result.stderr.strip().count("\n") == 0
    assert result.stdout == ""


def test_without_ray_the_way_to_it_is_told(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.txt").write_text("Nothing of note happened.")
    for name in ("retinue.run.cluster", "retinue.run.session"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "ray", None)
    result = call("run", "notes.txt", "--engine", "ray")
    assert result.exit_code == Exit.USAGE
    assert "pip install 'retinue[ray]'" in result.stderr


@pytest.mark.parametrize(
    ("toml", "words"),
    [("database = ", "not valid TOML"), ("colour = 1", "unknown setting 'colour'"), ("max_bytes = 'x'", "max_bytes")],
)
def test_broken_settings_are_named(call: Call, tmp_path: Path, toml: str, words: str) -> None:
    (tmp_path / "retinue.toml").write_text(toml)
    result = call("events")
    assert (result.exit_code, words in result.stderr) == (Exit.USAGE, True)


def test_settings_come_from_file_then_environment_then_option(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "retinue.toml").write_text('database = "of-file.db"')
    assert "of-file.db" in call("events").stderr
    monkeypatch.setenv("RETINUE_DATABASE", "of-env.db")
    assert "of-env.db" in call("events").stderr
    assert "of-flag.db" in call("events", "--db", "of-flag.db").stderr


@pytest.mark.parametrize(
    "arguments",
    [["events", "--type", "visitation"], ["events", "--since", "soon"], ["evnts"], ["events", "-n", "0"], ["show"]],
)
def test_wrong_use_has_code_two_and_says_how(call: Call, arguments: list[str]) -> None:
    result = call(*arguments)
    assert result.exit_code == Exit.USAGE
    assert "Try 'retinue" in result.stderr or "Try 'root" in result.stderr


@pytest.mark.model
def test_nothing_by_that_name(call: Call, database: Path) -> None:
    result = call("show", "no-such-thing", "--db", database)
    assert (result.exit_code, result.stdout) == (Exit.NOT_FOUND, "")
    assert result.stderr == (
        "retinue: no event and no document is called 'no-such-thing'; "
        "`retinue events` and `retinue search` list them\n"
    )


def test_version_and_help(call: Call) -> None:
    assert call("--version").stdout == f"retinue {retinue.__version__}\n"
    assert "Commands:" in call("--help").stdout
    assert call().exit_code == Exit.USAGE


# ------------------------------------------------------------------------------------ real processes
def test_looking_something_up_loads_no_language_model() -> None:
    code = "import sys; from retinue.cli.app import app, VERBS\n"
    code += "from importlib import import_module\n"
    code += "light = set(VERBS) - {'run', 'doctor', 'explain', 'evaluate', 'demo'}\n"
    code += "[import_module(f'retinue.cli.verbs.{verb}') for verb in light]\n"
    code += "print(sorted({'spacy', 'trafilatura', 'thinc'} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"


def test_help_loads_neither_store_nor_contract() -> None:
    code = "import sys; from retinue.cli.app import app\n"
    code += "print(sorted({'sqlalchemy', 'pydantic', 'yaml', 'spacy'} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"


@pytest.mark.model
def test_a_reader_that_stops_early_is_no_error(database: Path) -> None:
    command = [*RETINUE, "statements", "--format", "json", "--db", str(database)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == Exit.OK


def test_completion_offers_verbs_options_and_values() -> None:
    def offered(words: str) -> list[str]:
        asked = {"_RETINUE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
        done = subprocess.run(RETINUE, env=os.environ | asked, capture_output=True, text=True, check=False)
        return done.stdout.split()

    assert offered("retinue ev") == ["events", "evaluate"]
    assert offered("retinue events --si") == ["--since", "--signal"]
    assert offered("retinue events --type deli") == ["delisting"]


def test_completion_can_be_installed(tmp_path: Path) -> None:
    env = os.environ | {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    done = subprocess.run(
        [*RETINUE, "--install-completion", "bash"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert any("retinue" in path.read_text() for path in tmp_path.rglob("*") if path.is_file())


def on_terminal(command: list[str], stop: re.Pattern[bytes] | None = None) -> tuple[bytes, int]:
    """Output and exit code of a command on a terminal of its own; SIGINT once `stop` has been printed."""
    main, side = pty.openpty()
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env=env, start_new_session=True)
    os.close(side)
    printed, until = b"", time.monotonic() + 180
    while time.monotonic() < until:
        try:
            part = os.read(main, 4096)
        except OSError:  # the other side has closed: Linux tells it so
            break
        if not part:
            break
        printed += part
        if stop and stop.search(printed):
            process.send_signal(signal.SIGINT)
            stop = None
    os.close(main)
    return printed, process.wait(120)


@pytest.mark.model
@pytest.mark.slow
def test_on_a_terminal_a_bar_shows_rate_and_time_left(crawl: Path, tmp_path: Path) -> None:
    printed, code = on_terminal([*RETINUE, "run", str(crawl), "--db", str(tmp_path / "t.db")])
    assert code == Exit.SOME_FAILED
    for words in (b"reading", b"5/5", b"/s", b"left", b"read 4, unchanged 0, failed 1", b"empty.txt"):
        assert words in printed


@pytest.mark.model
@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"n{number}.txt").write_text(
            f"Acme visit {number}\n\nThe mayor visited Acme {number} on May 3, 2024.\n"
        )
    database = tmp_path / "t.db"
    printed, code = on_terminal([*RETINUE, "run", str(tmp_path), "--db", str(database)], re.compile(rb"[1-9]\d*/300"))
    assert code == Exit.INTERRUPTED
    assert b"interrupted before events were joined; run the same command again" in printed
    listed = subprocess.run([*RETINUE, "events", "--db", str(database)], capture_output=True, text=True, check=False)
    assert "since events were last joined" in listed.stderr
    with Store.open(database, readonly=True) as store:
        assert store.counts().documents > 0
        assert store.needs_fusing()
