"""Who may log in, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

from retinue.accounts import Account, Accounts, Trace

__all__ = ["AccountsView", "LoginView", "accounts_view"]

SHOWN = 200


@dataclass(frozen=True, slots=True)
class LoginView:
    """The form to log in with: where one was going, and what went wrong before."""

    onwards: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class AccountsView:
    """Everybody, and the latest lines of the trail."""

    accounts: tuple[Account, ...]
    trail: tuple[Trace, ...]


def accounts_view(accounts: Accounts) -> AccountsView:
    """All accounts and what was done lately."""
    return AccountsView(accounts.all(), accounts.trail(SHOWN))
