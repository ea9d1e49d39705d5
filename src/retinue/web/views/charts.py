"""Charts by name: each is drawn from the same answers as the pages, and has a table and downloads beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from retinue.ask.listed import of_knowledge
from retinue.charts import Chart, Edge, Interval, Mark, Share, Spot, intervals, network, shares, timeline, visits_map
from retinue.knowledge import Knowledge, find_place
from retinue.model import EntityType, Happening
from retinue.series import (
    By,
    Options,
    Series,
    Weigher,
    build,
    find_subject,
    happenings_of,
    load_weights,
    signal_chart,
)
from retinue.store.find import Wanted
from retinue.store.query import Query
from retinue.web import words
from retinue.web.errors import MissingError
from retinue.web.links import entity_url, event_url
from retinue.web.look import Look
from retinue.web.views.kinds import kind_called
from retinue.web.views.offices import office_url

__all__ = ["CHARTS", "ChartAsked", "ChartView", "Figure", "chart_named", "chart_view", "drawn", "figure", "series_of"]

LONGEST = 200  # characters of a name
MOST_MARKS = 60  # events of a time line: the latest
MOST_PLACES = 100  # of a map: the most frequent
MOST_DEALINGS = 500  # events of a network: the latest


@dataclass(frozen=True, slots=True)
class ChartAsked:
    """What a chart is of: a dossier's or an office's id, and the length of a point."""

    of: str = ""
    by: By = By.MONTH
    query: Query = field(default_factory=Query)

    def parameters(self) -> list[tuple[str, str]]:
        """As URL parameters."""
        own = [("of", self.of)] if self.of else []
        own += [("by", self.by.value)] if self.by is not By.MONTH else []
        return [*own, *self.query.pairs()]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart on a page: its addresses; the page of the chart has the table."""

    title: str
    alt: str
    page: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """The page of one chart; cells of the table are (text, url)."""

    figure: Figure
    back: tuple[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[tuple[str, str | None], ...], ...], ...]
    downloads: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str, bool], ...]


def figure(name: str, asked: ChartAsked, title: str) -> Figure:
    """The place of a chart on another page; nothing is drawn for it yet."""
    dark = _url(f"{name}.svg", asked, ("theme", "dark"))
    told = f"Chart: {title}. Its table is on the chart’s own page."
    return Figure(title, told, _url(name, asked), _url(f"{name}.svg", asked), dark)


def _url(name: str, asked: ChartAsked, *also: tuple[str, str]) -> str:
    pairs = [*asked.parameters(), *also]
    return f"/charts/{name}?{urlencode(pairs)}" if pairs else f"/charts/{name}"


def chart_named(look: Look, name: str, asked: ChartAsked) -> Chart:
    """The chart of this name. Raises MissingError when there is none, or when its subject is unknown."""
    if name not in CHARTS:
        raise MissingError(f"There is no chart called “{name}”.")
    return look.kept.get(("chart", name, asked, look.today), _mark(look, asked), lambda: CHARTS[name](look, asked))


def series_of(look: Look, asked: ChartAsked) -> Series:
    """Support, control and restriction of somebody over time. Raises MissingError."""
    return look.kept.get(("series", asked), _mark(look, asked), lambda: _series(look, asked))


def _series(look: Look, asked: ChartAsked) -> Series:
    named = asked.of.strip() and len(asked.of) < LONGEST
    subject = find_subject(asked.of, look.knowledge, look.store) if named else None
    if subject is None:
        raise MissingError(f"Nobody is called “{asked.of[:LONGEST]}”.")
    found, side = happenings_of(subject, look.knowledge, look.store)
    weigher = Weigher(look.knowledge, load_weights())
    return build(subject.name, subject.kind, found, weigher, Options(asked.by, None, None, side))


def drawn(look: Look, name: str, asked: ChartAsked, form: str, draw: Callable[[Chart], bytes]) -> bytes:
    """The chart as `draw` makes a file of it; `form` is the file's name. Raises MissingError."""
    key, mark = ("file", name, asked, look.today, form), _mark(look, asked)
    return look.kept.get(key, mark, lambda: draw(chart_named(look, name, asked)))


def _mark(look: Look, asked: ChartAsked) -> Hashable:
    """What a chart is made from: the events of its search, or of the one it is of.

    A body acts through its officials and a sector through its firms too: of what can't be told by a search of
    parties, the mark is that of the whole record.
    """
    if not asked.of:
        return look.finder.mark(asked.query)
    known = look.knowledge.organisations.get(asked.of)
    if asked.of in look.knowledge.people or (known and known.type is not EntityType.BODY):
        return look.finder.mark(Query(party=(asked.of,)))
    return look.finder.mark(Query())


def chart_view(look: Look, name: str, asked: ChartAsked) -> ChartView:
    """A chart with its table. Raises MissingError."""
    chart = chart_named(look, name, asked)
    shown = figure(name, asked, chart.title)
    forms = [(form.upper(), _url(f"{name}.{form}", asked)) for form in ("png", "svg", "csv")]
    by = [(one.value, _url(name, replace(asked, by=one)), one is asked.by) for one in By]
    back = (_called(look, asked.of), _home(name, asked.of))
    return ChartView(
        Figure(chart.title, chart.alt, shown.page, shown.light, shown.dark),
        back if asked.of else ("Sources", "/sources") if name == "origins" else ("Map", "/map"),
        chart.columns,
        tuple(
            tuple(_cell(value, column) for value, column in zip(row, chart.columns, strict=True))
            for row in chart.rows
        ),
        tuple(forms),
        tuple(by) if name == "signal" else (),
    )


def _home(chart: str, of: str) -> str:
    """The page of what a chart is of; a theme of policy has none of its own."""
    if of.startswith("theme:"):
        return "/search"
    return office_url(of) if chart == "holders" else entity_url(None, of)


def _called(look: Look, id_: str) -> str:
    known = look.knowledge.people.get(id_) or look.knowledge.organisations.get(id_)
    office = look.knowledge.offices.get(id_)
    theme = look.knowledge.themes.get(id_.removeprefix("theme:"))
    return known.name if known else office.title if office else theme.name if theme else id_


def _cell(value: object, column: str) -> tuple[tuple[str, str | None], ...]:
    """Keys of events lead to them; days are said in words."""
    if isinstance(value, tuple):
        return tuple((str(one), event_url(str(one))) for one in value)
    if column == "key":
        return ((str(value), event_url(str(value))),)
    if isinstance(value, dt.date):
        return ((words.day(value), None),)
    return (("" if value is None else str(value), None),)


# --------------------------------------------------------------------------------------- each chart
def _signal(look: Look, asked: ChartAsked) -> Chart:
    return signal_chart(series_of(look, asked))


def _timeline(look: Look, asked: ChartAsked) -> Chart:
    events = [one for one in _events(look, asked.of, MOST_MARKS) if one.start]
    marks = [
        Mark(h.start, h.end or h.start, h.signal.value, h.type.value, h.status.value, words.headline(h), h.key)
        for h in events
        if h.start
    ]
    return timeline(f"Events with {_called(look, asked.of)}", marks, list(_lists(look.knowledge, asked.of)))


def _events(look: Look, of: str, most: int) -> tuple[Happening, ...]:
    """The latest events of somebody, earliest first."""
    known = of in look.knowledge.people or of in look.knowledge.organisations
    query = Query(party=(of if known else f'"{of}"',)) if of else Query()
    return look.happenings(look.finder.events(query, Wanted(most)).keys)[::-1]


def _lists(knowledge: Knowledge, of: str) -> Iterator[Interval]:
    for row in of_knowledge(knowledge, [of]) if of in knowledge.listings_by_entity else ():
        yield Interval(row.list, row.since, row.until, "", row.citation)


def _listings(look: Look, asked: ChartAsked) -> Chart:
    title = f"{_called(look, asked.of)} on restriction lists"
    return intervals(title, list(_lists(look.knowledge, asked.of)), look.today)


def _holders(look: Look, asked: ChartAsked) -> Chart:
    terms = look.knowledge.terms_by_office.get(asked.of, ())
    rows = [Interval(look.knowledge.people[t.person].name, t.since, t.until, "", t.source.source) for t in terms]
    return intervals(f"Holders of the office: {_called(look, asked.of)}", rows, look.today)


def _network(look: Look, asked: ChartAsked) -> Chart:
    events = _events(look, asked.of, MOST_DEALINGS)
    edges: dict[tuple[str, str, str], list[str]] = {}
    for h in events:
        for actor in h.actors:
            for recipient in h.recipients:
                edges.setdefault((actor.name, recipient.name, h.signal.value), []).append(h.key)
    found = [Edge(*who, tuple(keys)) for who, keys in edges.items()]
    return network(f"Who acted on whom around {_called(look, asked.of)}" if asked.of else "Who acted on whom", found)


def _map(look: Look, asked: ChartAsked) -> Chart:
    return visits_map(_what(asked.query), list(_spots(look, asked.query)))


def _what(query: Query) -> str:
    return f"{' and '.join(map(words.label, query.type)).capitalize() or 'Event'}s by place"


def _spots(look: Look, query: Query) -> Iterator[Spot]:
    """The places where most of the events took place; one that tells of two places is at both."""
    found = look.finder.events(query, Wanted(0, None, ("place",), MOST_PLACES)).facets.get("place", ())
    for one in found:
        keys = tuple(look.finder.keys(query.changed("place", (one.value,))))
        place = find_place(look.knowledge, one.label)
        where = (place.latitude, place.longitude) if place else (None, None)
        yield Spot(one.label, where[0], where[1], keys)


def _origins(look: Look, asked: ChartAsked) -> Chart:
    found = look.finder.events(asked.query, Wanted(0, None, ("origin",), MOST_PLACES))
    parts = [Share(one.label, one.count, kind_called(look.knowledge, one.label)) for one in found.facets["origin"]]
    return shares("Origins that reports credit, by events", parts, "event", found.total)


CHARTS: Mapping[str, Callable[[Look, ChartAsked], Chart]] = {
    "signal": _signal,
    "timeline": _timeline,
    "listings": _listings,
    "network": _network,
    "holders": _holders,
    "map": _map,
    "origins": _origins,
}
