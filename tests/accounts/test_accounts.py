"""Accounts: who may log in, for how long, how often it may be tried, and what is kept of a password."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from retinue.accounts import Accounts, LoginError, Role
from retinue.errors import NotFoundError, StoreError, UsageError

PASSWORD, OTHER = "seven green kettles", "a quiet harbour wall"
HOME, AWAY = "192.0.2.7", "192.0.2.8"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    found = Accounts.open(tmp_path / "accounts.db", clock)
    found.add("ana", Role.REVIEWER, PASSWORD, "root")
    yield found
    found.close()


def test_a_login_says_who_somebody_is_until_it_ends(accounts: Accounts, clock: Clock) -> None:
    token = accounts.login("ana", PASSWORD, HOME)
    found = accounts.who(token)
    assert found
    assert (found.name, found.role) == ("ana", Role.REVIEWER)
    assert accounts.who(token + "x") is accounts.who("") is None
    clock.go(hours=11, minutes=59)
    assert accounts.who(token)
    clock.go(minutes=2)
    assert accounts.who(token) is None
    again = accounts.login("ana", PASSWORD, HOME)
    accounts.logout(again, HOME)
    assert accounts.who(again) is None


def test_a_new_password_or_removal_ends_logins(accounts: Accounts) -> None:
    token, program = accounts.login("ana", PASSWORD, HOME), accounts.token("ana")
    assert accounts.who(program)
    accounts.change("ana", OTHER)
    assert accounts.who(token) is accounts.who(program) is None
    token = accounts.login("ana", OTHER, HOME)
    accounts.remove("ana")
    assert accounts.who(token) is None
    assert accounts.any() is False
    for act in (accounts.remove, accounts.token, lambda name: accounts.change(name, OTHER)):
        with pytest.raises(NotFoundError, match="no account 'ana'"):
            act("ana")


def test_after_five_failures_one_has_to_wait(accounts: Accounts, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(LoginError, match="don’t go together") as wrong:
            accounts.login("ana", "wrong wrong wrong", HOME)
        assert wrong.value.wait == 0
        clock.go(seconds=10)
    with pytest.raises(LoginError, match="Wait 14 minutes") as late:
        accounts.login("ana", PASSWORD, HOME)
    assert 800 < late.value.wait <= 900
    assert accounts.login("ana", PASSWORD, AWAY), "somebody else's failures lock nobody out"
    clock.go(seconds=late.value.wait + 1)
    assert accounts.login("ana", PASSWORD, HOME)


def test_one_machine_can_not_try_many_names_and_learns_of_none(accounts: Accounts) -> None:
    answers: dict[str, list[str]] = {}
    for number in range(20):
        name = ("ana", "nobody", "user", "root")[number % 4]
        with pytest.raises(LoginError) as refused:
            accounts.login(name, "wrong wrong wrong", HOME)
        answers.setdefault(name, []).append(str(refused.value))
    assert answers["ana"] == answers["nobody"] == answers["user"]
    with pytest.raises(LoginError, match="Too many tries"):
        accounts.login("somebody new", PASSWORD, HOME)


def test_a_restart_forgets_no_failure(accounts: Accounts, tmp_path: Path, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(LoginError):
            accounts.login("ana", "wrong wrong wrong", HOME)
    accounts.close()
    again = Accounts.open(tmp_path / "accounts.db", clock)
    with pytest.raises(LoginError, match="Too many tries"):
        again.login("ana", PASSWORD, HOME)
    again.close()


def test_neither_passwords_nor_tokens_are_kept_nor_what_was_typed_as_a_name(
    accounts: Accounts, tmp_path: Path
) -> None:
    token = accounts.login("ana", PASSWORD, HOME)
    for name in (PASSWORD, "nobody"):
        with pytest.raises(LoginError):
            accounts.login(name, OTHER, HOME)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (PASSWORD, OTHER, token):
        assert secret.encode() not in held
    assert b"$argon2id$" in held
    assert {(one.what, one.name, one.address) for one in accounts.trail()} == {
        ("account added", "ana", ""), ("login", "ana", HOME), ("login failed", None, HOME),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [
        ("ana", OTHER, "there is a ana already"),
        ("  ", OTHER, "1 to 80 characters"),
        ("a\nb", OTHER, "can be seen"),
        ("bob", "short", "12 to 256"),
        ("bob", "x" * 300, "12 to 256"),
        ("bob", "aaaaaaaaaaaaa", "easily guessed"),
        ("bob", "bob bob bob 1234", "easily guessed"),
    ],
)
def test_what_can_not_be_an_account_is_told(accounts: Accounts, name: str, password: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        accounts.add(name, Role.READER, password)
    assert [one.name for one in accounts.all()] == ["ana"]


def test_only_its_owner_may_read_the_file(accounts: Accounts, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "accounts.db").stat().st_mode) == 0o600


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE cats (name)")
    other.close()
    with pytest.raises(StoreError, match="other tables than accounts"):
        Accounts.open(tmp_path / "other.db")
    with pytest.raises(StoreError, match="can't be made"):
        Accounts.open(tmp_path / "nowhere" / "accounts.db")
