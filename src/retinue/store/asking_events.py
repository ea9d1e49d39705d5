"""What a record tells across documents: fused events, links, copies, judgements."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from retinue.model import Copy, Happening, Judgement, Link, Passage
from retinue.store import judgements, queries, read
from retinue.store import schema as s
from retinue.store.opened import Opened
from retinue.store.types import (
    ALL,
    EventFilter,
    Page,
)

__all__ = ["AskingEvents"]


class AskingEvents(Opened):
    """The part of `Store` that answers about fused events and what people decided."""

    def happenings(self, wanted: EventFilter = EventFilter(), page: Page = ALL) -> tuple[Happening, ...]:  # noqa: B008
        """Fused events, earliest first, undated ones last."""
        with self._reading() as connection:
            return tuple(read.happenings_of(connection, queries.keys_matching(connection, wanted, page)))

    def place_names(self) -> tuple[str, ...]:
        """Every name that fused events have for a place, in order."""
        with self.reading() as connection:
            return tuple(queries.place_names(connection))

    def count_happenings(self, wanted: EventFilter = EventFilter()) -> int:  # noqa: B008
        """How many fused events a filter matches on all pages together."""
        with self._reading() as connection:
            return queries.count_matching(connection, wanted)

    def happening(self, key: str) -> Happening | None:
        """One fused event by its key."""
        with self._reading() as connection:
            return next(read.happenings_of(connection, [key]), None)

    def called(self, part: str, page: Page = ALL) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(event keys, document ids) that begin with `part`, case aside; also keys that end in "-part"."""
        with self._reading() as connection:
            return tuple(queries.keys_like(connection, part, page)), tuple(queries.docs_like(connection, part, page))

    def keys_in(self, doc: str) -> dict[str, str]:
        """Event id → key of the last fusion, for the events that one current document tells."""
        d = s.documents.c
        with self._reading() as connection:
            ids = list(connection.execute(select(d.id).where(d.doc == doc, queries.CURRENT)).scalars())
            return {event: key for (_, event), key in queries.keys_of_events(connection, ids).items()}

    def keys(self) -> dict[tuple[str, str], str]:
        """(doc, event id) → key of the last fusion, for the events current documents tell; what `fuse` keeps."""
        with self._reading() as connection:
            return queries.keys_of_events(connection)

    def rejected(self) -> frozenset[tuple[str, str]]:
        """(doc, event id) of the reports whose events people rejected; exports leave them out."""
        with self._reading() as connection:
            return queries.rejected(connection)

    def needs_fusing(self, code: str | None = None) -> bool:
        """True when documents or judgements changed since the last fusion, or other `code` than this made it."""
        with self._reading() as connection:
            fused = connection.execute(select(s.state.c.value).where(s.state.c.name == "fused")).scalar_one_or_none()
        return fused is not None and (fused == "no" or (code is not None and fused != f"by {code}"))

    def links(self, references: Iterable[str] | None = None) -> tuple[Link, ...]:
        """Links that rules made: all, or those of one of the `references` ("doc/event")."""
        with self._reading() as connection:
            return read.links_of(connection, references)

    def copies(self, docs: Iterable[str] | None = None) -> tuple[Copy, ...]:
        """Which documents took their text from which, with the passages: all, or those that concern `docs`."""
        with self._reading() as connection:
            return read.copies_of(connection, docs)

    def judgements(self, doc: str | None = None) -> tuple[Judgement, ...]:
        """All that people decided, or what speaks of one document, oldest first; undone ones too."""
        with self._reading() as connection:
            return judgements.all_of(connection, doc)

    def passages(self, docs: Iterable[str]) -> tuple[Passage, ...]:
        """The words that tell events in the current versions of these documents."""
        with self._reading() as connection:
            return judgements.passages_in(connection, set(docs))

    def passages_of(self, reports: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
        """The same for single reports (doc, event id), in the order given; those not there now are left out."""
        with self._reading() as connection:
            return judgements.passages_of(connection, list(reports))

    def passages_telling(self, key: str) -> tuple[Passage, ...]:
        """The words that the reports of a fused event consist of now, in the order of its reports."""
        with self._reading() as connection:
            return judgements.passages_telling(connection, key)

    def homes(self, reports: Iterable[tuple[str, str]]) -> dict[str, tuple[str, int]]:
        """ "doc/event" → (key of the fused event it is a report of, how many reports that has)."""
        with self._reading() as connection:
            return judgements.homes(connection, list(reports))
