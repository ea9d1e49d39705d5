"""The happenings that are about a theme of policy, by the words of their reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from retinue.knowledge import Knowledge, tells
from retinue.model import Decided, Happening, Passage
from retinue.store import Page, Store

__all__ = ["about"]

LEAD = 400  # characters below the headline in which an act is what the headline is about


def about(store: Store, knowledge: Knowledge, id_: str) -> tuple[Happening, ...]:
    """The events on a theme, earliest first: a report tells them with one of its words.

    Those are the sentences that tell the act, and for acts of the first lines the headline too. That other
    paragraphs of a report are about the theme says nothing of an act.
    """
    theme = knowledge.themes[id_]
    titles = {hit.doc: hit.title or "" for word in theme.words for hit in store.search(f'"{word}"', Page(None))}
    told = (
        (passage.doc, passage.event)
        for passage in store.passages(titles)
        if any(tells(theme, words) for words in _words(passage, titles[passage.doc]))
    )
    keys = tuple(sorted({key for key, _ in store.homes(told).values()}))
    with store.snapshot(keys) as snapshot:
        found = [one for one in snapshot.happenings() if one.decided is not Decided.REJECTED]
    return tuple(sorted(found, key=lambda one: (one.start or dt.date.max, one.key)))


def _words(passage: Passage, title: str) -> Iterator[str]:
    yield passage.evidence
    if passage.span.start < len(title) + LEAD:
        yield title
