"""What happened: figures, signals, time line, the events themselves, contradictions, relations, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from retinue.charts import Chart, Edge, Interval, Mark, Spot, network, timeline, visits_map
from retinue.dossier.blocks import Block, Cell, Facts, Figure, Para, Table
from retinue.dossier.gather import Gathered, is_official
from retinue.dossier.words import day_of, key_link, names_of, parties_of, percent
from retinue.fuse.settled import settled
from retinue.knowledge import Knowledge, Place, find_place
from retinue.model import Discrepancy, Happening
from retinue.series import Point, signal_chart
from retinue.series.show import apart
from retinue.series.weigh import told

__all__ = ["contradictions", "engagements", "in_figures", "places", "relations", "signals"]

MOST_KEYS = 8  # events linked from one cell


def in_figures(found: Gathered) -> tuple[Block, ...]:
    """Counts of everything, each in words."""
    events = found.happenings
    if not events and not found.said_by and not found.said_about:
        return (Para("The record has no event and no statement of or about this name."),)
    dated = found.dated()
    reports = sum(len(one.reports) for one in events)
    days = f", {min(map(day_of, dated))} to {max(map(day_of, dated))}" if dated else ""
    rows: list[tuple[str, Cell]] = [
        ("Events", f"{len(events)}, {len(events) - len(dated)} of them undated{days}"),
        ("Reports", f"{reports} in {len({r.doc for one in events for r in one.reports})} documents"),
        ("Independent origins", f"{sum(one.independent_origins for one in events)}, added up over the events"),
        ("By type", _counted(one.type.value.replace("_", " ") for one in events)),
        ("By signal", _counted(one.signal.value for one in events)),
        ("By status", _counted(one.status.value for one in events)),
        ("With contradictions", str(sum(bool(one.discrepancies) for one in events))),
        ("Statements", f"{len(found.said_by)} by, {len(found.said_about)} about"),
    ]
    return (Facts(tuple((label, value) for label, value in rows if value)),)


def _counted(values: Iterable[str]) -> str:
    counts = Counter(values)
    return ", ".join(f"{value} {number}" for value, number in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


# ------------------------------------------------------------------------------------------- signals
def signals(found: Gathered) -> tuple[Block, ...]:
    """The chart by month, its points with links to their events, and what they leave out."""
    if not found.series.points:
        return (Para(f"No dated event with a signal. {apart(found.series)}".strip()),)
    columns = ("time", "signal", "expected", "90 % interval", "as reported", "origins", "events")
    rows = tuple(map(_point, found.series.points))
    table = Table(f"Expected weight by {found.series.by.value}", columns, rows)
    totals = "; ".join(f"{t.signal.value} {t.expected:.1f} ({t.low:.1f} to {t.high:.1f})"
                       for t in found.series.totals if t.events)  # fmt: skip
    return Para(f"Over the whole time: {totals}."), Figure(signal_chart(found.series), table)


def _point(point: Point) -> tuple[Cell, ...]:
    keys = tuple(key_link(key) for key in point.events[:MOST_KEYS])
    more = (f"{len(point.events) - MOST_KEYS} more",) if len(point.events) > MOST_KEYS else ()
    return (point.label, point.signal.value, f"{point.expected:.2f}", f"{point.low:.2f} to {point.high:.2f}",
            f"{point.reported:.2f}", str(point.origins), (*keys, *more))  # fmt: skip


# --------------------------------------------------------------------------------------------- events
def engagements(found: Gathered) -> tuple[Block, ...]:
    """Events as marks over the times on lists, and each of them as a row: earliest first, undated ones last."""
    if not found.happenings:
        return ()
    chart = _time_line(found)
    numbers = {str(row[-1]): str(row[0]) for row in chart.rows}
    columns = (
        "no",
        "key",
        "when",
        "what",
        "who",
        "whom",
        "listed then",
        "where",
        "status",
        "signal",
        "reports",
        "sure",
    )
    ordered = sorted(found.happenings, key=lambda one: int(numbers.get(one.key, len(numbers) + 1)))
    rows = tuple((numbers.get(one.key, "–"), *_event(one)) for one in ordered)
    table = Table(chart.title, columns, rows, tuple(one.key for one in ordered))
    note = Para("reports: their number, and in brackets that of independent origins. listed then: on how many lists.")
    return (Figure(chart, table, open=True) if chart.rows else table), note


def _time_line(found: Gathered) -> Chart:
    marks = [Mark(one.start, max(one.end or one.start, one.start), one.signal.value, one.type.value, one.status.value,
                  told(one), one.key) for one in found.happenings if one.start]  # fmt: skip
    rows = (*found.lists.standing, *found.lists.other)
    bands = [Interval(row.list, row.since, row.until) for row in rows if not row.namesake]
    return timeline(f"Events with {found.subject.name}", marks, bands, found.day)


def _event(one: Happening) -> tuple[Cell, ...]:
    listed = Counter(row.entity for row in one.restrictions)
    return (
        key_link(one.key), day_of(one), one.type.value.replace("_", " "), parties_of(one.actors),
        names_of(one.recipients), ", ".join(f"{name} ({number})" for name, number in listed.items()) or "–",
        ", ".join(one.places) or "–", one.status.value, one.signal.value,
        f"{len(one.reports)} ({one.independent_origins})", percent(one.confidence),
    )  # fmt: skip


# ------------------------------------------------------------------------------------ contradictions
def contradictions(found: Gathered) -> tuple[Block, ...]:
    """Where the reports of one event can't all be right: who says what."""
    rows = tuple(_contradiction(one, gap) for one in found.happenings for gap in one.discrepancies)
    if not rows:
        return ()
    return (Table("Reports that can't all be right", ("event", "field", "who says what", "why"), rows),)


def _contradiction(one: Happening, gap: Discrepancy) -> tuple[Cell, ...]:
    said: dict[str, list[str]] = {}
    publishers = {report.doc: report.publisher for report in one.reports}
    for doc, value in gap.values.items():
        said.setdefault(str(value), []).append(publishers.get(doc) or doc)
    told_ = "; ".join(f"{value}: {', '.join(sorted(names))}" for value, names in sorted(said.items()))
    who = settled(one).get(gap.field)
    why = f"settled by {who.by}: {', '.join(who.value) or 'the record stands'}. {gap.reason}" if who else gap.reason
    return key_link(one.key), gap.field, told_, why


# ----------------------------------------------------------------------------------------- relations
def relations(found: Gathered) -> tuple[Block, ...]:
    """Who acts on whom in these events."""
    pairs: dict[tuple[str, str, str], list[str]] = {}
    for one in found.happenings:
        for left, right in _pairs(one):
            pairs.setdefault((left, right, one.signal.value), []).append(one.key)
    if not pairs:
        return ()
    edges = [Edge(left, right, signal, tuple(keys)) for (left, right, signal), keys in pairs.items()]
    chart = network(f"Who deals with whom around {found.subject.name}", edges)
    rows = tuple((str(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in chart.rows)
    officials = Counter(party.name for one in found.happenings for party in one.actors + one.recipients
                        if is_official(party) and not found.is_subject(party))  # fmt: skip
    most = ", ".join(
        f"{name} ({number})" for name, number in sorted(officials.items(), key=lambda c: (-c[1], c[0]))[:10]
    )
    said = (Para(f"Officials and bodies met with most: {most}."),) if most else ()
    return *said, Figure(chart, Table(chart.title, ("acts", "acted on", "signal", "events"), rows))


def _pairs(one: Happening) -> Iterator[tuple[str, str]]:
    for left in one.actors:
        for right in one.recipients:
            if left.name != right.name:
                yield left.name, right.name


# -------------------------------------------------------------------------------------------- places
def places(found: Gathered, knowledge: Knowledge) -> tuple[Block, ...]:
    """Where the events took place, on a map."""
    at: dict[str, list[str]] = {}
    for one in found.happenings:
        if one.places:
            at.setdefault(_placed(one, knowledge), []).append(one.key)
    if not at:
        return ()
    towns = _largest_towns(at, knowledge)
    spots = [Spot(name, *_coordinates(name, towns, knowledge), tuple(keys)) for name, keys in at.items()]
    note = "a province stands at its largest town" if towns else ""
    chart = visits_map(f"Where the events with {found.subject.name} took place", spots, note)
    rows = tuple((str(row[0]), str(row[3]), tuple(map(key_link, row[4][:MOST_KEYS]))) for row in chart.rows)
    if all(spot.latitude is None for spot in spots):
        return (Table(chart.title, ("place", "events", "which"), rows),)
    return (Figure(chart, Table(chart.title, ("place", "events", "which"), rows)),)


def _placed(one: Happening, knowledge: Knowledge) -> str:
    """The most specific of an event's places that can be drawn, else the most specific."""
    found = ((name, find_place(knowledge, name)) for name in one.places)
    return next(
        (name for name, place in found if place and (place.latitude is not None or place.level == "region")),
        one.places[0],
    )


def _largest_towns(names: Iterable[str], knowledge: Knowledge) -> Mapping[str, Place]:
    """For each region among the places that has no coordinates the most populous place in it that has some."""
    found = [place for name in names if (place := find_place(knowledge, name))]
    regions = {place.id for place in found if place.level == "region" and place.latitude is None}
    towns: dict[str, Place] = {}
    for place in knowledge.places.values() if regions else ():
        if place.latitude is not None:
            for region in regions.intersection(place.within):
                if region not in towns or place.population > towns[region].population:
                    towns[region] = place
    return towns


def _coordinates(name: str, towns: Mapping[str, Place], knowledge: Knowledge) -> tuple[float | None, float | None]:
    place = find_place(knowledge, name)
    place = towns.get(place.id, place) if place else None
    return (place.latitude, place.longitude) if place else (None, None)
