"""The accounts of the web application from the command line."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import typer

from retinue.accounts import Accounts, Role
from retinue.cli.judging import signed
from retinue.cli.options import ListForm
from retinue.cli.views.table import Column, print_rows
from retinue.errors import UsageError
from retinue.settings import Settings

__all__ = ["carry_out"]

ACCOUNT = (Column("name"), Column("role"), Column("since", 1))
TRACE = (Column("at"), Column("what"), Column("name"), Column("address", 1), Column("detail", 2))
MOST = 100_000  # lines of the trail
Given = tuple[Role, bool, ListForm]  # of the options


def carry_out(settings: Settings, action: str, name: str, given: Given) -> None:
    """Do one of the actions of `retinue users`. Raises UsageError, StoreError."""
    role, stdin, form = given
    if action in ("list", "trail"):
        _show(settings, action, form)
        return
    if not name.strip():
        raise UsageError(f"name the account to {action}: `retinue users {action} NAME`")
    password = _password(name, stdin=stdin) if action in ("add", "passwd") else ""
    accounts, by = Accounts.open(settings.accounts), signed(None, settings)
    try:
        if action == "add":
            accounts.add(name, role, password, by)
        elif action == "passwd":
            accounts.change(name, password, by)
        elif action == "remove":
            accounts.remove(name, by)
        said = accounts.token(name, by) if action == "token" else f"{SAID[action]} {name}"
        typer.echo(f"{said} as {role}" if action == "add" else said)
    finally:
        accounts.close()


SAID = {"add": "added", "passwd": "new password for", "remove": "removed"}


def _password(name: str, *, stdin: bool) -> str:
    """What is typed twice without being shown, or the first line of the input."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("Again: ") != first:
        raise UsageError("the two passwords are not the same; nothing was changed")
    return first


def _show(settings: Settings, what: str, form: ListForm) -> None:
    columns = ACCOUNT if what == "list" else TRACE
    rows: list[tuple[object, ...]] = []
    if Path(settings.accounts).is_file():  # looking makes none
        accounts = Accounts.open(settings.accounts)
        if what == "list":
            rows = [(one.name, str(one.role), f"{one.made:%Y-%m-%d}") for one in accounts.all()]
        else:
            rows = [
                (f"{one.at:%Y-%m-%d %H:%M:%S}", one.what, one.name or "", one.address, one.detail)
                for one in accounts.trail(MOST)
            ]
        accounts.close()
    print_rows(columns, rows, form, "no accounts" if what == "list" else "nothing yet")
