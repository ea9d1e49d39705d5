"""Document ids: a file's stem, unless another document has that id already."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

__all__ = ["Namer", "Names", "Owner", "Wishes", "nobody", "slug_of_url"]

# For a document id: the source and content hash it stands for since an earlier run, or None when it is free.
Owner = Callable[[str], "tuple[str, str] | None"]

LINE = re.compile(r":\d+$")
LONGEST_SLUG = 60
CACHE_KIBIBYTES = 8192


def nobody(doc: str) -> tuple[str, str] | None:
    """The `Owner` of a first run: every id is free."""
    return None


class Namer(Protocol):
    """Whatever gives documents their ids."""

    def settle(self, wish: str, home: str, sha256: str) -> str:
        """The id for the document at `home` that would like to be called `wish`."""
        ...


class Wishes:
    """Gives each document the id it wishes and notes its home: for workers, who can't know what others were given.

    Whoever puts their results together asks `Names` for the ids that hold.
    """

    def __init__(self) -> None:
        self.home = ""

    def settle(self, wish: str, home: str, sha256: str) -> str:
        """The wish itself; `home` tells where the document lives until the next one is settled."""
        self.home = home
        return wish


class Names:
    """Gives each document of a run its id, the same in every later run.

    `home` is what tells two documents of one wished id apart: the file's path, or a line's URL. The first
    home to ask keeps the plain id; others get their folder's name before it ("outlet-b-story"). An id from an
    earlier run stays with its home; a moved file keeps it too as long as its content is the same. What was given
    lies in a temporary database, of which a few megabytes at most are in memory however many documents come.
    """

    def __init__(self, owner: Owner = nobody) -> None:
        self._owner = owner
        # Without a name SQLite keeps it in memory as far as its cache goes, beyond that in a file that it removes.
        self._given = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._given.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        self._given.execute("PRAGMA journal_mode = OFF")
        self._given.execute("CREATE TABLE given (name INTEGER PRIMARY KEY, home INTEGER NOT NULL)")

    def settle(self, wish: str, home: str, sha256: str) -> str:
        """The id for the document at `home` that would like to be called `wish`."""
        for name in _candidates(wish, home):
            if self._free(name, home, sha256):
                row = (_number(name), _number(home))
                self._given.execute("INSERT OR IGNORE INTO given VALUES (?, ?)", row)
                return name
        raise AssertionError("unreachable: the last candidate carries the digest of its home")

    def _free(self, name: str, home: str, sha256: str) -> bool:
        given = self._given.execute("SELECT home FROM given WHERE name = ?", (_number(name),)).fetchone()
        if given is not None:
            return bool(given[0] == _number(home))
        held = self._owner(name)
        return held is None or held[1] == sha256 or _same_home(held[0], home) or name == _digested(home)


def _same_home(source: str, home: str) -> bool:
    if source == home or LINE.sub("", source) == home:
        return True
    if "://" in source or "://" in home:
        return False
    return Path(LINE.sub("", source)).resolve() == Path(home).resolve()


def _candidates(wish: str, home: str) -> Iterator[str]:
    yield wish
    if "://" not in home:
        name = wish
        path = Path(home)
        folders = [part for part in path.parent.parts if part not in ("/", ".", "..")]
        stem = path.name.split(".")[0]
        for part in reversed(folders if wish == stem else [*folders, stem]):
            name = f"{part}-{name}"
            yield name
    yield f"{wish}-{_short(home)}"
    yield _digested(home)


def _number(text: str) -> int:
    """64 bits of a digest, as SQLite's integers are."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _digested(home: str) -> str:
    return f"doc-{_short(home)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def slug_of_url(url: str) -> str:
    """An id from a URL: host, the last telling part of the path, and a digest of the whole without fragment.

    Of something that is no URL, a digest only.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return _digested(url)
    pieces = [piece for piece in parts.path.split("/") if piece]
    slug = re.sub(r"[^\w]+", "-", pieces[-1] if pieces else "").strip("-")[:LONGEST_SLUG]
    host = (parts.hostname or "").removeprefix("www.")
    whole = parts._replace(fragment="").geturl()
    return "-".join(piece for piece in (host, slug, _short(whole)) if piece)
