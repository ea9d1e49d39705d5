"""Whom the application lets in, and as whom: the accounts, or, while there are none, whoever sits at this machine."""

from __future__ import annotations

import contextlib
import getpass
import ipaddress
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import Request

from retinue.accounts import Accounts, Role
from retinue.settings import Settings
from retinue.web.visitor import NOBODY, Visitor, form_token

__all__ = ["COOKIE", "Doors", "address_of", "is_loopback"]

COOKIE = "retinue"


@dataclass
class Doors:
    """Safe for threads. `others` is True when more than this machine may reach the application: then accounts are
    needed, made or not."""

    settings: Settings
    others: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _opened: tuple[tuple[int, int], Accounts] | None = None

    def accounts(self) -> Accounts | None:
        """The accounts; None while there are none and none are needed. Raises StoreError."""
        path = Path(self.settings.accounts)
        try:
            stat = path.stat()
        except OSError:
            return self._open(None, lambda: Accounts.open(path)) if self.others else None
        found = self._open((stat.st_dev, stat.st_ino), lambda: Accounts.open(path))
        return found if self.others or found.any() else None

    def _open(self, mark: tuple[int, int] | None, make: Callable[[], Accounts]) -> Accounts:
        with self._lock:
            if self._opened is None or self._opened[0] != mark:
                self.close()
                found = make()
                stat = Path(self.settings.accounts).stat()
                self._opened = ((stat.st_dev, stat.st_ino), found)
            return self._opened[1]

    def close(self) -> None:
        """Let go of the accounts' file."""
        if self._opened:
            self._opened[1].close()
        self._opened = None

    def known_by(self, host: str) -> bool:
        """False for a name that leads to this machine by another's doing (DNS rebinding), where nobody logs in."""
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return self.others or is_loopback(name.strip("[]")) or self.accounts() is not None

    def visitor(self, request: Request, cookie: str) -> Visitor | None:
        """Who asks; None when they have to log in first."""
        accounts = self.accounts()
        if accounts is None:
            return Visitor(self.settings.user.strip() or _login_name(), Role.REVIEWER, form_token(cookie))
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        program = kind.lower() == "bearer"
        found = accounts.who(token.strip() if program else cookie)
        return Visitor(found.name, found.role, form_token(cookie), True, program) if found else None

    def note(self, request: Request, visitor: Visitor, what: str, detail: str = "") -> None:
        """Add to the trail, where there is one."""
        if (accounts := self.accounts()) is not None:
            accounts.note(what, visitor.name, address_of(request), detail)

    def stranger(self, cookie: str) -> Visitor:
        """Somebody who has yet to log in, with the token of the form for it."""
        return Visitor(NOBODY.name, NOBODY.role, form_token(cookie))


def is_loopback(host: str) -> bool:
    """True for a name or address that only this machine is reached by."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def address_of(request: Request) -> str:
    """Where a request came from."""
    return request.client.host if request.client else ""


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"
