"""`retinue users`: who may log in to the web application."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from retinue.accounts import Role
from retinue.cli.accounts import carry_out
from retinue.cli.options import ListForm, Lists, settings_for


class Action(StrEnum):
    """What to do."""

    ADD = "add"
    LIST = "list"
    PASSWD = "passwd"
    REMOVE = "remove"
    TOKEN = "token"
    TRAIL = "trail"


def users(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Of the account.", show_default=False)] = "",
    role: Annotated[Role, typer.Option("--role", help="add: what the account may do.")] = Role.READER,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="add, passwd: the password is the first line of the input.")
    ] = False,
    form: Lists = ListForm.TABLE,
) -> None:
    """Say who may log in to the web application.

    A reader looks, a reviewer decides too, an admin also sees accounts and trail. As soon as there is one account,
    everybody has to log in. add and passwd ask for the password, of which only a hash is kept; passwd ends the
    account's logins. token prints what a program may send as `Authorization: Bearer TOKEN`, for a year or until
    passwd or remove. trail lists logins, failures and decisions, the latest first. All stands in the file of the
    setting accounts.

    \b
    retinue users add ana --role reviewer
    retinue users passwd ana
    retinue users trail --format csv
    """
    carry_out(settings_for(), str(action), name, (role, stdin, form))
