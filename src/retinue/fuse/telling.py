"""One event as one document tells it, with all that comparing it needs worked out once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retinue.fuse.intervals import Days, days_of
from retinue.fuse.outlets import credited_for, outlet, sources
from retinue.fuse.parties import Named, named
from retinue.fuse.quantities import Quantity, parse_all
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EntityType, Event, EventType, Record, Span

__all__ = ["Telling", "content_words", "family", "group", "tell"]

# Types that reports tell as one another. All others only meet their own kind.
_GROUPS = (
    (EventType.VISIT, EventType.MEETING, EventType.ADDRESS),
    (EventType.LISTING, EventType.EXPORT_CONTROL),
    (EventType.DELISTING, EventType.APPROVAL),
)
_GROUP_OF = {kind: min(group) for group in _GROUPS for kind in group}
# Wider: types whose words lie near enough that one report's act may be read as the other's.
_FAMILIES = (
    (EventType.POLICY, EventType.REGULATORY_ACTION, EventType.LISTING, EventType.EXPORT_CONTROL),
    (EventType.SUPPORT, EventType.AGREEMENT, EventType.APPROVAL, EventType.DELISTING),
)
_FAMILY_OF = {kind: min(members) for members in _FAMILIES for kind in members}
_EMPTY = """
    a an the and or but of to in on at by for from with as that this its it his her their was were is are be been has
    have had will would said says also which who whom whose not after before over under into out up off than then
    when while more most other another last year month week day one two three
"""
_STOP = frozenset(_EMPTY.split())
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A report's event. `ref` ("doc/event") names it; `lead` is True for the first event of the
    headline and the first one below it.

    `around` holds the folded names of everybody the document speaks of, `lists` the ids of restriction lists that
    the evidence names, `wording` the evidence's content words, without names and numbers, `words` the same as a set,
    `ids` the known ids, else the names, of the parties. `publisher`, `sources`
    (everybody the document credits) and `credit` (whom it had this event from) are keys of `outlets`.
    """

    ref: str
    doc: str
    event: Event
    record: Record
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    around: frozenset[str]
    days: Days | None
    published: dt.date | None
    lists: frozenset[str]
    numbers: tuple[Quantity, ...]
    wording: str
    words: frozenset[str]
    ids: frozenset[str]
    lead: bool
    publisher: str | None
    sources: frozenset[str]
    credit: str | None

    @property
    def headline(self) -> bool:
        """True when the headline tells it."""
        return self.event.span.start < self.record.article.title_end

    @property
    def parties(self) -> tuple[Named, ...]:
        """Actors, then recipients."""
        return self.actors + self.recipients


def group(kind: EventType) -> EventType:
    """The group of types within which events are compared, named by one member."""
    return _GROUP_OF.get(kind, kind)


def family(kind: EventType) -> EventType:
    """The family of types within which one act may be read as another, named by one member."""
    return _FAMILY_OF.get(kind, group(kind))


def tell(records: Sequence[Record], knowledge: Knowledge) -> list[Telling]:
    """Every event of every record, in an order that doesn't depend on the order of the records."""
    longest = max((name.count(" ") + 1 for name in knowledge.list_names), default=0)
    return sorted((t for record in records for t in _of(record, knowledge, longest)), key=lambda t: t.ref)


def _of(record: Record, knowledge: Knowledge, longest: int) -> list[Telling]:
    entities = {e.id: named(e) for e in record.entities}
    around = frozenset(n for e in entities.values() if e.type is not EntityType.PLACE for n in e.names)
    publisher = outlet(record.article.publisher, knowledge) if record.article.publisher else None
    credited = sources(record, knowledge)
    leads = _leads(record)
    found = []
    naming = {i: party for i, party in entities.items() if party.speaks}
    for event in record.events:
        sides = (event.actors, event.recipients)
        actors, recipients = (tuple(naming[i] for i in side if i in naming) for side in sides)
        wording = _wording(event, actors + recipients)
        found.append(
            Telling(
                f"{record.article.doc}/{event.id}", record.article.doc, event, record, actors, recipients, around,
                days_of(event), record.article.published.date, _lists(event, knowledge, longest),
                parse_all(event.amounts), wording, frozenset(wording.split()),
                frozenset(p.known or p.name for p in actors + recipients), event.span in leads, publisher,
                credited, credited_for(event, record, knowledge),
            )
        )  # fmt: skip
    return found


def _leads(record: Record) -> frozenset[Span]:
    """Where the headline's and the body's first events stand: the main act, told twice."""
    headline: list[Span] = []
    body: list[Span] = []
    for event in record.events:
        (headline if event.span.start < record.article.title_end else body).append(event.span)
    return frozenset(min(part) for part in (headline, body) if part)


def _lists(event: Event, knowledge: Knowledge, longest: int) -> frozenset[str]:
    """Restriction lists that the words of a listing or delisting name; of nested names the longest counts.

    Lists go by thousands of names, so each run of up to `longest` words is looked up, not each name searched for.
    """
    if event.type not in {EventType.LISTING, EventType.DELISTING}:
        return frozenset()
    words = fold(event.evidence).split()
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + longest, len(words)) + 1))
    names = {run for run in runs if run in knowledge.list_names}
    whole = [n for n in names if not any(n != other and f" {n} " in f" {other} " for other in names)]
    return frozenset(knowledge.list_names[n] for n in whole)


def _wording(event: Event, parties: Sequence[Named]) -> str:
    names = {word for party in parties for name in party.names for word in name.split()}
    names |= {word for place in event.places for word in fold(place).split()}
    words = (w for w in _WORD.findall(fold(event.evidence)) if w not in _STOP and w not in names)
    return " ".join(sorted({_stem(w) for w in words if not w.isdigit()}))


def content_words(text: str) -> set[str]:
    """The stems of a text's words, without the empty ones."""
    return {_stem(w) for w in _WORD.findall(text.casefold()) if w not in _STOP}


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
