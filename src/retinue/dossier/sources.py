"""What was said, where everything was read, and what stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from retinue.charts import Share, shares
from retinue.dossier.blocks import Block, Cell, Figure, Link, Para, Table
from retinue.dossier.gather import Gathered
from retinue.dossier.words import day_of, key_link, names_of
from retinue.knowledge import Knowledge, candidates
from retinue.model import Happening, Report
from retinue.store import Said, SourceRow

__all__ = ["all_sources", "kind_of", "open_questions", "statements"]

MOST_SAID = 60  # statements shown of each sort, the latest
LONGEST = 400  # characters of a statement


def statements(found: Gathered) -> tuple[Block, ...]:
    """By the subject and about it, the latest published first."""
    blocks: list[Block] = []
    for title, said in (("Said by", found.said_by), ("Said about", found.said_about)):
        if said:
            rows = tuple(_statement(one) for one in said[:MOST_SAID])
            more = f", the latest {MOST_SAID} of {len(said)}" if len(said) > MOST_SAID else ""
            columns = ("published", "who", "what", "kind", "document")
            blocks.append(Table(f"{title} {found.subject.name}{more}", columns, rows))
    return tuple(blocks)


def _statement(one: Said) -> tuple[Cell, ...]:
    words = " ".join(one.content.split())
    words = words if len(words) <= LONGEST else words[:LONGEST].rstrip() + " …"
    who = f"{one.speaker} ({one.office})" if one.office else one.speaker
    return str(one.published or "no date"), who, f"“{words}”" if one.kind == "direct" else words, one.kind, one.doc


# ------------------------------------------------------------------------------------------- sources
def kind_of(publisher: str | None, knowledge: Knowledge) -> str:
    """What an outlet is, as far as the knowledge says: "state news agency", "outlet", "government"."""
    if publisher is None:
        return "publisher not known"
    ids = [id_ for id_ in candidates(knowledge, publisher) if id_ in knowledge.organisations]
    if not ids:
        return "outlet not known"
    found = knowledge.organisations[ids[0]]
    words = ["state"] * found.state
    words.append("news agency" if found.agency else {"media": "outlet", "government_body": "public body"}.get(
        found.type.value, found.type.value))  # fmt: skip
    return " ".join(words)


def all_sources(found: Gathered, knowledge: Knowledge) -> tuple[Block, ...]:
    """Whose news the reports carry, and every document with its place."""
    if not found.sources:
        return ()
    reports = {r.doc: r for one in found.happenings for r in one.reports}
    counts = Counter(r.origin or r.publisher for r in reports.values())
    parts = [Share(name or "–", number, kind_of(name, knowledge)) for name, number in counts.items()]
    chart = shares("Whose news the documents carry", parts, "document")
    rows = tuple(_source(row, reports, knowledge) for row in found.sources)
    columns = ("document", "published", "publisher", "title", "news of", "where")
    share_rows = tuple((str(r[0]), str(r[1]), str(r[2]), f"{100 * r[3]:.0f} %") for r in chart.rows)
    figure = Figure(chart, Table(chart.title, ("origin", "kind", "documents", "share"), share_rows))
    return *((figure,) if parts else ()), Table("All documents, earliest first", columns, rows)


def _source(row: SourceRow, reports: Mapping[str, Report], knowledge: Knowledge) -> tuple[Cell, ...]:
    report = reports.get(row.doc)
    copied = f", a copy of {report.copy_of}" if report and report.copy_of else ""
    origin = (report.origin if report else None) or row.syndicated_from or "its own"
    web = row.source.startswith(("https://", "http://"))
    where: Cell = Link(row.source, row.source) if web else row.source
    publisher = f"{row.publisher or '–'} ({kind_of(row.publisher, knowledge)})"
    return row.doc, str(row.published or "no date"), publisher, row.title or "–", origin + copied, where


# ---------------------------------------------------------------------------------------------- open
def open_questions(found: Gathered) -> tuple[Block, ...]:
    """Events without a day or with a vague one, names nobody is known by, documents without a date."""
    undated = [one for one in found.happenings if one.start is None]
    vague = [one for one in found.dated() if one.precision.value in ("month", "year", "week")]
    names = sorted({p.name for one in found.happenings for p in one.actors + one.recipients if p.known is None})
    blocks: list[Block] = []
    for caption, events in (("Undated events", undated), ("Events known to the week, month or year", vague)):
        if events:
            columns = ("key", "when", "what", "who", "whom")
            blocks.append(Table(caption, columns, tuple(map(_briefly, events))))
    blocks += [Para(text) for text in _open(found, names)]
    return tuple(blocks)


def _briefly(one: Happening) -> tuple[Cell, ...]:
    what = one.type.value.replace("_", " ")
    return key_link(one.key), day_of(one), what, names_of(one.actors), names_of(one.recipients)


def _open(found: Gathered, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - 30} more" if len(names) > 30 else ""
        yield f"Names that the knowledge does not have: {', '.join(names[:30])}{more}."
    if undated := [row.doc for row in found.sources if row.published is None]:
        yield f"Documents without a date of publication: {', '.join(undated[:30])}."
    if found.history and found.history.listed:
        told = sorted(
            {f"{name}{' since ' + since if since else ''} ({doc})" for name, since, doc in found.history.listed}
        )
        yield f"List memberships that reports state: {'; '.join(told[:20])}."
