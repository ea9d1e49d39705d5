"""The event or document that a name, or a part of it, stands for."""

from __future__ import annotations

from retinue.cli.options import missing
from retinue.model import Happening, Record
from retinue.store import Page, Store

__all__ = ["by_part", "the_event"]

CANDIDATES = 8  # named when a short form fits several


def the_event(store: Store, name: str) -> Happening:
    """The event of that key, or the only one whose key fits. Leaves when there is none or more than one."""
    happening = store.happening(name)
    if happening is not None:
        return happening
    keys, _ = store.called(name, Page(CANDIDATES)) if name else ((), ())
    found = store.happening(keys[0]) if len(keys) == 1 else None
    if len(keys) > 1:
        missing(_several(name, keys))
    return found or missing(f"no event is called {name!r}; `retinue events` lists them")


def by_part(store: Store, part: str) -> tuple[Happening | None, Record | None]:
    """The one event or document whose name fits. Leaves when there is none or more than one."""
    keys, docs = store.called(part, Page(CANDIDATES)) if part else ((), ())
    found = (*keys, *docs)
    if not found:
        missing(f"no event and no document is called {part!r}; `retinue events` and `retinue search` list them")
    if len(found) > 1:
        missing(_several(part, found))
    return (store.happening(keys[0]), None) if keys else (None, store.record(docs[0]))


def _several(part: str, found: tuple[str, ...]) -> str:
    return f"{part!r} fits several: {', '.join(found[:CANDIDATES])}{', …' if len(found) >= CANDIDATES else ''}"
