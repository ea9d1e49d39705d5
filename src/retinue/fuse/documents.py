"""Documents as joining sees them, read from the store when they are asked for; only so many are kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from retinue.fuse.correct import reread
from retinue.fuse.judged import Standing
from retinue.fuse.parallel import by_document
from retinue.fuse.telling import Telling, tell
from retinue.fuse.texts import Text, read_text
from retinue.knowledge.types import Knowledge
from retinue.model import Record
from retinue.store import Fusing

__all__ = ["Documents", "Seen"]

KEPT = 800  # documents in memory: about 40 kB each
TEXTS_KEPT = 400  # texts cut into words: about 100 kB each
AT_ONCE = 200


@dataclass(slots=True)
class Seen:
    """One current document: what was read from it, as corrected by people, and the events it tells."""

    record: Record
    tellings: tuple[Telling, ...]


class Documents(Mapping[str, tuple[Telling, ...]]):
    """Document → the events it tells (none for one that is not there)."""

    def __init__(self, fusing: Fusing, knowledge: Knowledge, standing: Standing) -> None:
        self.fusing, self.knowledge, self.standing = fusing, knowledge, standing
        self._seen: OrderedDict[str, Seen | None] = OrderedDict()
        self._texts: OrderedDict[str, Text | None] = OrderedDict()

    def __getitem__(self, doc: str) -> tuple[Telling, ...]:
        seen = self.see(doc)
        return seen.tellings if seen else ()

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)

    def see(self, doc: str) -> Seen | None:
        """The document, None when there is no such current one."""
        if doc not in self._seen:
            self.fetch([doc])
        self._seen.move_to_end(doc)
        return self._seen[doc]

    def find(self, ref: str) -> Telling | None:
        """One event; None when its document, which was put anew meanwhile, tells it no more."""
        return next((t for t in self[ref.rpartition("/")[0]] if t.ref == ref), None)

    def telling(self, ref: str) -> Telling:
        """One event of a document that was taken in as it is now."""
        found = self.find(ref)
        if found is None:
            raise KeyError(ref)
        return found

    def text(self, doc: str) -> Text | None:
        """The text of a document, ready to be compared with others; None when there is no such current one."""
        if doc not in self._texts:
            self.fetch_texts([doc])
        self._texts.move_to_end(doc)
        return self._texts[doc]

    def fetch_texts(self, docs: Iterable[str]) -> None:
        """Read several texts at once; all of them stay in memory until others are asked for."""
        asked = dict.fromkeys(docs)
        wanted = _missing(asked, self._texts)
        here = {doc: seen.record for doc in wanted if (seen := self._seen.get(doc))}
        rest = [doc for doc in wanted if doc not in here]
        here |= {record.article.doc: record for record in self.fusing.records(rest, texts=True)}
        self._texts |= {doc: read_text(here[doc]) if doc in here else None for doc in wanted}
        _shrink(self._texts, max(TEXTS_KEPT, len(asked)))

    def fetch(self, docs: Iterable[str]) -> None:
        """Read several documents at once; all of them stay in memory until others are asked for."""
        asked = dict.fromkeys(docs)
        wanted = _missing(asked, self._seen)
        for start in range(0, len(wanted), AT_ONCE):
            self._fetch(wanted[start : start + AT_ONCE])
        _shrink(self._seen, max(KEPT, len(asked)))

    def _fetch(self, docs: Collection[str]) -> None:
        records = [reread(r, self.standing.readings, self.knowledge) for r in self.fusing.records(docs)]
        told = by_document(tell(records, self.knowledge))
        self._seen |= dict.fromkeys(docs)
        for record in records:
            doc = record.article.doc
            self._seen[doc] = Seen(record, tuple(told.get(doc, ())))

    def forget(self, docs: Iterable[str]) -> None:
        """Read these anew when they are next asked for."""
        for doc in docs:
            self._seen.pop(doc, None)
            self._texts.pop(doc, None)


def _missing(docs: Iterable[str], kept: OrderedDict[str, Any]) -> list[str]:
    """Those of `docs` that are not kept; the others are now the last to be let go."""
    missing = []
    for doc in docs:
        if doc in kept:
            kept.move_to_end(doc)
        else:
            missing.append(doc)
    return missing


def _shrink(kept: OrderedDict[str, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
