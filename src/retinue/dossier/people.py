"""Who the subject is: names, parents and units, offices with their terms, times on restriction lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from retinue.ask.listed import Standing
from retinue.charts import Interval, intervals
from retinue.dossier.blocks import Block, Cell, Facts, Figure, Link, Para, Table
from retinue.dossier.gather import Gathered
from retinue.dossier.words import span
from retinue.knowledge import Knowledge, Organisation, Person, Term, offices_on, owners_on
from retinue.series import Kind
from retinue.series.subject import unit_ids

__all__ = ["identity", "offices", "on_lists", "present_office"]

UNITS = 12  # units named; the rest is counted
HOLDERS = 60  # terms of a body's offices shown, the latest


def identity(found: Gathered, knowledge: Knowledge) -> tuple[Block, ...]:
    """Names, country, Wikidata, owners, units, and where that was read."""
    rows: list[tuple[str, Cell]] = [("Name", found.subject.name), ("Kind", found.subject.kind.value)]
    known = knowledge.people.get(found.id or "") or knowledge.organisations.get(found.id or "")
    if known is None:
        rows.append(("Identity", "unresolved: the knowledge has nobody of this name"))
    else:
        rows += _common(known)
        rows += _organisation(known, knowledge, found.day) if isinstance(known, Organisation) else _person(known)
        rows.append(("Known from", f"{known.source.source} (checked {known.source.checked})"))
    if found.history:
        forms = [name for name in found.history.names if name != found.subject.name and _is_name(name)]
        rows += [("Called in the reports", ", ".join(forms[:20]))] if forms else []
    return (Facts(tuple(rows)),)


def _is_name(form: str) -> bool:
    """False for forms such as "the company", which are no names."""
    rest = form.removeprefix("The ")
    return not form.startswith("the ") and (rest != rest.lower() or not rest.isascii())


def _common(known: Person | Organisation) -> Iterator[tuple[str, Cell]]:
    yield "Knowledge id", known.id
    if known.wikidata:
        yield "Wikidata", Link(known.wikidata, f"https://www.wikidata.org/wiki/{known.wikidata}")
    if known.country:
        yield "Country", known.country
    if known.aliases:
        yield "Also called", ", ".join(known.aliases)


def _person(known: Person) -> Iterator[tuple[str, Cell]]:
    if known.note:
        yield "Note", known.note


def _organisation(known: Organisation, knowledge: Knowledge, day: dt.date) -> Iterator[tuple[str, Cell]]:
    facts = {"Sectors": ", ".join(known.sectors), "Seat": known.seat, "Ticker": known.ticker,
             "State-owned": "yes" if known.state else None}  # fmt: skip
    yield from ((label, value) for label, value in facts.items() if value)
    if above := [knowledge.organisations[owned.owner].name for owned in owners_on(knowledge, known.id, day)]:
        yield "Belongs to", ", which belongs to ".join(above)
    units = [knowledge.organisations[id_].name for id_ in unit_ids(knowledge, (known.id,), day)]
    if units:
        more = f" and {len(units) - UNITS} more" if len(units) > UNITS else ""
        yield "Units", ", ".join(units[:UNITS]) + more


# ------------------------------------------------------------------------------------------- offices
def present_office(found: Gathered, knowledge: Knowledge) -> str:
    """The highest office a person holds on the day; empty when none is known."""
    held = offices_on(knowledge, found.id, found.day) if found.id and found.subject.kind is Kind.PERSON else ()
    return held[0].title if held else ""


def offices(found: Gathered, knowledge: Knowledge) -> tuple[Block, ...]:
    """A person's terms, or who held the offices of a body; and what the reports call a person."""
    blocks: list[Block] = []
    if terms := _terms(found, knowledge):
        person = found.subject.kind is Kind.PERSON
        title = f"Offices of {found.subject.name}" if person else f"Office holders of {found.subject.name}"
        chart = intervals(title, [_interval(term, knowledge, person) for term in terms], found.day)
        rows = tuple(_term_row(term, knowledge) for term in terms)
        columns = ("who", "office", "time", "to the day", "source")
        blocks.append(Figure(chart, Table(title, columns, rows)))
    if found.history and found.history.offices:
        told = tuple((title, span(first, last), str(number)) for title, first, last, number in found.history.offices)
        blocks.append(Table("As the reports call them", ("office", "reports of", "documents"), told))
    return tuple(blocks)


def _terms(found: Gathered, knowledge: Knowledge) -> list[Term]:
    if found.subject.kind is Kind.PERSON:
        return list(knowledge.terms_by_person.get(found.id or "", ()))
    ours = [office for office in knowledge.offices.values() if office.body == found.id and found.id]
    ours.sort(key=lambda office: (office.rank, office.id))
    return [term for office in ours for term in knowledge.terms_by_office.get(office.id, ())][-HOLDERS:]


def _interval(term: Term, knowledge: Knowledge, person: bool) -> Interval:
    office, holder = knowledge.offices[term.office].title, knowledge.people[term.person].name
    label, text = (office, "") if person else (office, holder)
    return Interval(label, term.since, term.until, text, "" if term.exact else "not known to the day")


def _term_row(term: Term, knowledge: Knowledge) -> tuple[Cell, ...]:
    holder, office = knowledge.people[term.person].name, knowledge.offices[term.office].title
    return holder, office, span(term.since, term.until), "yes" if term.exact else "no", term.source.source


# --------------------------------------------------------------------------------------------- lists
def on_lists(found: Gathered) -> tuple[Block, ...]:
    """On which lists today, over time as chart and table, and parents and units that stand on some."""
    answer = found.lists
    rows = [row for row in (*answer.standing, *answer.other) if not row.namesake]
    today = [row.list for row in answer.standing if not row.namesake]
    blocks: list[Block] = [Para(_status(today, found))]
    if rows:
        title = f"{found.subject.name} on restriction lists"
        chart = intervals(
            title, [Interval(row.list, row.since, row.until, "", _note(row)) for row in rows], found.day
        )
        columns = ("list", "kept by", "time", "rests on", "note")
        blocks.append(Figure(chart, Table(title, columns, tuple(map(_standing, rows)))))
    if answer.related:
        told = tuple((relation, row.name, row.list, span(row.since, row.until)) for relation, row in answer.related)
        blocks.append(Table("Parents and units on lists", ("relation", "name", "list", "time"), told))
    if namesakes := [row for row in (*answer.standing, *answer.other) if row.namesake]:
        names = ", ".join(sorted({f"{row.name} ({row.list})" for row in namesakes}))
        blocks.append(Para(f"People of the same name, of whom nothing else is known to agree: {names}."))
    return tuple(blocks) if rows or answer.related or found.subject.kind is Kind.FIRM else ()


def _status(today: list[str], found: Gathered) -> str:
    as_of = max((day for _, day in found.lists.loaded), default=None)
    known = f" The lists are known as of {as_of} at the latest." if as_of else ""
    if today:
        return f"On {found.day} it stands on {', '.join(dict.fromkeys(today))}.{known}"
    return f"On {found.day} it stands on none of the {len(found.lists.loaded)} lists that are known.{known}"


def _standing(row: Standing) -> tuple[Cell, ...]:
    return row.list, row.authority, span(row.since, row.until), row.citation, _note(row)


def _note(row: Standing) -> str:
    latest = "began by then at the latest" if row.latest else ""
    suspended = f"measures suspended {span(row.suspended.since, row.suspended.until)}" if row.suspended else ""
    return "; ".join(filter(None, (row.programme, latest, suspended)))
