"""Who asks: a name, what they may do, and the token that their forms carry."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from fastapi import Request

from retinue.accounts import Role

__all__ = ["NOBODY", "Visitor", "form_token", "visitor_of"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `account` is False for whoever sits at this machine while there are no accounts.

    `token` goes into every form; `program` is True for one that showed a token of its own, not a cookie.
    """

    name: str
    role: Role
    token: str = ""
    account: bool = False
    program: bool = False

    @property
    def may_decide(self) -> bool:
        """May they change anything?"""
        return self.role.may_decide

    @property
    def is_admin(self) -> bool:
        """May they see accounts and the trail?"""
        return self.account and self.role is Role.ADMIN

    def sent(self, token: str) -> bool:
        """True when a form with this token is theirs."""
        return self.program or (bool(self.token) and hmac.compare_digest(self.token.encode(), token.encode()))


NOBODY = Visitor("", Role.READER)


def form_token(cookie: str) -> str:
    """The token of forms for a cookie: other sites can't read either, and can't make one out of the other."""
    return hashlib.sha256(f"form {cookie}".encode()).hexdigest()


def visitor_of(request: Request) -> Visitor:
    """Who asks, as the gate found."""
    found: Visitor = getattr(request.state, "who", NOBODY)
    return found
