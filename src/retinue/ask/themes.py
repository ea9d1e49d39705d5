"""Documents on a theme of policy: those that hold any of its words."""

from __future__ import annotations

from collections import Counter

from retinue.errors import UsageError
from retinue.knowledge import Knowledge, Theme, theme_called
from retinue.store import Hit, Page, Store

__all__ = ["find_theme", "on_theme"]


def find_theme(knowledge: Knowledge, wording: str) -> Theme:
    """The theme with this id, name or other name. Raises UsageError, which names all there are."""
    if theme := theme_called(knowledge, wording):
        return theme
    raise UsageError(f"no theme is called {wording!r}; there are {', '.join(sorted(knowledge.themes))}")


def on_theme(store: Store, theme: Theme, words: str, limit: int | None) -> tuple[Hit, ...]:
    """Current documents with any of the theme's words and all of `words`, those with most of the theme's words first.

    Words of one writing only ("chip export", not "chip exports") are found as they stand.
    """
    hits: dict[str, Hit] = {}
    told: Counter[str] = Counter()
    for word in theme.words:
        for hit in store.search(f'{words} "{word}"', Page(None)):
            hits.setdefault(hit.doc, hit)
            told[hit.doc] += 1
    return tuple(hits[doc] for doc, _ in told.most_common(limit))
