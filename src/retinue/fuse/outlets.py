"""Outlets, agencies and ministries by one key each, however a report prints their names."""

from __future__ import annotations

from retinue.knowledge.fold import bare, fold
from retinue.knowledge.lookup import candidates
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType, Event, Record, SourceKind

__all__ = ["credited_for", "outlet", "source_kind", "source_name", "sources"]

# Words that outlets add to their name and others drop: "Example News Agency", "Example Net", "Example".
_ADDED = frozenset(
    {"news", "agency", "net", "online", "website", "communication", "communications", "company", "wire"}
)

_SEEN: dict[EntityType | None, SourceKind] = {
    EntityType.BODY: SourceKind.OFFICIAL, EntityType.MEDIA: SourceKind.OUTLET, EntityType.PERSON: SourceKind.PERSON,
    EntityType.COMPANY: SourceKind.COMPANY, EntityType.ORGANIZATION: SourceKind.ORGANIZATION,
}  # fmt: skip


def outlet(name: str, knowledge: Knowledge) -> str:
    """The known id of an outlet or body, else its folded name without what names like it add."""
    words = bare(fold(name)).removeprefix("the ").split(" ")
    while len(words) > 1 and words[-1] in _ADDED:
        words.pop()
    short = " ".join(words)
    known = [i for i in candidates(knowledge, name) if i in knowledge.organisations or i in knowledge.people]
    known.sort(key=lambda i: not _is_outlet(i, knowledge))
    return next((i for i in (*known, *candidates(knowledge, short)) if i in known or _is_outlet(i, knowledge)), short)


def _is_outlet(known: str, knowledge: Knowledge) -> bool:
    organisation = knowledge.organisations.get(known)
    return organisation is not None and organisation.type is EntityType.MEDIA


def sources(record: Record, knowledge: Knowledge) -> frozenset[str]:
    """Everybody the document credits: for its news, or as the outlet it appeared in first."""
    names = (*record.origins, record.article.syndicated_from or "")
    return frozenset(outlet(name, knowledge) for name in names if name)


def credited_for(event: Event, record: Record, knowledge: Knowledge) -> str | None:
    """Whom the report had this event from: the event's own credit, else the outlet or agency whose text it is."""
    article = record.article
    agency = (c.name for c in article.credits if c.kind in {"agency", "first_published"})
    name = event.origin or article.syndicated_from or next(agency, None)
    return outlet(name, knowledge) if name else None


def source_kind(key: str, knowledge: Knowledge, seen: EntityType | None = None) -> SourceKind:
    """What kind of source goes by `key`, as knowledge has it; for one it lacks, what readers took it for (`seen`)."""
    known = knowledge.organisations.get(key)
    if known is None:
        return SourceKind.PERSON if key in knowledge.people else _SEEN.get(seen, SourceKind.UNKNOWN)
    if known.type is EntityType.MEDIA:
        return SourceKind.STATE_MEDIA if known.state else SourceKind.AGENCY if known.agency else SourceKind.OUTLET
    return _SEEN.get(known.type, SourceKind.UNKNOWN)


def source_name(key: str, printed: str, knowledge: Knowledge) -> str:
    """The canonical name of the source that goes by `key`, else as printed."""
    known = knowledge.organisations.get(key) or knowledge.people.get(key)
    return known.name if known else printed
