"""Fuse what a store holds, when something changed since the last time."""

from __future__ import annotations

from retinue.fuse import fuse
from retinue.knowledge import load
from retinue.run import fusion_version
from retinue.settings import Settings
from retinue.store import Store

__all__ = ["bring_together"]


def bring_together(store: Store, settings: Settings) -> None:
    """Join reports of one event when documents, knowledge or the way of fusing changed since the last time."""
    code = fusion_version(settings)
    if store.needs_fusing(code):
        judgements = [link for link in store.links() if link.by != "rule"]
        fusion = fuse(list(store.records()), load(settings.knowledge), judgements=judgements, previous=store.keys())
        store.put_happenings(fusion.happenings, fusion.links, code)
