"""The plain data that passes between the rooms: every core type, and nothing else.

    RawItem → Article → Annotation → EventDraft → Record           one document
    Claim · Link → Happening                                       across documents

Spans are character offsets into `Article.text`, half-open. Nothing here imports another part of Retinue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

SCHEMA = 1  # version of the export contract, written in every exported line


class EntityType(StrEnum):
    """What kind of thing a name denotes (export contract)."""

    PERSON = "person"
    COMPANY = "company"
    BODY = "government_body"
    ORGANIZATION = "organization"
    MEDIA = "media"
    PLACE = "place"


class EventType(StrEnum):
    """The thirteen acts that Retinue records; definitions and PLOVER names stand in data/event_types.yml."""

    VISIT = "visit"
    MEETING = "meeting"
    ADDRESS = "address"
    POLICY = "policy"
    SUPPORT = "support"
    APPROVAL = "approval"
    REGULATORY_ACTION = "regulatory_action"
    LISTING = "listing"
    DELISTING = "delisting"
    EXPORT_CONTROL = "export_control"
    AGREEMENT = "agreement"
    APPOINTMENT = "appointment"
    OBJECTION = "objection"


class Status(StrEnum):
    """How real an event is, as the article tells it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    ALLEGED = "alleged"
    DENIED = "denied"
    CANCELLED = "cancelled"


class Signal(StrEnum):
    """What the act tells the firm or sector concerned."""

    SUPPORT = "support"
    CONTROL = "control"
    RESTRICT = "restrict"
    NEUTRAL = "neutral"


class Precision(StrEnum):
    """How exactly a date is known. A span of days whose ends are both known is `day`."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Reliability(StrEnum):
    """How far a witness of a publication date can be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers. Raises ValueError when it lies outside `text`."""
        if not 0 <= self.start <= self.end <= len(text):
            raise ValueError(f"span {tuple(self)} lies outside a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


# ------------------------------------------------------------------------------------------- ingest
@dataclass(frozen=True, slots=True)
class RawItem:
    """One document as it arrived: bytes, or text that a JSON line already decoded.

    `doc` is its id (a file's stem, or what the JSON line gives), `source` its path or URL, `sha256` the digest
    of the content. `given` holds what the surroundings claim about it (`url`, `title`, `published`, `publisher`, the
    server's `charset`, when a crawler `fetched` it), unverified.
    """

    doc: str
    source: str
    content: bytes | str
    html: bool
    sha256: str
    given: Mapping[str, str] = field(default_factory=dict)


# -------------------------------------------------------------------------------------------- clean
@dataclass(frozen=True, slots=True)
class Dropped:
    """A block of the page that is not the article, and why it was left out; `line` orders blocks.

    `after` is how many paragraphs of the article's text stand before it; None where that was not noted.
    """

    text: str
    reason: str
    line: int
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When the article came out: null unless something on the page says so, never a default.

    `witness` is where it was read: given, meta, json_ld, time, byline, dateline, prefix, text, url; `wording`
    is what stood there. With `fetched` only the moment of the crawl is known: it stands as wording, the date is null.
    """

    date: dt.date | None = None
    witness: str | None = None
    reliability: Reliability = Reliability.NONE
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Someone the page's own furniture credits: a credit line, a byline, a dateline's agency.

    `kind` is `agency` (the text is that agency's), `source` (credited for the news), `reporter`, or
    `first_published` (the outlet the text first appeared in). `name` is as printed.
    """

    name: str
    kind: str
    wording: str


@dataclass(frozen=True, slots=True)
class Article:
    """The article without its page. `text` = headline, then paragraphs, parted by blank lines.

    `title_end` is where the headline ends in `text` (0 when there is none); `dateline` covers an opening
    "BEIJING, May 22 (Reuters) -" that was left in the text. `language` is ISO 639-1, or None when unclear.
    """

    doc: str
    source: str
    text: str
    title: str | None = None
    title_end: int = 0
    language: str | None = None
    published: Published = Published()
    publisher: str | None = None
    syndicated_from: str | None = None
    credits: tuple[Credit, ...] = ()
    dateline: Span | None = None
    dropped: tuple[Dropped, ...] = ()


# --------------------------------------------------------------------------------------------- dates
@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time in a text, in the sense of TIMEX3.

    `type` is DATE, TIME, DURATION or SET; `value` the TIMEX3 value ("2023-10-07", "P3D", "2023-W41"). `start`
    and `end` are the first and last day it covers, both None when it names no calendar days (a duration,
    "recently"). `anchor` tells what it was counted from: absolute, publication, narrative, event.
    """

    span: Span
    text: str
    type: str
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = Precision.UNKNOWN
    anchor: str = "absolute"
    reason: str = ""


# ------------------------------------------------------------------------------------------ annotate
class MentionKind(StrEnum):
    """How a mention refers: by name, by office ("the premier"), by a common noun, by a pronoun."""

    NAME = "name"
    ROLE = "role"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to somebody or something.

    `tokens` are the first and one past the last token of the parsed document, `head` the token that carries
    the syntax. `referents` index `Annotation.referents`: one, several ("the two companies"), or none when
    it could not be told.
    """

    span: Span
    text: str
    kind: MentionKind
    tokens: tuple[int, int]
    head: int
    referents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Referent:
    """One thing the article speaks of, with all its mentions tied together.

    `known` are the knowledge ids its names may stand for (empty: nobody we know), `name` the fullest name the
    article gives ("" when it is only ever called by role), `title` the office wording the article gives
    ("deputy director of the CAC"), `official` whether it acts for a state, `country` ISO 3166-1 alpha-2.
    """

    index: int
    type: EntityType
    name: str
    known: tuple[str, ...] = ()
    title: str | None = None
    office: str | None = None
    official: bool = False
    country: str | None = None
    gender: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported speech: what was said, the word that reports it, and who said it.

    `speaker` indexes `Annotation.mentions`, None when the article does not tell. `about` index referents.
    """

    content: Span
    kind: str
    cue: Span | None = None
    speaker: int | None = None
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """An article with everything the language model and the readers saw in it. Never stored or pickled.

    `parsed` is spaCy's Doc over exactly `article.text`.
    """

    article: Article
    parsed: Any
    mentions: tuple[Mention, ...]
    referents: tuple[Referent, ...]
    times: tuple[TimeExpression, ...]
    quotes: tuple[Quote, ...] = ()


# -------------------------------------------------------------------------------------------- coding
class Judged(StrEnum):
    """What a confidence is about: the act itself, or one field of it."""

    EVENT = "event"
    TYPE = "type"
    ACTORS = "actors"
    RECIPIENTS = "recipients"
    PLACES = "places"
    DATE = "date"
    STATUS = "status"
    SIGNAL = "signal"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely it is, 0 to 1, that one field of an event is right, and what speaks for and against it.

    For all but the event itself: how likely if there is such an act.
    """

    field: Judged
    value: float
    reasons: tuple[str, ...] = ()


# The confidence that speaks for each field of a record; an amount has none of its own.
JUDGED_BY: Mapping[str, Judged] = {
    "type": Judged.TYPE, "actor": Judged.ACTORS, "recipient": Judged.RECIPIENTS, "place": Judged.PLACES,
    "start": Judged.DATE, "end": Judged.DATE, "precision": Judged.DATE, "status": Judged.STATUS,
    "signal": Judged.SIGNAL, "origin": Judged.ORIGIN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An act as one article tells it, still tied to its words.

    `actors`, `recipients` and `places` index `Annotation.mentions`; `time` indexes `Annotation.times`; `credit` is
    where the text names its `origin`. `start`,
    `end`, `precision` are the dates read; `rule` names the pattern that fired, `reasons` tell why each field
    is as it is; `tellings` counts the places that tell it. `learned` is the probability that a learned coder
    gives, None from rules. `confidence` and `confidences` are added when all is read (retinue.confidence).
    """

    type: EventType
    trigger: Span
    evidence: Span
    rule: str
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    time: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = Precision.UNKNOWN
    status: Status = Status.OCCURRED
    signal: Signal = Signal.NEUTRAL
    origin: str | None = None
    credit: Span | None = None
    amounts: tuple[Span, ...] = ()
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    tellings: int = 1
    learned: float | None = None
    confidences: tuple[Confidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """The article states that somebody stands on a list; `mention` indexes `Annotation.mentions`."""

    mention: int
    list: str
    since: str | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class Coded:
    """All that coding found in one article; `origins` (canonical names) are added by sourcing."""

    events: tuple[EventDraft, ...] = ()
    listed: tuple[ListedDraft, ...] = ()
    origins: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------- records
@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event as one article gives it, with the words it came from.

    `confidence` is how likely the field is right if the event is; None when nobody has judged it.
    """

    name: str
    value: str
    span: Span | None
    wording: str
    reason: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something named in one article, resolved as far as it goes (export contract).

    `id` is local to the record ("e1"); `known` the knowledge id or None: unresolved names stay visible.
    """

    id: str
    type: EntityType
    name: str
    known: str | None = None
    aliases: tuple[str, ...] = ()
    name_en: str | None = None
    office: str | None = None
    country: str | None = None
    wikidata: str | None = None
    mentions: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One act in one article (export contract); `fields` keep the evidence of each slot.

    `confidence` is how likely there is such an act; `confidences` say so of the act and of each of its fields.
    """

    id: str
    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    status: Status
    signal: Signal
    origin: str | None
    evidence: str
    span: Span
    confidence: float
    rule: str
    amounts: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    reasons: tuple[str, ...] = ()
    confidences: tuple[Confidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Reported speech in one article; `speaker` and `about` are entity ids."""

    speaker: str
    kind: str
    cue: str | None
    content: str
    span: Span
    about: tuple[str, ...] = ()
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A restriction the article states; `since` is a year, a month or a day in ISO form."""

    entity: str
    list: str
    since: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one document: plain data, ready to store."""

    article: Article
    sha256: str
    origins: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: what happened, where, and whether to try again."""

    doc: str
    source: str
    sha256: str
    stage: str
    reason: str
    message: str
    transient: bool


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A document left unread because its words are on other matters, or in another language.

    `score` tells how near to our subject it is (0 for another language), `reason` which words spoke loudest or which
    language it is.
    """

    doc: str
    source: str
    sha256: str
    score: float
    reason: str


# ----------------------------------------------------------------------------------- across documents
@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of a fused event."""

    name: str
    type: EntityType
    office: str | None = None
    known: str | None = None
    wikidata: str | None = None


class SourceKind(StrEnum):
    """What kind of source news goes back to.

    `official` is a public body and its own site, `state_media` an outlet or agency that a state owns, `agency` any
    other news agency, `outlet` a paper, broadcaster or site that did its own reporting.
    """

    OFFICIAL = "official"
    STATE_MEDIA = "state_media"
    AGENCY = "agency"
    OUTLET = "outlet"
    COMPANY = "company"
    ORGANIZATION = "organization"
    PERSON = "person"
    UNKNOWN = "unknown"


class Taking(StrEnum):
    """How a report came by its news of an event: in whose text, from whom, or by its own reporting."""

    COPY = "copy_of"
    SYNDICATED = "syndicated_from"
    CREDIT = "credits"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that two texts share, as characters of both; `words` of it are the same."""

    here: Span
    there: Span
    words: int


# Kinds of copies of which the whole document is the original's.
WHOLE_COPIES = frozenset({"exact", "headline", "near", "cut", "reworded", "syndicated"})


@dataclass(frozen=True, slots=True)
class Copy:
    """`doc` takes its text, or part of it, from `copy_of`, which `outlet` put out (as printed; "" when unknown).

    `kind`: exact (same words), headline (same body under another headline), near (a few words changed), cut (parts
    left out), within (the original stands inside a longer text of its own), partial (a good part of the original
    does), reworded (a translation or rewrite that credits it), syndicated (it says it appeared there first). `score`
    is how much of one text the other has, 0 to 1; `share` and `share_of` are the shares of the copy's and of the
    original's words (0 where no words were compared). `passages` say where.
    """

    doc: str
    copy_of: str
    kind: str
    reason: str
    score: float
    share: float = 0.0
    share_of: float = 0.0
    passages: tuple[Stretch, ...] = ()
    outlet: str = ""

    def tells(self, span: Span) -> bool:
        """True when the words at `span` of the copy are the original's: in a wholly copied text all are."""
        if self.kind in WHOLE_COPIES:
            return True
        held = sum(max(0, min(p.here.end, span.end) - max(p.here.start, span.start)) for p in self.passages)
        return 2 * held > span.end - span.start


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of a fused event; `event` is the event's id in that document.

    `taken` and `taken_from` tell how it came by the news: the document (copy_of) or the name of the source that gave
    it, None for own reporting. `root` names the source that the news goes back to through all reports between (the
    document itself when its publisher is unknown), `root_kind` what that is.
    """

    doc: str
    event: str
    publisher: str | None
    origin: str | None
    published: dt.date | None
    copy_of: str | None = None
    reason: str = ""
    taken: Taking = Taking.OWN
    taken_from: str | None = None
    root: str = ""
    root_kind: SourceKind = SourceKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A field on which reports of one event can't all be right; `values` maps document to value.

    `reason` says who says what, who copied whom, and which is likelier and why; `likelier` is that value, None when
    nothing decides. `origins` counts the independent origins that contradict one another; the higher `gravity`, the
    more the contradiction matters.
    """

    field: str
    values: Mapping[str, str]
    reason: str = ""
    likelier: str | None = None
    origins: int = 0
    gravity: float = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """One field of a fused event: its value, and what the reports ("doc/event") say of it.

    A report that is silent on the field stands on neither side. `reason` names the rule that chose the value;
    `confidence`, 0 to 1, is how likely the value is right if the event took place.
    """

    field: str
    value: str
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()
    reason: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Related:
    """Another fused event that this one belongs with: a tour's stop, an act's answer, what an inquiry led to.

    `kind` is told from this event's side: the other's key is what it is a "stop_of", say. `score` is 0 to 1.
    """

    kind: str
    other: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Restriction:
    """A party of an event stood on a list on that day."""

    entity: str
    list: str
    since: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement that two reports tell of one event (or not): by rule or by a person, with score and reason."""

    left: str
    right: str
    judgement: str
    score: float
    reason: str
    by: str = "rule"


# ------------------------------------------------------------------------------------------ judgements
class JudgementKind(StrEnum):
    """What a person may decide (docs/judgements.md)."""

    MERGE = "merge"
    SPLIT = "split"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    RESOLVE = "resolve"
    UNDO = "undo"


class Scope(StrEnum):
    """Whether a judgement speaks of an event as all its reports tell it, or of one report's reading alone."""

    EVENT = "event"
    REPORT = "report"


# The fields of an event that a person may correct.
CORRECTABLE = ("type", "actors", "recipients", "places", "start", "end", "precision", "status", "signal")


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a document that tell an event: how a judgement names a report, whatever ids and keys become.

    `anchor` is what the event is told by (`store.claims.anchors`); `event` the id it had when this was noted,
    `type`, `span` and `evidence` help to find it again when code reads it a little differently.
    """

    doc: str
    anchor: str
    event: str
    type: EventType
    span: Span
    evidence: str

    @property
    def ref(self) -> str:
        """ "doc/event", as it was when this was noted."""
        return f"{self.doc}/{self.event}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about reports; never changed once stored, only undone by another.

    `reports` are those it speaks of, `others` those a split parts them from. `value` holds a correction's new value
    (one text, several places, parties; empty: nothing is known), or the name and the answer of a `resolve`. `key` is
    the event's key at that time, to be read by people. `request` is the name that a program gave what it sent, and a
    digest of that: sent again under the name, it is kept once. The store gives `id` and `at` (UTC).
    """

    kind: JudgementKind
    by: str
    reports: tuple[Passage, ...] = ()
    others: tuple[Passage, ...] = ()
    scope: Scope = Scope.EVENT
    field: str | None = None
    value: tuple[str | Party, ...] = ()
    reason: str = ""
    key: str | None = None
    undoes: int | None = None
    id: int = 0
    at: dt.datetime | None = None
    request: str | None = None


class Decided(StrEnum):
    """What people made of an event; of several the first named here."""

    REJECTED = "rejected"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement as it bears on one event.

    `judgement` is its number; `value` and `was` what a corrected field says now and what the reports gave, as texts
    (for a merge or split `value` names the reports); `report` is "doc/event" when it is about one report only;
    `note` tells what has changed since, or which judgement it overrules. `holds` is False when more reports came than
    it was passed on.
    """

    judgement: int
    kind: JudgementKind
    by: str
    at: dt.datetime
    reason: str = ""
    field: str | None = None
    value: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    report: str | None = None
    note: str = ""
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in the world, assembled from its reports. Can always be rebuilt from the records and judgements.

    `decided` and `decisions` tell what people made of it; a corrected field holds their value.

    `fields` hold what the reports say of each field, `related` the other events it belongs with.
    """

    key: str
    type: EventType
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    status: Status
    signal: Signal
    reports: tuple[Report, ...]
    independent_origins: int
    discrepancies: tuple[Discrepancy, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    fields: tuple[Settled, ...] = ()
    related: tuple[Related, ...] = ()
    decided: Decided | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def copies(self) -> tuple[tuple[str, ...], ...]:
        """Groups of the documents whose reports of this event are one text, by way of other documents too."""
        home: dict[str, set[str]] = {}
        for report in self.reports:
            if report.copy_of:
                group = home.get(report.doc, {report.doc}) | home.get(report.copy_of, {report.copy_of})
                home.update(dict.fromkeys(group, group))
        docs = {report.doc for report in self.reports}
        groups = {tuple(sorted(group & docs)) for group in home.values()}
        return tuple(sorted(group for group in groups if len(group) > 1))
