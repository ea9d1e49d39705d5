"""Differences as a person looks through them: the words in their context, what was read, what was expected, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retinue.evaluate.gold import Gold
from retinue.evaluate.measure import Difference, Kind, Part, Row, Scores
from retinue.model import Event, Record, Span

__all__ = ["Case", "Piece", "browse"]

_AROUND = 300  # characters of context on either side
_SLOT_OF = {"actor": "actors", "recipient": "recipients", "place": "place", "start": "date", "end": "date"}
_JUDGED = {"place": "places"}
_ROLE_OF = {"type": "trigger", "start": "date", "end": "date"}
Mark = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article; `role` says what it is: context, evidence, trigger, actor, "expected actor", …"""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Case:
    """One difference with all that helps to see its cause. `read` and `expected` hold slot → value in words."""

    doc: str
    part: Part
    kind: Kind
    type: str
    slots: tuple[str, ...]
    pieces: tuple[Piece, ...]
    read: Mapping[str, str] | None
    expected: Mapping[str, str] | None
    rule: str | None
    reasons: tuple[str, ...]


def browse(scores: Scores, records: Mapping[str, Record], gold: Gold) -> Iterator[Case]:
    """Every difference as a case, in the order of the documents."""
    annotated = {document["doc"]: document for document in gold.documents}
    for one in scores.differences:
        record = records.get(one.doc)
        text = record.article.text if record else gold.texts[one.doc]
        yield _Browser(one, record, annotated[one.doc], text).case()


class _Browser:
    """Makes one case; what all its parts look at is held here."""

    def __init__(self, difference: Difference, record: Record | None, gold: Row, text: str) -> None:
        self.difference, self.record, self.text = difference, record, text
        self.gold = {entity["id"]: entity for entity in gold["entities"]}
        self.ours = {entity.id: entity.name for entity in record.entities} if record else {}
        self.event = self._read_event()

    def _read_event(self) -> Event | None:
        read = self.difference.read
        if self.difference.part is not Part.EVENT or read is None or self.record is None:
            return None
        return next(event for event in self.record.events if event.id == read["id"])

    def case(self) -> Case:
        one = self.difference
        told = self._told()
        return Case(
            one.doc, one.part, one.kind, one.type, one.slots,
            tuple(_pieces(self.text, told, self._marks(told))) if told else (),
            _shown(one.part, one.read, self.ours) if one.read else None,
            _shown(one.part, one.expected, {i: e["name"] for i, e in self.gold.items()}) if one.expected else None,
            self.event.rule if self.event else None,
            tuple(dict.fromkeys(self._reasons(told))),
        )  # fmt: skip

    def _told(self) -> Span | None:
        """Where the article tells it: as read, else where the expected words stand."""
        read, expected = self.difference.read or {}, self.difference.expected or {}
        if "span" in read:
            return Span(*read["span"])
        for row in (read, expected):
            for key in ("evidence", "content", "list", "origin", "published", "publisher"):
                if row.get(key) and (found := _located(self.text, row[key])):
                    return found
        return None

    def _marks(self, told: Span) -> list[Mark]:
        marks: list[Mark] = []
        for field in self.event.fields if self.event else ():
            role = _ROLE_OF.get(field.name, field.name)
            if field.span and not field.span.covers(told) and role != "amount":
                marks.append((field.span, role))
        return marks + [mark for mark in self._expected_marks(told) if not any(mark[0].overlaps(m) for m, _ in marks)]

    def _expected_marks(self, told: Span) -> Iterator[Mark]:
        """In the sentence, the words that the annotation names for the slots at issue (all, when missed)."""
        expected, wrong = self.difference.expected or {}, self.difference.slots
        words = [("trigger", expected.get("trigger"))] if not self.event else []
        for role, slot in (("actor", "actors"), ("recipient", "recipients"), ("speaker", "speaker")):
            ids = expected.get(slot, [])
            if not wrong or slot in wrong:
                entities = [self.gold[i] for i in ([ids] if isinstance(ids, str) else ids) if i in self.gold]
                words += [(role, m) for e in entities for m in sorted(e["mentions"], key=len, reverse=True)]
        if not wrong or "place" in wrong:
            words += [("place", place) for place in expected.get("places", [])]
        for role, wording in words:
            if wording and (found := _located(self.text, wording, told)):
                yield found, f"expected {role}"

    def _sure(self, event: Event) -> Iterator[str]:
        """The confidence of the event, or of the slots that are wrong."""
        slots = {_JUDGED.get(slot, slot) for slot in self.difference.slots} or {"event"}
        for one in (one for one in event.confidences if one.field in slots):
            yield "; ".join([f"confidence of {one.field} {one.value:.2f}", *one.reasons])

    def _reasons(self, told: Span | None) -> Iterator[str]:
        if self.event:
            yield from self.event.reasons
            yield from self._sure(self.event)
            for field in self.event.fields:
                if _SLOT_OF.get(field.name) in self.difference.slots and field.reason:
                    yield f"{field.name} “{field.wording}”: {field.reason}"
        elif self.difference.part is Part.EVENT and told and self.record:
            for event in self.record.events:
                if event.span.overlaps(told):
                    yield f"read in the same words: {event.type} by {event.rule}"
        if self.difference.part is Part.PUBLISHED and self.record:
            seen = self.record.article.published
            yield f"read from {seen.witness}: {seen.wording}" if seen.date else "no date was found on the page"
        if self.record is None:
            yield "the document could not be read: see `retinue run` and `retinue problems`"


def _shown(part: Part, row: Row, names: Mapping[str, str]) -> dict[str, str]:
    """The slots of a row in words, entities by name."""
    if part is Part.EVENT:
        parties = {side: ", ".join(names.get(i, i) for i in row[side]) for side in ("actors", "recipients")}
        days = [str(row[end]) for end in ("start", "end") if row.get(end)]
        return {
            "type": row["type"], **parties, "place": ", ".join(row["places"]),
            "date": " to ".join(dict.fromkeys(days)), "status": row["status"], "signal": row["signal"],
            "origin": row.get("origin") or "",
        }  # fmt: skip
    keys = {Part.STATEMENT: ("speaker", "kind", "cue", "content"), Part.LISTED: ("entity", "list", "since")}
    wanted = keys.get(part, (part.value,))
    return {key: names.get(str(row.get(key)), str(row.get(key) or "")) for key in wanted}


def _located(text: str, words: str, inside: Span | None = None) -> Span | None:
    """Where words stand, whatever white space parts them; whole words only."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    start, end = inside or (0, len(text))
    found = re.compile(rf"(?<!\w){pattern}(?!\w)").search(text, start, end) if pattern else None
    return Span(*found.span()) if found else None


def _pieces(text: str, told: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The paragraph the words stand in, cut where it is long, with marks (also beyond the sentence)."""
    first, last = _context(text, told)
    cuts = {first, last, told.start, told.end}
    inside = [(span, role) for span, role in sorted(marks) if first <= span.start < span.end <= last]
    taken, roles = first, {}
    for span, role in inside:
        if span.start >= taken:
            roles[span.start], taken = (span.end, role), span.end
            cuts |= {span.start, span.end}
    edges = sorted(cuts)
    until, role = first, ""
    for start, end in pairwise(edges):
        if start in roles:
            until, role = roles[start]
        plain = "evidence" if told.start <= start < told.end else "context"
        yield Piece(text[start:end], role if start < until else plain)


def _context(text: str, told: Span) -> Span:
    """The paragraph around a span; a long one is cut between words."""
    first, last = text.rfind("\n\n", 0, told.start), text.find("\n\n", told.end)
    first, last = (0 if first < 0 else first + 2), (len(text) if last < 0 else last)
    if told.start - first > _AROUND:
        space = text.find(" ", told.start - _AROUND, told.start)
        first = told.start if space < 0 else space + 1
    if last - told.end > _AROUND:
        space = text.rfind(" ", told.end, told.end + _AROUND)
        last = told.end if space < 0 else space
    return Span(min(first, told.start), max(last, told.end))
