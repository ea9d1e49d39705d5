"""A copy of a record as one SQLite file, whatever it is kept in; and back from it, into a file or a server."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from retinue.errors import StoreError, UsageError
from retinue.store.engines import engine_for
from retinue.store.migrations import prepare, version_of
from retinue.store.plain import said_plainly
from retinue.store.schema import VERSION, metadata
from retinue.store.store import Store
from retinue.store.upkeep.check import check
from retinue.store.upkeep.copying import copy_all, counts, is_empty
from retinue.store.upkeep.files import written_whole

__all__ = ["Copied", "back_up", "restore"]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied from where to where: rows of all tables together, and some counts of them."""

    source: str
    target: str
    rows: int
    documents: int
    happenings: int
    judgements: int


# --------------------------------------------------------------------------------------------- there
def back_up(target: str, file: Path, *, force: bool = False) -> Copied:
    """Write the record at `target` as one SQLite file, whole or not at all, looked over before it is put in place.

    A run may go on meanwhile: the copy is the record as of one moment. Raises UsageError for a file that is there
    (without `force`) or is the record itself, and StoreError for a record that can't be read or is not sound.
    """
    if file.exists() and (not force or _is_file(target, file)):
        way = "name another" if _is_file(target, file) else "--force replaces it"
        raise UsageError(f"{file} is there already; {way}")
    if not file.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {file.absolute().parent}")
    with Store.open(target, readonly=True) as store, written_whole(file) as part:
        if store.dialect == "sqlite":
            _copy_pages(_path(target), part)
        else:
            with store.reading() as source, _opened(str(part)) as made:
                copy_all(source, made)
        _alone(part)
        _refuse_unsound(str(part), f"the copy of {store.where}")
        return _copied(str(part), store.where, str(file))


def _is_file(target: str, file: Path) -> bool:
    try:
        return _path(target).samefile(file)
    except (OSError, StoreError):
        return False


def _path(target: str) -> Path:
    """The file of a record in SQLite. Raises StoreError for a server's."""
    where, engine = engine_for(target, readonly=True)
    engine.dispose()
    if engine.dialect.name != "sqlite":
        raise StoreError(f"{where} is no file")
    return Path(where)


def _copy_pages(source: Path, target: Path) -> None:
    """By SQLite's own backup, which sees one moment and keeps no writer waiting."""
    looked_at = f"{source.absolute().as_uri()}?mode=ro"
    with (
        said_plainly(str(source)),
        closing(sqlite3.connect(looked_at, uri=True)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def _alone(path: Path) -> None:
    """Fold the journal into the file, so that it can be carried off by itself."""
    with said_plainly(str(path)), closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")


def _refuse_unsound(target: str, name: str) -> None:
    if wrong := [one for one in check(target) if not one.sound]:
        raise StoreError(f"{name} is not sound: {wrong[0].name}: {wrong[0].found}")


def _copied(target: str, source: str, shown: str) -> Copied:
    with Store.open(target, readonly=True) as store, store.reading() as connection:
        rows = counts(connection)
    return Copied(source, shown, sum(rows.values()), rows["documents"], rows["happenings"], rows["judgements"])


# ---------------------------------------------------------------------------------------------- back
def restore(file: Path, target: str, *, force: bool = False) -> Copied:
    """Make the record at `target` what a copy holds, in one transaction. A copy of an older schema climbs on the way.

    Raises UsageError for a record that holds something (without `force`), StoreError for a copy that is not sound.
    """
    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    if _is_file(target, file):
        raise UsageError(f"{file} is the record itself")
    with tempfile.TemporaryDirectory() as folder:
        ready = _ready(file, Path(folder))
        _refuse_unsound(str(ready), str(file))
        where, engine = engine_for(target, readonly=False)
        try:
            _refuse_full(engine, where, force=force)
            if engine.dialect.name == "sqlite":
                _put_pages(ready, Path(where))
            else:
                _put_rows(ready, engine, where)
        finally:
            engine.dispose()
    return _copied(target, str(file), where)


def _ready(file: Path, folder: Path) -> Path:
    """The copy, or one of it that has climbed to this code's schema."""
    where, engine = engine_for(str(file), readonly=True)
    try:
        with said_plainly(where), engine.connect() as connection:
            version = version_of(connection)
    finally:
        engine.dispose()
    if version is None:
        raise StoreError(f"{file} holds no Retinue tables")
    if version >= VERSION:
        return file
    climbed = folder / "climbed.db"
    _copy_pages(file, climbed)
    Store.open(climbed).close()
    return climbed


def _refuse_full(engine: Engine, where: str, *, force: bool) -> None:
    """Raises UsageError for a record that holds something, StoreError for what is not Retinue's; tables are made."""
    with _writing(engine, where) as connection:
        version = version_of(connection)
        if version is None or (version == VERSION and is_empty(connection)) or force:
            return
    raise UsageError(f"{where} holds a record already; --force puts the copy in its place")


def _put_pages(source: Path, target: Path) -> None:
    with (
        said_plainly(str(target)),
        closing(sqlite3.connect(source)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def _put_rows(source: Path, engine: Engine, where: str) -> None:
    with Store.open(source, readonly=True) as store, store.reading() as rows, _writing(engine, where) as connection:
        if version_of(connection) is not None:
            drop_all(connection)
        prepare(connection)
        copy_all(rows, connection)


def drop_all(connection: Connection) -> None:
    """Take away our tables, and what was made for them."""
    metadata.drop_all(connection)
    for what in (
        "FUNCTION retinue_refuse()", "FUNCTION retinue_words(text, text)", "FUNCTION retinue_asked(text, boolean)",
        "FUNCTION retinue_excerpt(text, tsquery, text)",
        "FUNCTION retinue_plain(text)", "FUNCTION retinue_lower(text)",
        "TEXT SEARCH CONFIGURATION retinue", "TEXT SEARCH DICTIONARY retinue_stem",
    ):  # fmt: skip
        connection.exec_driver_sql(f"DROP {what}")


@contextmanager
def _opened(target: str) -> Iterator[Connection]:
    """A new record's tables, to be filled in one transaction."""
    where, engine = engine_for(target, readonly=False)
    try:
        with _writing(engine, where) as connection:
            prepare(connection)
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _writing(engine: Engine, where: str) -> Iterator[Connection]:
    with said_plainly(where), engine.connect() as plain:
        connection = plain.execution_options(writing=True)
        with connection.begin():
            yield connection
