"""Everything on one person, firm, body or outlet: who it is, what it held, where it was listed, what befell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retinue.ask.listed import Standing, of_knowledge
from retinue.knowledge import Knowledge, Organisation, Person, candidates
from retinue.model import EntityType, Signal
from retinue.store import History, Page
from retinue.store.find import Wanted
from retinue.store.query import Query
from retinue.web import words
from retinue.web.errors import MissingError
from retinue.web.links import document_url, entity_url
from retinue.web.look import Look
from retinue.web.views.bars import Bar, Scale, scale_of
from retinue.web.views.charts import ChartAsked, Figure, figure
from retinue.web.views.offices import OfficeRow, TermRow, offices_of_body, term_row
from retinue.web.views.rows import EventRow, event_row
from retinue.web.views.search import url_of
from retinue.web.views.statements import StatementRow, statement_row

__all__ = ["EntityView", "Fact", "ListingRow", "Partner", "YearRow", "entity_view"]

EVENTS = 60  # shown; the search has the rest
STATEMENTS = 20
PARTNERS = 7  # of each kind
YEARS = 60
NEAR = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the head: a label and values, each with an address where there is one."""

    label: str
    values: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A time on a restriction list, with its bar; `covers` when it stands today."""

    list: str
    authority: str
    since: str
    until: str
    citation: str
    bar: Bar
    covers: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """How many events of each signal touch a year, in the order of `Signal`."""

    year: str
    url: str
    support: int
    control: int
    restrict: int
    neutral: int
    total: int


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who took part in the same events, and in how many."""

    name: str
    type: str
    url: str
    events: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """What a dossier page shows."""

    name: str
    type: EntityType
    known: str | None
    url: str
    facts: tuple[Fact, ...]
    other_names: tuple[str, ...]
    note: str | None
    scale: Scale
    terms: tuple[TermRow, ...]
    told_offices: tuple[tuple[str, str, int], ...]
    offices: tuple[OfficeRow, ...]
    listings: tuple[ListingRow, ...]
    stated: tuple[tuple[str, str | None, str, str], ...]
    signals: tuple[tuple[str, int], ...]
    years: tuple[YearRow, ...]
    partners: tuple[Partner, ...]
    events: tuple[EventRow, ...]
    total: int
    all_url: str
    statements: tuple[StatementRow, ...]
    more_statements: bool
    figures: tuple[Figure, ...]


Known = Person | Organisation


def entity_view(look: Look, name: str) -> EntityView:
    """All on one by knowledge id, name or alias. Raises MissingError, with those who may be meant."""
    history = look.kept.get(
        ("history", name), look.finder.documents_mark(),
        lambda: look.store.history(name, events=False, page=Page(STATEMENTS + 1)),
    )  # fmt: skip
    known = _known(look.knowledge, (history.known if history else name) or "")
    if history is None and known is None:
        raise _missing(look, name)
    type_ = _type(known) if history is None else history.type
    called = history.name if history else known.name if known else name
    return _assembled(look, (called, type_, history, known))


def _known(knowledge: Knowledge, id_: str) -> Known | None:
    return knowledge.people.get(id_) or knowledge.organisations.get(id_)


def _type(known: Known | None) -> EntityType:
    return known.type if isinstance(known, Organisation) else EntityType.PERSON


def _missing(look: Look, name: str) -> MissingError:
    near = {one.name: entity_url(one.known, one.name) for one in look.store.names(name, Page(NEAR))}
    for id_ in candidates(look.knowledge, name)[:NEAR]:
        if (known := _known(look.knowledge, id_)) is not None:
            near.setdefault(known.name, entity_url(id_))
    return MissingError(f"Nobody is called “{name}” in the record or the knowledge.", tuple(near.items()))


def _assembled(look: Look, who: tuple[str, EntityType, History | None, Known | None]) -> EntityView:
    name, type_, history, known = who
    id_ = known.id if known else None
    told = _told(look, id_ or f'"{name}"')
    said = history.statements if history else ()
    terms = look.knowledge.terms_by_person.get(id_ or "", ())
    standings = list(of_knowledge(look.knowledge, [id_])) if id_ else []
    scale = scale_of([(t.since, t.until) for t in terms] + [(s.since, s.until) for s in standings], look.today)
    return EntityView(
        name=name,
        type=type_,
        known=id_,
        url=entity_url(id_, name),
        facts=tuple(_facts(look.knowledge, known)),
        other_names=_other_names(name, history, known),
        note=known.note if isinstance(known, Person) else None,
        scale=scale,
        terms=tuple(term_row(look.knowledge, term, scale, look.today) for term in reversed(terms)),
        told_offices=tuple(_told_offices(history)),
        offices=tuple(offices_of_body(look, id_)) if id_ and isinstance(known, Organisation) else (),
        listings=tuple(_listing(row, scale, look.today) for row in standings),
        stated=tuple((r[0], r[1], r[2], document_url(r[2])) for r in (history.listed if history else ())),
        signals=told.signals,
        years=told.years,
        partners=told.partners,
        events=told.rows,
        total=told.total,
        all_url=url_of(told.query),
        statements=tuple(statement_row(one) for one in said[:STATEMENTS]),
        more_statements=len(said) > STATEMENTS,
        figures=tuple(_figures(id_ or name, told, standings)),
    )


def _figures(of: str, told: _Told, standings: Sequence[Standing]) -> Iterator[Figure]:
    """Charts that have something to show; each is drawn when the browser asks for it."""
    asked = ChartAsked(of)
    if any(row.start for row in told.rows):
        yield figure("signal", asked, "Signals over time")
        yield figure("timeline", asked, "Time line")
    if any(row.actors and row.recipients for row in told.rows):
        yield figure("network", asked, "Who acted on whom")
    if standings:
        yield figure("listings", asked, "On restriction lists")


# -------------------------------------------------------------------------------------------- head
def _facts(knowledge: Knowledge, known: Known | None) -> Iterator[Fact]:
    if known is None:
        return
    if known.country:
        yield Fact("Country", ((known.country, None),))
    if isinstance(known, Organisation):
        yield from _firm_facts(knowledge, known)
    if known.wikidata:
        yield Fact("Wikidata", ((known.wikidata, f"https://www.wikidata.org/wiki/{known.wikidata}"),))
    yield Fact("Known from", ((f"{known.source.source}, looked up {words.day(known.source.checked)}", None),))


def _firm_facts(knowledge: Knowledge, firm: Organisation) -> Iterator[Fact]:
    parent = knowledge.organisations.get(firm.parent or "")
    if parent:
        yield Fact("Part of", ((parent.name, entity_url(parent.id)),))
    units = [one for one in knowledge.organisations.values() if one.parent == firm.id]
    if units:
        yield Fact("Units", tuple((one.name, entity_url(one.id)) for one in units))
    if firm.sectors:
        yield Fact("Sectors", tuple((sector, None) for sector in firm.sectors))
    for label, value in (("Seat", firm.seat), ("Ticker", firm.ticker), ("Web", ", ".join(firm.domains))):
        if value:
            yield Fact(label, ((value, None),))
    if firm.state:
        yield Fact("Owner", (("the state", None),))


def _other_names(name: str, history: History | None, known: Known | None) -> tuple[str, ...]:
    told = [form for form in (history.names if history else ()) if _is_name(form)]
    return tuple(form for form in dict.fromkeys((*(known.aliases if known else ()), *told)) if form != name)


def _is_name(form: str) -> bool:
    """False for forms such as "the company", which are no names."""
    rest = form.removeprefix("The ")
    return not form.startswith("the ") and (rest != rest.lower() or not rest.isascii())


def _told_offices(history: History | None) -> Iterator[tuple[str, str, int]]:
    for title, first, last, documents in history.offices if history else ():
        yield title, words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}", documents


def _listing(row: Standing, scale: Scale, today: dt.date) -> ListingRow:
    since = words.day(row.since) if row.since else "not known"
    return ListingRow(
        row.list, row.authority, f"by {since}" if row.latest else since, words.day(row.until) if row.until else "",
        row.citation, scale.bar(row.since, row.until), row.covers(today),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------ events
@dataclass(frozen=True, slots=True)
class _Told:
    """What the events tell: the latest rows, and counts over all."""

    query: Query
    total: int
    rows: tuple[EventRow, ...]
    signals: tuple[tuple[str, int], ...]
    years: tuple[YearRow, ...]
    partners: tuple[Partner, ...]


def _told(look: Look, party: str) -> _Told:
    query = Query(party=(party,))
    found = look.finder.events(query, Wanted(EVENTS, None, ("signal", "party"), PARTNERS + 1))
    counted = {one.value: one.count for one in found.facets.get("signal", ())}
    return _Told(
        query,
        found.total,
        tuple(event_row(h) for h in look.happenings(found.keys)),
        tuple((signal.value, counted.get(signal.value, 0)) for signal in Signal),
        tuple(_years(look, query)),
        tuple(_partners(look, query, party)),
    )


def _years(look: Look, query: Query) -> Iterator[YearRow]:
    """For each year how many events of each signal there are."""
    by_year: dict[str, dict[str, int]] = {}
    for signal in Signal:
        asked = query.changed("signal", (signal.value,))
        for one in look.finder.events(asked, Wanted(0, None, ("year",), YEARS)).facets.get("year", ()):
            by_year.setdefault(one.value, {})[signal.value] = one.count
    for year in sorted(by_year, reverse=True):
        counted = by_year[year]
        url = url_of(Query.parse([*query.pairs(), ("from", f"{year}-01-01"), ("to", f"{year}-12-31")]))
        support, control, restrict, neutral = (counted.get(signal.value, 0) for signal in Signal)
        yield YearRow(year, url, support, control, restrict, neutral, sum(counted.values()))


def _partners(look: Look, query: Query, party: str) -> Iterator[Partner]:
    """Who takes part in the same events most often."""
    for kind in ("person", "firm", "body"):
        found = look.finder.events(query, Wanted(0, None, (kind,), PARTNERS + 1)).facets.get(kind, ())
        for one in [one for one in found if one.value != party][:PARTNERS]:
            known = None if one.value.startswith('"') else one.value
            yield Partner(one.label, kind, entity_url(known, one.label), one.count)
