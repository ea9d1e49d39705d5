"""What a database's errors mean, in words that tell the way out; for SQLite and PostgreSQL."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from retinue.errors import StoreError

__all__ = ["NOT_OURS", "said_plainly"]

DAMAGED = "is damaged; restore a copy, or move it away and run `retinue run` again over the same input"
NOT_OURS = "is not a Retinue database; name another file with --database"
LOCKED = "is locked by another program; try again when it is done"
REFUSED = "refused a row that contradicts its schema"
FULL = "could not grow: the disk is full"
AWAY = "went away; what was stored stays: run the same command again when the server is back"
UNREACHED = "can't be reached; check that the server runs, and its host and port"
PASSWORD = "refused the password; check it, or give it in PGPASSWORD or a password file"
NO_DATABASE = "does not exist; make it first: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
HALF = "can't keep half of a surrogate pair"

# By the beginning of SQLite's name of the error.
OF_SQLITE = (
    ("SQLITE_NOTADB", NOT_OURS),
    ("SQLITE_CORRUPT", DAMAGED),
    ("SQLITE_BUSY", LOCKED),
    ("SQLITE_LOCKED", LOCKED),
    ("SQLITE_READONLY", "can't be written to; check the rights of the file and its folder"),
    ("SQLITE_CANTOPEN", "can't be opened; check that its folder exists and may be read and written"),
    ("SQLITE_FULL", FULL),
    ("SQLITE_IOERR", "could not be read or written: the disk reports an error"),
    ("SQLITE_CONSTRAINT", REFUSED),
)
# By the beginning of the SQLSTATE.
OF_POSTGRESQL = (
    ("55P03", LOCKED),
    ("40P01", LOCKED),
    ("25006", "can't be written to: it was opened for reading, or the server only reads"),
    ("42501", "refuses this user; an owner of the database must GRANT the rights"),
    ("28", PASSWORD),
    ("3D000", NO_DATABASE),
    ("57P03", "is starting or stopping; try again in a moment"),
    ("57P", AWAY),
    ("08", AWAY),
    ("53100", FULL),
    ("53300", "has no connection left; try again, or raise max_connections of the server"),
    ("53", "has run out of memory or disk"),
    ("XX001", DAMAGED),
    ("XX002", DAMAGED),
    ("23", REFUSED),
    ("42P01", "has lost a table of its own; restore a copy (`retinue db restore`)"),
)
_LONGEST = 200  # characters of the library's own words; some quote a whole text
# A connection that fails has no SQLSTATE, only words; nor has a text that is none.
IN_WORDS = (
    (r"Could not decode to UTF-8", DAMAGED),
    (r"password authentication failed|no password supplied|no pg_hba.conf entry", PASSWORD),
    (r"database \S+ does not exist", NO_DATABASE),
    (r"role \S+ does not exist", "knows no such user; check the user in the URL"),
    (r"permission denied", "refuses this user; an owner of the database must GRANT the rights"),
    (r"starting up|shutting down", "is starting or stopping; try again in a moment"),
    (r"too many (?:clients|connections)|connection slots", OF_POSTGRESQL[11][1]),
    (r"server closed the connection|connection .*(?:lost|closed)|terminating connection|SSL SYSCALL", AWAY),
    (r"connection (?:failed|refused|timeout)|could not (?:connect|translate|resolve)|timeout expired", UNREACHED),
)  # fmt: skip


@contextmanager
def said_plainly(where: str) -> Iterator[None]:
    """Turns what the database library raises into a StoreError that says what happened and the way out."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError(f"{where} is asked by too many at once; try again") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{where} {_meaning(error)}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{where} {_meaning(error)}") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{where} {HALF} ({error})") from error
    except UnicodeDecodeError as error:  # from the driver, over names or texts that are no longer text
        raise StoreError(f"{where} {DAMAGED} ({error})") from error


def _meaning(error: Exception) -> str:
    cause = (error.orig or error) if isinstance(error, DBAPIError) else error
    return f"{_known(cause)} ({_one_line(cause)})"


def _known(cause: BaseException) -> str:
    name, state = getattr(cause, "sqlite_errorname", ""), getattr(cause, "sqlstate", None) or ""
    for found, meanings in ((name, OF_SQLITE), (state, OF_POSTGRESQL)):
        if found:
            return next((meaning for start, meaning in meanings if found.startswith(start)), "failed")
    told = str(cause)
    return next((meaning for form, meaning in IN_WORDS if re.search(form, told)), "failed")


def _one_line(cause: BaseException) -> str:
    """The library's own words; a server may use several lines, of which the first tells what happened."""
    line = next((line.strip() for line in str(cause).splitlines() if line.strip()), type(cause).__name__)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
