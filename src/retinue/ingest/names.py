"""Document ids: a file's stem, unless another document has that id already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["Names", "Owner", "nobody", "slug_of_url"]

# For a document id: the source and content hash it stands for since an earlier run, or None when it is free.
Owner = Callable[[str], "tuple[str, str] | None"]

LINE = re.compile(r":\d+$")
LONGEST_SLUG = 60


def nobody(doc: str) -> tuple[str, str] | None:
    """The `Owner` of a first run: every id is free."""
    return None


class Names:
    """Gives each document of a run its id, the same in every later run.

    `home` is what tells two documents of one wished id apart: the file's path, or a line's URL. The first
    home to ask keeps the plain id; others get their folder's name before it ("outlet-b-story"). An id from an
    earlier run stays with its home; a moved file keeps it too as long as its content is the same. Memory grows
    by some 200 bytes per document.
    """

    def __init__(self, owner: Owner = nobody) -> None:
        self._owner = owner
        self._homes: dict[str, int] = {}

    def settle(self, wish: str, home: str, sha256: str) -> str:
        """The id for the document at `home` that would like to be called `wish`."""
        for name in _candidates(wish, home):
            if self._free(name, home, sha256):
                self._homes[name] = hash(home)
                return name
        raise AssertionError("unreachable: the last candidate carries the digest of its home")

    def _free(self, name: str, home: str, sha256: str) -> bool:
        if name in self._homes:
            return self._homes[name] == hash(home)
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
