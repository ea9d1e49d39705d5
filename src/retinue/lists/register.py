"""The register of imported lists: one SQLite file, each import one transaction, every listing an interval.

A party that a later file of the same list no longer has is closed, never deleted; one that comes back begins a new
interval. Rows hang together so:

    imports ── listings ── names ── keys (what a search by name looks up)
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from retinue.errors import StoreError
from retinue.knowledge import Knowledge
from retinue.lists.read import FileRead
from retinue.lists.types import Entry, ImportReport, Listed
from retinue.names import known_names, meant, search_keys

__all__ = ["Register"]

_VERSION = 1
_MOST_KEYS = 30_000  # of one question; SQLite allows 32,766
_WAIT = 15.0  # seconds for another import to end
_SCHEMA = """
CREATE TABLE imports (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, form TEXT NOT NULL, as_of TEXT NOT NULL, lists TEXT NOT NULL);
CREATE TABLE listings (
    id INTEGER PRIMARY KEY, list TEXT NOT NULL, ref TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL,
    kind TEXT NOT NULL, since TEXT, seen TEXT NOT NULL, until TEXT, vanished INTEGER NOT NULL DEFAULT 0,
    programme TEXT NOT NULL, authority TEXT NOT NULL, citation TEXT NOT NULL,
    import INTEGER NOT NULL REFERENCES imports(id));
CREATE INDEX listings_ref ON listings(list, ref);
CREATE TABLE keys (key TEXT NOT NULL, listing INTEGER NOT NULL REFERENCES listings(id), name TEXT NOT NULL,
    PRIMARY KEY (key, listing, name)) WITHOUT ROWID;
CREATE INDEX keys_listing ON keys(listing);
"""
_FIELDS = "list, name, ref, kind, since, seen, until, vanished, programme, authority, citation"
_PARTS = "\x1f"  # between the aliases of one row


class Register:
    """Imported lists, to be added to and asked. Raises StoreError when its file can't be used.

    Each name is kept under the keys of `names.search_keys`, so that one name is found at once.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._said_plainly():
            _refuse_other(path)
            self._connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._prepare()

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: the register of lists can't be used: {error}") from error

    def _prepare(self) -> None:
        with self._transaction():
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if version == 0 and tables == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")
            elif version != _VERSION:
                raise StoreError(f"{self._path} is no register of lists of this version; name another with `lists`")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # ------------------------------------------------------------------------------------- import
    def put(self, read: FileRead, path: str, as_of: dt.date, *, whole: bool = True) -> ImportReport:
        """Take in a file as of a day, whole or not at all. `whole`: what the file's lists no longer have is closed.

        Raises StoreError when a later file of one of its lists was taken in before.
        """
        lists = tuple(sorted({entry.list for entry in read.entries}))
        with self._said_plainly(), self._transaction():
            self._refuse_older(lists, as_of)
            number = self._connection.execute(
                "INSERT INTO imports(path, form, as_of, lists) VALUES (?, ?, ?, ?)",
                (path, read.form, as_of.isoformat(), " ".join(lists)),
            ).lastrowid
            counts = self._take_in(read, lists, as_of, int(number or 0))
            closed = self._close(read, lists, as_of) if whole else 0
        return ImportReport(path, read.form, as_of, lists, *counts, closed=closed, problems=read.problems)

    def _refuse_older(self, lists: Iterable[str], as_of: dt.date) -> None:
        for list_, latest in self.as_of().items():
            if list_ in lists and latest > as_of:
                raise StoreError(f"{list_} was imported as of {latest}; a file of {as_of} can't be taken in after it")

    def _take_in(self, read: FileRead, lists: tuple[str, ...], as_of: dt.date, number: int) -> tuple[int, int, int]:
        """(added, kept, changed)."""
        open_, counts = self._open(lists), [0, 0, 0]
        for entry in read.entries:
            found = open_.get((entry.list, entry.ref))
            row = _row(entry)
            if found is None:
                self._add(entry, row, as_of, number)
                counts[0] += 1
            elif found[1:] == row:
                counts[1] += 1
            else:
                self._change(found[0], entry, row)
                counts[2] += 1
        return counts[0], counts[1], counts[2]

    def _open(self, lists: Iterable[str]) -> dict[tuple[str, str], tuple[Any, ...]]:
        """Listings that had not vanished: (list, ref) → (id, what the file said)."""
        marks = ", ".join("?" * len(wanted := list(lists)))
        rows = self._connection.execute(
            f"SELECT list, ref, id, name, aliases, kind, since, until, programme, authority, citation FROM listings"
            f" WHERE NOT vanished AND list IN ({marks})",
            wanted,
        )
        return {(row[0], row[1]): row[2:] for row in rows}

    def _add(self, entry: Entry, row: tuple[Any, ...], as_of: dt.date, number: int) -> None:
        listing = self._connection.execute(
            "INSERT INTO listings(list, ref, seen, import, name, aliases, kind, since, until, programme, authority,"
            " citation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (entry.list, entry.ref, as_of.isoformat(), number, *row),
        ).lastrowid
        self._put_keys(int(listing or 0), entry)

    def _change(self, listing: int, entry: Entry, row: tuple[Any, ...]) -> None:
        self._connection.execute(
            "UPDATE listings SET name = ?, aliases = ?, kind = ?, since = ?, until = ?, programme = ?, authority = ?,"
            " citation = ? WHERE id = ?",
            (*row, listing),
        )
        self._connection.execute("DELETE FROM keys WHERE listing = ?", (listing,))
        self._put_keys(listing, entry)

    def _put_keys(self, listing: int, entry: Entry) -> None:
        names = dict.fromkeys((entry.name, *entry.aliases))
        rows = ((key, listing, name) for name in names for key in search_keys(name, asked=False))
        self._connection.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", rows)

    def _close(self, read: FileRead, lists: tuple[str, ...], as_of: dt.date) -> int:
        """Close what the file no longer has; a party whose row could not be read still stands."""
        held = {(entry.list, entry.ref) for entry in read.entries}
        broken = {text for problem in read.problems for text in (problem.ref, *problem.name.split("\n")) if text}
        gone = [
            row[0]
            for key, row in self._open(lists).items()
            if key not in held and key[1] not in broken and row[1] not in broken and row[5] is None
        ]
        until = (as_of - dt.timedelta(days=1)).isoformat()
        close = "UPDATE listings SET until = ?, vanished = 1 WHERE id = ?"
        self._connection.executemany(close, [(until, listing) for listing in gone])
        return len(gone)

    # ---------------------------------------------------------------------------------------- ask
    def as_of(self) -> dict[str, dt.date]:
        """Each list imported, with the day of its latest file."""
        found: dict[str, dt.date] = {}
        for lists, as_of in self._connection.execute("SELECT lists, as_of FROM imports ORDER BY as_of"):
            found.update(dict.fromkeys(lists.split(), dt.date.fromisoformat(as_of)))
        return found

    def named(self, name: str, knowledge: Knowledge | None = None) -> tuple[tuple[str, Listed], ...]:
        """Listings that may be meant by a name, each with the name it may be meant by; to be compared in full."""
        ids = meant(knowledge, name) if knowledge else ()
        others = known_names(knowledge, ids[0]) if knowledge and len(ids) == 1 else ()
        keys = sorted({key for one in (name, *others) for key in search_keys(one, asked=True)})[:_MOST_KEYS]
        query = "SELECT DISTINCT k.name, " + ", ".join(f"l.{field}" for field in _FIELDS.split(", "))
        query += f" FROM keys k JOIN listings l ON l.id = k.listing WHERE k.key IN ({', '.join('?' * len(keys))})"
        rows = self._connection.execute(f"{query} ORDER BY l.id, k.name", keys)
        return tuple((row[0], _listed(row[1:])) for row in rows)

    def stamp(self) -> str:
        """Changes with every import."""
        return f"lists {self._connection.execute('SELECT count(*) FROM imports').fetchone()[0]}"

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name listed, main names and aliases, with the number of its listing."""
        for id_, name, aliases in self._connection.execute("SELECT id, name, aliases FROM listings ORDER BY id"):
            yield from ((one, str(id_)) for one in dict.fromkeys((name, *filter(None, aliases.split(_PARTS)))))

    def listings(self) -> dict[str, Listed]:
        """Every listing by its number."""
        rows = self._connection.execute(f"SELECT id, {_FIELDS} FROM listings ORDER BY id")
        return {str(row[0]): _listed(row[1:]) for row in rows}

    def counts(self) -> dict[str, tuple[int, int]]:
        """(listings that stand, listings closed) of each list."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for list_, open_, count in self._connection.execute(
            "SELECT list, until IS NULL, count(*) FROM listings GROUP BY list, until IS NULL"
        ):
            found[list_][0 if open_ else 1] += count
        return {list_: (standing, closed) for list_, (standing, closed) in found.items()}


def _row(entry: Entry) -> tuple[Any, ...]:
    since, until = (day.isoformat() if day else None for day in (entry.since, entry.until))
    aliases = _PARTS.join(entry.aliases)
    return (entry.name, aliases, entry.kind, since, until, entry.programme, entry.authority, entry.citation)


def _listed(row: tuple[Any, ...]) -> Listed:
    list_, name, ref, kind, since, seen, until, vanished, *told = row
    days = (dt.date.fromisoformat(day) if day else None for day in (since, until))
    first, last = days
    return Listed(list_, name, ref, kind, first, dt.date.fromisoformat(seen), last, bool(vanished), *told)


def _refuse_other(path: Path) -> None:
    """SQLite takes a small file of another kind for an empty database and writes over it."""
    if path.is_file() and path.stat().st_size:
        with closing(path.open("rb")) as stream:
            if stream.read(16) != b"SQLite format 3\0":
                raise StoreError(f"{path} is no register of lists; name another file with the setting `lists`")
