"""Passwords, of which only Argon2id hashes are kept."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from retinue.errors import UsageError

__all__ = ["LONGEST", "SHORTEST", "fits", "hashed", "outdated"]

SHORTEST, LONGEST = 12, 256  # characters
_HASHER = PasswordHasher()  # RFC 9106, low-memory profile


def hashed(password: str, name: str) -> str:
    """The hash to keep. Raises UsageError for a password that is too short, too long, or the name itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; a few words will do")
    if len(set(password)) < 4 or name.casefold() in password.casefold():
        raise UsageError("the password is easily guessed; take a few words that have nothing to do with the name")
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Is it the password of this hash? Without a hash it takes as long to say no."""
    try:
        return _HASHER.verify(kept or _nobody(), password[: LONGEST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """True when the hash was made at lower costs than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
