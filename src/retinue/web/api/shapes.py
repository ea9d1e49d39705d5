"""What the API's answers look like: pages of the rows that lists show."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from retinue.export.contract import DocumentLine, EventLine
from retinue.web.views.event import EventView
from retinue.web.views.offices import OfficeRow
from retinue.web.views.rows import EventRow
from retinue.web.views.state import ProblemRow

__all__ = [
    "Countable", "DocumentBrief", "DocumentPage", "DocumentWhole", "EntityBrief", "EntityPage", "EventPage",
    "EventWhole", "Health", "ListingBrief", "ListingPage", "OfficePage", "ProblemPage", "Save", "Saved",
    "SavedPage", "StatementBrief", "StatementPage", "Suggested",
]  # fmt: skip


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Countable(_Shape):
    """One value of a facet."""

    value: str = Field(description="What the filter of the facet's name takes.", examples=["hikvision"])
    label: str = Field(description="How a person reads it.", examples=["Hikvision"])
    count: int = Field(description="Rows that have it under all other filters.", examples=[12])
    chosen: bool = Field(description="Whether the filter asks for it.")


class Suggested(_Shape):
    """Did you mean: a value of a filter instead of one that finds nothing."""

    field: str = Field(description="The filter.", examples=["firm"])
    given: str = Field(description="What was asked for.", examples=["Huawey"])
    value: str = Field(description="What to ask for instead.", examples=["huawei"])
    label: str = Field(description="How a person reads it.", examples=["Huawei"])


class _Page(_Shape):
    next: str | None = Field(description="Address of the next page; null on the last.")
    previous: str | None = Field(description="Address of the page before; null on the first.")


class _Counted(_Page):
    total: int = Field(description="Rows on all pages together.", examples=[128])
    first: int = Field(description="Rows before this page.", examples=[0])
    facets: dict[str, tuple[Countable, ...]] = Field(description="The facets asked for, the most frequent first.")
    instead: tuple[Suggested, ...] = Field(description="Names like those that nothing goes by; only when total is 0.")


class EventPage(_Counted):
    """A page of fused events."""

    items: tuple[EventRow, ...]


class EventWhole(_Shape):
    """One fused event: as exported, and as its page shows it, with the claims beneath every field."""

    event: EventLine = Field(description="The event as the export contract has it.")
    version: str = Field(
        description="Another whenever anything of the event is another; `If-Match` of a judgement takes it.",
        examples=["9f86d081884c7d65"],
    )
    confidence: float = Field(description="How sure that it is so, 0 to 1.", examples=[0.93])
    reasons: tuple[str, ...] = Field(description="Why it is taken to be one event.")
    first_seen: dt.datetime | None = Field(description="When it came into the record.")
    changed: dt.datetime | None = Field(description="When what lists show of it last changed.")
    shown: EventView = Field(description="What its page shows.")


class DocumentBrief(_Shape):
    """A current document in a list."""

    doc: str = Field(examples=["w1-01"])
    url: str = Field(description="Address of its page.")
    title: str | None
    published: dt.date | None
    publisher: str | None
    language: str | None = Field(examples=["en"])
    source: str = Field(description="Path or address it was read from.")
    events: int = Field(description="Events it tells.")
    excerpt: str | None = Field(description="Where it holds the words, in [brackets]; null without words.")


class DocumentPage(_Counted):
    """A page of current documents."""

    items: tuple[DocumentBrief, ...]


class VersionBrief(_Shape):
    """One content of a document."""

    number: int
    current: bool
    sha256: str
    code: str = Field(description="The version of the code that read it.")
    read_at: dt.datetime


class DroppedBlock(_Shape):
    """A block of the page that is not the article."""

    text: str
    reason: str
    line: int
    after: int | None = Field(description="Paragraphs of the text above it; null where that was not noted.")


class DocumentWhole(_Shape):
    """One document with all that was read in it; spans are characters of `text`, the end left out."""

    document: DocumentLine = Field(description="The document as the export contract has it.")
    dropped: tuple[DroppedBlock, ...] = Field(description="What of the page is not the article, and why.")
    versions: tuple[VersionBrief, ...]


class EntityBrief(_Shape):
    """Somebody who takes part in events."""

    id: str = Field(description="Knowledge id, or the name in quotes.", examples=["hikvision"])
    name: str = Field(examples=["Hikvision"])
    url: str = Field(description="Address of the dossier.")
    events: int = Field(description="Events it takes part in.", examples=[12])


class EntityPage(_Page):
    """A page of parties, those in most events first."""

    total: int
    items: tuple[EntityBrief, ...]


class StatementBrief(_Shape):
    """Reported speech."""

    doc: str
    published: dt.date | None
    publisher: str | None
    speaker: str
    office: str | None
    kind: str = Field(examples=["direct"])
    cue: str | None
    content: str
    span: tuple[int, int] = Field(description="Characters of the document's text, the end left out.")
    about: tuple[str, ...]


class StatementPage(_Page):
    """A page of statements, the latest published first."""

    items: tuple[StatementBrief, ...]


class ListingBrief(_Shape):
    """A time on a restriction list, by the knowledge, or as a document states it."""

    entity: str = Field(description="Knowledge id, or the name when there is none.", examples=["hikvision"])
    name: str
    list: str = Field(examples=["US Entity List"])
    since: str | None = Field(description="Day, month or year.", examples=["2019-10-09"])
    until: dt.date | None = Field(description="Last day; null while it lasts, or when a document states it.")
    source: str = Field(description="Citation, or the document that states it.")
    stated: bool = Field(description="True when a document states it, False when the knowledge holds it.")


class ListingPage(_Page):
    """A page of listings."""

    total: int
    items: tuple[ListingBrief, ...]


class OfficePage(_Page):
    """A page of offices with who holds them on the day."""

    total: int
    day: dt.date
    items: tuple[OfficeRow, ...]


class ProblemPage(_Page):
    """A page of documents that could not be read, the latest seen first."""

    total: int
    items: tuple[ProblemRow, ...]


class Save(_Shape):
    """A search to keep."""

    name: str = Field(min_length=1, max_length=100, examples=["Visits to listed firms"])
    query: str = Field(max_length=8000, description="URL parameters.", examples=["type=visit&listed=yes"])


class Saved(_Shape):
    """A search kept by name, with its addresses."""

    id: int
    name: str
    query: str
    by: str
    at: dt.datetime
    page: str
    atom: str
    feed: str
    calendar: str


class SavedPage(_Shape):
    """All searches kept, by name."""

    items: tuple[Saved, ...]


class Health(_Shape):
    """Whether the record can be read."""

    status: str = Field(examples=["ok"])
    version: str
    events: int
    documents: int
