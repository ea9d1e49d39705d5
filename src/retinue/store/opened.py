"""A database that is open: how it is reached, and the two kinds of transactions on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from retinue.errors import StoreError
from retinue.store.engines import engine_for, reading_options
from retinue.store.migrations import check_version, prepare
from retinue.store.plain import said_plainly

__all__ = ["Opened"]

Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Opened:
    """An open database. Use as a context manager; every method may raise StoreError."""

    def __init__(self, engine: Engine, where: str, clock: Clock = _now) -> None:
        self._engine = engine
        self._where = where
        self._clock = clock

    @classmethod
    def open(cls, target: str | Path, *, readonly: bool = False, clock: Clock = _now) -> Self:
        """Open a database file, or an SQLAlchemy URL; made, or brought to this code's schema, when writing.

        Raises StoreError when there is nothing to read, when it is not Retinue's, newer than this code, locked,
        damaged, or not to be written to.
        """
        where, engine = engine_for(str(target), readonly=readonly)
        store = cls(engine, where, clock)
        try:
            with store._reading() if readonly else store._writing() as connection:
                (check_version if readonly else prepare)(connection)
        except StoreError as error:
            engine.dispose()
            told = str(error)
            raise StoreError(told if told.startswith(where) else f"{where} {told}") from error
        return store

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dialect(self) -> str:
        """What it is kept in: sqlite or postgresql."""
        return self._engine.dialect.name

    @property
    def where(self) -> str:
        """How to call it in messages; without a password."""
        return self._where

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees the database as of one moment; for what reads with functions of its own."""
        return self._reading()

    def asking(self) -> AbstractContextManager[Connection]:
        """The same for a single statement, which sees one moment by itself: a server is spared the transaction."""
        return self._reading(once=True)

    @contextmanager
    def _reading(self, *, once: bool = False) -> Iterator[Connection]:
        with said_plainly(self._where), self._engine.connect() as plain:
            connection = plain.execution_options(**reading_options(plain, once=once))
            with connection.begin():
                yield connection

    @contextmanager
    def _writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """`durable` False: the next run would do it again, so that a server may write it down a moment later."""
        with said_plainly(self._where), self._engine.connect() as plain:
            connection = plain.execution_options(writing=True, durable=durable)
            with connection.begin():
                yield connection
