"""Every table, on one page. Portable SQL only; what SQLite alone knows stands in `sqlite.py`,
what PostgreSQL alone knows in `postgres.py`.

A row of `documents` is one version of one document; at most one version of a document is current. All that was
read from a version hangs on its row and is replaced as a whole when newer code reads it again:

    documents ─┬─ origins, credits, dropped
               ├─ entities ── names, mentions
               ├─ events ──── parties, event_places, claims
               ├─ statements ── statement_about
               └─ listed
    judgements ── judged                  what people decided: rows are added, never changed or deleted
    problems, passed_over, links, runs, state          stand alone
    happenings ── happening_parties, happening_places, restrictions, reports: written by fusion, like links
    copies                                likewise: which documents took their text from which
    texts, sketches, likenesses, tellings, blocks, ties, unfused, unmade, outdated    what fusion remembers
    happening_facts        one slim row per happening for searching, with when it changed; kept over fusions
    searches               questions kept by name
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    column,
    func,
    true,
)
from sqlalchemy.types import TypeEngine

VERSION = 10  # of this schema; see migrations.py

# On PostgreSQL texts are compared and sorted by their code points, as SQLite does, whatever the database's own rule.
PLAIN = Text().with_variant(Text(collation="C"), "postgresql")


def _short(length: int) -> TypeEngine[str]:
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _look_up(name: str, *columns: Any) -> Index:
    """An index to find rows by a name as it stands. PostgreSQL's trees refuse values of some kB; its hashes don't."""
    return Index(name, *columns, postgresql_using="hash")


metadata = MetaData()


class Moment(TypeDecorator[dt.datetime]):
    """A point of time, kept and given in UTC; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Into UTC."""
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Out as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _of_document() -> Column[Any]:
    return Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _ordinal() -> Column[Any]:
    """Keeps the order in which the rows of one parent were found."""
    return Column("ordinal", Integer, primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = True) -> Column[Any]:
    return Column(name, PLAIN, nullable=null)


def _number(name: str, *, null: bool = True) -> Column[Any]:
    return Column(name, Integer, nullable=null)


def _to(table: str, local: str, remote: str) -> ForeignKeyConstraint:
    """A composite key to a row of the same document."""
    return ForeignKeyConstraint(["document", local], [f"{table}.document", f"{table}.{remote}"], ondelete="CASCADE")


schema_version = Table("retinue_schema", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

state = Table("state", metadata, Column("name", _short(40), primary_key=True), _text("value", null=False))

runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    _text("code", null=False),
    _number("read"), _number("skipped"), _number("failed"),
    Column("interrupted", Boolean),
)  # fmt: skip

# ------------------------------------------------------------------------------- one document
documents = Table(
    "documents", metadata,
    Column("id", Integer, primary_key=True),
    _text("doc", null=False),
    _number("version", null=False),  # 1, 2, … in the order the contents were first seen
    Column("current", Boolean, nullable=False),
    Column("sha256", _short(64), nullable=False),
    _text("code", null=False),  # the version of the code that read it
    Column("read_at", Moment, nullable=False),
    _text("source", null=False),
    _text("title"), _number("title_end", null=False),
    _text("language"),
    Column("published", Date), _text("published_witness"),
    _text("published_reliability", null=False), _text("published_wording"),
    _text("publisher"), _text("syndicated_from"),
    _number("dateline_start"), _number("dateline_end"),
    _text("text", null=False),
    # number of the change that made this version current, counted over all documents; see `facts.py`
    Column("changed", Integer, nullable=False, server_default="0"),
    Index("documents_changed", "changed"), Index("documents_published", "published", "doc"),
    Index("documents_content", "doc", "sha256", unique=True),
    Index("documents_version", "doc", "version", unique=True),
    Index("documents_hash", "sha256"),
)  # fmt: skip
Index(
    "documents_current", documents.c.doc, unique=True,
    sqlite_where=documents.c.current == true(), postgresql_where=documents.c.current == true(),
)  # fmt: skip

origins = Table("origins", metadata, _of_document(), _ordinal(), _text("name", null=False))

credits_ = Table(
    "credits", metadata, _of_document(), _ordinal(),
    _text("name", null=False), _text("kind", null=False), _text("wording", null=False),
)  # fmt: skip

dropped = Table(
    "dropped", metadata, _of_document(), _ordinal(),
    _text("text", null=False), _text("reason", null=False), _number("line", null=False),
    _number("after"),  # paragraphs of the text above it
)  # fmt: skip

entities = Table(
    "entities", metadata, _of_document(),
    Column("id", PLAIN, primary_key=True),
    _number("ordinal", null=False),
    _text("type", null=False), _text("name", null=False), _text("known"),
    _text("name_en"), _text("office"), _text("country"), _text("wikidata"), _text("reason", null=False),
    _look_up("entities_name", "name"), Index("entities_known", "known"), Index("entities_office", "office"),
    _look_up("entities_upper", func.upper(column("name"))),
)  # fmt: skip

names = Table(
    "names", metadata, _of_document(), Column("entity", PLAIN, primary_key=True),
    Column("kind", _short(10), primary_key=True),  # alias, or surface: a form found in the text
    _ordinal(), _text("name", null=False),
    _to("entities", "entity", "id"),
    _look_up("names_name", "name"), _look_up("names_upper", func.upper(column("name"))),
)  # fmt: skip

mentions = Table(
    "mentions", metadata, _of_document(), Column("entity", PLAIN, primary_key=True), _ordinal(),
    _number("start", null=False), _number("end", null=False), _text("wording", null=False),
    _to("entities", "entity", "id"),
)  # fmt: skip

events = Table(
    "events", metadata, _of_document(),
    Column("id", PLAIN, primary_key=True),
    _number("ordinal", null=False),
    _text("anchor", null=False),  # what the event is told by: stays while code that reads it changes
    _text("type", null=False), Column("start", Date), Column("end", Date), _text("precision", null=False),
    _text("status", null=False), _text("signal", null=False), _text("origin"),
    _text("evidence", null=False), _number("span_start", null=False), _number("span_end", null=False),
    Column("confidence", Float, nullable=False), _text("rule", null=False),
    Column("amounts", JSON, nullable=False), Column("reasons", JSON, nullable=False),
    # rows [field, value, reasons]; nobody filters by them
    Column("confidences", JSON, nullable=False, server_default="[]"),
    Index("events_anchor", "anchor"),
)  # fmt: skip

parties = Table(
    "parties", metadata, _of_document(), Column("event", PLAIN, primary_key=True),
    Column("role", _short(10), primary_key=True),  # actor, recipient
    _ordinal(), _text("entity", null=False),
    _to("events", "event", "id"), _to("entities", "entity", "id"),
)  # fmt: skip

event_places = Table(
    "event_places", metadata, _of_document(), Column("event", PLAIN, primary_key=True), _ordinal(),
    _text("place", null=False), _to("events", "event", "id"),
)  # fmt: skip

claims = Table(
    "claims", metadata, _of_document(), Column("event", PLAIN, primary_key=True), _ordinal(),
    Column("id", _short(64), nullable=False, unique=True),  # hash of what is claimed, by whom, in which words
    _text("field", null=False), _text("value", null=False),
    _number("start"), _number("end"), _text("wording", null=False), _text("origin"), _text("reason", null=False),
    Column("confidence", Float),  # that the field is right if the event is
    Column("read", Boolean, nullable=False),  # False: no words of its own, taken from the event's evidence
    _to("events", "event", "id"),
    Index("claims_field", "field", "value").ddl_if("sqlite"),  # a value may be longer than PostgreSQL's trees take
)  # fmt: skip

statements = Table(
    "statements", metadata, _of_document(), _ordinal(),
    _text("speaker", null=False), _text("kind", null=False), _text("cue"),
    _number("cue_start"), _number("cue_end"),
    _text("content", null=False), _number("span_start", null=False), _number("span_end", null=False),
    _to("entities", "speaker", "id"),
)  # fmt: skip

statement_about = Table(
    "statement_about", metadata, _of_document(),
    Column("statement", Integer, primary_key=True, autoincrement=False), _ordinal(),
    _text("entity", null=False),
    _to("statements", "statement", "ordinal"), _to("entities", "entity", "id"),
)  # fmt: skip

listed = Table(
    "listed", metadata, _of_document(), _ordinal(),
    _text("entity", null=False), _text("list", null=False), _text("since"),
    _number("span_start", null=False), _number("span_end", null=False),
    _to("entities", "entity", "id"), Index("listed_list", "list"),
)  # fmt: skip

# --------------------------------------------------------------------------- what went wrong
problems = Table(
    "problems", metadata,
    Column("id", Integer, primary_key=True),
    _text("doc", null=False), _text("source", null=False), Column("sha256", _short(64), nullable=False),
    _text("code", null=False), _text("stage", null=False), _text("reason", null=False),
    _text("message", null=False), Column("transient", Boolean, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("problems_place", "doc", "source", unique=True),
)  # fmt: skip

passed_over = Table(
    "passed_over", metadata,  # documents on other matters that were left unread
    Column("doc", PLAIN, primary_key=True),
    _text("source", null=False), Column("sha256", _short(64), nullable=False), _text("code", null=False),
    Column("score", Float, nullable=False), _text("reason", null=False), Column("seen_at", Moment, nullable=False),
)  # fmt: skip

# ---------------------------------------------------------------------------- across documents
links = Table(
    "links", metadata,
    Column("left", PLAIN, primary_key=True), Column("right", PLAIN, primary_key=True),
    Column("by", PLAIN, primary_key=True),
    _text("judgement", null=False),  # same, different; empty where people decided otherwise: not shown
    Column("score", Float, nullable=False), _text("reason", null=False),
    Column("judged_at", Moment, nullable=False),
    # what clustering needs to know again; a candidate is a pair of one block, others were asked for in passing
    Column("points", Float), Column("copied", Boolean), Column("candidate", Boolean),
    Index("links_right", "right"),
)  # fmt: skip

judgements = Table(
    "judgements", metadata,
    Column("id", Integer, primary_key=True),  # counts up: the later judgement wins
    Column("kind", _short(10), nullable=False), Column("scope", _short(10), nullable=False),
    _text("field"), Column("value", JSON, nullable=False),  # texts, and parties as objects
    _text("by", null=False), Column("at", Moment, nullable=False), _text("reason", null=False),
    _text("key"),  # the event's key at that time
    Column("undoes", ForeignKey("judgements.id")), _text("request"),
    Index("judgements_request", "by", "request", unique=True),  # what a program sent twice is kept once
    sqlite_autoincrement=True,
)  # fmt: skip

judged = Table(
    "judged", metadata,
    Column("judgement", ForeignKey("judgements.id"), primary_key=True),
    Column("side", _short(10), primary_key=True),  # reports, or others: those a split parts them from
    _ordinal(), _text("doc", null=False), _text("anchor", null=False), _text("event", null=False),
    _text("type", null=False), _number("span_start", null=False), _number("span_end", null=False),
    _text("evidence", null=False),
    Index("judged_doc", "doc"),
)  # fmt: skip

happenings = Table(
    "happenings", metadata,
    Column("key", PLAIN, primary_key=True),
    Column("first", PLAIN, nullable=False, server_default=""),  # reference among its reports
    _text("type", null=False), Column("start", Date), Column("end", Date), _text("precision", null=False),
    _text("status", null=False), _text("signal", null=False),
    _number("independent_origins", null=False), Column("confidence", Float, nullable=False),
    Column("discrepancies", JSON, nullable=False), Column("reasons", JSON, nullable=False),
    Column("fields", JSON, nullable=False, server_default="[]"),
    Column("related", JSON, nullable=False, server_default="[]"),
    _text("decided"), Column("decisions", JSON, nullable=False, server_default="[]"),  # by people
    Index("happenings_decided", "decided"), Index("happenings_start", "start"), Index("happenings_type", "type"),
)  # fmt: skip


def _of_happening() -> Column[Any]:
    return Column("key", ForeignKey("happenings.key", ondelete="CASCADE"), primary_key=True)


happening_parties = Table(
    "happening_parties", metadata, _of_happening(), Column("role", _short(10), primary_key=True), _ordinal(),
    _text("name", null=False), _text("type", null=False), _text("office"), _text("known"), _text("wikidata"),
    Column("identity", PLAIN, nullable=False, server_default=""),  # known id, else the folded name
    _look_up("happening_parties_name", "name"), Index("happening_parties_known", "known"),
    _look_up("happening_parties_identity", "identity"),
)  # fmt: skip

happening_places = Table(
    "happening_places", metadata, _of_happening(), _ordinal(), _text("place", null=False),
    _look_up("happening_places_place", "place"),
)  # fmt: skip

restrictions = Table(
    "restrictions", metadata, _of_happening(), _ordinal(),
    _text("entity", null=False), _text("list", null=False), _text("since"), _text("source", null=False),
    Index("restrictions_list", "list"),
)  # fmt: skip

reports = Table(
    "reports", metadata, _of_happening(), _ordinal(),
    _text("doc", null=False), _text("event", null=False), _text("anchor"),
    _text("publisher"), _text("origin"), Column("published", Date), _text("copy_of"), _text("reason", null=False),
    # the edge of the source graph that leaves this report, and what its news goes back to
    Column("taken", _short(20), nullable=False, server_default="own"), _text("taken_from"),
    Column("root", PLAIN, nullable=False, server_default=""),
    Column("root_kind", _short(20), nullable=False, server_default="unknown"),
    Index("reports_event", "doc", "event"), Index("reports_root", "root"),
)  # fmt: skip

copies = Table(
    "copies", metadata,
    Column("doc", PLAIN, primary_key=True), Column("copy_of", PLAIN, primary_key=True),
    _number("ordinal", null=False), _text("kind", null=False), _text("reason", null=False),
    Column("score", Float, nullable=False),
    Column("share", Float, nullable=False), Column("share_of", Float, nullable=False),
    Column("passages", JSON, nullable=False),  # rows [start, end, start there, end there, words]
    _text("outlet", null=False),
    Index("copies_original", "copy_of"),
)  # fmt: skip

# --------------------------------------------------------------- what joining remembers from run to run
# All of it can be worked out anew from documents and judgements (docs/fusion.md, "What is remembered").
unfused = Table(
    "unfused", metadata, Column("doc", PLAIN, primary_key=True)
)  # documents changed since they were joined
unmade = Table(
    "unmade", metadata, Column("part", PLAIN, primary_key=True)
)  # clusters that wait to be written as events
outdated = Table("outdated", metadata, Column("key", PLAIN, primary_key=True))  # events of which a report has gone

texts = Table(
    "texts", metadata,
    Column("doc", PLAIN, primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("digest", _short(32), nullable=False), Column("indexed", Boolean, nullable=False),
    Column("credited", Boolean, nullable=False), Column("date", Date),
    Column("keys", LargeBinary, nullable=False),
    Index("texts_digest", "digest"),
)  # fmt: skip

sketches = Table(
    "sketches", metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

likenesses = Table(
    "likenesses", metadata,  # pairs of texts of which one copies or retells the other: `copies` are chosen among them
    Column("doc", PLAIN, primary_key=True), Column("copy_of", PLAIN, primary_key=True),
    Column("retold", Boolean, primary_key=True),
    Column("copy", JSON, nullable=False),
    Index("likenesses_original", "copy_of"),
)  # fmt: skip

tellings = Table(
    "tellings", metadata,
    Column("ref", PLAIN, primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),
    _text("doc", null=False), _text("event", null=False), _text("anchor", null=False), _text("kind", null=False),
    _number("day", null=False),
    Column("blocks", LargeBinary, nullable=False),
    _text("part", null=False),  # the smallest reference in its cluster
    _text("key"),  # of the event that it was written under
    _text("decided", null=False),  # what people decided of it, as a digest
    Index("tellings_doc", "doc"), Index("tellings_part", "part"), Index("tellings_key", "key"),
)  # fmt: skip

ties = Table(
    "ties", metadata,  # events that may belong together; `happenings.related` holds the likeliest
    Column("one", PLAIN, primary_key=True), Column("other", PLAIN, primary_key=True),
    _text("kind", null=False), _text("reason", null=False), Column("score", Float, nullable=False),
    Index("ties_other", "other"),
)  # fmt: skip

blocks = Table(
    "blocks", metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip

# What searching needs of each happening, and its history: rows outlive the happening, so that a reader who knows
# change n finds by number what is new, changed or gone since. `facts` is JSON, laid out in `facts.py`.
happening_facts = Table(
    "happening_facts", metadata,
    Column("key", PLAIN, primary_key=True),
    _text("facts"),  # null: the happening is gone
    _number("number", null=False),  # of its last change, counted over all happenings
    Column("first_seen", Moment, nullable=False), Column("changed", Moment, nullable=False),
    Index("happening_facts_number", "number"),
)  # fmt: skip

searches = Table(
    "searches", metadata,
    Column("id", Integer, primary_key=True),
    _text("name", null=False), _text("query", null=False),  # URL parameters as `Query.pairs` writes them
    _text("by", null=False), Column("at", Moment, nullable=False),
    Index("searches_name", "by", "name", unique=True),
)  # fmt: skip
