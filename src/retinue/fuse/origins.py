"""How many reports of an event did not take it from one another.

Reports that copy one text, credit one agency or ministry, or appear with one publisher count once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from retinue.fuse.telling import Telling

__all__ = ["roots"]


class _Sets:
    """Union-find; the smallest name stands for a set."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        root = item
        while (above := self.parent.setdefault(root, root)) != root:
            root = above
        self.parent[item] = root
        return root

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self.parent[high] = low


def roots(tellings: Sequence[Telling], copy_of: Mapping[str, str]) -> dict[str, str]:
    """Reference of each telling → the name of the origin it goes back to.

    `copy_of` maps a document to the one whose text it took, also when that one doesn't tell this event.
    """
    sets = _Sets()
    credited = {t.credit for t in tellings if t.credit}
    publishers = Counter(t.publisher for t in tellings if t.publisher)
    for telling in tellings:
        sets.join(f"doc:{telling.doc}", f"doc:{copy_of.get(telling.doc, telling.doc)}")
        credit, publisher = telling.credit, telling.publisher
        if credit:
            sets.join(f"doc:{telling.doc}", f"name:{credit}")
        if publisher and (not credit or (publisher in credited and publishers[publisher] == 1)):
            sets.join(f"doc:{telling.doc}", f"name:{publisher}")
    return {t.ref: sets.find(f"doc:{t.doc}") for t in tellings}
