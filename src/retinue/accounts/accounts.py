"""The accounts' file, with one face: `Accounts.open(path)`, then add, log in, ask who somebody is."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select, update

from retinue.accounts import schema as s
from retinue.accounts.limits import FAILED, mark_of, wait
from retinue.accounts.passwords import fits, hashed, outdated
from retinue.accounts.types import Account, Role, Trace
from retinue.errors import NotFoundError, StoreError, UsageError
from retinue.store.plain import said_plainly
from retinue.store.sqlite import file_engine

__all__ = ["LASTS", "Accounts", "LoginError"]

LASTS = dt.timedelta(hours=12)  # a login
TOKEN_LASTS = dt.timedelta(days=365)  # for programs
LONGEST_NAME = 80
PRIVATE = 0o600
Clock = Callable[[], dt.datetime]


class LoginError(UsageError):
    """The login is refused; `wait` is how many seconds to wait before the next try, 0 when it was only wrong."""

    def __init__(self, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.wait = wait


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Accounts:
    """Accounts, logins and the trail in one SQLite file. Safe for threads; every method may raise StoreError."""

    def __init__(self, engine: Engine, where: str, clock: Clock) -> None:
        self._engine, self._where, self._clock = engine, where, clock
        self._one_by_one = threading.Lock()

    @classmethod
    def open(cls, path: str | Path, clock: Clock = _now) -> Accounts:
        """Open the file, made when it is not there and then only its owner's to read.

        Raises StoreError when it is something else, newer than this code, locked or damaged.
        """
        where = Path(path)
        if not where.exists():
            with said_of(where):
                where.touch(PRIVATE)
        found = cls(file_engine(where, readonly=False), str(path), clock)
        with found._writing() as connection:
            _prepare(connection)
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with said_plainly(self._where), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with said_plainly(self._where), self._engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                yield connection

    # ---------------------------------------------------------------------------------- accounts
    def all(self) -> tuple[Account, ...]:
        """Everybody, by name."""
        c = s.accounts.c
        with self._reading() as connection:
            rows = connection.execute(select(c.name, c.role, c.made).order_by(c.name))
            return tuple(Account(name, Role(role), made) for name, role, made in rows)

    def any(self) -> bool:
        """True when there is an account: then everybody has to log in."""
        with self._reading() as connection:
            return connection.execute(select(s.accounts.c.name).limit(1)).first() is not None

    def add(self, name: str, role: Role, password: str, by: str = "") -> None:
        """Add somebody. Raises UsageError for a name that is taken or unusable, or a password that won't do."""
        name = name.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
        kept = hashed(password, name)
        with self._writing() as connection:
            if connection.execute(select(s.accounts).where(s.accounts.c.name == name)).first():
                raise UsageError(f"there is a {name} already; `retinue users passwd {name}` sets another password")
            row = {"name": name, "role": str(role), "password": kept, "made": self._clock()}
            connection.execute(insert(s.accounts).values(row))
            self._trace(connection, "account added", name, "", f"as {role}, by {by}")

    def change(self, name: str, password: str, by: str = "") -> None:
        """Set a password; logins of this account end. Raises NotFoundError, UsageError."""
        kept = hashed(password, name)
        with self._writing() as connection:
            _found(
                connection.execute(update(s.accounts).where(s.accounts.c.name == name).values(password=kept)), name
            )
            connection.execute(delete(s.sessions).where(s.sessions.c.name == name))
            self._trace(connection, "password set", name, "", f"by {by}")

    def remove(self, name: str, by: str = "") -> None:
        """Remove an account with its logins; what it decided stays. Raises NotFoundError."""
        with self._writing() as connection:
            _found(connection.execute(delete(s.accounts).where(s.accounts.c.name == name)), name)
            self._trace(connection, "account removed", name, "", f"by {by}")

    # ------------------------------------------------------------------------------------ logins
    def login(self, name: str, password: str, address: str) -> str:
        """Log in; the token that says so from now on. Raises LoginError.

        One after the other, so that tries at the same time are counted as well.
        """
        with self._one_by_one:
            kept = self._password(name)
            known = name if kept is not None else None  # what was typed may be a password
            with self._reading() as connection:
                seconds = wait(connection, mark_of(name), address, self._clock())
            if seconds:
                self.note("login put off", known, address)
                raise LoginError(f"Too many tries. Wait {max(1, round(seconds / 60))} minutes.", seconds)
            if not fits(kept, password):
                self.note(FAILED, known, address, mark_of(name))
                raise LoginError("Name and password don’t go together.")
            return self._welcome(name, password, address, renew=kept is not None and outdated(kept))

    def _password(self, name: str) -> str | None:
        with self._reading() as connection:
            wanted = select(s.accounts.c.password).where(s.accounts.c.name == name)
            return connection.execute(wanted).scalar_one_or_none()

    def _welcome(self, name: str, password: str, address: str, *, renew: bool) -> str:
        now = self._clock()
        with self._writing() as connection:
            connection.execute(delete(s.sessions).where(s.sessions.c.ends <= now))
            if renew:
                fresh = hashed(password, name)
                connection.execute(update(s.accounts).where(s.accounts.c.name == name).values(password=fresh))
            self._trace(connection, "login", name, address, "")
            return _session(connection, name, now + LASTS)

    def token(self, name: str, by: str = "") -> str:
        """A token for a program that acts for this account, good for a year. Raises NotFoundError."""
        with self._writing() as connection:
            if connection.execute(select(s.accounts.c.name).where(s.accounts.c.name == name)).first() is None:
                raise NotFoundError(f"there is no account {name!r}; `retinue users list` shows all")
            self._trace(connection, "token made", name, "", f"by {by}")
            return _session(connection, name, self._clock() + TOKEN_LASTS)

    def who(self, token: str) -> Account | None:
        """Whose login this token is; None when it is nobody's, or has ended."""
        a, t = s.accounts.c, s.sessions.c
        wanted = select(a.name, a.role, a.made).join(s.sessions, t.name == a.name)
        with self._reading() as connection:
            row = connection.execute(wanted.where(t.token == _digest(token), t.ends > self._clock())).first()
        return None if row is None else Account(row.name, Role(row.role), row.made)

    def logout(self, token: str, address: str) -> None:
        """End this login."""
        with self._writing() as connection:
            gone = delete(s.sessions).where(s.sessions.c.token == _digest(token)).returning(s.sessions.c.name)
            if name := connection.execute(gone).scalar_one_or_none():
                self._trace(connection, "logout", name, address, "")

    # ------------------------------------------------------------------------------------- trail
    def note(self, what: str, name: str | None, address: str, detail: str = "") -> None:
        """Add a line to the trail."""
        with self._writing() as connection:
            self._trace(connection, what, name, address, detail)

    def _trace(self, connection: Connection, what: str, name: str | None, address: str, detail: str) -> None:
        row = {"at": self._clock(), "what": what, "name": name, "address": address, "detail": detail}
        connection.execute(insert(s.trail).values(row))

    def trail(self, most: int = 200) -> tuple[Trace, ...]:
        """What was done, the latest first."""
        c = s.trail.c
        with self._reading() as connection:
            rows = connection.execute(
                select(c.at, c.what, c.name, c.address, c.detail).order_by(c.id.desc()).limit(most)
            )
            return tuple(Trace(*row) for row in rows)


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """Turns what the system says of a file into a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} can't be made: {error.strerror}; check that its folder exists") from error


def _session(connection: Connection, name: str, ends: dt.datetime) -> str:
    token = secrets.token_urlsafe(32)
    connection.execute(insert(s.sessions).values(token=_digest(token), name=name, ends=ends))
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _found(result: object, name: str) -> None:
    if not getattr(result, "rowcount", 0):
        raise NotFoundError(f"there is no account {name!r}; `retinue users list` shows all")


def _prepare(connection: Connection) -> None:
    tables = set(inspect(connection).get_table_names())
    if tables and s.version.name not in tables:
        raise StoreError("holds other tables than accounts; name another file with the setting `accounts`")
    s.metadata.create_all(connection)
    found = connection.execute(select(func.max(s.version.c.version))).scalar_one()
    if found is None:
        connection.execute(insert(s.version).values(version=s.VERSION))
    elif found > s.VERSION:
        raise StoreError(f"holds accounts of a newer Retinue (schema {found}); upgrade Retinue")
