"""Part gold into articles to work on and articles kept unseen, the same way every time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from retinue.evaluate.gold import Gold
from retinue.evaluate.measure import Row

__all__ = ["split", "tied"]


def split(gold: Gold, fraction: float, seed: int) -> tuple[Gold, Gold]:
    """(development, held out): about `fraction` of the articles is held out.

    Articles that tell of one event stay together, or the unseen part would not be unseen. Where such a group goes
    depends on its first article's id and the seed alone, so that it stays there as the gold grows.
    """
    group = tied(gold.documents)
    held = {doc for doc, first in group.items() if _draw(first, seed) < fraction}
    return _restricted(gold, set(group) - held), _restricted(gold, held)


def tied(documents: Iterable[Row]) -> dict[str, str]:
    """Each document with the first of those that it is tied to by the events they tell."""
    first: dict[str, str] = {}
    told: dict[str, str] = {}

    def root(doc: str) -> str:
        while first[doc] != doc:
            doc = first[doc]
        return doc

    for document in documents:
        doc = document["doc"]
        first[doc] = doc
        for key in (event["key"] for event in document["events"]):
            one, other = sorted((root(told.setdefault(key, doc)), root(doc)))
            first[other] = one
    return {doc: root(doc) for doc in first}


def _draw(doc: str, seed: int) -> float:
    """A number from 0 to 1, even and unforeseen."""
    digest = hashlib.sha256(f"{seed}\0{doc}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _restricted(gold: Gold, docs: set[str]) -> Gold:
    """The gold of some documents; of known contradictions those between them."""
    clusters: Mapping[str, Row] = {
        key: cluster
        for key, cluster in gold.clusters.items()
        if all(doc in docs for clash in cluster.get("discrepancies", []) for doc in clash["values"])
    }
    kept = tuple(document for document in gold.documents if document["doc"] in docs)
    return Gold(kept, {doc: text for doc, text in gold.texts.items() if doc in docs}, clusters)
