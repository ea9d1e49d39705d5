"""`retinue db` as it is typed: what it prints, its codes, and a record that moves from a file to a server."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import Result

import postgres_server
from retinue.cli.exits import Exit
from retinue.cli.views.upkeep import show_climb
from retinue.model import Article, Record
from retinue.store import Store
from retinue.store.schema import VERSION
from retinue.store.upkeep import Climb

pytestmark = pytest.mark.xdist_group("postgresql")

Call = Callable[..., Result]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A record of one document."""
    path = tmp_path / "own.db"
    with Store.open(path) as store:
        store.put(Record(Article("a", "a.txt", "Nothing happened."), "1" * 64), "c1")
    return path


def test_check_says_what_is_sound_and_what_is_not(call: Call, own: Path) -> None:
    sound = call("db", "check", "--db", own)
    assert (sound.exit_code, sound.stdout.splitlines()[-1]) == (Exit.OK, "sound")
    with closing(sqlite3.connect(own)) as raw:
        raw.execute("DROP TRIGGER judgements_no_delete")
    broken = call("db", "check", "--db", own)
    assert broken.exit_code == Exit.STORE
    assert "BAD  guards  the trigger judgements_no_delete is missing" in broken.stdout
    told = json.loads(call("db", "check", "--db", own, "--format", "json").stdout)
    assert [one["name"] for one in told if not one["sound"]] == ["guards"]


def test_backup_and_restore_tell_what_they_did(call: Call, own: Path, tmp_path: Path) -> None:
    made = call("db", "backup", tmp_path / "copy.db", "--db", own)
    assert made.exit_code == 0, made.output
    assert "1 documents, 0 events, 0 judgements" in made.stdout
    again = call("db", "backup", tmp_path / "copy.db", "--db", own)
    assert (again.exit_code, "--force replaces it" in again.stderr) == (Exit.USAGE, True)
    told = json.loads(call("db", "restore", tmp_path / "copy.db", "--db", tmp_path / "new.db", "-f", "json").stdout)
    assert (told["documents"], told["target"]) == (1, str(tmp_path / "new.db"))
    refused = call("db", "restore", tmp_path / "copy.db", "--db", own)
    assert (refused.exit_code, "--force puts the copy in its place" in refused.stderr) == (Exit.USAGE, True)


def test_upgrade_and_vacuum(call: Call, own: Path) -> None:
    assert call("db", "upgrade", "--db", own).stdout == f"schema {VERSION}: up to date\n"
    assert "MiB →" in call("db", "vacuum", "--db", own).stdout
    assert call("events", "--db", own).exit_code == 0


def test_an_upgrade_tells_its_steps_and_whether_it_was_tried_only(capsys: pytest.CaptureFixture[str]) -> None:
    show_climb(Climb(7, 9, ("8: More.", "9: Still more."), True))
    assert capsys.readouterr().out == "  8: More.\n  9: Still more.\nschema 7 → 9 goes well; nothing was changed\n"
    show_climb(Climb(8, 9, ("9: Still more.",), False))
    assert capsys.readouterr().out == "  9: Still more.\nschema 8 → 9\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["check"], Exit.STORE, "no database at retinue.db"),
        (["upgrade"], Exit.STORE, "no database at retinue.db"),
        (["vacuum"], Exit.STORE, "no database at retinue.db"),
        (["backup", "copy.db"], Exit.STORE, "no database at retinue.db"),
        (["backup"], Exit.USAGE, "name the file: retinue db backup FILE"),
        (["restore"], Exit.USAGE, "name the file"),
        (["restore", "none.db"], Exit.USAGE, "there is no file none.db"),
        (["check", "some.db"], Exit.USAGE, "takes no FILE; name the database with --db"),
        (["vacuum", "--force"], Exit.USAGE, "--force belongs to"),
        (["check", "--dry-run"], Exit.USAGE, "--dry-run belongs to"),
    ],
)
def test_a_users_mistake_is_one_line(call: Call, arguments: list[str], code: Exit, words: str) -> None:
    result = call("db", *arguments)
    assert (result.exit_code, result.stdout) == (code, ""), result.output
    assert words in result.stderr
    assert result.stderr.strip().count("\n") == 0


def test_a_record_moves_from_a_file_to_a_server_and_back(
    call: Call, own: Path, tmp_path: Path, postgres: postgres_server.Databases
) -> None:
    with postgres.lent() as url:
        assert call("db", "backup", tmp_path / "one.db", "--db", own).exit_code == 0
        assert call("db", "restore", tmp_path / "one.db", "--db", url).exit_code == 0
        assert call("db", "check", "--db", url).stdout.endswith("sound\n")
        assert call("db", "vacuum", "--db", url).exit_code == 0
        assert call("db", "upgrade", "--db", url).stdout == f"schema {VERSION}: up to date\n"
        assert call("db", "backup", tmp_path / "two.db", "--db", url).exit_code == 0
    with Store.open(own, readonly=True) as one, Store.open(tmp_path / "two.db", readonly=True) as two:
        assert list(one.records()) == list(two.records())


def test_a_server_that_is_away_is_one_line_without_the_password(call: Call) -> None:
    for verb in (["events"], ["db", "check"], ["db", "upgrade"], ["status"]):
        result = call(*verb, "--db", "postgresql://ana:secret@127.0.0.1:9/news")
        assert result.exit_code == Exit.STORE
        assert "can't be reached; check that the server runs" in result.stderr
        assert "secret" not in result.output
        assert result.stderr.strip().count("\n") == 0
