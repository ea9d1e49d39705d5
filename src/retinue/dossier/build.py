"""A brief put together: which sections there are, in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from retinue.dossier import events, people, sources
from retinue.dossier.blocks import Dossier, Para, Section
from retinue.dossier.gather import Gathered, gather
from retinue.knowledge import Knowledge
from retinue.lists import Register
from retinue.series import Subject, Weigher, load_weights
from retinue.store import Store

__all__ = ["Making", "build_dossier"]


@dataclass(frozen=True, slots=True)
class Making:
    """Where a brief comes from: the open record, the knowledge, the imported lists, and the day it is made."""

    store: Store
    knowledge: Knowledge
    register: Register | None
    day: dt.date
    version: str


def build_dossier(subject: Subject, making: Making) -> Dossier:
    """The brief on a firm, body or person."""
    weigher = Weigher(making.knowledge, load_weights())
    found = gather(subject, making.day, making.store, making.knowledge, making.register, weigher)
    sections = tuple(section for section in _sections(found, making) if section.blocks)
    made = f"Made on {making.day} by Retinue {making.version}."
    return Dossier(subject.name, _subtitle(found, making.knowledge), made, sections)


def _sections(found: Gathered, making: Making) -> Iterator[Section]:
    knowledge = making.knowledge
    yield Section("who", "Who", people.identity(found, knowledge))
    yield Section("figures", "In figures", events.in_figures(found))
    yield Section("offices", "Offices", people.offices(found, knowledge))
    yield Section("lists", "Restriction lists", people.on_lists(found))
    yield Section("signal", "Support, control, restriction", events.signals(found))
    yield Section("events", "Events", events.engagements(found))
    yield Section("statements", "Statements", sources.statements(found))
    yield Section("contradictions", "Where reports contradict each other", events.contradictions(found))
    yield Section("network", "Who deals with whom", events.relations(found))
    yield Section("places", "Places", events.places(found, knowledge))
    yield Section("sources", "Sources", sources.all_sources(found, knowledge))
    yield Section("open", "Unresolved and undated", sources.open_questions(found))
    yield Section("method", "How this was made", (Para(METHOD), Para(_record(making))))


def _subtitle(found: Gathered, knowledge: Knowledge) -> str:
    office = people.present_office(found, knowledge)
    lists = sorted({row.list for row in found.lists.standing if not row.namesake})
    parts = [found.subject.kind.value, *([office] if office else [])]
    parts += [f"on {', '.join(lists)}"] if lists else []
    return "; ".join(parts)


def _record(making: Making) -> str:
    last, counts = making.store.last_run(), making.store.counts()
    run = f" It was last brought up to date on {last.started:%Y-%m-%d %H:%M} UTC by code {last.code}." if last else ""
    size = f"{counts.documents:,} documents and {counts.happenings:,} events"
    return f"Made on {making.day} by Retinue {making.version} from a record of {size}.{run}"


METHOD = (
    "Everything here was read from the news documents under Sources by rules and learned weights, without a person's "
    "check unless it says so. An event is told by one or more reports; reports that took the news from one another "
    "count as one independent origin. “Sure” is the estimated probability that there is such an event. Undated "
    "events have no day in any chart. Weights of signals are editors' judgements (docs/series.md). List status comes "
    "from published lists, not from the news. Check the sources before you rely on a line."
)
