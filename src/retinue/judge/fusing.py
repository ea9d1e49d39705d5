"""Fuse what a store holds, when something changed since the last time."""

from __future__ import annotations

from retinue.fuse import join
from retinue.knowledge import load
from retinue.lists import open_register, with_lists
from retinue.run import fusion_version
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["bring_together"]


def bring_together(store: Store, settings: Settings) -> None:
    """Join reports of one event when documents, knowledge, lists or the way of fusing changed since the last time."""
    with open_register(settings.lists) as register:
        code = " ".join(filter(None, (fusion_version(settings), register.stamp() if register else "")))
        if not store.needs_fusing(code):
            return
        knowledge = load(settings.layers)
        if register:
            knowledge = with_lists(knowledge, register)
    join(store, knowledge, code)
