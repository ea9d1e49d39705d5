"""One database, one face: `Store.open(path)`, then put and ask."""

from __future__ import annotations

from retinue.store.asking_documents import AskingDocuments
from retinue.store.asking_events import AskingEvents
from retinue.store.putting import Putting

__all__ = ["Store"]


class Store(Putting, AskingEvents, AskingDocuments):
    """The record on disk. Use as a context manager; every method may raise StoreError.

    One writer at a time is meant; a second one waits its turn. Readers never wait and see whole documents only.
    Each `put` is one transaction: a process killed at any moment leaves what was put before.
    """
