"""One event: the record, and beneath each field what every report says of it, in its own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retinue.model import Decision, Discrepancy, Event, Field, Happening, Link, Precision, Record, Report, Restriction
from retinue.store import Page
from retinue.store.find import Wanted
from retinue.store.query import Query
from retinue.web import words
from retinue.web.errors import MissingError
from retinue.web.links import document_url, event_url
from retinue.web.look import Look
from retinue.web.marks import Mark, Piece, pieces, quoted
from retinue.web.views.lineage import OriginView, origins_of
from retinue.web.views.rows import EventRow, event_row
from retinue.web.views.settled import Settlement, disputed, settled

__all__ = [
    "ClaimView", "ClashView", "EventView", "FieldView", "JoinView", "RelatedView", "ReportView", "SaidValue",
    "clashes", "event_view", "tellings",
]  # fmt: skip

CANDIDATES = 8  # named when a short key fits several
SIBLINGS = 12  # other events shown of the same reports
NEAR_MISSES = 5
# Fields in the order of who, what, whom, when, where; the kind of mark their words get.
FIELDS = {
    "actor": "Who", "type": "What", "recipient": "Whom", "when": "When", "place": "Where",
    "status": "How real", "signal": "Signal", "amount": "Amount",
}  # fmt: skip
Telling = tuple[Report, Record, Event]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What one report says of one field: the sentence with the words marked, how sure, and why it was read so."""

    doc: str
    publisher: str | None
    url: str
    sentence: tuple[Piece, ...]
    wording: str
    confidence: float | None
    reason: str
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One value of a field and the reports that give it; `kept` when the record has it."""

    value: str
    kept: bool
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: every value given, the most told first; `disputed` when reports contradict one another."""

    name: str
    label: str
    values: tuple[SaidValue, ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """One telling: who published it when, on whose word, and its sentence with the words of every field marked."""

    doc: str
    event: str
    url: str
    title: str | None
    publisher: str | None
    published: str
    origin: str | None
    copy_of: str | None
    copy_url: str | None
    reason: str
    sentence: tuple[Piece, ...]
    confidence: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClashView:
    """A field on which reports can't all be right: each value with those who give it; who settled it, if anybody."""

    field: str
    label: str
    reason: str
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # value, (publisher or doc, url)
    likelier: str | None = None
    settled: Settlement | None = None


@dataclass(frozen=True, slots=True)
class JoinView:
    """Why two reports were joined, or kept apart: score and reason; the other is (name, url)."""

    left: tuple[str, str]
    right: tuple[str, str]
    score: float
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another event that this one belongs with, how, why, and how surely."""

    kind: str
    event: EventRow
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class EventView:
    """What the page of an event shows."""

    event: EventRow
    reasons: tuple[str, ...]
    restrictions: tuple[Restriction, ...]
    fields: tuple[FieldView, ...]
    reports: tuple[ReportView, ...]
    clashes: tuple[ClashView, ...]
    joins: tuple[JoinView, ...]
    near_misses: tuple[JoinView, ...]
    origins: tuple[OriginView, ...]
    related: tuple[RelatedView, ...]
    siblings: tuple[EventRow, ...]
    decisions: tuple[Decision, ...]


def event_view(look: Look, key: str) -> EventView:
    """One event by its key, or by a part of it that only one bears. Raises MissingError."""
    happening = look.store.happening(key) or _by_part(look, key)
    told = tellings(look, happening)
    links = look.store.links([f"{report.doc}/{report.event}" for report in happening.reports])
    ours = {f"{report.doc}/{report.event}" for report in happening.reports}
    return EventView(
        event=event_row(happening),
        reasons=happening.reasons,
        restrictions=happening.restrictions,
        fields=tuple(_fields(happening, told)),
        reports=tuple(_report(*one) for one in told),
        clashes=tuple(clashes(happening)),
        joins=tuple(_strongest(links, ours)),
        near_misses=tuple(_apart(links)),
        origins=origins_of(look, happening, {report.doc: record for report, record, _ in told}),
        related=tuple(_related(look, happening)),
        siblings=_siblings(look, happening),
        decisions=happening.decisions,
    )


def _by_part(look: Look, part: str) -> Happening:
    keys, _ = look.store.called(part, Page(CANDIDATES))
    found = look.store.happening(keys[0]) if len(keys) == 1 else None
    if found is None:
        told = "fits several events" if keys else "is no event’s key"
        raise MissingError(f"“{part}” {told}.", tuple((key, event_url(key)) for key in keys))
    return found


def tellings(look: Look, happening: Happening) -> list[Telling]:
    """Each report of an event with its document and its telling, where both are still there."""
    found = []
    records = look.records(report.doc for report in happening.reports)
    for report in happening.reports:
        record = records.get(report.doc)
        event = next((one for one in record.events if one.id == report.event), None) if record else None
        if record and event:
            found.append((report, record, event))
    return found


# ------------------------------------------------------------------------------------------ fields
def _fields(happening: Happening, told: Sequence[Telling]) -> Iterator[FieldView]:
    kept = _kept(happening)
    by = settled(happening)
    open_ = {name for clash in happening.discrepancies if (name := disputed(clash.field)) not in by}
    for name, label in FIELDS.items():
        by_value: dict[str, list[ClaimView]] = {}
        for one in told:
            for value, field in _claims(one[2], name):
                by_value.setdefault(value, []).append(_claim(one, name, field))
        if by_value:
            values = [SaidValue(value, value in kept[name], tuple(claims)) for value, claims in by_value.items()]
            values.sort(key=lambda said: (not said.kept, -len(said.claims)))
            yield FieldView(name, label, tuple(values), name in open_)


def _kept(h: Happening) -> Mapping[str, set[str]]:
    """What the record says of each field, as claims would put it."""
    return {
        "actor": {party.name for party in h.actors},
        "recipient": {party.name for party in h.recipients},
        "place": set(h.places),
        "type": {words.label(h.type.value)},
        "status": {h.status.value},
        "signal": {h.signal.value},
        "when": {words.when(h.start, h.end, h.precision)},
        "amount": set(),
    }


def _claims(event: Event, name: str) -> Iterator[tuple[str, Field]]:
    """The values that one telling gives for a field; both ends of a time are one value."""
    if name == "when":
        first = next((field for field in event.fields if field.name in ("start", "end")), None)
        if first:
            yield words.when(event.start or event.end, event.end, event.precision), first
        return
    for field in event.fields:
        if field.name == name:
            yield (words.label(field.value) if name == "type" else field.value), field


def _claim(telling: Telling, name: str, field: Field) -> ClaimView:
    report, record, event = telling
    named = [reason for reason in field.reason.split("; ") if reason.startswith(f"{name}: ")]
    return ClaimView(
        report.doc, report.publisher, document_url(report.doc, report.event),
        quoted(record.article.text, event.span, field.span, name),
        field.wording, field.confidence, named[0] if named else field.reason, report.copy_of,
    )  # fmt: skip


# ----------------------------------------------------------------------------------------- reports
def _report(report: Report, record: Record, event: Event) -> ReportView:
    marks = [Mark(f.span, _kind(f), f.value) for f in event.fields if f.span and f.span != event.span]
    return ReportView(
        report.doc, report.event, document_url(report.doc, report.event), record.article.title, report.publisher,
        words.day(report.published), report.origin, report.copy_of,
        document_url(report.copy_of) if report.copy_of else None, report.reason,
        pieces(record.article.text, event.span, marks), event.confidence, event.reasons,
    )  # fmt: skip


def _kind(field: Field) -> str:
    return "when" if field.name in ("start", "end") else field.name


# ------------------------------------------------------------------------------ clashes and joins
def clashes(happening: Happening) -> Iterator[ClashView]:
    """What the reports of an event contradict one another on; both ends of a time as one, the settled last."""
    by = settled(happening)
    found = [replace(one, settled=by.get(disputed(one.field))) for one in _clashes(happening)]
    yield from sorted(found, key=lambda one: one.settled is not None)


def _clashes(happening: Happening) -> Iterator[ClashView]:
    found = {clash.field: clash for clash in happening.discrepancies}
    start, end = found.pop("start", None), found.pop("end", None)
    if start or end:
        values = {doc: _time(start, end, doc) for one in (start, end) if one for doc in one.values}
        yield _clash(happening, "when", values, (start or end or happening.discrepancies[0]).reason)
    for name, clash in found.items():
        yield replace(_clash(happening, name, dict(clash.values), clash.reason), likelier=clash.likelier)


def _time(start: Discrepancy | None, end: Discrepancy | None, doc: str) -> str:
    first, last = (one.values.get(doc, "") if one else "" for one in (start, end))
    try:
        days = [dt.date.fromisoformat(day) for day in (first or last, last or first)]
    except ValueError:
        return f"{first} to {last}" if first != last and last else first or last
    return words.when(days[0], days[1], Precision.DAY)


def _clash(happening: Happening, name: str, values: Mapping[str, str], reason: str) -> ClashView:
    publishers = {report.doc: report.publisher or report.doc for report in happening.reports}
    by_value: dict[str, list[tuple[str, str]]] = {}
    for doc, value in values.items():
        by_value.setdefault(value, []).append((publishers.get(doc, doc), document_url(doc)))
    ordered = sorted(by_value.items(), key=lambda one: (-len(one[1]), one[0]))
    return ClashView(name, words.label(name), reason, tuple((value, tuple(docs)) for value, docs in ordered))


def _strongest(links: Sequence[Link], ours: set[str]) -> Iterator[JoinView]:
    """For each report the comparison that speaks most for it."""
    same = [link for link in links if link.judgement == "same" and {link.left, link.right} <= ours]
    same.sort(key=lambda link: -link.score)
    best = {next((link for link in same if ref in (link.left, link.right)), None) for ref in ours}
    return (_join(link) for link in same if link in best)


def _apart(links: Iterable[Link]) -> Iterator[JoinView]:
    apart = sorted((link for link in links if link.judgement == "different"), key=lambda link: -link.score)
    return (_join(link) for link in apart[:NEAR_MISSES])


def _join(link: Link) -> JoinView:
    return JoinView(_reference(link.left), _reference(link.right), link.score, link.reason, link.by)


def _reference(reference: str) -> tuple[str, str]:
    doc, _, event = reference.rpartition("/")
    return reference, document_url(doc, event)


def _related(look: Look, happening: Happening) -> Iterator[RelatedView]:
    """The events it belongs with that are still there, in the order of the record."""
    found = {one.key: one for one in look.happenings([link.other for link in happening.related])}
    for link in happening.related:
        if other := found.get(link.other):
            yield RelatedView(words.label(link.kind), event_row(other), link.reason, link.score)


def _siblings(look: Look, happening: Happening) -> tuple[EventRow, ...]:
    """Other events that the same documents tell, the latest first."""
    docs = tuple(dict.fromkeys(report.doc for report in happening.reports))[:SIBLINGS]
    found = look.finder.events(Query(doc=docs), Wanted(SIBLINGS + 1))
    keys = [key for key in found.keys if key != happening.key]
    return tuple(event_row(one) for one in look.happenings(keys[:SIBLINGS]))
